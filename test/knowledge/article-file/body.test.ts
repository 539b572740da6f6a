import { describe, expect, it } from 'vitest'
import type { Article } from '../../../src/knowledge/article.ts'
import { MAX_PASSAGE_LENGTH } from '../../../src/knowledge/article-file/paragraph.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { parse, parseProblems, toFile, toMarked, renderPlaced } from '../samples.ts'

const toTexts = (article: Article) => article.exchanges.flatMap(({ passages }) => passages.map(({ text }) => text))
const toOutline = ({ exchanges }: Article) =>
  exchanges.map(({ headings, question, passages }) => [headings.join('/'), question?.text, passages.length])
const textOf = (paragraph: string) => toTexts(parse(toFile('## 小标题', paragraph)))[0]

describe('headings and questions', () => {
  it('nest headings by depth, up to the next heading of the same or a higher level', () => {
    const words = ['一', '二', '三', '四', '五'].map((word) => `【叙述】${word}。`)
    const text = toFile(
      '# 甲',
      words[0] ?? '',
      '## 乙',
      words[1] ?? '',
      '### 丙',
      words[2] ?? '',
      '## 丁',
      words[3] ?? '',
      '# 戊',
      words[4] ?? '',
    )
    expect(toOutline(parse(text))).toEqual([
      ['甲', undefined, 1],
      ['甲/乙', undefined, 1],
      ['甲/乙/丙', undefined, 1],
      ['甲/丁', undefined, 1],
      ['戊', undefined, 1],
    ])
  })

  it('form one exchange of a heading and the question below it', () => {
    expect(toOutline(parse(toFile('## 甲', '【问】吗？', '【叙述】好。', '【叙述】对。')))).toEqual([['甲', '吗？', 2]])
  })

  it('form one exchange per question under the same heading', () => {
    const text = toFile('## 甲', '【叙述】先说。', '【问】一吗？', '【叙述】好。', '【问】二吗？', '【叙述】对。')
    expect(toOutline(parse(text))).toEqual([
      ['甲', undefined, 1],
      ['甲', '一吗？', 1],
      ['甲', '二吗？', 1],
    ])
  })

  it('form an exchange of a question without a heading', () => {
    expect(toOutline(parse(toFile('【问】吗？', '【叙述】好。')))).toEqual([['', '吗？', 1]])
  })

  it('end an answer at the next heading', () => {
    expect(toOutline(parse(toFile('【问】吗？', '【叙述】好。', '## 甲', '【叙述】对。')))).toEqual([
      ['', '吗？', 1],
      ['甲', undefined, 1],
    ])
  })
})

describe('marks', () => {
  it('name one or more speakers, of speech or of a paragraph about them', () => {
    const marked = [
      '【叙述】一。',
      '【王颖】二。',
      '【刘小康、王颖】三。',
      '【关于王颖】四。',
      '【关于刘小康、王颖】五。',
    ]
    expect(toMarked(parse(toFile('## 小标题', ...marked)))).toEqual(marked)
  })

  it('allow any comma between names, and spaces around them', () => {
    const text = toFile(
      '## 小标题',
      '【 王颖，刘小康 】一。',
      '【关于 王颖 , 刘小康】二。',
      '【 叙述 】三。',
      '【 问 】四？',
      '【叙述】五。',
    )
    expect(toMarked(parse(text))).toEqual([
      '【王颖、刘小康】一。',
      '【关于王颖、刘小康】二。',
      '【叙述】三。',
      '【叙述】五。',
    ])
    expect(parse(text).exchanges[1]?.question?.text).toBe('四？')
  })

  it('give a passage the speaker’s office from the front matter', () => {
    const voice = { kind: 'speech', speakers: [{ name: '刘小康', office: '某大学副校长', aliases: [] }] }
    expect(parse(toFile('## 小标题', '【刘小康】好。')).exchanges[0]?.passages[0]?.voice).toEqual(voice)
  })
})

