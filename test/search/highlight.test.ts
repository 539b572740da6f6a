import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFold } from '../../src/search/fold.ts'
import { findMatches } from '../../src/search/highlight.ts'
import { toTerms } from '../../src/search/terms.ts'

const fold = createFold()
const weightsOf = (query: string) => new Map(toTerms(fold(query).text).map(({ text }) => [text, 1]))
const marked = (text: string, query: string) => findMatches(text, weightsOf(query), fold).map(({ start, end }) => text.slice(start, end))

describe('findMatches', () => {
  it('marks the stretch that the query shares', () => {
    expect(marked('目前，全市工程技术人员超35万名。', '工程技术人员')).toEqual(['工程技术人员'])
  })

  it('marks only the sentence that holds most of the query', () => {
    expect(marked('工程很多。工程技术人员超35万名。', '工程技术人员')).toEqual(['工程技术人员'])
  })

  it('bridges one character between two matches', () => {
    expect(marked('卓越的工程师', '卓越工程师')).toEqual(['卓越的工程师'])
  })

  it('marks the original where the query is written otherwise', () => {
    expect(marked('王颖提出ＡＩ建议。', '王穎 AI')).toEqual(['王颖', 'ＡＩ'])
  })

  it('marks nothing for single characters alone', () => {
    expect(marked('人来了。', '人')).toEqual([])
  })

  it('gives ranges that lie in order inside any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 5 }), (text, query) => {
        let last = 0
        for (const { start, end } of findMatches(`${text}${query}${text}`, weightsOf(query), fold)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
        expect(last).toBeLessThanOrEqual(text.length * 2 + query.length)
      }),
    )
  })
})
