import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Converter } from 'opencc-js/t2cn'
import { createFold, withOrigins } from '../../src/text/fold.ts'
import { arbitraryText } from './arbitrary-text.ts'

const fold = createFold()

describe('fold', () => {
  it.each([
    ['王穎', '王颖'],
    ['公立醫院薪酬制度', '公立医院薪酬制度'],
    ['ＡＢＣ１２３（）', 'abc123()'],
    ['Software', 'software'],
    ['①', '1'],
    ['120㎡', '120平方米'],
    ['3㎢', '3平方公里'],
    ['重慶的趙孟頫', '重庆的赵孟𫖯'],
    ['Télécom', 'telecom'],
    ['Te\u0301le\u0301com', 'Télécom'],
    ['\uFEFF人\u200B才\u00AD政\u2060策\u202E', '人才政策'],
    ['史蒂夫・乔布斯', '史蒂夫·乔布斯'],
    ['史蒂夫•乔布斯', '史蒂夫‧乔布斯'],
    ['史蒂夫∙乔布斯', '史蒂夫･乔布斯'],
  ])('folds %s like %s', (written, other) => {
    expect(fold(written).text).toBe(fold(other).text)
  })

  it('gives each unit its origin if one character folds into several', () => {
    const original = 'A㈱才'
    const { text, origins } = fold(original)
    expect(text).toBe('a(株)才')
    expect(origins).toEqual([0, 1, 1, 1, 2, 3])
  })

  it('gives each unit its origin if a simplified character takes two units', () => {
    expect(fold('㈱頫書')).toEqual({ text: '(株)𫖯书', origins: [0, 0, 0, 1, 1, 2, 3] })
  })

  it('keeps an ascending origin for each unit of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (original) => {
        const { text, origins } = fold(original)
        expect(origins).toHaveLength(text.length + 1)
        expect(origins.at(-1)).toBe(original.length)
        expect(origins.every((place, index) => index === 0 || place >= (origins[index - 1] ?? 0))).toBe(true)
      }),
    )
  })

  it('equals the conversion of the whole text, which most texts do not need', () => {
    const toSimplified = Converter({ from: 't', to: 'cn' })
    const words = ['重慶', '頭髮發展', '乾隆', '乾淨', '著作', '后來', '㍿發', '𠮷頫', '軟體', '人才']
    fc.assert(
      fc.property(arbitraryText(words), (original) => {
        // Signs of units are written out.
        fc.pre(!/[㎡㎢㎥㎞]/u.test(original))
        const lower = Array.from(original, (character) => character.normalize('NFKC').toLowerCase()).join('')
        fc.pre(!/\p{M}|\p{Default_Ignorable_Code_Point}|[・•‧∙⋅]/u.test(lower.normalize('NFD')))
        const whole = toSimplified(lower)
        if (whole.length === lower.length) expect(fold(original).text).toBe(whole)
      }),
    )
  })

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('穎', '颖', '軟', 'Ａ', 'a', '１', '。', '才') }), (original) => {
        const once = fold(original).text
        expect(fold(once).text).toBe(once)
      }),
    )
  })
})

describe('withOrigins', () => {
  it('makes the origins when they are first read, once', () => {
    let times = 0
    const folded = withOrigins('ab', () => (times++, [0, 1, 2]))
    expect([folded.text, times]).toEqual(['ab', 0])
    expect([folded.origins, folded.origins, times]).toEqual([[0, 1, 2], [0, 1, 2], 1])
  })
})
