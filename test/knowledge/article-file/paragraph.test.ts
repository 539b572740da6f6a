import { describe, expect, it } from 'vitest'
import { toCitations } from '../../../src/knowledge/article.ts'
import { BLOCK_NAMES, problemTexts as texts } from '../../../src/knowledge/problems/problem-texts.ts'
import { parse, parseProblems, toFile, renderPlaced } from '../samples.ts'

/** Makes a file in which the first of these blocks stands in line 16. */
const withParagraph = (...blocks: string[]) => toFile('## 小标题', '【叙述】好。', ...blocks)
const wordsOf = (block: string) => toCitations([parse(withParagraph(block))]).at(-1)?.passage.text
const problemsOf = (...blocks: string[]) =>
  parseProblems(withParagraph(...blocks)).map(({ line, text }) => [line, text])

describe('a mark inside a paragraph', () => {
  it.each([
    ['on the next line', '【叙述】一。\n【王颖】二。', 17, '【王颖】'],
    ['on the next line, after spaces', '【叙述】一。\n　　【王颖】二。', 17, '【王颖】'],
    ['on the next line, of somebody unknown', '【叙述】一。\n【张三】二。', 17, '【张三】'],
    ['on the same line', '【叙述】一。【刘小康】二。', 16, '【刘小康】'],
    ['on the same line, about somebody', '【叙述】一。【关于王颖】二。', 16, '【关于王颖】'],
    ['on the same line, misspelt after a sentence', '【王颖】一。【刘小庚】二。', 16, '【刘小庚】'],
    ['on the same line, of one known and one unknown', '【王颖】一。【刘小康、李四】二。', 16, '【刘小康、李四】'],
    ['on the next line, never closed', '【王颖】一。\n【刘小康 二。', 17, '【刘小康 二。'],
    ['on the next line, in square brackets', '【王颖】一。\n[刘小康]二。', 17, '[刘小康]'],
    ['on the next line, before a colon', '【王颖】一。\n刘小康：二。', 17, '刘小康：'],
    ['on the same line, in round brackets after a sentence', '【王颖】一。（刘小康）二。', 16, '（刘小康）'],
    ['that was forgotten behind an id', '【王颖】一。 ^a\n二。', 16, '^a'],
    ['on the same line, a question', '【叙述】一。【问】二？', 16, '【问】'],
  ])('is refused: %s', (_, block, line, mark) => {
    expect(problemsOf(block)).toEqual([[line, texts.secondMark(mark)]])
  })

  it('is not seen in brackets that belong to the text', () => {
    expect(wordsOf('【叙述】董事长（王颖）说：好。')).toBe('董事长（王颖）说：好。')
    expect(wordsOf('【王颖】三点：\n一是人才：要用好。')).toBe('三点：一是人才：要用好。')
    expect(wordsOf('【叙述】见【附件一】所列。')).toBe('见【附件一】所列。')
  })
})

describe('text that Markdown would change', () => {
  it.each([
    ['【叙述】3*4*5等于六十。', '强调'],
    ['【叙述】**很**好。', '加粗'],
    ['【叙述】见`代码`。', '代码'],
    ['【叙述】见[这里](https://example.com)。', '链接'],
    ['【叙述】见<https://example.com>。', '链接'],
    ['【叙述】见![图](a.png)。', '图片'],
    ['【叙述】好<!-- 注 -->吧。', 'HTML 或注释'],
    ['【叙述】<b>好</b>吧。', 'HTML 或注释'],
  ])('%s is refused', (block, kind) => {
    expect(parseProblems(withParagraph(block)).map(renderPlaced)).toEqual([
      expect.stringContaining(`16 这里有 Markdown 格式（${kind}）`),
    ])
  })

  it.each([
    ['【叙述】3\\*4\\*5等于六十。', '3*4*5等于六十。'],
    ['【叙述】增速<5%，R&D投入>3%。', '增速<5%，R&D投入>3%。'],
    ['【叙述】a_b_c、~约~、#号、$5。', 'a_b_c、~约~、#号、$5。'],
    ['【叙述】见 https://example.com/a_b 。', '见 https://example.com/a_b 。'],
  ])('%s is kept as it is written', (block, words) => {
    expect(wordsOf(block)).toBe(words)
  })
})

describe('a wrapped paragraph', () => {
  it.each([
    ['【叙述】hello  \nworld.', 'hello world.'],
    ['【叙述】hello\\\nworld.', 'hello world.'],
    ['【叙述】he said\n“Hello.”', 'he said “Hello.”'],
    ['【叙述】推出APP\n“渝快办”。', '推出APP“渝快办”。'],
    ['【叙述】up 5%\n3 more.', 'up 5% 3 more.'],
    ['【叙述】Привет\nмир.', 'Привет мир.'],
    ['【叙述】人才（AI\n）政策。', '人才（AI）政策。'],
    ['【叙述】人才  \n政策。', '人才政策。'],
  ])('%j is joined to %s', (block, words) => {
    expect(wordsOf(block)).toBe(words)
  })

  it('can have its anchor directly behind the last punctuation mark', () => {
    expect(parse(withParagraph('【叙述】很好。^mine')).exchanges[0]?.passages.at(-1)).toMatchObject({
      id: 'sample_mine',
      text: '很好。',
    })
  })

  it('can have its anchor on a separate line', () => {
    expect(parse(withParagraph('【叙述】很好。\n^mine')).exchanges[0]?.passages.at(-1)).toMatchObject({
      id: 'sample_mine',
      text: '很好。',
    })
  })
})

