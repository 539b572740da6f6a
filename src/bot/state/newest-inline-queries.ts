import type { Filter } from 'grammy'
import { LRUCache } from 'lru-cache'
import type { BotContext } from '../context.ts'

type InlineContext = Filter<BotContext, 'inline_query'>

/** Knows the newest inline query of each user. An app asks at each pause in typing, and drops the results of the older. */
export interface NewestInlineQueries {
  /** Notes an inline query that has arrived, and may have to wait. */
  note(ctx: InlineContext): void
  /** Tells whether the user has asked nothing since. */
  isNewest(ctx: InlineContext): boolean
}

/** Users who are typing at a time. */
const MAX_USERS = 10_000

/** Creates the memory of inline queries, which ends with the process. */
export function createNewestInlineQueries(): NewestInlineQueries {
  const newest = new LRUCache<number, number>({ max: MAX_USERS })
  return {
    note: ({ from, update }) => void newest.set(from.id, Math.max(update.update_id, newest.get(from.id) ?? 0)),
    isNewest: ({ from, update }) => update.update_id >= (newest.get(from.id) ?? 0),
  }
}
