import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseRarest, sumIdf, toIdf, weighTerms } from '../../src/search/idf.ts'

/** Counts the texts that have a term, each once. */
function gather(...texts: readonly (readonly string[])[]) {
  const count = (term: string) => texts.filter((text) => text.includes(term)).length
  return { count, weigh: (terms: Iterable<string>) => weighTerms(terms, texts.length, count) }
}

describe('toIdf', () => {
  it('is higher if fewer texts have the term', () => {
    const weights = [0, 1, 2, 3].map((count) => toIdf(count, 3))
    expect(weights).toEqual(weights.toSorted((a, b) => b - a))
    expect(new Set(weights).size).toBe(4)
    expect(weights.at(-1)).toBeGreaterThan(0)
  })

  it('is the IDF of BM25', () => {
    expect(toIdf(2, 4)).toBeCloseTo(Math.log(1 + (4 - 2 + 0.5) / (2 + 0.5)))
  })

  it('is neutral without texts', () => {
    expect(toIdf(0, 0)).toBeCloseTo(Math.log(2))
  })

  it('grows with the texts that do not have the term', () => {
    expect(toIdf(0, 2)).toBeGreaterThan(toIdf(0, 1))
  })

  it('is above 0 for any count, even one above the number of texts', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (count, total) => {
        expect(toIdf(count, total)).toBeGreaterThan(0)
      }),
    )
  })
})

describe('weighTerms', () => {
  it('weighs each term once, in the order of the first', () => {
    const { weigh } = gather(['人才', '港口'], ['人才'])
    expect([...weigh(['人才', '港口', '人才'])]).toEqual([
      ['人才', toIdf(2, 2)],
      ['港口', toIdf(1, 2)],
    ])
    expect(weigh([]).size).toBe(0)
  })

  it('weighs terms that are names of object properties', () => {
    expect([...gather(['人才']).weigh(['__proto__', 'constructor']).values()]).toEqual([toIdf(0, 1), toIdf(0, 1)])
  })
})

describe('sumIdf', () => {
  const terms = gather(['人才'], ['港口', '人才'], ['船员']).weigh(['人才', '港口', '飞机'])

  it('sums the IDF of all terms', () => {
    expect(sumIdf(terms)).toBeCloseTo(toIdf(2, 3) + toIdf(1, 3) + toIdf(0, 3))
    expect(sumIdf(new Map())).toBe(0)
  })

  it('leaves out the terms that fail a test', () => {
    expect(sumIdf(terms, (term) => term !== '人才')).toBeCloseTo(toIdf(1, 3) + toIdf(0, 3))
    expect(sumIdf(terms, () => false)).toBe(0)
  })
})

const COUNTS: Readonly<Record<string, number>> = { 人才: 900, 政策: 400, 船员: 40, 伙食: 7, 起重: 1 }
const count = (term: string) => COUNTS[term] ?? 0

describe('chooseRarest', () => {
  it.each([
    ['all that fit', 5000, ['起重', '伙食', '船员', '政策', '人才']],
    ['those that fit exactly', 48, ['起重', '伙食', '船员']],
    ['no term behind one that does not fit', 447, ['起重', '伙食', '船员']],
    ['the rarest one, whatever its count', 0, ['起重']],
  ])('chooses %s', (_what, budget, chosen) => {
    expect(chooseRarest(['人才', '伙食', '政策', '起重', '船员'], budget, count)).toEqual(chosen)
  })

  it('leaves out unknown terms, and counts a repeated one once', () => {
    expect(chooseRarest(['葡萄', '伙食', '伙食'], 7, count)).toEqual(['伙食'])
    expect(chooseRarest(['葡萄'], 7, count)).toEqual([])
    expect(chooseRarest([], 7, count)).toEqual([])
  })

  it('chooses the only known term above the budget', () => {
    expect(chooseRarest(['葡萄', '人才'], 10, count)).toEqual(['人才'])
  })

  it('never exceeds the budget by more than its first term', () => {
    const counted = fc.dictionary(fc.string({ maxLength: 2 }), fc.nat({ max: 50 }))
    fc.assert(
      fc.property(counted, fc.nat({ max: 200 }), (counts, budget) => {
        const known = new Map(Object.entries(counts))
        const chosen = chooseRarest([...known.keys()], budget, (term) => known.get(term) ?? 0)
        const postings = chosen.map((term) => known.get(term) ?? 0)
        expect(postings).toEqual(postings.toSorted((a, b) => a - b))
        expect(postings.slice(1).reduce((sum, one) => sum + one, postings[0] ?? 0)).toBeLessThanOrEqual(
          Math.max(budget, postings[0] ?? 0),
        )
      }),
    )
  })
})