describe('problems', () => {
  it('do not cause further problems', () => {
    expect(problemsOf('## 别处', '没有标记的段落。')).toHaveLength(1)
    expect(problemsOf('【问】吗？', '【叙述】停在')).toHaveLength(1)
    expect(problemsOf('## 别处', '【张三】谁知道。')).toHaveLength(1)
  })

  it('include a paragraph between two comments', () => {
    expect(problemsOf('<!-- 一 --> 【叙述】丢了。<!-- 二 -->')).toEqual([[16, texts.notProse(BLOCK_NAMES.html ?? '')]])
  })
})

describe('a mark', () => {
  it.each([
    ['【敘述】繁體的敘述。', { kind: 'narration' }],
    ['【關於王颖】寫此人。', { kind: 'about', speakers: [{ name: '王颖' }] }],
    ['【关于：王颖】写此人。', { kind: 'about', speakers: [{ name: '王颖' }] }],
    ['【原文】各省、自治区、直辖市人民政府：', { kind: 'document' }],
    ['【原文】国务院办公厅\n2021年3月5日', { kind: 'document' }],
    ['【王颖，刘小康】两人的话。', { kind: 'speech', speakers: [{ name: '王颖' }, { name: '刘小康' }] }],
  ])('is parsed: %s', (block, voice) => {
    expect(toCitations([parse(withParagraph(block))]).at(-1)?.passage.voice).toMatchObject(voice)
  })

  it('is parsed in Traditional characters for a question', () => {
    expect(parse(withParagraph('【問】怎麼辦？', '【叙述】这样办。')).exchanges[1]?.question?.text).toBe('怎麼辦？')
  })

  it.each(['【问：王颖】怎么办？', '【問： 王颖】怎么办？', '【问 王颖】怎么办？'])(
    'can name who asked: %s',
    (block) => {
      expect(parse(withParagraph(block, '【叙述】这样办。')).exchanges[1]?.question).toMatchObject({
        text: '怎么办？',
        askers: [{ name: '王颖', office: '某公司董事长' }],
      })
    },
  )

  it('of a question names nobody who is not listed', () => {
    expect(problemsOf('【问：王影】怎么办？', '【叙述】这样办。')).toEqual([
      [16, texts.unknownSpeaker('王影', '王颖', ['王颖', '刘小康'])],
    ])
  })

  it.each([
    ['【某公司董事长王颖】好吧。', '王颖'],
    ['【王颖和刘小康】好吧。', '王颖、刘小康'],
  ])('is refused with a suggestion: %s', (block, meant) => {
    expect(parseProblems(withParagraph(block)).map(renderPlaced)).toEqual([
      expect.stringContaining(`是不是想写“${meant}”`),
    ])
  })
})

describe('a thematic break', () => {
  it('ends the exchange of a question: later paragraphs belong to the heading', () => {
    const { exchanges } = parse(toFile('## 小标题', '【问】怎么办？', '【叙述】这样办。', '---', '【王颖】另一件事。'))
    expect(exchanges.map(({ headings, question, passages }) => [headings, question?.text, passages.length])).toEqual([
      [['小标题'], '怎么办？', 1],
      [['小标题'], undefined, 1],
    ])
  })

  it('is ignored at the end and without a question', () => {
    expect(
      parse(toFile('## 小标题', '---', '【叙述】好。', '【问】吗？', '【叙述】对。', '---')).exchanges,
    ).toHaveLength(2)
  })
})

it('a mark that repeats a name has one speaker', () => {
  expect(parse(withParagraph('【王颖、王颖】很好。')).exchanges[0]?.passages.at(-1)?.voice).toMatchObject({
    speakers: [{ name: '王颖' }],
  })
})

it('a heading can begin with brackets', () => {
  expect(parse(toFile('## 【重庆】人才', '【叙述】好。')).exchanges[0]?.headings).toEqual(['【重庆】人才'])
})

describe('a name in a mark', () => {
  it('is read with the blanks that stretch it, and with those of its entry', () => {
    const speakersOf = (mark: string, name = '林海') => {
      const text = toFile('## 小标题', `【${mark}】好。`).replace('王颖', name)
      return toCitations([parse(text)]).flatMap(({ passage: { voice } }) =>
        'speakers' in voice ? voice.speakers.map((speaker) => speaker.name) : [],
      )
    }
    expect(speakersOf('林　海')).toEqual(['林海'])
    expect(speakersOf('关于林 海')).toEqual(['林海'])
    expect(speakersOf('林　海、刘小康')).toEqual(['林海', '刘小康'])
    expect(speakersOf('林海', '林　海')).toEqual(['林　海'])
    expect(speakersOf('Jane Doe', 'Jane Doe')).toEqual(['Jane Doe'])
  })

  it('is known with such blanks inside a paragraph too', () => {
    expect(problemsOf('【叙述】一。\n王　颖：二。')).toEqual([[17, texts.secondMark('王　颖：')]])
  })

  it('is not joined where blanks part words', () => {
    expect(problemsOf('【JaneDoe】一。').length).toBe(1)
  })

  it.each([
    ['记者', '问'],
    ['記者', '问'],
    ['本报记者', '问'],
    ['提问', '问'],
    ['Q', '问'],
    ['记者 李明', '问：李明'],
    ['记者：李明', '问：李明'],
  ])('that is not listed hints at the mark of a question: %s', (mark, meant) => {
    expect(problemsOf(`【${mark}】怎么办？`)).toEqual([[16, texts.unknownSpeaker(mark, meant, ['王颖', '刘小康'])]])
  })

  it('that is listed is a name, whatever it says', () => {
    const text = toFile('## 小标题', '【记者】好。').replace('王颖', '记者')
    expect(parse(text).exchanges).toHaveLength(1)
  })
})
