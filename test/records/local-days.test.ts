import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listDayStarts } from '../../src/records/local-days.ts'

const HOUR = 60 * 60 * 1000
const zone = process.env['TZ']

/** The lengths of the last days in hours. */
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

describe('in Chongqing', () => {
  inZone('Asia/Shanghai')

  it('a day begins at 16:00 UTC, and today is the last', () => {
    expect(listDayStarts(Date.parse('2026-11-22T16:00:00Z'), 2).map((start) => new Date(start).toISOString())).toEqual([
      '2026-11-21T16:00:00.000Z',
      '2026-11-22T16:00:00.000Z',
      '2026-11-23T16:00:00.000Z',
    ])
    expect(
      listDayStarts(Date.parse('2026-11-22T15:59:59.999Z'), 1).map((start) => new Date(start).toISOString()),
    ).toEqual(['2026-11-21T16:00:00.000Z', '2026-11-22T16:00:00.000Z'])
  })

  it("days go on over the end of a month, of a leap year's February too", () => {
    expect(lengths('2024-03-01T12:00:00Z', 30)).toEqual(Array.from({ length: 30 }, () => 24))
    expect(new Date(listDayStarts(Date.parse('2024-03-01T12:00:00Z'), 2)[0] ?? 0).getDate()).toBe(29)
  })
})

describe('where clocks change', () => {
  inZone('Europe/Berlin')

  it('a day has 23 hours in spring and 25 in autumn, and none is missed or counted twice', () => {
    expect(lengths('2026-03-30T10:00:00Z', 3)).toEqual([24, 23, 24])
    expect(lengths('2026-10-26T10:00:00Z', 3)).toEqual([24, 25, 24])
    expect(lengths('2026-10-25T22:59:00Z', 1)).toEqual([25])
  })
})

describe('where clocks change at midnight', () => {
  inZone('Asia/Beirut')

  it("the day begins at one o'clock, the first moment that it has", () => {
    expect(lengths('2026-03-30T10:00:00Z', 4)).toEqual([24, 24, 23, 24])
  })
})
