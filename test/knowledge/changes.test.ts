import { describe, expect, it } from 'vitest'
import { parseAsks } from '../../src/knowledge/companions/asks.ts'
import { addAsks } from '../../src/knowledge/companions/place-asks.ts'
import { compareKnowledge, diffArticles } from '../../src/knowledge/changes.ts'
import { parse, toFile } from './samples.ts'

const BLOCKS = ['## 小标题', '【问】怎么办？ ^q', '【王颖】这样办。 ^a', '【刘小康】那样办。', '【叙述】就这样。']
const load = (blocks: readonly string[] = BLOCKS, id = 'sample', edit = (text: string) => text) =>
  parse(edit(toFile(...blocks).replace('id: sample', `id: ${id}`)))
const edited = (from: string, to: string) => load(BLOCKS, 'sample', (text) => text.replace(from, to))
const none = { added: 0, changed: 0, removed: 0 }
/** Only the tests about asks have any. */
const asks = { ...none, total: 0 }

describe('two loads of the knowledge', () => {
  it('do not differ without an edit', () => {
    expect(compareKnowledge([load()], [load()])).toMatchObject({
      articles: { ...none, total: 1 },
      passages: { ...none, total: 3 },
      asks,
    })
  })

  it('differ by an added article and its passages', () => {
    expect(compareKnowledge([load()], [load(), load(BLOCKS, 'other')])).toMatchObject({
      articles: { ...none, total: 2, added: 1 },
      passages: { ...none, total: 6, added: 3 },
      asks,
    })
  })

  it('differ by a removed article and its passages', () => {
    expect(compareKnowledge([load(), load(BLOCKS, 'other')], [load(BLOCKS, 'other')])).toMatchObject({
      articles: { ...none, total: 1, removed: 1 },
      passages: { ...none, total: 3, removed: 3 },
      asks,
    })
  })

  it('differ by one added and one removed article after a change of id', () => {
    expect(compareKnowledge([load()], [load(BLOCKS, 'other')])).toMatchObject({
      articles: { added: 1, changed: 0, removed: 1, total: 1 },
      passages: { added: 3, changed: 0, removed: 3, total: 3 },
      asks,
    })
  })

  it('differ by an added and a removed paragraph, and not by those around them', () => {
    const blocks = [BLOCKS[0] ?? '', BLOCKS[1] ?? '', '【叙述】新的一段。', '【叙述】又一段。', ...BLOCKS.slice(3)]
    expect(compareKnowledge([load()], [load(blocks)])).toMatchObject({
      articles: { ...none, total: 1, changed: 1 },
      passages: { total: 4, added: 2, changed: 0, removed: 1 },
      asks,
    })
  })

  it.each([
    ['the words of a passage with a ^id are edited', '这样办。', '这么办。', { changed: 1 }],
    ['the words of a passage without a ^id are edited', '那样办。', '那么办。', { added: 1, removed: 1 }],
    ['the mark of a passage is corrected', '【刘小康】', '【关于刘小康】', { changed: 1 }],
    ['the office of a speaker changes', '某公司董事长', '某公司总经理', { changed: 1 }],
    ['a heading changes', '## 小标题', '## 另一个标题', { changed: 3 }],
    ['a question changes', '怎么办？', '怎么样？', { changed: 3 }],
    ['the title changes, which is part of no passage', '一个标题', '另一个标题', {}],
    ['the link is added', 'publication:', 'link: https://example.com\npublication:', {}],
  ])('count the article as changed, and the passages of which %s', (_, from, to, passages) => {
    expect(compareKnowledge([load()], [edited(from, to)])).toMatchObject({
      articles: { ...none, total: 1, changed: 1 },
      passages: { ...none, total: 3, ...passages },
      asks,
    })
  })

  it('can begin with no article', () => {
    expect(compareKnowledge([], [load()])).toMatchObject({
      articles: { ...none, total: 1, added: 1 },
      passages: { ...none, total: 3, added: 3 },
      asks,
    })
  })
})

