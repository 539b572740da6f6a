import { expect, it } from 'vitest'
import { type Outcome, toAuroc, toCurve, toLines } from './abstention.ts'
import { readArticleQueries } from './article-queries.ts'

const toOutcome = (kind: string, surplus: number, passages: readonly string[]): Outcome => {
  const gold = kind === 'number' ? ['right'] : []
  const shownOf = surplus > 0 ? 'claimed' : 'offered'
  return { kind, gold, surplus, passages, shown: passages.length > 0 ? shownOf : 'none' }
}
const OUTCOMES = [
  toOutcome('number', 0.5, ['right']),
  toOutcome('number', 0.4, ['wrong', 'right']),
  toOutcome('number', 0.3, ['wrong']),
  toOutcome('number', -0.2, ['right']),
  toOutcome('number', -1, []),
  toOutcome('near', 0.2, ['wrong']),
  toOutcome('near', -0.1, ['wrong']),
  toOutcome('near', -0.3, []),
  toOutcome('off', -1, []),
]

it('counts a claim, an offer and a refusal for what they are', () => {
  const [shares] = toLines('some', OUTCOMES)
  expect(shares).toContain(
    'first 20.0 %, shown 40.0 %, helped 60.0 %, refused 20.0 %, misled 20.0 %, hedged 20.0 %, honest 66.7 %, quiet 100.0 %',
  )
})

it('raises where claims begin until so many right answers are hedged', () => {
  const third = 100 / 3
  expect(toCurve(OUTCOMES, [0, 20, 40, 60])).toEqual([
    { hedged: 0, surplus: -0.2, honest: third },
    { hedged: 20, surplus: 0.4, honest: 100 },
    { hedged: 40, surplus: 0.5, honest: 100 },
    { hedged: 60, surplus: Infinity, honest: 100 },
  ])
})

it('counts equal evidence as half told apart', () => {
  expect(toAuroc([1, 2], [1, 0])).toBe(0.875)
})

it('has 24 queries for each article, in each language, and knows which passages answer 13 of them', async () => {
  const all = await readArticleQueries()
  expect(all).toHaveLength(10)
  for (const { queries } of all) {
    expect(queries.filter(({ gold }) => gold.length > 0)).toHaveLength(13)
    expect(queries.filter(({ kind }) => kind === 'near')).toHaveLength(9)
    expect(queries.filter(({ kind }) => kind === 'off')).toHaveLength(2)
  }
})
