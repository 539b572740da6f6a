import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_LENGTH } from '../../../src/answer/browse/codes.ts'
import { DIRECTIONS, type Link, type Results } from '../../../src/answer/browse/link.ts'
import { type Press, parseData, toButton, toData } from '../../../src/bot/view/callback-data.ts'
import { strangeText } from './strange-text.ts'

/** https://core.telegram.org/bots/api#inlinekeyboardbutton */
const MOST_BYTES = 64
const LONGEST_LABEL = 60
/** https://core.telegram.org/bots/features#deep-linking */
const START_PARAMETER = /^[A-Za-z0-9_-]{1,64}$/
/** Telegram's ids have at most 52 significant bits. */
const LONGEST_ASKER = 2 ** 52
const MOST_CODES = 8

const code = fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${CODE_LENGTH}}$`, 'u'))
const page = fc.nat(35)
const results: fc.Arbitrary<Results> = fc.record(
  {
    codes: fc.array(code, { maxLength: MOST_CODES, size: 'max' }),
    shown: fc.nat(3),
    kind: fc.constantFrom('unjudged' as const, 'offered' as const),
  },
  { requiredKeys: ['codes', 'shown'] },
)
const noArticle = fc.constant('')

const links: fc.Arbitrary<Link> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), results }),
  fc.record(
    { kind: fc.constant('back' as const), results, isOwn: fc.constant(true) },
    { requiredKeys: ['kind', 'results'] },
  ),
  fc.record({ kind: fc.constantFrom('more' as const, 'others' as const), results, page }),
  fc.record({ kind: fc.constant('context' as const), at: code, direction: fc.constantFrom(...DIRECTIONS), results }),
  fc.record({ kind: fc.constant('words' as const), at: code, page, results }),
  fc.record({ kind: fc.constant('exchange' as const), at: code }),
  fc.record({ kind: fc.constant('query' as const), at: code, results }),
  fc.record({ kind: fc.constant('speaker' as const), at: code }),
  fc.record({ kind: fc.constant('article' as const), at: fc.oneof(code, noArticle) }),
  fc.record({ kind: fc.constant('topics' as const), at: fc.oneof(code, noArticle), page }),
  fc.record({ kind: fc.constantFrom('speakers' as const, 'articles' as const), page }),
)
const askers = fc.oneof(fc.constantFrom(0, 1, LONGEST_ASKER), fc.nat(LONGEST_ASKER))
const presses: fc.Arbitrary<Press> = fc.record(
  { link: links, asker: askers, script: fc.constant('traditional' as const) },
  { requiredKeys: ['link'] },
)

const LONGEST: Press = {
  link: {
    kind: 'words',
    at: 'zzzzz',
    page: 35,
    results: { codes: Array.from({ length: MOST_CODES }, () => '-_-_-'), shown: 3 },
  },
  asker: LONGEST_ASKER,
  script: 'traditional',
}

describe('callback data', () => {
  it('is parsed to the press that it encodes, and is unique to it', () => {
    fc.assert(
      fc.property(presses, presses, (press, other) => {
        expect(parseData(toData(press))).toEqual(press)
        expect(toData(press) === toData(other)).toBe(JSON.stringify(press) === JSON.stringify(other))
      }),
      { numRuns: 1000 },
    )
  })

  it('is within 64 bytes, and valid as a start parameter', () => {
    expect(parseData(toData(LONGEST))).toEqual(LONGEST)
    fc.assert(
      fc.property(fc.oneof(presses, fc.constant(LONGEST)), (press) => {
        expect(toData(press)).toMatch(START_PARAMETER)
        expect(Buffer.byteLength(toData(press))).toBeLessThanOrEqual(MOST_BYTES)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    '',
    'w',
    'a0010',
    'a00100KE8I',
    'a00100KE8I6x',
    ' a00100KE8I6',
    'a00100KE8I6\n',
    'x00100KE8I6',
    'A0010',
    'a001003KE8I6',
    's00001',
    'v0003ab',
    'v0003zz',
    'a0b00KE8I6',
    's00000港口三问啊',
    's00000KE8I😀',
    `a00800${'KE8I6'.repeat(40)}x`,
    'p:harbour_start',
    'language:en',
    'p_harbour_start',
    'deep-link',
    'next_page',
    '{"id":1}',
    '\ud83d',
    's0000\ud83dE8I6',
  ])('%j is rejected', (data) => {
    expect(parseData(data)).toBeUndefined()
  })

  const similar = fc.oneof(
    fc.stringMatching(/^[a-zA-Z][0-9a-z]{0,4}[A-Za-z0-9_-]{0,40}$/u),
    presses.chain((press) =>
      fc
        .tuple(fc.nat(70), fc.string({ unit: 'binary', maxLength: 3 }))
        .map(([at, put]) => toData(press).slice(0, at) + put + toData(press).slice(at + 1)),
    ),
  )
  it('that is made up is rejected, or encodes the press that it is parsed to', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 64 }), fc.string({ maxLength: 64 }), similar),
        (data) => {
          const press = parseData(data)
          if (press) expect(toData(press)).toBe(data)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it.each(['s00000\u212aE8I6', 's00000KE8\u017f6'])(
    'with a letter that only case folding makes valid (%j) is rejected',
    (data) => {
      expect(parseData(data)).toBeUndefined()
    },
  )

  it('holds pages after the 36th', () => {
    const press: Press = { link: { kind: 'speakers', page: 36 } }
    expect(parseData(toData(press))).toEqual(press)
  })

  it('holds the number of passages shown, and the kind of an answer that does not claim', () => {
    for (const shown of Array.from({ length: 9 }, (_, index) => index)) {
      for (const kind of [{}, { kind: 'unjudged' }, { kind: 'offered' }] as const) {
        const press: Press = { link: { kind: 'back', results: { codes: ['KE8I6'], shown, ...kind } } }
        expect(parseData(toData(press))).toEqual(press)
      }
    }
  })
})

describe("a button's label", () => {
  it('is the text, where that fits', () => {
    expect(toButton('林海', { kind: 'exchange', at: 'KE8I6' }, {})).toEqual({
      text: '林海',
      callback_data: 'e00000KE8I6',
    })
  })

  it('is cut with an ellipsis, where the text does not fit', () => {
    fc.assert(
      fc.property(strangeText(200), (text) => {
        const label = toButton(text, { kind: 'exchange', at: 'KE8I6' }, {}).text
        expect(label.length).toBeLessThanOrEqual(LONGEST_LABEL)
        expect(label).not.toMatch(/\p{Surrogate}/u)
        if (text.length > LONGEST_LABEL) expect(text.startsWith(label.replace(/…{1,2}$/u, ''))).toBe(true)
        else expect(label).toBe(text)
      }),
    )
  })
})
