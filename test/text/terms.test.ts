import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHolds, isHan, isSingle, toRuns, toStem, toTerms } from '../../src/text/terms.ts'

const textsOf = (folded: string) => toTerms(folded).map(({ text }) => text)

describe('toTerms', () => {
  it('cuts Han into characters and pairs of neighbours', () => {
    expect(textsOf('高新波')).toEqual(['高', '高新', '新', '新波', '波'])
  })

  it('keeps words and figures whole', () => {
    expect(textsOf('app 2023 6.8 6+5+4 5g')).toEqual(['app', '2023', '6.8', '6+5+4', '5g'])
  })

  it('parts scripts that touch', () => {
    expect(textsOf('5大app开发')).toEqual(['5', '大', 'app', '开', '开发', '发'])
  })

  it('makes no pair across punctuation', () => {
    expect(textsOf('人，才')).toEqual(['人', '才'])
  })

  it('does not split a character beyond the basic plane', () => {
    expect(textsOf('𠮷野')).toEqual(['𠮷', '𠮷野', '野'])
  })

  it('makes the forms of an English word one', () => {
    expect(new Set(textsOf('policy policies'))).toEqual(new Set(textsOf('policies')))
    expect(new Set(textsOf('engineer engineers engineering engineered'))).toEqual(new Set(['engin']))
  })

  it('gives a stem the place of its whole word', () => {
    expect(toTerms('the policies')).toEqual([
      { text: 'the', start: 0, end: 3 },
      { text: 'polici', start: 4, end: 12 },
    ])
  })

  it('finds each term of any text at its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const term of toTerms(text)) expect(toStem(text.slice(term.start, term.end))).toBe(term.text)
      }),
    )
  })
})

describe('toRuns', () => {
  it('cuts where Han, figures and words meet, and leaves out the rest', () => {
    expect(toRuns('2023年，AI人才 3.5%').map(({ text }) => text)).toEqual(['2023', '年', 'AI', '人才', '3.5'])
  })
})

describe('toStem', () => {
  it.each(['is', 'as', '5gs', 'ünders', 'страны', '人才'])('leaves %s as it is', (word) => {
    expect(toStem(word)).toBe(word)
  })
})

describe('isHan', () => {
  it('tells Han characters from the rest', () => {
    expect(['才', '𠮷野', '5g', 'app', ''].map(isHan)).toEqual([true, true, false, false, false])
  })
})

describe('isSingle', () => {
  it('tells one character from pairs and words', () => {
    expect(['才', '𠮷', '5', '人才', 'ai', '35'].map(isSingle)).toEqual([true, true, true, false, false, false])
  })
})

describe('createHolds', () => {
  const holds = createHolds('the policies maintain 6.8万 of 人才，培养')

  it.each(['人才', '人', '万', 'polici', 'maintain', '6.8', 'of'])('finds %s', (term) => {
    expect(holds(term)).toBe(true)
  })

  it.each(['才培', '薪', 'ai', 'policy', '6', '8', 'main', ''])('does not find %j', (term) => {
    expect(holds(term)).toBe(false)
  })
})
