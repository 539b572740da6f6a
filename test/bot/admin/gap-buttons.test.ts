import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_LENGTH } from '../../../src/answer/browse/codes.ts'
import { VOTE_DATA, parseData } from '../../../src/bot/view/callback-data.ts'
import {
  type GapAction,
  GAP_DATA,
  LESSON_LENGTH,
  parseGapAction,
  toGapButton,
  toGapData,
} from '../../../src/bot/admin/gap-buttons.ts'
import { LANGUAGE_DATA } from '../../../src/bot/handlers/language.ts'
import { strangeText } from '../view/strange-text.ts'

const codes = (length: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${length}}$`, 'u'))
const page = fc.nat(1295)
const gap = codes(CODE_LENGTH)
const actions: fc.Arbitrary<GapAction> = fc.oneof(
  fc.record({ kind: fc.constantFrom('gaps' as const, 'open' as const), page }),
  fc.record({
    kind: fc.constantFrom('point' as const, 'leave' as const, 'nothing' as const, 'ignore' as const),
    page,
    gap,
  }),
  fc.record({ kind: fc.constant('find' as const), page, gap, passage: codes(CODE_LENGTH) }),
  fc.record({ kind: fc.constantFrom('check' as const, 'undo' as const), page, lesson: codes(LESSON_LENGTH) }),
)
/** Data close to that of a gap action, and arbitrary data. */
const anyData = fc.oneof(
  fc
    .tuple(actions.map(toGapData), fc.nat(20), fc.string({ maxLength: 3 }))
    .map(([data, at, by]) => data.slice(0, at) + by + data.slice(at + by.length)),
  fc.tuple(actions.map(toGapData), strangeText(20)).map(([data, more]) => data + more),
  fc.stringMatching(/^![a-z]?[0-9a-z]{0,3}[A-Za-z0-9_-]{0,22}$/u),
  fc.string({ unit: 'binary', maxLength: 64 }),
)

describe('the callback data of a gap action', () => {
  it('holds the whole action in 14 bytes', () => {
    fc.assert(
      fc.property(actions, (action) => {
        const data = toGapData(action)
        expect(parseGapAction(data)).toEqual(action)
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(14)
      }),
    )
  })

  it('matches the route of gap actions, and no other route', () => {
    fc.assert(
      fc.property(actions, (action) => {
        const data = toGapData(action)
        expect([GAP_DATA.test(data), VOTE_DATA.test(data), LANGUAGE_DATA.test(data), parseData(data)]).toEqual([
          true,
          false,
          false,
          undefined,
        ])
      }),
    )
  })

  it('is parsed only where it is written exactly as toGapData writes it', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const action = parseGapAction(data)
        if (action) expect(toGapData(action)).toBe(data)
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
  ])('%j is not parsed', (data) => {
    expect(parseGapAction(data)).toBeUndefined()
  })

  it('is capped at the last page that two digits hold', () => {
    expect(parseGapAction(toGapData({ kind: 'gaps', page: 99_999 }))).toEqual({ kind: 'gaps', page: 1295 })
  })
})

it('a button holds its action, and a label cut to a third of a row', () => {
  expect(toGapButton('短', { kind: 'gaps', page: 37 })).toEqual({ text: '短', callback_data: '!g11' })
  expect(toGapButton('长'.repeat(100), { kind: 'gaps', page: 0 }).text.length).toBeLessThanOrEqual(24)
})
