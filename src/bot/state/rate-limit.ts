import { RateLimiterMemory } from 'rate-limiter-flexible'

/** Whether a query is answered, refused with a word, or passed over. */
export type Turn =
  | { readonly kind: 'free' }
  /** Told once for a time; `isGroup` where the whole group asked too much. */
  | { readonly kind: 'told'; readonly isGroup: boolean; readonly seconds: number }
  | { readonly kind: 'ignored' }

/** Lets so many queries through. */
export interface RateLimits {
  /**
   * @param userId undefined for whoever writes in the name of the group: all who do share one id
   * @param isSilent whether nobody could be told now, so that they are at the next query
   */
  take(userId: number | undefined, groupId: number | undefined, isSilent?: boolean): Promise<Turn>
  /** For a button, of which each press is a request to Telegram. */
  takePress(userId: number): Promise<Turn>
}

/** A limit: so many queries in any so many seconds; whoever sends more is ignored for as long. */
interface Limit {
  readonly points: number
  readonly duration: number
}

/** What is asked of us: more than 10 queries in 30 seconds are a flood. */
const OF_USER: Limit = { points: 10, duration: 30 }
/** Telegram takes about 20 messages a minute in a group; the one that tells to wait is among them. */
const OF_GROUP: Limit = { points: 18, duration: 60 }

/** Whoever leafs through presses faster than they ask. */
const OF_PRESSES: Limit = { points: 90, duration: 30 }

type Take = (id: number, isGroup: boolean, isSilent: boolean) => Promise<Turn>

/** Creates the limits, of everybody and of every group. */
export function createRateLimits(): RateLimits {
  const users = createTake(OF_USER)
  const groups = createTake(OF_GROUP)
  const presses = createTake(OF_PRESSES)
  return {
    takePress: (userId) => presses(userId, false, false),
    async take(userId, groupId, isSilent = false) {
      const turn: Turn = userId === undefined ? { kind: 'free' } : await users(userId, false, isSilent)
      return turn.kind !== 'free' || groupId === undefined ? turn : groups(groupId, true, isSilent)
    },
  }
}

const FOREVER = 0
/** A block's points, by which it is known whether it was told. */
const UNTOLD = 1
const TOLD = 2

function createTake({ points, duration }: Limit): Take {
  // The limiter counts in windows from a first query; here each point comes back by itself, so that it holds for any window.
  const used = new RateLimiterMemory({ keyPrefix: 'used', points, duration: FOREVER })
  const blocked = new RateLimiterMemory({ keyPrefix: 'blocked', points, duration })
  const giveBack = async (id: number) => {
    const { consumedPoints } = await used.reward(id)
    if (consumedPoints <= 0) await used.delete(id)
  }
  return async (id, isGroup, isSilent) => {
    const block = await blocked.get(id)
    if (block === null) {
      const { consumedPoints } = await used.penalty(id)
      setTimeout(() => void giveBack(id), consumedPoints > points ? 0 : duration * 1000).unref()
      if (consumedPoints <= points) return { kind: 'free' }
      // Of several at once the first is told.
      if (consumedPoints > points + 1) return { kind: 'ignored' }
    }
    if (block?.consumedPoints === TOLD) return { kind: 'ignored' }
    const left = block === null ? duration : Math.ceil(block.msBeforeNext / 1000)
    if (block === null || !isSilent) await blocked.set(id, isSilent ? UNTOLD : TOLD, left)
    return isSilent ? { kind: 'ignored' } : { kind: 'told', isGroup, seconds: left }
  }
}
