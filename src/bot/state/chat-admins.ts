import type { Context } from 'grammy'
import { LRUCache } from 'lru-cache'

/** Resolves to whether a user is an admin of the chat in which they press a button. */
export type IsChatAdmin = (ctx: Context, userId: number) => Promise<boolean>

/** Milliseconds for which an answer is cached, so that not every press by a stranger costs a request. */
const TTL = 60_000
const MAX_USERS = 10_000

/**
 * Creates the cached lookup of chat admins at Telegram. A user who cannot be looked up is no admin, for example after
 * the bot was removed from the chat.
 *
 * @param ttl milliseconds for which an answer is cached
 */
export function createIsChatAdmin({ ttl = TTL }: { readonly ttl?: number } = {}): IsChatAdmin {
  const cache = new LRUCache<string, boolean>({ max: MAX_USERS, ttl })
  return async ({ api, chatId }, userId) => {
    if (chatId === undefined) return false
    const key = `${chatId} ${userId}`
    const cached = cache.get(key)
    if (cached !== undefined) return cached
    const member = await api.getChatMember(chatId, userId).catch(() => undefined)
    const isAdmin = member?.status === 'creator' || member?.status === 'administrator'
    cache.set(key, isAdmin)
    return isAdmin
  }
}
