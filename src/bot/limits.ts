import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Whether a query is answered, refused with a word, or passed over. */
export type Turn =
  | { readonly kind: 'free' }
  /** Told once for a time; `isGroup` where the whole group asked too much. */
  | { readonly kind: 'told'; readonly isGroup: boolean; readonly seconds: number }
  | { readonly kind: 'ignored' }

/** Lets so many queries through. */
export interface Limits {
  take(userId: number, groupId: number | undefined): Promise<Turn>
}

/** A limit: so many queries in so many seconds; whoever sends more is ignored for as long. */
interface Limit {
  readonly points: number
  readonly duration: number
}

/** What is asked of us: more than 10 queries in 30 seconds are a flood. */
const OF_USER: Limit = { points: 10, duration: 30 }
/** Telegram takes about 20 messages a minute in a group; the one that tells to wait is among them. */
const OF_GROUP: Limit = { points: 18, duration: 60 }

/** Creates the limits, of everybody and of every group. */
export function createLimits(): Limits {
  const users = createLimiter(OF_USER)
  const groups = createLimiter(OF_GROUP)
  return {
    async take(userId, groupId) {
      const turn = await users(userId, false)
      return turn.kind !== 'free' || groupId === undefined ? turn : groups(groupId, true)
    },
  }
}

function createLimiter({ points, duration }: Limit): (id: number, isGroup: boolean) => Promise<Turn> {
  const limiter = new RateLimiterMemory({ points, duration, blockDuration: duration })
  return async (id, isGroup) => {
    try {
      await limiter.consume(id)
      return { kind: 'free' }
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      if (refused.consumedPoints > points + 1) return { kind: 'ignored' }
      return { kind: 'told', isGroup, seconds: duration }
    }
  }
}
