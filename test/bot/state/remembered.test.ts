import { describe, expect, it } from 'vitest'
import type { SharedMemory } from '../../../src/records/shared/shared-memory.ts'
import { createAlbums } from '../../../src/bot/state/albums.ts'
import { createConversations } from '../../../src/bot/state/conversations.ts'
import { createRateLimits } from '../../../src/bot/state/rate-limit.ts'
import { createMarkSeen, createRemembered } from '../../../src/bot/state/remembered.ts'

/** A memory that copies share; \`isDown\` is a database that fails. */
function createMemory() {
  const values = new Map<string, string>()
  const state = { isDown: false, values }
  const fail = () => {
    if (state.isDown) throw new Error('down')
  }
  const get = (key: string): unknown => {
    fail()
    const found = values.get(key)
    return found === undefined ? undefined : JSON.parse(found)
  }
  const memory: SharedMemory = {
    get: async (key) => get(key),
    async set(entries) {
      fail()
      for (const { key, value } of entries) values.set(key, JSON.stringify(value))
    },
    async delete(key) {
      values.delete(key)
    },
    async change(key, _lasting, change) {
      const { value, result } = change(get(key))
      if (value !== undefined) values.set(key, JSON.stringify(value))
      return result
    },
    close: () => {},
  }
  return { memory, state }
}

describe('what copies remember together', () => {
  function createCopies(isKeptApart = false) {
    const { memory, state } = createMemory()
    const create = () => createRemembered<string>({ name: 'a', max: 10, ttl: 60_000, memory, isKeptApart })
    return { one: create(), other: create(), state }
  }

  it('is what one of them has set last', async () => {
    const { one, other } = createCopies()
    await one.set('k', 'first')
    expect(await other.find('k')).toBe('first')
    await other.set('k', 'second')
    expect([await one.find('k'), one.findOwn('k')]).toEqual(['second', 'first'])
    await other.set('k', undefined)
    expect(await one.find('k')).toBeUndefined()
  })

  it('is what each has set itself while the memory fails, and what it could not share after that', async () => {
    const { one, other, state } = createCopies()
    await one.set('k', 'before')
    state.isDown = true
    expect([await one.find('k'), await other.find('k')]).toEqual(['before', undefined])
    await one.set('k', 'meanwhile')
    expect(await one.find('k')).toBe('meanwhile')
    state.isDown = false
    expect([await one.find('k'), await other.find('k')]).toEqual(['meanwhile', 'before'])
  })

  it('is found by nobody but its copy where it is kept apart, and there until another has set one', async () => {
    const { one, other, state } = createCopies(true)
    await one.set('k', 'wording')
    expect([await one.find('k'), await other.find('k')]).toEqual(['wording', undefined])
    expect([...state.values.values()].join()).not.toContain('wording')
    await other.set('k', 'later')
    expect([await one.find('k'), await other.find('k')]).toEqual([undefined, 'later'])
  })
})

it('a mark is set by one of the copies, and by each where the memory fails', async () => {
  const { memory, state } = createMemory()
  const [one, other] = [1, 2].map(() => createMarkSeen({ name: 'm', max: 10, lasting: 1000, memory }))
  expect([await one?.('x'), await other?.('x'), await one?.('y')]).toEqual([true, false, true])
  state.isDown = true
  expect([await one?.('z'), await other?.('z'), await one?.('z')]).toEqual([true, true, false])
})

it('a process alone marks each id as seen once', async () => {
  const markSeen = createMarkSeen({ name: 'm', max: 10, lasting: 1000 })
  const marked = []
  for (const id of ['1', '1', '2', '1', '2']) marked.push(await markSeen(id))
  expect(marked).toEqual([true, false, true, false, false])
})

it('a copy that reads of an album before the one with its caption waits for that one', async () => {
  const { memory } = createMemory()
  const [one, other] = [createAlbums(memory, 0), createAlbums(memory, 0)]
  const isUnanswered = one.isUnanswered('5')
  await other.note('5')
  expect(await isUnanswered).toBe(false)
  expect([await other.isUnanswered('6'), await one.isUnanswered('6')]).toEqual([true, false])
})

it('a budget is one over all copies, and of each where the memory fails', async () => {
  const { memory, state } = createMemory()
  const copies = [createRateLimits(memory), createRateLimits(memory)]
  const take = async (count: number) => {
    const kinds = []
    for (let index = 0; index < count; index++) kinds.push((await copies[index % 2]?.take(1, undefined))?.kind)
    return kinds
  }
  expect(await take(12)).toEqual([...Array.from({ length: 10 }, () => 'free'), 'refused', 'ignored'])
  state.isDown = true
  // Each goes on from what it has counted last: the one that refused is blocked, and the other has one query left.
  expect(await take(2)).toEqual(['ignored', 'refused'])
})

it('a conversation goes on at any copy, and where no wording is shared at the one that answered last', async () => {
  const turn = { query: '最低工资', shown: ['a_b'], seen: ['a_b'], people: [] }
  const { memory, state } = createMemory()
  const shared = [1, 2].map(() => createConversations({ memory, wordings: memory }))
  await shared[0]?.remember(1, 1000, turn)
  expect(await shared[1]?.find(1, 1001)).toEqual(turn)
  state.values.clear()
  const apart = [1, 2].map(() => createConversations({ memory }))
  await apart[0]?.remember(1, 1000, turn)
  expect([await apart[0]?.find(1, 1001), await apart[1]?.find(1, 1001)]).toEqual([turn, undefined])
  await apart[1]?.remember(1, 1002, { ...turn, query: '医保' })
  expect(await apart[0]?.find(1, 1003)).toBeUndefined()
})
