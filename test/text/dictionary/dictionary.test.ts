import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDictionary, loadDictionary } from '../../../src/text/dictionary/dictionary.ts'
import {
  type Entry,
  decodeDictionary,
  encodeDictionary,
  findString,
  readString,
} from '../../../src/text/dictionary/dictionary-file.ts'
import { toStem } from '../../../src/text/terms.ts'

const ENTRIES: readonly Entry[] = [
  {
    word: '高中',
    glosses: [
      ['senior', 'high', 'school'],
      ['high', 'school'],
    ],
  },
  { word: '高', glosses: [['high'], ['tall']] },
  { word: '学校', glosses: [['school']] },
  { word: '重庆', glosses: [['chongq', 'municip'], ['chongq']] },
]

function create(entries: readonly Entry[]) {
  const tables = decodeDictionary(encodeDictionary(entries))
  if (!tables) throw new Error('the dictionary was not read')
  return createDictionary(tables)
}

const words = fc.stringMatching(/^\p{Script=Han}{1,4}$/u)
const stems = fc.stringMatching(/^[a-z]{1,6}$/)
const entries = fc.uniqueArray(
  fc.record({ word: words, glosses: fc.array(fc.array(stems, { minLength: 1, maxLength: 4 }), { maxLength: 4 }) }),
  { selector: ({ word }) => word, maxLength: 20 },
)

describe('a dictionary file', () => {
  it('gives back the glosses of every word', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const dictionary = create(all)
        for (const { word, glosses } of all) expect(dictionary.listGlosses(word)).toEqual(glosses)
      }),
    )
  })

  it('keeps its words in an order in which each is found', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const tables = decodeDictionary(encodeDictionary(all))
        for (const { word } of all) {
          const place = tables ? findString(tables.words, word) : -1
          expect(tables && readString(tables.words, place)).toBe(word)
        }
      }),
    )
  })

  it('is no dictionary where it was cut', () => {
    const bytes = encodeDictionary(ENTRIES)
    for (let length = 0; length < bytes.length; length++)
      expect(decodeDictionary(bytes.subarray(0, length))).toBeUndefined()
  })

  it('is no dictionary where its content was cut', () => {
    const content = gunzipSync(encodeDictionary(ENTRIES))
    for (let length = 0; length < content.length - 1; length++)
      expect(decodeDictionary(gzipSync(content.subarray(0, length)))).toBeUndefined()
  })

  it('is no dictionary, or one that answers, where bytes of its content were changed', () => {
    const content = gunzipSync(encodeDictionary(ENTRIES))
    const changes = fc.array(fc.tuple(fc.nat(content.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(changes, (changed) => {
        const damaged = Buffer.from(content)
        for (const [place, byte] of changed) damaged[place] = byte
        const tables = decodeDictionary(gzipSync(damaged, { level: 0 }))
        if (!tables) return
        const dictionary = createDictionary(tables)
        dictionary.translate(['high', 'school'])
        for (const { word } of ENTRIES) dictionary.listGlosses(word)
        dictionary.cut('重庆的高中')
      }),
    )
  })

  it('is no dictionary of other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeDictionary(bytes)).toBeUndefined()
        expect(decodeDictionary(gzipSync(bytes))).toBeUndefined()
      }),
    )
  })
})

describe('a dictionary', () => {
  const dictionary = create(ENTRIES)

  it('translates each stem by the share of a gloss that the stems make up', () => {
    const [high, school, unknown] = dictionary.translate(['high', 'school', 'unheard'])
    expect(Object.fromEntries(high ?? [])).toEqual({ 高: 1, 高中: 1 })
    expect(Object.fromEntries(school ?? [])).toEqual({ 学校: 1, 高中: 1 })
    expect(unknown?.size).toBe(0)
    expect(dictionary.translate(['school'])[0]?.get('高中')).toBe(1 / 2)
  })

  it('cuts a run into its longest words, and the rest into characters', () => {
    expect(dictionary.cut('重庆的高中学校')).toEqual(['重庆', '的', '高中', '学校'])
    expect(dictionary.cut('𠮷高')).toEqual(['𠮷', '高'])
  })

  it('cuts any run without losing a character', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\p{Script=Han}*$/u), (run) => {
        expect(dictionary.cut(run).join('')).toBe(run)
      }),
    )
  })
})

describe('CC-CEDICT', () => {
  it.each([
    ['hospital', '医院'],
    ['Chongqing', '重庆'],
    ['engineers', '工程师'],
    ['subsidies', '补贴'],
  ])('has %s as %s, by the stem that the program makes of it today', (english, chinese) => {
    expect(
      loadDictionary()
        ?.translate([toStem(english.toLowerCase())])[0]
        ?.get(chinese),
    ).toBe(1)
  })

  it('is read once', () => {
    expect(loadDictionary()).toBe(loadDictionary())
  })
})
