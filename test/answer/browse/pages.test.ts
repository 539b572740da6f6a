import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Page, fits, toPage, toPassagePage } from '../../../src/answer/browse/pages.ts'
import { WORDS } from './page-words.ts'

const HALF = WORDS / 2

const toText = (length: number) => '字'.repeat(length)
const passagePage = (lengths: readonly number[], page: number) => toPassagePage(lengths, page, toText)
const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0)

/** All pages of a list, one after the other. */
function turnOver<T>(toOne: (page: number) => Page<T>): Page<T>[] {
  return Array.from({ length: Math.max(1, toOne(0).pages) }, (_, page) => toOne(page))
}

/** Passages with a number each, so that two of one length are told apart. */
const passages = fc
  .array(fc.integer({ min: 1, max: 2500 }), { maxLength: 30 })
  .map((lengths) => lengths.map((length, place) => ({ place, length })))
const things = fc.array(fc.string(), { maxLength: 60 }).map((texts) => texts.map((text, place) => ({ place, text })))

describe('the pages of passages', () => {
  it('together hold each passage once, in their order', () => {
    fc.assert(
      fc.property(passages, (all) => {
        const pages = turnOver((page) => toPassagePage(all, page, ({ length }) => toText(length)))
        expect(pages.flatMap(({ items }) => items)).toEqual(all)
        expect(pages.map(({ page }) => page)).toEqual(pages.map((_, place) => place))
      }),
    )
  })

  it('hold three passages and so many units of words at most, and a single one of any length', () => {
    fc.assert(
      fc.property(passages, fc.nat(40), (all, page) => {
        const { items } = toPassagePage(all, page, ({ length }) => toText(length))
        expect(items.length).toBeLessThanOrEqual(3)
        expect(items.length <= 1 || sum(items.map(({ length }) => length)) <= WORDS).toBe(true)
      }),
    )
  })

  it.each<[lengths: number[], pages: number[][]]>([
    [[], [[]]],
    [[5], [[5]]],
    [
      [1, 2, 3, 4],
      [[1, 2, 3], [4]],
    ],
    [
      [HALF, HALF, 1],
      [[HALF, HALF], [1]],
    ],
    [
      [HALF, HALF + 1, HALF - 1],
      [[HALF], [HALF + 1, HALF - 1]],
    ],
    [
      [1, 2500, 1, 1],
      [[1], [2500], [1, 1]],
    ],
    [
      [2500, 2500],
      [[2500], [2500]],
    ],
  ])('of passages with %j units are %j: as full as may be', (lengths, pages) => {
    expect(turnOver((page) => passagePage(lengths, page)).map(({ items }) => items)).toEqual(pages)
  })
})

describe('the pages of a list', () => {
  it('together hold each item once, in their order, eight on each but the last', () => {
    fc.assert(
      fc.property(things, (all) => {
        const pages = turnOver((page) => toPage(all, page))
        expect(pages.flatMap(({ items }) => items)).toEqual(all)
        expect(pages.slice(0, -1).every(({ items }) => items.length === 8)).toBe(true)
        expect(pages.at(-1)?.items.length ?? 0).toBeLessThanOrEqual(8)
      }),
    )
  })

  it.each([
    [0, 0],
    [1, 1],
    [8, 1],
    [9, 2],
    [16, 2],
    [17, 3],
  ])('of %i items are %i', (length, pages) => {
    expect(
      toPage(
        Array.from({ length }, () => 'x'),
        0,
      ),
    ).toMatchObject({ page: 0, pages })
  })
})

describe('a page beyond the end', () => {
  it('is the last', () => {
    fc.assert(
      fc.property(passages, things, fc.nat(100), (lengths, list, beyond) => {
        for (const toOne of [
          (page: number) => toPage<unknown>(list, page),
          (page: number) => toPassagePage<unknown>(lengths, page, () => toText(900)),
        ]) {
          const { pages } = toOne(0)
          expect(toOne(pages + beyond)).toEqual(toOne(Math.max(0, pages - 1)))
        }
      }),
    )
  })

  it('of nothing is an empty first one', () => {
    expect(toPage([], 7)).toEqual({ items: [], page: 0, pages: 0 })
    expect(passagePage([], 7)).toEqual({ items: [], page: 0, pages: 0 })
  })
})

it('several passages on a page have 1400 units of words at most, which leaves room in a message for what stands about them', () => {
  expect(WORDS).toBe(1400)
})

it.each<[number[], boolean]>([
  [[], true],
  [[9999], true],
  [[HALF, HALF], true],
  [[HALF, HALF + 1], false],
  [[1, 1, 1], true],
  [[1, 1, 1, 1], false],
])('texts of %j units on one page: %s', (lengths, isFit) => {
  expect(fits(lengths.map(toText))).toBe(isFit)
})
