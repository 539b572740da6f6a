import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_LENGTH } from '../../../src/answer/browse/codes.ts'
import { parseData } from '../../../src/bot/view/callback-data.ts'
import {
  type GapAction,
  LESSON_LENGTH,
  isGapAction,
  parseGapAction,
  toGapButton,
  toGapData,
} from '../../../src/bot/admin/gap-buttons.ts'
import { isLanguageChoice } from '../../../src/bot/handlers/language.ts'
import { isVote } from '../../../src/bot/view/vote-buttons.ts'
import { strangeText } from '../view/strange-text.ts'

const codes = (length: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${length}}$`, 'u'))
const page = fc.nat(1295)
const gap = codes(CODE_LENGTH)
const errands: fc.Arbitrary<GapAction> = fc.oneof(
  fc.record({ kind: fc.constant('gaps' as const), page }),
  fc.record({
    kind: fc.constantFrom('point' as const, 'leave' as const, 'nothing' as const, 'ignore' as const),
    page,
    gap,
  }),
  fc.record({ kind: fc.constant('find' as const), page, gap, passage: codes(CODE_LENGTH) }),
  fc.record({ kind: fc.constantFrom('check' as const, 'undo' as const), page, lesson: codes(LESSON_LENGTH) }),
)
/** What is almost an errand, and what is nothing. */
const anyData = fc.oneof(
  fc
    .tuple(errands.map(toGapData), fc.nat(20), fc.string({ maxLength: 3 }))
    .map(([data, at, by]) => data.slice(0, at) + by + data.slice(at + by.length)),
  fc.tuple(errands.map(toGapData), strangeText(20)).map(([data, more]) => data + more),
  fc.stringMatching(/^![a-z]?[0-9a-z]{0,3}[A-Za-z0-9_-]{0,22}$/u),
  fc.string({ unit: 'binary', maxLength: 64 }),
)

describe('the data of an errand', () => {
  it('says all of it, in 14 bytes', () => {
    fc.assert(
      fc.property(errands, (errand) => {
        const data = toGapData(errand)
        expect(parseGapAction(data)).toEqual(errand)
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(14)
      }),
    )
  })

  it("is no other button's", () => {
    fc.assert(
      fc.property(errands, (errand) => {
        const data = toGapData(errand)
        expect([isGapAction(data), isVote(data), isLanguageChoice(data), parseData(data)]).toEqual([
          true,
          false,
          false,
          undefined,
        ])
      }),
    )
  })

  it('that is not ours means nothing, and whatever means something is ours to the letter', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const errand = parseGapAction(data)
        if (errand) expect(toGapData(errand)).toBe(data)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    '',
    '!',
    '!g',
    '!g0',
    '!g00x',
    '!g0A',
    '!p00',
    '!p00abcd',
    '!p00abcdef',
    '!f00abcde',
    '!f00abcdeabcdef',
    '!u00abcde',
    '!c00abcdeabcdef',
    '!z00abcde',
    '!p00abcd/',
    'p00abcde',
    ' !g00',
    '!g00\n',
    '!G00',
    '!toString',
  ])('%j means nothing', (data) => {
    expect(parseGapAction(data)).toBeUndefined()
  })

  it('of a page that no data can hold leads to the last that it can', () => {
    expect(parseGapAction(toGapData({ kind: 'gaps', page: 99_999 }))).toEqual({ kind: 'gaps', page: 1295 })
  })
})

it('a button has its errand, and a label of three in a row', () => {
  expect(toGapButton('短', { kind: 'gaps', page: 37 })).toEqual({ text: '短', callback_data: '!g11' })
  expect(toGapButton('长'.repeat(100), { kind: 'gaps', page: 0 }).text.length).toBeLessThanOrEqual(24)
})