describe('the asks of two loads', () => {
  const BLOCKS_WITH_IDS = ['## 小标题', '【王颖】这样办。 ^a', '【叙述】就这样。 ^b']
  const asked = (...lines: readonly string[]) => {
    const parsed = parseAsks('a.asks.yaml', ['article: sample', ...lines].join('\n'))
    return addAsks([load(BLOCKS_WITH_IDS)], parsed.kind === 'sound' ? [parsed.value] : [])
  }
  const before = asked('asks: {a: [怎么办？, 好吗？]}', 'unanswered: [给多少钱？]')
  const all = { ...none, total: 3 }

  it.each([
    ['do not differ without an edit', before, all],
    [
      'differ by an added one',
      asked('asks: {a: [怎么办？, 好吗？], b: [怎么办？]}', 'unanswered: [给多少钱？]'),
      { ...all, total: 4, added: 1 },
    ],
    [
      'differ by a removed one',
      asked('asks: {a: [怎么办？]}', 'unanswered: [给多少钱？]'),
      { ...all, total: 2, removed: 1 },
    ],
    [
      'differ by an added unanswered one',
      asked('asks: {a: [怎么办？, 好吗？]}', 'unanswered: [给多少钱？, 给谁？]'),
      { ...all, total: 4, added: 1 },
    ],
    ['differ by a removed unanswered one', asked('asks: {a: [怎么办？, 好吗？]}'), { ...all, total: 2, removed: 1 }],
    [
      'differ by an added and a removed one if one is reworded',
      asked('asks: {a: [怎样办？, 好吗？]}', 'unanswered: [给多少钱？]'),
      { ...all, added: 1, removed: 1 },
    ],
    [
      'differ by an added and a removed one if one moves to another passage',
      asked('asks: {a: [怎么办？], b: [好吗？]}', 'unanswered: [给多少钱？]'),
      { ...all, added: 1, removed: 1 },
    ],
    [
      'differ by an added and a removed one if one becomes unanswered',
      asked('asks: {a: [怎么办？]}', 'unanswered: [给多少钱？, 好吗？]'),
      { ...all, added: 1, removed: 1 },
    ],
    ['differ by all if all are removed', [load(BLOCKS_WITH_IDS)], { ...none, total: 0, removed: 3 }],
  ])('%s, without a change of passages', (_, after, change) => {
    expect(compareKnowledge(before, after)).toMatchObject({ passages: { ...none, total: 2 }, asks: change })
  })

  it('change their article', () => {
    expect(compareKnowledge([load(BLOCKS_WITH_IDS)], before)).toMatchObject({
      articles: { ...none, total: 1, changed: 1 },
    })
    expect(compareKnowledge(before, structuredClone(before))).toMatchObject({ articles: { ...none, total: 1 } })
  })
})

it('the articles that differ are listed by title, each with its own counts', () => {
  const before = [load(), load(BLOCKS, 'kept'), load(BLOCKS, 'gone')]
  const after = [edited('这样办。', '这么办。'), before[1] ?? load(), load(BLOCKS, 'new')]
  expect(compareKnowledge(before, after).byArticle).toEqual([
    { kind: 'changed', title: '一个标题', passages: { ...none, total: 3, changed: 1 }, asks },
    { kind: 'added', title: '一个标题', passages: { ...none, total: 3, added: 3 }, asks },
    { kind: 'removed', title: '一个标题', passages: { ...none, total: 0, removed: 3 }, asks },
  ])
  expect(compareKnowledge(before, structuredClone(before)).byArticle).toEqual([])
})

describe('articles that two loads share as the same object', () => {
  const [kept, removed, before, after] = [load(), load(BLOCKS, 'removed'), load(BLOCKS, 'b'), load(BLOCKS, 'b')]

  it('are kept, and all others removed and added, in their order', () => {
    expect(diffArticles([before, kept, removed], [kept, after])).toEqual({
      added: [after],
      removed: [before, removed],
      kept: [kept],
    })
    expect(diffArticles([before], [after]).kept).toEqual([])
  })

  it('count as they do when they are compared', () => {
    const file = parseAsks('x.yaml', 'article: sample\nasks: {a: [好吗？, 坏吗？]}\nunanswered: [几点？]\n')
    if (file.kind === 'faulty') throw new Error('faulty')
    // An ask that two files have counts once.
    const [asked = kept] = addAsks([kept], [file.value, file.value])
    const [earlier, later] = [
      [asked, before, removed],
      [asked, after, load(BLOCKS, 'added')],
    ]
    expect(compareKnowledge(earlier, later)).toEqual(compareKnowledge(earlier, structuredClone(later)))
    expect(compareKnowledge(earlier, later).asks).toEqual({ ...none, total: 3 })
  })
})
