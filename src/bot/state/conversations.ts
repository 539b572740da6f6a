import { LRUCache } from 'lru-cache'
import type { Earlier } from '../../answer/question/complete-query.ts'

/** Remembers what was last asked and answered in each private chat, for what is only understood by it. */
export interface Conversations {
  /** @param date of the message that asked, in seconds */
  remember(chatId: number, date: number, turn: Earlier): void
  /** Finds what was last answered before a message of this date; undefined where that is too long ago. */
  find(chatId: number, date: number): Earlier | undefined
}

/** Seconds by the messages' dates: after a pause a query is of its own, and a backlog is read as it was written. */
const LASTING = 120
/** Entries of at most two kilobytes. */
const MAX_CHATS = 10_000
/** UTF-16 units: of a longer query nothing short asks on. */
const MAX_QUERY_LENGTH = 500

/** Creates the memory of conversations, which is no log: it ends after two minutes, and with the process. */
export function createConversations(): Conversations {
  const turns = new LRUCache<number, { readonly date: number; readonly turn: Earlier }>({
    max: MAX_CHATS,
    ttl: LASTING * 1000,
  })
  return {
    remember(chatId, date, turn) {
      if (turn.query.length > MAX_QUERY_LENGTH) turns.delete(chatId)
      else turns.set(chatId, { date, turn })
    },
    find(chatId, date) {
      const known = turns.get(chatId)
      return known && Math.abs(date - known.date) <= LASTING ? known.turn : undefined
    },
  }
}
