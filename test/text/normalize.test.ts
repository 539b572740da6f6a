import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFold } from '../../src/text/fold.ts'
import { createNormalizer } from '../../src/text/normalize.ts'
import { strangersText } from '../search/strangers-text.ts'

const VOCABULARY = {
  synonyms: [
    ['软件', '程序包'],
    ['劳动报酬', '工资', 'pay'],
    ['任免', '任命'],
  ],
  terms: ['博士直通车', '工资条'],
}
const reader = createNormalizer(VOCABULARY, ['任命远', '高新波'], createFold())

describe('read', () => {
  it.each([
    ['synonyms', '工资与Pay', '劳动报酬与劳动报酬'],
    ['characters and widths', '軟件２０２３', '软件2023'],
    ['the words of Taiwan', '軟體', '软件'],
    ['its own words before those of Taiwan', '程序包', '软件'],
  ])('reads %s in the one form', (_what, text, read) => {
    expect(reader.read(text).text).toBe(read)
  })

  it('reads the words of Taiwan as what stands for the mainland word', () => {
    const chained = createNormalizer({ synonyms: [['系统', '软件']], terms: [] }, [], createFold())
    expect(chained.read('軟體').text).toBe('系统')
  })

  it('changes nothing in a name or a term', () => {
    expect(reader.read('任命远的工资条').text).toBe('任命远的工资条')
    expect(reader.read('任命和工资').text).toBe('任免和劳动报酬')
  })

  it('keeps asking words', () => {
    expect(reader.read('什么是工资').text).toBe('什么是劳动报酬')
  })

  it('keeps for every unit of any text a place in it, in order', () => {
    fc.assert(
      fc.property(strangersText(['工资', 'pay', '博士直通车', '任命远', '网路', '人工智慧']), (original) => {
        const { text, origins } = reader.read(original)
        expect(origins).toHaveLength(text.length + 1)
        expect(origins.at(-1)).toBe(original.length)
        expect(origins.every((place, index) => place >= (origins[index - 1] ?? 0))).toBe(true)
      }),
    )
  })
})

describe('readQuery', () => {
  it('blanks asking words and replaces the rest', () => {
    expect(reader.readQuery('請問工資怎麼樣').trim()).toBe('劳动报酬')
    expect(reader.readQuery('What is the pay?').trim()).toBe('劳动报酬?')
  })

  it('reads any query that asks nothing as a text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('工', '资', '軟', '體', 'p', 'ａ', 'y', '㈱', '高新波', ' ', '，') }),
        (query) => {
          expect(reader.readQuery(query)).toBe(
            reader.read(query).text.replaceAll(/(?<![a-z0-9\p{Script=Han}])a(?![a-z0-9\p{Script=Han}])/gu, ' '),
          )
        },
      ),
    )
  })
})

describe('toPairs', () => {
  it.each([
    ['pairs of neighbours', '高新波', ['高新', '新波']],
    ['figures and stems, single ones too', '2023 5 policies x', ['2023', '5', 'polici', 'x']],
    ['no single Han character', '人，才𠮷。', ['才𠮷']],
    ['nothing in an empty text', '', []],
  ])('lists %s', (_what, read, pairs) => {
    expect(reader.toPairs(read)).toEqual(pairs)
  })
})

describe('toWords', () => {
  it('cuts no name and no term', () => {
    expect(reader.toWords('高新波谈博士直通车')).toEqual(['高新波', '博士直通车'])
  })

  it('knows a term in the form in which it is read', () => {
    const traditional = createNormalizer({ synonyms: [], terms: ['博士直通車'] }, ['高新波'], createFold())
    expect(traditional.toWords(traditional.read('搭博士直通車').text)).toEqual(['博士直通车'])
  })
})
