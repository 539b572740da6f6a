import { expect, it } from 'vitest'
import { findPassage } from '../../../src/answer/catalog.ts'
import { toNearestLine } from '../../../src/answer/quote/nearest-line.ts'
import { measureWidth } from '../../../src/text/width.ts'
import { toArticle } from '../../articles.ts'
import { answerWith } from '../answer-with.ts'

const LONG = `${'先修东边的路，再修西边的路，'.repeat(6)}老街坊的铺子一律保留，${'后修南边的路，'.repeat(16)}都修好为止。`
const { corpus } = await answerWith(
  toArticle(
    [
      '---\nid: shops\ntitle: 铺子\npublication: 报\n---\n\n## 铺子\n',
      '【问】铺子怎么办？租金怎么收？ ^ask\n',
      '【叙述】改造分三期。老街坊的铺子一律保留。租金三年不涨。 ^keep\n',
      `【叙述】${LONG} ^long\n`,
      '【叙述】他说：“先修桥。再修路。”然后走了。“以后再说”，他想。 ^said\n',
    ].join('\n'),
  ),
)
const lineOf = (query: string, id: string) => {
  const from = findPassage(corpus, id)
  if (!from) throw new Error(id)
  return toNearestLine(corpus, query, from)
}

it('is the one sentence of a passage that has most of the query, word for word', () => {
  expect(lineOf('租金会涨吗', 'shops_keep').sentence).toBe('租金三年不涨。')
  expect(lineOf('老街坊的铺子呢', 'shops_keep').sentence).toBe('老街坊的铺子一律保留。')
})

it('is the first where the passage has nothing of the query', () => {
  expect(lineOf('qqqq', 'shops_keep')).toMatchObject({
    sentence: '改造分三期。',
    isCutBefore: false,
    isCutBehind: false,
  })
})

it('is clauses of at most 60 Han characters of a long sentence, and says where words are left out', () => {
  const { sentence, ...cut } = lineOf('老街坊的铺子保留吗', 'shops_long')
  expect(sentence).toContain('老街坊的铺子一律保留')
  expect(measureWidth(sentence)).toBeLessThanOrEqual(60)
  expect(LONG).toContain(sentence)
  expect(cut).toMatchObject({ isCutBefore: true, isCutBehind: true })
})

it.each([
  ['修路', '再修路。'],
  ['修桥', '他说：“先修桥。'],
  ['以后', '“以后再说”，他想。'],
])('of speech that goes over several sentences has no closing mark alone: %s', (query, sentence) => {
  expect(lineOf(query, 'shops_said').sentence).toBe(sentence)
})
