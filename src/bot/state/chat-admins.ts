import type { Context } from 'grammy'
import { LRUCache } from 'lru-cache'

/** Tells whether somebody is an admin of the chat in which they press. */
export type IsChatAdmin = (ctx: Context, userId: number) => Promise<boolean>

/** Milliseconds for which it is not asked again: a press by a stranger would cost a request each. */
const KNOWN_FOR = 60_000
const MOST_KNOWN = 10_000

/** Creates the asking of Telegram. Who cannot be looked up, because the bot was removed, is none. */
export function createIsChatAdmin(): IsChatAdmin {
  const known = new LRUCache<string, boolean>({ max: MOST_KNOWN, ttl: KNOWN_FOR })
  return async ({ api, chatId }, userId) => {
    if (chatId === undefined) return false
    const place = `${chatId} ${userId}`
    const before = known.get(place)
    if (before !== undefined) return before
    const member = await api.getChatMember(chatId, userId).catch(() => undefined)
    const isAdmin = member?.status === 'creator' || member?.status === 'administrator'
    known.set(place, isAdmin)
    return isAdmin
  }
}