describe('the words of a paragraph', () => {
  it.each([
    ['nothing between Han characters', '【叙述】这一段\n折成\n  三行。', '这一段折成三行。'],
    ['nothing where a line begins with full-width spaces', '【叙述】这一段\n　　折行。', '这一段折行。'],
    ['a space between Latin words', '【叙述】He said\nso,\nindeed.', 'He said so, indeed.'],
    ['a space between numbers and Latin words', '【叙述】In\n2023\n(late), 5\npeople.', 'In 2023 (late), 5 people.'],
    ['nothing between Han and Latin', '【叙述】采用\nAI\n技术。', '采用AI技术。'],
    ['nothing between the mark and the words', '【叙述】\n好。', '好。'],
  ])('are joined with %s', (_, paragraph, text) => {
    expect(textOf(paragraph)).toBe(text)
  })

  it('omit the two full-width spaces that indent a Chinese paragraph', () => {
    expect(textOf('　　【叙述】好。')).toBe('好。')
    expect(textOf('【叙述】　　好。　 ^a')).toBe('好。')
    expect(textOf('【叙述】科技　人才。')).toBe('科技　人才。')
  })

  it('contain escaped characters without the backslash', () => {
    expect(textOf('【叙述】三点：\n\\- 甲；\n\\> 乙；\n1\\. 丙\\*。')).toBe('三点：- 甲；> 乙；1. 丙*。')
  })

  it('are limited to the length of one message', () => {
    const longest = `${'字'.repeat(MAX_PASSAGE_LENGTH - 1)}。`
    expect(textOf(`【叙述】${longest} ^a`)).toBe(longest)
    expect(parseProblems(toFile('## 小标题', '【叙述】好。', `【叙述】字${longest}`))).toEqual([
      { file: 'a.md', line: 16, text: problemTexts.tooLong(MAX_PASSAGE_LENGTH + 1, MAX_PASSAGE_LENGTH) },
    ])
  })

  it.each([
    ...'。！？!?…；;：:.',
    '。”',
    '？’',
    '！」',
    '。』',
    '。）',
    '.)',
    '.]',
    '。】',
    '。》',
    '."',
    ".'",
    '。”）',
    '——',
    '—”',
    '--',
    '。（记者 张三）',
    '（记者 张三 李四）',
    '（完）',
    '（综编）',
    '。（此件公开发布）',
    '!” (Reporting by Jane Doe)',
  ])('can end with %s', (end) => {
    expect(textOf(`【叙述】一句话${end}`)).toBe(`一句话${end}`)
  })

  it.each([...'字，、,-”)', '。字', '（直辖市）', '2021年3月5日'])('cannot end with %s', (end) => {
    const text = toFile('## 小标题', '【叙述】好。', `【叙述】这是被分开的一句话${end}`)
    expect(parseProblems(text)).toEqual([
      { file: 'a.md', line: 16, text: problemTexts.midSentenceEnd(`这是被分开的一句话${end}`.slice(-10)) },
    ])
  })

  it.each([...'“‘「（《(字a2—'])('can begin with %s', (start) => {
    expect(textOf(`【叙述】${start}一句话。`)).toBe(`${start}一句话。`)
  })

  it.each([...'，、；：。！？,;:.!?”’」』）)》…'])('cannot begin with %s', (start) => {
    const text = toFile('## 小标题', '【叙述】好。', `【叙述】${start}这是被分开的一句话。`)
    expect(parseProblems(text)).toEqual([
      { file: 'a.md', line: 16, text: problemTexts.midSentenceStart(`${start}这是被分开的一句话。`.slice(0, 10)) },
    ])
  })
})

describe('a block that is not a paragraph', () => {
  it('is ignored if it is a comment or a thematic break', () => {
    const text = toFile(
      '<!-- 编者：\n\n两行 -->',
      '## 小标题',
      '---',
      '【叙述】好。',
      '***',
      '<!-- 待查 -->',
      '【叙述】对。\n<!-- 紧跟着 -->',
    )
    expect(toTexts(parse(text))).toEqual(['好。', '对。'])
  })

  it('is refused if it is the comment of a guess that nobody has looked at, each at its line', () => {
    const text = toFile(
      '<!-- ? 文首的推测 -->',
      '## 小标题',
      '【叙述】好。\n<!-- ? 紧跟着 -->',
      '<!-- 待查 -->\n<!--?无空格 --> <!-- 甲 -->\n<!--\n\n？全角 -->',
      '【叙述】对。',
    )
    expect(parseProblems(text)).toEqual(
      [12, 17, 20, 21].map((line) => ({ file: 'a.md', line, text: problemTexts.openGuess() })),
    )
  })

  it.each([
    ['列表', '- 【叙述】一项。'],
    ['列表', '1. 一项。'],
    ['引用块', '> 【叙述】引用。'],
    ['代码块（行首空了四格，或有 ```）', '    【叙述】缩进。'],
    ['HTML', '<div>\n好。\n</div>'],
    ['HTML', '<!-- 没有结束'],
    ['链接定义', '[甲]: https://example.com'],
  ])('is refused as %s', (kind, block) => {
    expect(parseProblems(toFile('## 小标题', '【叙述】好。', block)).map(renderPlaced)).toEqual([
      expect.stringContaining(`16 这里是${kind}，不会被读取。`),
    ])
  })
})
