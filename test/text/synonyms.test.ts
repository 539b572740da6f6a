import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createFold } from '../../src/text/fold.ts'
import { createSynonymReplacer, toNameIndex } from '../../src/text/synonyms.ts'
import { arbitraryText } from './arbitrary-text.ts'

const fold = createFold()

function replaceWith(synonyms: readonly (readonly string[])[], terms: readonly string[] = []) {
  const replaceSynonyms = createSynonymReplacer({ synonyms, terms }, fold)
  return (text: string) => replaceSynonyms(fold(text))
}

describe('createSynonymReplacer', () => {
  it.each([
    ['a synonym', '提高工资水平', '提高薪酬水平'],
    ['each synonym of a group', '薪水和工资', '薪酬和薪酬'],
    ['adjacent synonyms', '工资工资', '薪酬薪酬'],
    ['nothing in the first word of a group', '提高薪酬水平', '提高薪酬水平'],
    ['nothing in a text without synonyms', '摊位费三年不涨', '摊位费三年不涨'],
    ['nothing in an empty text', '', ''],
  ])('replaces %s', (_what, text, canon) => {
    expect(replaceWith([['薪酬', '工资', '薪水']])(text).text).toBe(canon)
  })

  it.each([
    ['Traditional characters', '薪資'],
    ['full width', 'ｐａｙ'],
    ['capitals', 'PAY'],
  ])('matches a synonym in %s', (_how, word) => {
    expect(replaceWith([['薪酬', '薪资', 'pay']])(word).text).toBe('薪酬')
    expect(replaceWith([['薪酬', word]])('薪资和pay').text).toContain('薪酬')
  })

  it.each([
    [
      ['待遇', '福利'],
      ['薪酬', '福利待遇'],
    ],
    [
      ['薪酬', '福利待遇'],
      ['待遇', '福利'],
    ],
  ])('replaces the longest word first, in any order of the groups', (...groups) => {
    expect(replaceWith(groups)('福利待遇与福利').text).toBe('薪酬与待遇')
  })

  it('never replaces a part of a term', () => {
    const replaceSynonyms = replaceWith(
      [
        ['待遇', '福利'],
        ['薪酬', '工资'],
      ],
      ['福利彩票', '工资条'],
    )
    expect(replaceSynonyms('福利彩票和福利、工资条和工资').text).toBe('福利彩票和待遇、工资条和薪酬')
  })

  it('does not replace a term that is also a synonym', () => {
    expect(replaceWith([['薪酬', '工资']], ['工资'])('工资').text).toBe('工资')
  })

  it.each([
    ['payment', 'payment'],
    ['repay', 'repay'],
    ['pay2', 'pay2'],
    ['3pay', '3pay'],
    ['payé', 'paye'],
    ['pay', '薪酬'],
    ['high-pay jobs', 'high-薪酬 jobs'],
    ['高pay工作', '高薪酬工作'],
  ])('replaces a word of letters only if it is whole: %s becomes %s', (text, canon) => {
    expect(replaceWith([['薪酬', 'pay']])(text).text).toBe(canon)
  })

  it('checks only the edges of letters in a word with Han characters', () => {
    const replaceSynonyms = replaceWith([['数字人才', 'it人才']])
    expect(replaceSynonyms('it人才们').text).toBe('数字人才们')
    expect(replaceSynonyms('edit人才').text).toBe('edit人才')
  })

  it.each([
    ['a shorter word', ['劳动报酬', '工资'], '提高工资水平', '提高劳动报酬水平', [0, 1, 2, 2, 2, 2, 4, 5, 6]],
    ['a longer word', ['工资', '劳动报酬'], '提高劳动报酬了', '提高工资了', [0, 1, 2, 2, 6, 7]],
    ['the same word', ['劳动报酬', '工资'], '劳动报酬', '劳动报酬', [0, 1, 2, 3, 4]],
    ['characters that fold into several', ['薪酬', '(株)'], 'A㈱才', 'a薪酬才', [0, 1, 1, 2, 3]],
    ['characters of two units', ['薪酬', '工资'], '𠮷工资', '𠮷薪酬', [0, 0, 2, 2, 4]],
  ])('gives the origins after replacing by %s', (_what, group, text, canon, origins) => {
    expect(replaceWith([group])(text)).toEqual({ text: canon, origins })
  })

  it('chains groups: the canon of the first word holds for its whole group', () => {
    const replaceSynonyms = replaceWith([
      ['薪酬', '工资'],
      ['工资', '薪水'],
      ['薪水', '薪俸'],
    ])
    expect(replaceSynonyms('薪水工资薪俸').text).toBe('薪酬薪酬薪酬')
  })

  it('assigns a word in two groups to the earlier one', () => {
    const replaceSynonyms = replaceWith([
      ['薪酬', '待遇'],
      ['福利', '待遇', '补贴'],
    ])
    expect(replaceSynonyms('待遇补贴福利').text).toBe('薪酬福利福利')
  })

  it.each([
    ['without groups', []],
    ['with a group of no words', [[]]],
    ['with a group of one', [['薪酬']]],
  ])('changes nothing %s', (_which, synonyms) => {
    expect(replaceWith(synonyms)('提高ＡＩ薪酬')).toEqual(fold('提高ＡＩ薪酬'))
  })

  it.each([
    ['a name', '任命远说任命', '任命远说任免'],
    ['the longest of several names', '任命远航说', '任命远航说'],
    ['a name that is longer than a word', '任命远', '任命远'],
    ['a name as long as a word', '任职', '任职'],
    ['a name in the middle', '请任命远', '请任命远'],
    ['a Latin name only where it is whole', 'pay lee pay leen', '薪酬 lee 薪酬 薪酬'],
  ])('never replaces a part of %s', (_what, text, canon) => {
    const synonyms = [
      ['任免', '任命', '任职', '命远航'],
      ['薪酬', 'pay', 'leen'],
    ]
    const names = toNameIndex(['任命远', '任命远航', '任职', 'lee', '', '任命远'])
    const replaceSynonyms = createSynonymReplacer({ synonyms, terms: [] }, fold)
    expect(replaceSynonyms(fold(text), names).text).toBe(canon)
  })

  it('replaces a word that is longer than a name with which it begins', () => {
    const replaceSynonyms = createSynonymReplacer({ synonyms: [['岗位', '任命远方']], terms: [] }, fold)
    expect(replaceSynonyms(fold('任命远方和任命远'), toNameIndex(['任命远'])).text).toBe('岗位和任命远')
  })

  it('tries as many words at a place as there are lengths, of thousands that begin alike', () => {
    const groups = Array.from({ length: 5000 }, (_, place) => [
      `词${place}`,
      `市${String.fromCharCode(0x6000 + place)}`,
    ])
    const replaceSynonyms = replaceWith(groups)
    const text = '市'.repeat(1000)
    const cut = vi.spyOn(String.prototype, 'slice')
    const { text: replaced } = replaceSynonyms(`${text}怀`)
    const times = cut.mock.calls.length
    cut.mockRestore()
    expect(replaced).toBe(`${'市'.repeat(999)}词0`)
    expect(times).toBeLessThan(10 * text.length)
    expect(replaceSynonyms('市怀、市态和市').text).toBe('词0、词1和市')
  })

  it('keeps an ascending origin for each unit of any text', () => {
    const replaceSynonyms = replaceWith(
      [
        ['劳动报酬', '工资', 'pay'],
        ['人', '人才', '㈱'],
        ['A', '软件工程师'],
      ],
      ['程式员'],
    )
    fc.assert(
      fc.property(arbitraryText(['工资', 'pay', '人才', '软件工程师', '程式员', '劳动报']), (original) => {
        const { text, origins } = replaceSynonyms(original)
        expect(origins).toHaveLength(text.length + 1)
        expect(origins.at(-1)).toBe(original.length)
        expect(origins.every((place, index) => place >= (origins[index - 1] ?? 0))).toBe(true)
      }),
    )
  })
})

describe('a large vocabulary', () => {
  /** Words that start with the same characters: to compare each of them takes minutes, far longer than the timeout. */
  const words = Array.from({ length: 200_000 }, (_, index) => `长长长长${index.toString(36).padStart(4, '0')}者`)
  const groups = words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? '']] : []))

  it('has each of its words folded once', () => {
    const folded: string[] = []
    const counting: typeof fold = (text) => {
      folded.push(text)
      return { text, origins: [] }
    }
    createSynonymReplacer({ synonyms: groups, terms: words }, counting)
    expect(folded).toHaveLength(2 * words.length)
  })

  it.each([
    ['of many groups', groups],
    ['of one group', [words]],
  ])('%s is searched by the length of its words, not by each of them', (_which, synonyms) => {
    const plain: typeof fold = (text) => ({ text, origins: Array.from(text, (_character, index) => index) })
    const replaceSynonyms = createSynonymReplacer({ synonyms, terms: [] }, plain)
    const [first = '', second = ''] = words
    expect(replaceSynonyms(plain('长'.repeat(2000) + second)).text).toBe('长'.repeat(2000) + first)
  })
})
