import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseRarest } from '../../src/search/engine/engine.ts'

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
