import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFold, withOrigins } from '../../src/text/fold.ts'
import { createNormalizer } from '../../src/text/normalize.ts'
import { arbitraryText } from './arbitrary-text.ts'

const VOCABULARY = {
  synonyms: [
    ['软件', '程序包'],
    ['劳动报酬', '工资', 'pay'],
    ['任免', '任命'],
  ],
  terms: ['博士直通车', '工资条'],
}
const normalizer = createNormalizer(VOCABULARY, ['任命远', '高新波'], createFold())

describe('normalize', () => {
  it.each([
    ['synonyms', '工资与Pay', '劳动报酬与劳动报酬'],
    ['characters and widths', '軟件２０２３', '软件2023'],
    ['Taiwanese words', '軟體', '软件'],
    ["the folder's own synonyms before Taiwanese words", '程序包', '软件'],
  ])('normalizes %s', (_what, text, normalized) => {
    expect(normalizer.normalize(text).text).toBe(normalized)
  })

  it('replaces a Taiwanese word by the canon of the mainland word', () => {
    const chained = createNormalizer({ synonyms: [['系统', '软件']], terms: [] }, [], createFold())
    expect(chained.normalize('軟體').text).toBe('系统')
  })

  it('does not change names and terms', () => {
    expect(normalizer.normalize('任命远的工资条').text).toBe('任命远的工资条')
    expect(normalizer.normalize('任命和工资').text).toBe('任免和劳动报酬')
  })

  it('keeps asking words', () => {
    expect(normalizer.normalize('什么是工资').text).toBe('什么是劳动报酬')
  })

  it('keeps an ascending origin for each unit of any text', () => {
    fc.assert(
      fc.property(arbitraryText(['工资', 'pay', '博士直通车', '任命远', '网路', '人工智慧']), (original) => {
        const { text, origins } = normalizer.normalize(original)
        expect(origins).toHaveLength(text.length + 1)
        expect(origins.at(-1)).toBe(original.length)
        expect(origins.every((place, index) => place >= (origins[index - 1] ?? 0))).toBe(true)
      }),
    )
  })
})

describe('normalizeQuery', () => {
  it('blanks asking words and replaces synonyms', () => {
    expect(normalizer.normalizeQuery('請問工資怎麼樣').trim()).toBe('劳动报酬')
    expect(normalizer.normalizeQuery('What is the pay?').trim()).toBe('劳动报酬?')
    expect(normalizer.normalizeQuery('工资啷个样').trim()).toBe('劳动报酬')
  })

  it('equals normalize for a query without asking words', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('工', '资', '軟', '體', 'p', 'ａ', 'y', '㈱', '高新波', ' ', '，') }),
        (query) => {
          expect(normalizer.normalizeQuery(query)).toBe(
            normalizer
              .normalize(query)
              .text.replaceAll(/(?<![a-z0-9\p{Script=Han}])a(?![a-z0-9\p{Script=Han}])/gu, ' '),
          )
        },
      ),
    )
  })
})

describe('withNames', () => {
  const other = normalizer.withNames(['福利彩', '工资高'])

  it('replaces no part of the given names, and of no others', () => {
    expect(other.normalize('工资高、任命远').text).toBe('工资高、任免远')
    expect(normalizer.normalize('工资高、任命远').text).toBe('劳动报酬高、任命远')
    expect(other.withNames([]).normalize('工资高、任命远').text).toBe('劳动报酬高、任免远')
  })

  it('keeps the terms of the vocabulary', () => {
    expect(other.normalize('工资条').text).toBe('工资条')
    expect(other.toWords('工资高谈博士直通车')).toEqual(['工资高', '博士直通车'])
  })

  it('normalizes queries by them too', () => {
    expect(other.normalizeQuery('請問工資高是誰').trim()).toBe('工资高')
  })

  it('folds no more than the names', () => {
    const folded: string[] = []
    const fold = createFold()
    const counting = createNormalizer(VOCABULARY, [], (text) => (folded.push(text), fold(text)))
    folded.length = 0
    counting.withNames(['任命远', '高新波'])
    expect(folded).toEqual(['任命远', '高新波'])
  })
})

it('makes no origins for a text that is only matched', () => {
  let times = 0
  const fold = createFold()
  const counting = createNormalizer(VOCABULARY, ['任命远'], (text) => {
    const { text: folded } = fold(text)
    return withOrigins(folded, () => (times++, fold(text).origins))
  })
  const normalized = counting.normalize('任命远的工资')
  expect([normalized.text, times]).toEqual(['任命远的劳动报酬', 0])
  expect([normalized.origins, times]).toEqual([[0, 1, 2, 3, 4, 4, 4, 4, 6], 1])
  counting.normalizeQuery('請問工資怎麼樣')
  expect(times).toBe(1)
})

describe('toWords', () => {
  it('does not cut names and terms', () => {
    expect(normalizer.toWords('高新波谈博士直通车')).toEqual(['高新波', '博士直通车'])
  })

  it('matches terms in their normalized form', () => {
    const traditional = createNormalizer({ synonyms: [], terms: ['博士直通車'] }, ['高新波'], createFold())
    expect(traditional.toWords(traditional.normalize('搭博士直通車').text)).toEqual(['博士直通车'])
  })
})
