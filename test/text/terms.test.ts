import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createHasTerm,
  createWordCutter,
  isHan,
  isSingle,
  toHanCharacters,
  toHanRuns,
  toPairs,
  toRuns,
  toStem,
  toTerms,
} from '../../src/text/terms.ts'

const textsOf = (folded: string) => toTerms(folded).map(({ text }) => text)

describe('toTerms', () => {
  it('cuts Han into characters and pairs of neighbours', () => {
    expect(textsOf('高新波')).toEqual(['高', '高新', '新', '新波', '波'])
  })

  it('keeps words and figures whole', () => {
    expect(textsOf('app 2023 6.8 6+5+4 5g')).toEqual(['app', '2023', '6.8', '6+5+4', '5g'])
  })

  it('separates adjacent scripts', () => {
    expect(textsOf('5大app开发')).toEqual(['5', '大', 'app', '开', '开发', '发'])
  })

  it('makes no pair across punctuation', () => {
    expect(textsOf('人，才')).toEqual(['人', '才'])
  })

  it('does not split a character beyond the basic plane', () => {
    expect(textsOf('𠮷野')).toEqual(['𠮷', '𠮷野', '野'])
  })

  it('stems the forms of an English word to one term', () => {
    expect(new Set(textsOf('policy policies'))).toEqual(new Set(textsOf('policies')))
    expect(new Set(textsOf('engineer engineers engineering engineered'))).toEqual(new Set(['engin']))
  })

  it('gives a stem the range of its whole word', () => {
    expect(toTerms('the policies')).toEqual([
      { text: 'the', start: 0, end: 3 },
      { text: 'polici', start: 4, end: 12 },
    ])
  })

  it('gives each term of any text its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const term of toTerms(text)) expect(toStem(text.slice(term.start, term.end))).toBe(term.text)
      }),
    )
  })
})

describe('toRuns', () => {
  it('cuts between Han characters, figures and words, and drops marks', () => {
    expect(toRuns('2023年，AI人才 3.5%').map(({ text }) => text)).toEqual(['2023', '年', 'AI', '人才', '3.5'])
  })
})

describe('toStem', () => {
  it.each(['is', 'as', '5gs', 'ünders', 'страны', '人才'])('leaves %s as it is', (word) => {
    expect(toStem(word)).toBe(word)
  })
})

describe('isHan', () => {
  it('is true for a run that starts with a Han character', () => {
    expect(['才', '𠮷野', '5g', 'app', ''].map(isHan)).toEqual([true, true, false, false, false])
  })
})

describe('isSingle', () => {
  it('is true for one character, not for pairs and words', () => {
    expect(['才', '𠮷', '5', '人才', 'ai', '35'].map(isSingle)).toEqual([true, true, true, false, false, false])
  })
})

describe('createHasTerm', () => {
  const has = createHasTerm('the policies maintain 6.8万 of 人才，培养')

  it.each(['人才', '人', '万', 'polici', 'maintain', '6.8', 'of'])('finds %s', (term) => {
    expect(has(term)).toBe(true)
  })

  it.each(['才培', '薪', 'ai', 'policy', '6', '8', 'main', ''])('does not find %j', (term) => {
    expect(has(term)).toBe(false)
  })
})

describe('toPairs', () => {
  it.each([
    ['pairs of neighbours', '高新波', ['高新', '新波']],
    ['figures and stems, also of one character', '2023 5 policies x', ['2023', '5', 'polici', 'x']],
    ['no single Han character', '人，才𠮷。', ['才𠮷']],
    ['characters beyond the basic plane whole', '𠮷野𠮷𠮟', ['𠮷野', '野𠮷', '𠮷𠮟']],
    ['nothing in an empty text', '', []],
  ])('lists %s', (_what, text, pairs) => {
    expect(toPairs(text)).toEqual(pairs)
  })
})

describe('toHanRuns', () => {
  it('finds runs of Han characters with their places', () => {
    expect(toHanRuns('AI人才，𠮷野 x')).toEqual([
      { text: '人才', start: 2, end: 4 },
      { text: '𠮷野', start: 5, end: 8 },
    ])
  })
})

describe('toHanCharacters', () => {
  it('lists each Han character as often as it occurs', () => {
    expect(toHanCharacters('AI人才，𠮷人')).toEqual(['人', '才', '𠮷', '人'])
    expect(toHanCharacters('AI')).toEqual([])
  })
})

describe('createWordCutter', () => {
  const cut = createWordCutter([])

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

  it('keeps figures whole and stems words of letters', () => {
    expect(cut('the policies 6.8 5g人才')).toEqual(['the', 'polici', '6.8', '5g', '人才'])
  })

  it('cuts a term of letters like any text', () => {
    expect(createWordCutter(['lin hai'])('lin hai 林海')).toEqual(['lin', 'hai', '林海'])
  })

  it('lists no marks', () => {
    expect(cut('，。！ “”')).toEqual([])
  })

  it.each(['人才(试点', '博士.直通车', '博士后*直通车'])('does not treat marks in a term as a pattern: %s', (term) => {
    expect(createWordCutter([term])('博士后直通车')).toEqual(cut('博士后直通车'))
  })
})
