import { RateLimiterMemory } from 'rate-limiter-flexible'

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
   * @param isSilent whether no notice can be sent now, so that the next query gets it
   */
  take(userId: number | undefined, groupId: number | undefined, isSilent?: boolean): Promise<Turn>
  /** Counts a press of a button; each costs a request to Telegram. */
  takePress(userId: number): Promise<Turn>
  /** Counts an inline query, which an app sends at each pause in typing; no notice can be sent for it. */
  takeInlineQuery(userId: number): Promise<Turn>
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

/** Creates the rate limits of every user and every group. */
export function createRateLimits({ user = USER_LIMIT, group = GROUP_LIMIT, press = PRESS_LIMIT } = {}): RateLimits {
  const takeOfUser = createTake(user)
  const takeOfGroup = createTake(group)
  const [takePress, takeInlineQuery] = [createTake(press), createTake(press)]
  return {
    takePress: (userId) => takePress(userId, { isGroup: false, isSilent: false }),
    takeInlineQuery: (userId) => takeInlineQuery(userId, { isGroup: false, isSilent: true }),
    async take(userId, groupId, isSilent = false) {
      const turn: Turn =
        userId === undefined ? { kind: 'free' } : await takeOfUser(userId, { isGroup: false, isSilent })
      return turn.kind !== 'free' || groupId === undefined ? turn : takeOfGroup(groupId, { isGroup: true, isSilent })
    },
  }
}

interface TakeOptions {
  readonly isGroup: boolean
  readonly isSilent: boolean
}

const FOREVER = 0
/** Points of a block, which record whether its notice was sent. */
const WITHOUT_NOTICE = 1
const WITH_NOTICE = 2

function createTake({ points, duration }: Limit): (id: number, options: TakeOptions) => Promise<Turn> {
  const consume = createSlidingCount(points, duration)
  const blocks = new RateLimiterMemory({ keyPrefix: 'blocked', points, duration })
  return async (id, { isGroup, isSilent }) => {
    const block = await blocks.get(id)
    if (block === null) {
      const consumed = await consume(id)
      if (consumed <= points) return { kind: 'free' }
      // Of several concurrent queries beyond the limit only the first gets the notice.
      if (consumed > points + 1) return { kind: 'ignored' }
    }
    if (block?.consumedPoints === WITH_NOTICE) return { kind: 'ignored' }
    const seconds = block === null ? duration : Math.ceil(block.msBeforeNext / 1000)
    if (block === null || !isSilent) await blocks.set(id, isSilent ? WITHOUT_NOTICE : WITH_NOTICE, seconds)
    return isSilent ? { kind: 'ignored' } : { kind: 'refused', isGroup, seconds }
  }
}

/**
 * Creates the function that consumes a point and resolves to the points consumed in the last `duration` seconds.
 *
 * The limiter itself counts in fixed windows, which start at a first query; here each point returns on its own, so that
 * the limit holds for any window. A point beyond the limit returns at once.
 */
function createSlidingCount(points: number, duration: number): (id: number) => Promise<number> {
  const used = new RateLimiterMemory({ keyPrefix: 'used', points, duration: FOREVER })
  const giveBack = async (id: number) => {
    const { consumedPoints } = await used.reward(id)
    if (consumedPoints <= 0) await used.delete(id)
  }
  return async (id) => {
    const { consumedPoints } = await used.penalty(id)
    setTimeout(() => void giveBack(id), consumedPoints > points ? 0 : duration * 1000).unref()
    return consumedPoints
  }
}
