import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTally, listDayStarts, toPercentile } from '../../src/records/tally.ts'

const HOUR = 60 * 60 * 1000
const zone = process.env['TZ']

/** Lists the lengths of the last days in hours. */
const lengths = (now: string, days: number) =>
  listDayStarts(Date.parse(now), days).flatMap((start, index, starts) =>
    index > 0 ? [(start - (starts[index - 1] ?? 0)) / HOUR] : [],
  )
const inZone = (name: string) =>
  beforeEach(() => {
    process.env['TZ'] = name
  })

afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

describe('a tally', () => {
  it('lists the most frequent things first, equal ones by name', () => {
    const tally = createTally()
    for (const [name, times] of [
      ['b', 1],
      ['c', 3],
      ['a', 1],
    ] as const)
      tally.add(name, times)
    expect(tally.list(2)).toEqual([
      { name: 'c', total: 3 },
      { name: 'a', total: 1 },
    ])
  })

  it('counts names with one key as one thing, listed by its most frequent name', () => {
    const tally = createTally((name) => name.toLowerCase())
    for (const [name, times] of [
      ['Why', 1],
      ['why', 2],
      ['WHY', 1],
    ] as const)
      tally.add(name, times)
    expect(tally.list(9)).toEqual([{ name: 'why', total: 4 }])
  })
})

describe('a percentile', () => {
  it.each([
    [0.5, 2],
    [0.75, 3],
    [1, 9],
  ])('of share %s is %s by nearest rank', (share, number) => {
    expect(
      toPercentile(
        new Map([
          [9, 1],
          [1, 1],
          [3, 1],
          [2, 1],
        ]),
        share,
      ),
    ).toBe(number)
  })

  it('is 0 without numbers', () => {
    expect(toPercentile(new Map(), 0.5)).toBe(0)
  })
})

describe('the days in Chongqing', () => {
  inZone('Asia/Shanghai')

  it('begin at 16:00 UTC, today last', () => {
    expect(listDayStarts(Date.parse('2026-11-22T16:00:00Z'), 2).map((start) => new Date(start).toISOString())).toEqual([
      '2026-11-21T16:00:00.000Z',
      '2026-11-22T16:00:00.000Z',
      '2026-11-23T16:00:00.000Z',
    ])
    expect(
      listDayStarts(Date.parse('2026-11-22T15:59:59.999Z'), 1).map((start) => new Date(start).toISOString()),
    ).toEqual(['2026-11-21T16:00:00.000Z', '2026-11-22T16:00:00.000Z'])
  })

  it('continue over the end of a month, also of February in a leap year', () => {
    expect(lengths('2024-03-01T12:00:00Z', 30)).toEqual(Array.from({ length: 30 }, () => 24))
    expect(new Date(listDayStarts(Date.parse('2024-03-01T12:00:00Z'), 2)[0] ?? 0).getDate()).toBe(29)
  })
})

describe('the days in Berlin, where clocks change', () => {
  inZone('Europe/Berlin')

  it('have 23 hours in spring and 25 in autumn, without gaps and overlaps', () => {
    expect(lengths('2026-03-30T10:00:00Z', 3)).toEqual([24, 23, 24])
    expect(lengths('2026-10-26T10:00:00Z', 3)).toEqual([24, 25, 24])
    expect(lengths('2026-10-25T22:59:00Z', 1)).toEqual([25])
  })
})

describe('the days in Beirut, where clocks change at midnight', () => {
  inZone('Asia/Beirut')

  it('begin at one o’clock if midnight is missing', () => {
    expect(lengths('2026-03-30T10:00:00Z', 4)).toEqual([24, 24, 23, 24])
  })
})
