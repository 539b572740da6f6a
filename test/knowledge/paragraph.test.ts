import { describe, expect, it } from 'vitest'
import { toCitations } from '../../src/knowledge/article.ts'
import { problemTexts as texts } from '../../src/knowledge/problem-texts.ts'
import { parse, parseProblems, toFile } from './samples.ts'

/** The last block stands in line 16. */
const withParagraph = (...blocks: string[]) => toFile('## 小标题', '【叙述】好。', ...blocks)
const wordsOf = (block: string) => toCitations([parse(withParagraph(block))]).at(-1)?.passage.text
const problemsOf = (...blocks: string[]) => parseProblems(withParagraph(...blocks)).map(({ line, wrong }) => [line, wrong])

describe('a mark inside a paragraph', () => {
  it.each([
    ['on the next line', '【叙述】一。\n【王颖】二。', 17, '【王颖】'],
    ['on the next line, after spaces', '【叙述】一。\n　　【王颖】二。', 17, '【王颖】'],
    ['on the next line, of somebody unknown', '【叙述】一。\n【张三】二。', 17, '【张三】'],
    ['on the same line', '【叙述】一。【刘小康】二。', 16, '【刘小康】'],
    ['on the same line, about somebody', '【叙述】一。【关于王颖】二。', 16, '【关于王颖】'],
    ['on the same line, a question', '【叙述】一。【问】二？', 16, '【问】'],
  ])('%s is refused, for one would be given the words of another', (_, block, line, mark) => {
    expect(problemsOf(block)).toEqual([[line, texts.secondMark(mark).wrong]])
  })

  it('may be brackets of the text itself', () => {
    expect(wordsOf('【叙述】见【附件一】所列。')).toBe('见【附件一】所列。')
  })
})

describe('words that Markdown would change', () => {
  it.each([
    ['【叙述】3*4*5等于六十。', 'emphasis'],
    ['【叙述】**很**好。', 'strong'],
    ['【叙述】见`代码`。', 'inlineCode'],
    ['【叙述】见[这里](https://example.com)。', 'link'],
    ['【叙述】见<https://example.com>。', 'link'],
    ['【叙述】见![图](a.png)。', 'image'],
    ['【叙述】好<!-- 注 -->吧。', 'html'],
    ['【叙述】<b>好</b>吧。', 'html'],
  ])('%s is refused', (block, kind) => {
    expect(problemsOf(block)).toEqual([[16, texts.markup(kind).wrong]])
  })

  it.each([
    ['【叙述】3\\*4\\*5等于六十。', '3*4*5等于六十。'],
    ['【叙述】增速<5%，R&D投入>3%。', '增速<5%，R&D投入>3%。'],
    ['【叙述】a_b_c、~约~、#号、$5。', 'a_b_c、~约~、#号、$5。'],
    ['【叙述】见 https://example.com/a_b 。', '见 https://example.com/a_b 。'],
  ])('%s stands as it is written', (block, words) => {
    expect(wordsOf(block)).toBe(words)
  })
})

describe('a wrapped paragraph', () => {
  it.each([
    ['【叙述】hello  \nworld.', 'hello world.'],
    ['【叙述】hello\\\nworld.', 'hello world.'],
    ['【叙述】he said\n“Hello.”', 'he said “Hello.”'],
    ['【叙述】推出APP\n“渝快办”。', '推出APP“渝快办”。'],
    ['【叙述】人才  \n政策。', '人才政策。'],
  ])('%j is joined to %s', (block, words) => {
    expect(wordsOf(block)).toBe(words)
  })

  it('may have its id on a line of its own', () => {
    expect(parse(withParagraph('【叙述】很好。\n^mine')).exchanges[0]?.passages.at(-1)).toMatchObject({ id: 'sample_mine', text: '很好。' })
  })
})

describe('faults', () => {
  it('do not bring others with them', () => {
    expect(problemsOf('## 别处', '没有标记的段落。')).toHaveLength(1)
    expect(problemsOf('【问】吗？', '【叙述】停在')).toHaveLength(1)
    expect(problemsOf('## 别处', '【张三】谁知道。')).toHaveLength(1)
  })

  it('of two comments do not swallow the paragraph between them', () => {
    expect(problemsOf('<!-- 一 --> 【叙述】丢了。<!-- 二 -->')).toEqual([[16, texts.notProse('HTML').wrong]])
  })
})

it('names a speaker once who is marked twice', () => {
  expect(parse(withParagraph('【王颖、王颖】很好。')).exchanges[0]?.passages.at(-1)?.voice).toMatchObject({ speakers: [{ name: '王颖' }] })
})

it('lets a heading begin with brackets', () => {
  expect(parse(toFile('## 【重庆】人才', '【叙述】好。')).exchanges[0]?.headings).toEqual(['【重庆】人才'])
})
