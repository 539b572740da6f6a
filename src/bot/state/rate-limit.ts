import { LRUCache } from 'lru-cache'

/** What a rate limit decides on a query, a press or an inline query. */
export type Turn =
  | { readonly kind: 'free' }
  /** Refused with a notice to wait, once per block; `isGroup` where the limit of the group is exceeded. */
  | { readonly kind: 'refused'; readonly isGroup: boolean; readonly seconds: number }
  | { readonly kind: 'ignored' }

/** Limits the rate of what users do: each has one budget for all of it, and each group one of its own on top. */
export interface RateLimits {
  /**
   * Counts a query.
   *
   * @param userId undefined for someone who writes in the name of the group: all who do share one id
   */
  take(userId: number | undefined, groupId: number | undefined, options?: TakeOptions): Turn
  /** Counts a press of a button. */
  takePress(userId: number): Turn
  /** Counts an inline query, which an app sends at each pause in typing; no notice can be sent for it. */
  takeInlineQuery(userId: number): Turn
}

/** When a query was written, and whether no notice can be sent now, so that the next query gets it. */
interface TakeOptions {
  /** Milliseconds since 1970: by the message's date, so that a backlog after a pause is no flood. */
  readonly at?: number
  readonly isSilent?: boolean
}

/** No limits, for a bot whose only user sits before its terminal. */
export const NO_RATE_LIMITS: RateLimits = {
  take: () => ({ kind: 'free' }),
  takePress: () => ({ kind: 'free' }),
  takeInlineQuery: () => ({ kind: 'free' }),
}

/** At most `points` in any `duration` seconds; what goes beyond starts a block of the same duration. */
interface Limit {
  readonly points: number
  readonly duration: number
}

/** Points that a user has: more is a flood, and all of it at once takes a second of a core at most. */
const USER_LIMIT: Limit = { points: 90, duration: 30 }
/**
 * Points that each thing costs a user, by `npm run bench:fairness`. An inline query takes as much of a core as a query, and
 * a press a fraction of it; an answer is also a message, of which a chat takes about one a second.
 */
const COSTS = { query: 9, inlineQuery: 2, press: 1 }
/** Queries: Telegram accepts about 20 messages a minute in a group, the notice to wait included. */
const GROUP_LIMIT: Limit = { points: 18, duration: 60 }

/** Users, or groups, that are counted: those who wrote least recently are forgotten first. */
const MOST_COUNTED = 20_000

/** Creates the rate limits of every user and every group. */
export function createRateLimits(): RateLimits {
  const takeOfUser = createTake(USER_LIMIT, false)
  const takeOfGroup = createTake(GROUP_LIMIT, true)
  return {
    takePress: (userId) => takeOfUser(userId, COSTS.press),
    takeInlineQuery: (userId) => takeOfUser(userId, COSTS.inlineQuery, { isSilent: true }),
    take(userId, groupId, options) {
      const turn: Turn = userId === undefined ? { kind: 'free' } : takeOfUser(userId, COSTS.query, options)
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

const NEW: Count = { paid: [], blockedUntil: -Infinity, isTold: false }

/** Creates the count of one limit; what is refused does not count, and does not prolong a block. */
function createTake({ points, duration }: Limit, isGroup: boolean) {
  const counts = new LRUCache<number, Count>({ max: MOST_COUNTED })
  const length = duration * 1000
  return (id: number, cost: number, { at = Date.now(), isSilent = false }: TakeOptions = {}): Turn => {
    const known = counts.get(id) ?? NEW
    // Telegram dates messages, and this machine presses: a clock that is far ahead of the other makes no block longer.
    const paid = known.paid.filter((one) => Math.abs(at - one.at) < length)
    const isBlocked = at < known.blockedUntil && at >= known.blockedUntil - 2 * length
    const sum = paid.reduce((total, one) => total + one.cost, cost)
    if (!isBlocked && sum <= points) {
      counts.set(id, { ...NEW, paid: [...paid, { at, cost }] })
      return { kind: 'free' }
    }
    const block = isBlocked ? known : { paid, blockedUntil: at + length, isTold: false }
    counts.set(id, { ...block, isTold: block.isTold || !isSilent })
    if (block.isTold || isSilent) return { kind: 'ignored' }
    // An edit may be dated later than the message after it.
    const seconds = Math.min(duration, Math.ceil((block.blockedUntil - at) / 1000))
    return { kind: 'refused', isGroup, seconds }
  }
}
