import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRateLimits, type Turn } from '../../../src/bot/state/rate-limit.ts'

describe('createRateLimits', () => {
  const FREE: Turn = { kind: 'free' }
  const IGNORED: Turn = { kind: 'ignored' }
  const REFUSED: Turn = { kind: 'refused', isGroup: false, seconds: 30 }
  const GROUP_REFUSED: Turn = { kind: 'refused', isGroup: true, seconds: 60 }

  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  let limits: ReturnType<typeof createRateLimits>
  beforeEach(() => {
    limits = createRateLimits()
  })

  async function take(count: number, user: number | (() => number) = 1, group?: number): Promise<Turn[]> {
    const turns: Turn[] = []
    for (let index = 0; index < count; index++)
      turns.push(await limits.take(typeof user === 'number' ? user : user(), group))
    return turns
  }
  const kindsOf = async (count: number, takeOne: (place: number) => Promise<Turn>) =>
    (await Promise.all(Array.from({ length: count }, (_, place) => takeOne(place)))).map(({ kind }) => kind)
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

  it('gives a user one notice, ignores them for 30 seconds, and then answers again', async () => {
    expect(await take(13)).toEqual([...Array.from({ length: 10 }, () => FREE), REFUSED, IGNORED, IGNORED])
    await pass(29)
    expect(await take(1)).toEqual([IGNORED])
    await pass(1.1)
    expect(await take(12)).toEqual([...Array.from({ length: 10 }, () => FREE), REFUSED, IGNORED])
  })

  it('does not prolong the block of a user who goes on asking', async () => {
    await take(11)
    for (let second = 0; second < 29; second++) {
      await pass(1)
      expect(await take(1)).toEqual([IGNORED])
    }
    await pass(1.1)
    expect(await take(1)).toEqual([FREE])
  })

  it('blocks for 30 seconds from the query beyond the limit, not from the first query', async () => {
    await take(1)
    await pass(25)
    expect((await take(10)).at(-1)).toEqual(REFUSED)
    await pass(10)
    expect(await take(1)).toEqual([IGNORED])
    await pass(20.1)
    expect(await take(1)).toEqual([FREE])
  })

  it('never refuses a user who asks every four seconds', async () => {
    for (let count = 0; count < 60; count++) {
      expect(await take(1)).toEqual([FREE])
      await pass(4)
    }
  })

  it('answers at most ten queries of a user in any 30 seconds', async () => {
    await take(1)
    await pass(29)
    const turns = await take(9)
    await pass(1.1)
    turns.push(...(await take(10)))
    expect(turns.filter(({ kind }) => kind === 'free').length).toBeLessThanOrEqual(10)
  })

  it('answers at most 18 queries of a group in any 60 seconds', async () => {
    let user = 0
    const next = () => ++user
    await take(1, next, -5)
    await pass(59)
    const turns = await take(17, next, -5)
    await pass(1.1)
    turns.push(...(await take(18, next, -5)))
    expect(turns.filter(({ kind }) => kind === 'free').length).toBeLessThanOrEqual(18)
  })

  it('gives a group one notice, ignores it for 60 seconds, and then answers again', async () => {
    let user = 0
    const next = () => ++user
    expect(await take(21, next, -5)).toEqual([
      ...Array.from({ length: 18 }, () => FREE),
      GROUP_REFUSED,
      IGNORED,
      IGNORED,
    ])
    await pass(59)
    expect(await take(1, next, -5)).toEqual([IGNORED])
    expect(await take(1, next, -6)).toEqual([FREE])
    expect(await take(1, next)).toEqual([FREE])
    await pass(1.1)
    expect(await take(1, next, -5)).toEqual([FREE])
  })

  it("does not count a user's refused queries for their group", async () => {
    await take(50, 1, -5)
    expect(await take(8, 2, -5)).toEqual(Array.from({ length: 8 }, () => FREE))
    expect((await take(1, 3, -5))[0]).toEqual(GROUP_REFUSED)
  })

  it('counts a group and a user of the same id separately', async () => {
    await take(11, -5)
    let user = 0
    expect((await take(18, () => ++user, -5)).every(({ kind }) => kind === 'free')).toBe(true)
  })

  it('gives the next query the notice that an edit could not have', async () => {
    for (let count = 0; count < 10; count++) await limits.take(1, undefined)
    expect(await limits.take(1, undefined, { isSilent: true })).toEqual(IGNORED)
    expect(await Promise.all([1, 2].map(() => limits.take(1, undefined)))).toEqual([REFUSED, IGNORED])
  })

  it('goes by the dates of the messages: a backlog is no flood', async () => {
    const at = (count: number, seconds: number) =>
      kindsOf(count, (place) => limits.take(1, undefined, { at: place * seconds * 1000 }))
    expect(new Set(await at(40, 4))).toEqual(new Set(['free']))
    limits = createRateLimits()
    expect((await at(40, 1)).filter((kind) => kind === 'refused')).toHaveLength(1)
  })

  it('counts each of several queries at once', async () => {
    const turns = await Promise.all(Array.from({ length: 15 }, () => limits.take(1, undefined)))
    expect(turns.filter(({ kind }) => kind === 'free')).toHaveLength(10)
    expect(turns.filter(({ kind }) => kind === 'refused')).toHaveLength(1)
  })

  describe('on one budget', () => {
    const presses = (count: number) => kindsOf(count, () => limits.takePress(1))
    const inline = (count: number) => kindsOf(count, () => limits.takeInlineQuery(1))
    const free = (kinds: readonly string[]) => kinds.filter((kind) => kind === 'free').length

    it('allows ninety presses, or forty-five inline queries, or ten queries', async () => {
      expect(free(await presses(100))).toBe(90)
      limits = createRateLimits()
      expect(free(await inline(100))).toBe(45)
      limits = createRateLimits()
      expect((await take(100)).filter(({ kind }) => kind === 'free')).toHaveLength(10)
    })

    it('draws queries, presses and inline queries of a user, and of nobody else', async () => {
      expect((await take(5)).every(({ kind }) => kind === 'free')).toBe(true)
      expect(free(await inline(10))).toBe(10)
      expect(free(await presses(25))).toBe(25)
      expect(await limits.takePress(1)).toEqual(REFUSED)
      expect(await limits.takePress(1)).toEqual(IGNORED)
      expect(await take(1)).toEqual([IGNORED])
      expect(await limits.takeInlineQuery(1)).toEqual(IGNORED)
      expect(await take(1, 2)).toEqual([FREE])
    })

    it('tells of a block once, and never by an inline query', async () => {
      await inline(46)
      expect(await take(1)).toEqual([REFUSED])
      expect(await limits.takePress(1)).toEqual(IGNORED)
    })

    it('never exceeds its points in any 30 seconds, whatever is done when', async () => {
      const costs = { query: 9, inline: 2, press: 1 }
      const doings = fc.array(
        fc.record({ what: fc.constantFrom('query', 'inline', 'press'), wait: fc.integer({ min: 0, max: 3000 }) }),
        { maxLength: 200 },
      )
      await fc.assert(
        fc.asyncProperty(doings, async (all) => {
          limits = createRateLimits()
          const paid: { at: number; cost: number }[] = []
          for (const { what, wait } of all) {
            vi.advanceTimersByTime(wait)
            const turn = {
              query: () => limits.take(1, undefined),
              inline: () => limits.takeInlineQuery(1),
              press: () => limits.takePress(1),
            }
            if ((await turn[what]()).kind === 'free') paid.push({ at: Date.now(), cost: costs[what] })
          }
          for (const { at } of paid) {
            const within = paid.filter((one) => one.at <= at && one.at > at - 30_000)
            expect(within.reduce((sum, one) => sum + one.cost, 0)).toBeLessThanOrEqual(90)
          }
        }),
      )
    })

    it("does not mix the dates of messages with the clock's where they are far apart", async () => {
      await presses(91)
      const HOUR = 3_600_000
      expect(await limits.take(1, undefined, { at: Date.now() - HOUR })).toEqual(FREE)
      expect(await limits.take(1, undefined, { at: Date.now() + HOUR })).toEqual(FREE)
    })
  })
})
