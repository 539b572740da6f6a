import { describe, expect, it } from 'vitest'
import { createWordCutter } from '../../src/text/words.ts'

const cut = createWordCutter([])

describe('createWordCutter', () => {
  it('cuts Han into words of two characters or more', () => {
    expect(cut('重庆的人才政策很好')).toEqual(['重庆', '人才', '政策', '很好'])
  })

  it.each([
    ['a name', '高新波建议很多', '高新波', ['高新波', '建议', '很多']],
    ['a name inside', '请高新波建议', '高新波', ['高新波', '建议']],
    ['a term', '博士直通车政策', '博士直通车', ['博士直通车', '政策']],
    ['a term twice', '博士直通车博士直通车', '博士直通车', ['博士直通车', '博士直通车']],
    ['a term alone', '博士直通车', '博士直通车', ['博士直通车']],
  ])('never cuts %s', (_what, text, term, words) => {
    expect(cut(text)).not.toContain(term)
    expect(createWordCutter([term])(text)).toEqual(words)
  })

  it.each([[['博士后', '博士后直通车', '直通车']], [['直通车', '博士后直通车', '博士后']]])(
    'takes the longest of several terms: %j',
    (terms) => {
      expect(createWordCutter(terms)('博士后直通车和博士后')).toEqual(['博士后直通车', '博士后'])
    },
  )

  it('keeps figures whole and words of letters by their stems', () => {
    expect(cut('the policies 6.8 5g人才')).toEqual(['the', 'polici', '6.8', '5g', '人才'])
  })

  it('lets a term of letters be a word as it is', () => {
    expect(createWordCutter(['lin hai'])('lin hai 林海')).toEqual(['lin', 'hai', '林海'])
  })

  it('cuts nothing from marks', () => {
    expect(cut('，。！ “”')).toEqual([])
  })

  it.each(['人才(试点', '博士.直通车', '博士后*直通车'])('takes the marks of a term for no pattern: %s', (term) => {
    expect(createWordCutter([term])('博士后直通车')).toEqual(cut('博士后直通车'))
  })
})
