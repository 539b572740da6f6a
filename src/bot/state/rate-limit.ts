import { LRUCache } from 'lru-cache'

/** What a rate limit decides on a query, a press or an inline query. */
export type Turn =
  | { readonly kind: 'free' }
  /** Refused with a notice to wait, once per block; `isGroup` where the limit of the group is exceeded. */
  | { readonly kind: 'refused'; readonly isGroup: boolean; readonly seconds: number }
  | { readonly kind: 'ignored' }

/** Limits the rate of queries, presses and inline queries, each by a count of its own. */
export interface RateLimits {
  /**
   * Counts a query.
   *
   * @param userId undefined for someone who writes in the name of the group: all who do share one id
   */
  take(userId: number | undefined, groupId: number | undefined, options?: TakeOptions): Turn
  /** Counts a press of a button; each costs a request to Telegram. */
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

/** At most `points` in any `duration` seconds; the next one starts a block of the same duration. */
interface Limit {
  readonly points: number
  readonly duration: number
}

/** More queries than these are a flood. */
const USER_LIMIT: Limit = { points: 10, duration: 30 }
/** Telegram accepts about 20 messages a minute in a group, the notice to wait included. */
const GROUP_LIMIT: Limit = { points: 18, duration: 60 }
/** Of presses, and of inline queries: paging and typing take more of them than questions take queries. */
const PRESS_LIMIT: Limit = { points: 90, duration: 30 }

/** Users, or groups, that are counted: those who wrote least recently are forgotten first. */
const MOST_COUNTED = 20_000

/** Creates the rate limits of every user and every group. */
export function createRateLimits({ user = USER_LIMIT, group = GROUP_LIMIT, press = PRESS_LIMIT } = {}): RateLimits {
  const takeOfUser = createTake(user, false)
  const takeOfGroup = createTake(group, true)
  const [takePress, takeInlineQuery] = [createTake(press, false), createTake(press, false)]
  return {
    takePress: (userId) => takePress(userId, {}),
    takeInlineQuery: (userId) => takeInlineQuery(userId, { isSilent: true }),
    take(userId, groupId, options = {}) {
      const turn: Turn = userId === undefined ? { kind: 'free' } : takeOfUser(userId, options)
      return turn.kind !== 'free' || groupId === undefined ? turn : takeOfGroup(groupId, options)
    },
  }
}

/** What is counted of one id; all times are milliseconds. */
interface Count {
  /** When the queries of the last `duration` were written. */
  readonly times: readonly number[]
  readonly blockedUntil: number
  /** Whether the notice of the block was sent. */
  readonly isTold: boolean
}

const NEW: Count = { times: [], blockedUntil: -Infinity, isTold: false }

/** Creates the count of one limit; a query that is refused does not count, and does not prolong a block. */
function createTake({ points, duration }: Limit, isGroup: boolean): (id: number, options: TakeOptions) => Turn {
  const counts = new LRUCache<number, Count>({ max: MOST_COUNTED })
  const length = duration * 1000
  return (id, { at = Date.now(), isSilent = false }) => {
    const known = counts.get(id) ?? NEW
    const times = known.times.filter((time) => time > at - length)
    const isBlocked = at < known.blockedUntil
    if (!isBlocked && times.length < points) {
      counts.set(id, { ...NEW, times: [...times, at] })
      return { kind: 'free' }
    }
    const block = isBlocked ? known : { times, blockedUntil: at + length, isTold: false }
    counts.set(id, { ...block, isTold: block.isTold || !isSilent })
    if (block.isTold || isSilent) return { kind: 'ignored' }
    // An edit may be dated later than the message after it.
    const seconds = Math.min(duration, Math.ceil((block.blockedUntil - at) / 1000))
    return { kind: 'refused', isGroup, seconds }
  }
}
