import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFold } from '../../src/text/fold.ts'
import { findMatches } from '../../src/search/highlight.ts'
import { createNormalizer } from '../../src/text/normalize.ts'
import { toTerms } from '../../src/text/terms.ts'
import { arbitraryText } from '../text/arbitrary-text.ts'

const normalizer = createNormalizer(
  {
    synonyms: [
      ['劳动报酬', '工资', 'pay'],
      ['人才', '英才'],
    ],
    terms: [],
  },
  [],
  createFold(),
)
const FORMS = { fold: createFold(), normalize: normalizer.normalize }
const weightsOf = (query: string) => new Map(toTerms(normalizer.normalize(query).text).map(({ text }) => [text, 1]))
const marked = (text: string, query: string) =>
  findMatches(text, weightsOf(query), FORMS).map(({ start, end }) => text.slice(start, end))

describe('findMatches', () => {
  it('finds the range that the query shares', () => {
    expect(marked('目前，全市工程技术人员超35万名。', '工程技术人员')).toEqual(['工程技术人员'])
  })

  it('finds ranges only in the sentence with most of the query', () => {
    expect(marked('工程很多。工程技术人员超35万名。', '工程技术人员')).toEqual(['工程技术人员'])
  })

  it('bridges one character between two matches', () => {
    expect(marked('卓越的工程师', '卓越工程师')).toEqual(['卓越的工程师'])
  })

  it('does not bridge more than one character', () => {
    expect(marked('卓越的女工程师', '卓越工程师')).toEqual(['卓越', '工程师'])
  })

  it.each([
    ['in another script and width', '王颖提出ＡＩ建议。', '王穎 AI', ['王颖', 'ＡＩ']],
    ['by a synonym that is longer', '提高工资水平。', '劳动报酬', ['工资']],
    ['by a synonym that is shorter', '提高劳动报酬水平。', '工资', ['劳动报酬']],
    ['by another synonym of one group', '提高工资水平，pay well。', 'pay', ['工资', 'pay']],
    ['in another script', '劳动报酬很高。', 'pay', ['劳动报酬']],
    ['in Taiwanese words', '做软件的人。', '軟體', ['软件']],
    ['in another form of an English word', 'Policies for engineers.', 'policy engineering', ['Policies', 'engineers']],
  ])('finds ranges of the original for a query %s', (_how, text, query, stretches) => {
    expect(marked(text, query)).toEqual(stretches)
  })

  it('matches a whole synonym by a part of its canon', () => {
    expect(marked('涨工资了。', '报酬')).toEqual(['工资'])
  })

  it('finds nothing for single characters alone', () => {
    expect(marked('人来了。', '人')).toEqual([])
  })

  it('finds ascending ranges inside any text', () => {
    const text = arbitraryText(['工资', '英才', '劳动报酬', 'pay'])
    fc.assert(
      fc.property(text, text, (passage, query) => {
        let last = 0
        for (const { start, end } of findMatches(`${passage}${query}${passage}`, weightsOf(query), FORMS)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
        expect(last).toBeLessThanOrEqual(passage.length * 2 + query.length)
      }),
    )
  })
})
