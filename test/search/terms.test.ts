import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSingle, toTerms } from '../../src/search/terms.ts'

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

  it('finds each term of any text at its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const term of toTerms(text)) expect(text.slice(term.start, term.end)).toBe(term.text)
      }),
    )
  })
})

describe('isSingle', () => {
  it('tells one character from pairs and words', () => {
    expect(['才', '𠮷', '5', '人才', 'ai', '35'].map(isSingle)).toEqual([true, true, true, false, false, false])
  })
})
