import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTermStatistics } from '../../src/search/relevance.ts'

function gather(...texts: readonly (readonly string[])[]) {
  const statistics = createTermStatistics()
  for (const text of texts) statistics.add(text)
  return statistics
}

describe('createTermStatistics', () => {
  it('weighs a term more if fewer texts have it', () => {
    const statistics = gather(['人才', '港口'], ['人才', '船员'], ['人才', '船员'])
    const weights = ['飞机', '港口', '船员', '人才'].map((term) => statistics.weigh(term))
    expect(weights).toEqual(weights.toSorted((a, b) => b - a))
    expect(new Set(weights).size).toBe(4)
    expect(weights.at(-1)).toBeGreaterThan(0)
  })

  it('weighs by the IDF of BM25', () => {
    expect(gather(['a'], ['a'], ['b'], []).weigh('a')).toBeCloseTo(Math.log(1 + (4 - 2 + 0.5) / (2 + 0.5)))
  })

  it('counts a term once per text', () => {
    expect(gather(['人才', '人才', '人才'], ['港口']).weigh('人才')).toBe(gather(['人才'], ['港口']).weigh('人才'))
  })

  it('sums the weights of several terms', () => {
    const statistics = gather(['人才'], ['港口', '人才'], ['船员'])
    expect(statistics.weighAll(new Set(['人才', '港口', '飞机']))).toBeCloseTo(
      statistics.weigh('人才') + statistics.weigh('港口') + statistics.weigh('飞机'),
    )
    expect(statistics.weighAll([])).toBe(0)
  })

  it('has the terms of its texts', () => {
    const statistics = gather(['人才'], ['港口'])
    expect(['人才', '港口', '飞机', ''].map((term) => statistics.has(term))).toEqual([true, true, false, false])
  })

  it('smooths the share of texts by half a text for each outcome', () => {
    const statistics = gather(['人才', '人才'], ['人才'], ['港口'])
    expect(statistics.total()).toBe(3)
    expect(statistics.share('人才')).toBe(2.5 / 4)
    expect(statistics.share('飞机')).toBe(0.5 / 4)
  })

  it('has neutral values while empty', () => {
    const statistics = gather()
    expect([statistics.share('人才'), statistics.total()]).toEqual([0.5, 0])
    expect(statistics.weigh('人才')).toBeCloseTo(Math.log(2))
  })

  it('changes with each added text', () => {
    const statistics = gather(['人才'])
    const before = statistics.weigh('港口')
    statistics.add(['船员'])
    expect(statistics.weigh('港口')).toBeGreaterThan(before)
    expect(statistics.total()).toBe(2)
  })

  it('gives each term of any texts a weight above 0 and a share between 0 and 1', () => {
    const term = fc.oneof(fc.string({ maxLength: 2 }), fc.constantFrom('__proto__', 'constructor', 'toString'))
    fc.assert(
      fc.property(fc.array(fc.array(term)), term, (texts, other) => {
        const statistics = gather(...texts)
        for (const each of [other, ...texts.flat()]) {
          expect(statistics.weigh(each)).toBeGreaterThan(0)
          expect(statistics.share(each)).toBeGreaterThan(0)
          expect(statistics.share(each)).toBeLessThan(1)
        }
      }),
    )
  })
})
