import { describe, expect, it } from 'vitest'
import { listEverydayWords } from '../../src/text/everyday-words.ts'
import { createFold } from '../../src/text/fold.ts'
import { createNormalizer } from '../../src/text/normalize.ts'
import { createSynonymReplacer } from '../../src/text/synonyms.ts'

const fold = createFold()
const groups = listEverydayWords().map((group) => group.map((word) => fold(word).text))
const normalizer = createNormalizer({ synonyms: [], terms: [] }, [], fold)

describe('listEverydayWords', () => {
  it.each([
    ['敬老院', '养老机构'],
    ['Nursing homes', '养老机构'],
    ['退休金', '养老金'],
    ['托兒所', '托育机构'],
    ['社保', '社会保险'],
    ['計程車', '出租汽车'],
    ['120平米', '120㎡'],
    ['120 square metres', '120 ㎡'],
  ])('normalizes %s like %s', (everyday, written) => {
    expect(normalizer.normalize(everyday).text).toBe(normalizer.normalize(written).text)
  })

  it('maps every word to the first of its group', () => {
    const replaceSynonyms = createSynonymReplacer({ synonyms: listEverydayWords(), terms: [] }, fold)
    const strays = listEverydayWords().flatMap(([first = '', ...others]) =>
      others.filter((word) => replaceSynonyms(fold(word)).text !== fold(first).text),
    )
    expect(strays).toEqual([])
  })

  it('has groups of two words or more, each of two characters or more', () => {
    expect(groups.filter((group) => group.length < 2)).toEqual([])
    expect(groups.flat().filter((word) => word.trim() !== word || word.length < 2)).toEqual([])
  })

  it('has no word twice', () => {
    const words = groups.flat()
    expect(words.filter((word, place) => words.indexOf(word) !== place)).toEqual([])
  })

  it('yields to the vocabulary of a folder', () => {
    const own = createNormalizer({ synonyms: [['敬老之家', '敬老院']], terms: ['社保'] }, [], fold)
    expect(own.normalize('敬老院的社保').text).toBe('敬老之家的社保')
  })

  it.each(['本科以上学历', '海外企业', '最低保障'])('replaces no word across word boundaries in %s', (text) => {
    expect(normalizer.normalize(text).text).toBe(text)
  })
})
