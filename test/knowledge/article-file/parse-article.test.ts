import { describe, expect, it } from 'vitest'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { parse, parseBytes, parseProblems, toFile, toFileWithHead } from '../samples.ts'

const EXAMPLE = `---
id: sample
title: 一个标题
kicker: 引题
publication: 某报
date: 2023-01-15
link: https://example.com/a
byline: 记者 张三 报道
speakers:
  - name: 王颖
    role: 嘉宾
    office: 某公司董事长
    aliases: [王董, Wang Ying]
  - name: 刘小康
    office: 某大学副校长
---

# 圆桌会

## 第一节

【问】怎么办？ ^q1

【王颖】“这样办。”王颖说。 ^a1

【关于王颖、刘小康】两人都到了会。 ^a2

# 附记

【叙述】会开了一天。 ^a3
`

const wang = { name: '王颖', role: '嘉宾', office: '某公司董事长', aliases: ['王董', 'Wang Ying'] }
const liu = { name: '刘小康', office: '某大学副校长', aliases: [] }

const MODEL = {
  file: 'a.md',
  id: 'sample',
  title: '一个标题',
  kicker: '引题',
  publication: '某报',
  date: '2023-01-15',
  link: 'https://example.com/a',
  byline: '记者 张三 报道',
  speakers: [wang, liu],
  exchanges: [
    {
      headings: ['圆桌会', '第一节'],
      question: { id: 'sample_q1', text: '怎么办？' },
      passages: [
        { id: 'sample_a1', text: '“这样办。”王颖说。', voice: { kind: 'speech', speakers: [wang] } },
        { id: 'sample_a2', text: '两人都到了会。', voice: { kind: 'about', speakers: [wang, liu] } },
      ],
    },
    { headings: ['附记'], passages: [{ id: 'sample_a3', text: '会开了一天。', voice: { kind: 'narration' } }] },
  ],
}

describe('a whole article', () => {
  it('parses to its front matter, exchanges and passages', () => {
    expect(parse(EXAMPLE)).toStrictEqual(MODEL)
  })

  it.each([
    ['Windows line ends', EXAMPLE.replaceAll('\n', '\r\n')],
    ['old Mac line ends', EXAMPLE.replaceAll('\n', '\r')],
    ['a byte order mark', `\uFEFF${EXAMPLE}`],
    ['a byte order mark and Windows line ends', `\uFEFF${EXAMPLE.replaceAll('\n', '\r\n')}`],
    ['no line end after the last paragraph', EXAMPLE.trimEnd()],
  ])('parses to the same with %s', (_, text) => {
    expect(parse(text)).toStrictEqual(MODEL)
  })

  it('has the same line numbers with CRLF and a byte order mark', () => {
    const text = toFile('## 小标题', '【叙述】好。', '【叙述】停在')
    expect(parseProblems(text)).toMatchObject([{ line: 16 }])
    expect(parseProblems(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(parseProblems(text))
  })

  it('reports problems of front matter and body together, sorted by line', () => {
    const text = toFile('## 小标题', '【王影】一句话。', '【叙述】好。', '【叙述】停在').replace(
      'publication',
      'publisher',
    )
    expect(parseProblems(text)).toEqual([
      { file: 'a.md', line: 2, text: problemTexts.missingKey('publication') },
      expect.objectContaining({ file: 'a.md', line: 4, text: expect.objectContaining({ id: 'unknown-key' }) }),
      expect.objectContaining({
        file: 'a.md',
        line: 14,
        text: problemTexts.unknownSpeaker('王影', '王颖', ['王颖', '刘小康']),
      }),
      expect.objectContaining({ file: 'a.md', line: 18, text: problemTexts.midSentenceEnd('停在') }),
    ])
  })

  it('has no unknown name if the front matter does not list the speakers', () => {
    const text = toFileWithHead('id: sample', 'title: "没有引号', 'publication: 某报').replace('【叙述】', '【谁】')
    expect(parseProblems(text)).toHaveLength(1)
  })

  it('gives the id that a faulty file states', () => {
    expect(parseBytes(Buffer.from(toFile('## 小标题', '【叙述】停在')))).toMatchObject({
      kind: 'faulty',
      stated: { id: 'sample', line: 2 },
    })
    expect(parseBytes(Buffer.from(toFileWithHead('id: sample')))).toMatchObject({
      kind: 'faulty',
      stated: { id: 'sample', line: 2 },
    })
    expect(parseBytes(Buffer.from(toFileWithHead('title: 一个标题')))).not.toHaveProperty('id')
  })
})

describe('a file that is not UTF-8', () => {
  const gbk = Buffer.from([0xb9, 0xab])

  it.each([
    ['the first line', Buffer.concat([gbk, Buffer.from('\n---\n')]), 1],
    ['a line between', Buffer.concat([Buffer.from('---\n标题\n'), gbk, Buffer.from('\n好\n')]), 3],
    ['the last line', Buffer.concat([Buffer.from('---\n标题\n'), gbk]), 3],
    ['a character that the file’s end cuts off', Buffer.from('---\n好').subarray(0, -1), 2],
  ])('is refused with the number of %s', (_, bytes, line) => {
    expect(parseBytes(bytes)).toEqual({
      kind: 'faulty',
      problems: [{ file: 'a.md', line, text: problemTexts.notUtf8() }],
    })
  })
})
