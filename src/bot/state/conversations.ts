import type { Earlier } from '../../answer/question/complete-query.ts'
import { type SharedMemories, createRemembered } from './remembered.ts'

/** Remembers what was last asked and answered in each private chat, for what is only understood by it. No call rejects. */
export interface Conversations {
  /** @param date of the message that asked, in seconds */
  remember(chatId: number, date: number, turn: Earlier): Promise<void>
  /** Finds what was last answered before a message of this date; undefined where that is too long ago. */
  find(chatId: number, date: number): Promise<Earlier | undefined>
  forget(chatId: number): Promise<void>
}

/** Seconds by the messages' dates: after a pause a query is of its own, and a backlog is read as it was written. */
const LASTING = 120
/** Entries of at most two kilobytes. */
const MAX_CHATS = 10_000
/** UTF-16 units: of a longer query nothing short asks on. */
const MAX_QUERY_LENGTH = 500

/**
 * Creates the memory of conversations, which is no log: it ends after two minutes. Where no wording is shared, nothing is
 * recalled that another copy has answered after.
 */
export function createConversations({ memory, wordings }: SharedMemories = {}): Conversations {
  const turns = createRemembered<{ readonly date: number; readonly turn: Earlier }>({
    name: 'conversation',
    max: MAX_CHATS,
    ttl: LASTING * 1000,
    memory,
    isKeptApart: !wordings,
  })
  return {
    remember: (chatId, date, turn) =>
      turns.set(String(chatId), turn.query.length > MAX_QUERY_LENGTH ? undefined : { date, turn }),
    async find(chatId, date) {
      const known = await turns.find(String(chatId))
      return known && Math.abs(date - known.date) <= LASTING ? known.turn : undefined
    },
    forget: (chatId) => turns.set(String(chatId), undefined),
  }
}
