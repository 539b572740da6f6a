import { LRUCache } from 'lru-cache'
import type { Changed, SharedMemory } from '../../records/shared/shared-memory.ts'

/** What a rate limit decides on a query, a press or an inline query. */
export type Turn =
  | { readonly kind: 'free' }
  /** Refused with a notice to wait, once per block; `isGroup` where the limit of the group is exceeded. */
  | { readonly kind: 'refused'; readonly isGroup: boolean; readonly seconds: number }
  | { readonly kind: 'ignored' }

/** Limits the rate of what users do: each has one budget for all of it, and each group one of its own on top. No call rejects. */
export interface RateLimits {
  /**
   * Counts a query.
   *
   * @param userId undefined for someone who writes in the name of the group: all who do share one id
   */
  take(userId: number | undefined, groupId: number | undefined, options?: TakeOptions): Promise<Turn>
  /** Counts a press of a button. */
  takePress(userId: number): Promise<Turn>
  /** Counts an inline query, which an app sends at each pause in typing; no notice can be sent for it. */
  takeInlineQuery(userId: number): Promise<Turn>
}

/** When a query was written, and whether no notice can be sent now, so that the next query gets it. */
interface TakeOptions {
  /** Milliseconds since 1970: by the message's date, so that a backlog after a pause is no flood. */
  readonly at?: number
  readonly isSilent?: boolean
}

/** No limits, for a bot whose only user sits before its terminal. */
export const NO_RATE_LIMITS: RateLimits = {
  take: async () => ({ kind: 'free' }),
  takePress: async () => ({ kind: 'free' }),
  takeInlineQuery: async () => ({ kind: 'free' }),
}

/** At most `points` in any `duration` seconds; what goes beyond starts a block of the same duration. */
interface Limit {
  readonly of: 'user' | 'group'
  readonly points: number
  readonly duration: number
}

/** Points that a user has: more is a flood, and all of it at once takes a second of a core at most. */
const USER_LIMIT: Limit = { of: 'user', points: 90, duration: 30 }
/**
 * Points that each thing costs a user, by `npm run bench:fairness`. An inline query takes as much of a core as a query, and
 * a press a fraction of it; an answer is also a message, of which a chat takes about one a second.
 */
const COSTS = { query: 9, inlineQuery: 2, press: 1 }
/** Queries: Telegram accepts about 20 messages a minute in a group, the notice to wait included. */
const GROUP_LIMIT: Limit = { of: 'group', points: 18, duration: 60 }

/** Users, or groups, that a process counts: those who wrote least recently are forgotten first. */
const MOST_COUNTED = 20_000

/** Creates the rate limits of every user and every group, over all copies of the bot where they share a memory. */
export function createRateLimits(memory?: SharedMemory): RateLimits {
  const takeOfUser = createTake(USER_LIMIT, memory)
  const takeOfGroup = createTake(GROUP_LIMIT, memory)
  return {
    takePress: (userId) => takeOfUser(userId, COSTS.press),
    takeInlineQuery: (userId) => takeOfUser(userId, COSTS.inlineQuery, { isSilent: true }),
    async take(userId, groupId, options) {
      const turn: Turn = userId === undefined ? { kind: 'free' } : await takeOfUser(userId, COSTS.query, options)
      return turn.kind !== 'free' || groupId === undefined ? turn : takeOfGroup(groupId, 1, options)
    },
  }
}

/** What is counted of one id; all times are milliseconds. */
interface Count {
  /** What was paid in the last `duration`. */
  readonly paid: readonly { readonly at: number; readonly cost: number }[]
  readonly blockedUntil: number
  /** Whether the notice of the block was sent. */
  readonly isTold: boolean
}

const NEW: Count = { paid: [], blockedUntil: 0, isTold: false }

/** What is to be counted, at which time. */
type Cost = Required<TakeOptions> & { readonly cost: number }

/** Creates the count of one limit; where the shared memory fails, the process counts by itself. */
function createTake(limit: Limit, memory: SharedMemory | undefined) {
  const counts = new LRUCache<number, Count>({ max: MOST_COUNTED })
  const runInTurn = createTurns()

  function takeOfOwn(id: number, cost: Cost): Turn {
    const { value, result } = count(limit, counts.get(id), cost)
    if (value) counts.set(id, value)
    return result
  }

  async function takeOfAll(shared: SharedMemory, id: number, cost: Cost): Promise<Turn> {
    let counted: Count | undefined
    // A block ends after one duration, and paid is what was in one.
    const lasting = 2 * limit.duration * 1000
    const turn = await shared.change(`limit of ${limit.of} ${id}`, lasting, (before) => {
      // Only what is counted here has such a key.
      const changed = count(limit, before as Count | undefined, cost)
      counted = changed.value
      return changed
    })
    if (counted) counts.set(id, counted)
    return turn
  }

  return async (id: number, points: number, { at = Date.now(), isSilent = false }: TakeOptions = {}): Promise<Turn> => {
    const cost = { cost: points, at, isSilent }
    if (!memory) return takeOfOwn(id, cost)
    return runInTurn(id, () => takeOfAll(memory, id, cost).catch(() => takeOfOwn(id, cost)))
  }
}

/** Counts what is done; what is refused does not count, and does not prolong a block. */
function count({ of, points, duration }: Limit, known: Count = NEW, { at, cost, isSilent }: Cost): CountedTurn {
  const length = duration * 1000
  // Telegram dates messages, and this machine presses: a clock that is far ahead of the other makes no block longer.
  const paid = known.paid.filter((one) => Math.abs(at - one.at) < length)
  const isBlocked = at < known.blockedUntil && at >= known.blockedUntil - 2 * length
  const sum = paid.reduce((total, one) => total + one.cost, cost)
  if (!isBlocked && sum <= points) return { value: { ...NEW, paid: [...paid, { at, cost }] }, result: { kind: 'free' } }
  const block = isBlocked ? known : { paid, blockedUntil: at + length, isTold: false }
  const isTold = block.isTold || !isSilent
  const value = isBlocked && isTold === block.isTold ? undefined : { ...block, isTold }
  if (block.isTold || isSilent) return { value, result: { kind: 'ignored' } }
  // An edit may be dated later than the message after it.
  const seconds = Math.min(duration, Math.ceil((block.blockedUntil - at) / 1000))
  return { value, result: { kind: 'refused', isGroup: of === 'group', seconds } }
}

interface CountedTurn extends Changed<Turn> {
  readonly value: Count | undefined
}

/** Creates what runs tasks of one id one after the other: changes at once of one count would all be tried again. */
function createTurns() {
  const latest = new Map<number, Promise<unknown>>()
  return async <T>(id: number, task: () => Promise<T>): Promise<T> => {
    const turn = (latest.get(id) ?? Promise.resolve()).then(task)
    latest.set(id, turn)
    try {
      return await turn
    } finally {
      if (latest.get(id) === turn) latest.delete(id)
    }
  }
}
