import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** A message and the bot's answer to it. */
export interface RecentAnswer {
  /** Fingerprint of the message's text, for comparison. */
  readonly text: string
  readonly answerId: number
  /** The query that the answer is about; a remark about an earlier answer has the query of that answer. */
  readonly query?: string | undefined
}

/** Remembers which message answers which, so that the answer follows an edit of its query. */
export interface RecentAnswers {
  remember(chatId: number, queryId: number, answered: RecentAnswer): void
  /** Finds the answer to a message, while an edit of the message is still answered. */
  find(chatId: number, queryId: number): RecentAnswer | undefined
  /** Finds the query that a message of the bot answers. */
  findQuery(chatId: number, answerId: number): string | undefined
  /** Records that a message of the bot now answers another query, or none. */
  replaceQuery(chatId: number, answerId: number, query: string | undefined): void
}

/** Milliseconds after a query in which its edits are answered. */
export const EDITABLE = 60 * 60 * 1000
/** Entries of some 200 bytes, at most a kilobyte: three queries a second for an hour. */
const MAX_ANSWERS = 10_000
/** UTF-16 units: a longer query is not remembered, and the data of the buttons stands in for it. */
const MAX_QUERY_LENGTH = 500

/** Albums at a time; the messages of one arrive within a second. */
const MAX_ALBUMS = 1000

/**
 * Creates the memory of answers, which ends with the process.
 *
 * @param ttl milliseconds for which an answer is remembered
 */
export function createRecentAnswers({ ttl = EDITABLE }: { readonly ttl?: number } = {}): RecentAnswers {
  const byQuery = new LRUCache<string, RecentAnswer>({ max: MAX_ANSWERS, ttl })
  const queries = new LRUCache<string, string>({ max: MAX_ANSWERS, ttl })
  const replaceQuery: RecentAnswers['replaceQuery'] = (chatId, answerId, query) => {
    if (query === undefined) queries.delete(`${chatId} ${answerId}`)
    else queries.set(`${chatId} ${answerId}`, query)
  }
  return {
    remember(chatId, queryId, answered) {
      byQuery.set(`${chatId} ${queryId}`, answered)
      const { answerId, query = '' } = answered
      replaceQuery(chatId, answerId, query.length > MAX_QUERY_LENGTH ? undefined : answered.query)
    },
    find: (chatId, queryId) => byQuery.get(`${chatId} ${queryId}`),
    findQuery: (chatId, answerId) => queries.get(`${chatId} ${answerId}`),
    replaceQuery,
  }
}

/** Hashes a text, to tell whether two are the same; 16 characters for a text of any length. */
export function toFingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/** Creates the function that marks an album as seen and returns whether it was new. */
export function createMarkAlbumSeen(): (id: string) => boolean {
  const seen = new LRUCache<string, true>({ max: MAX_ALBUMS })
  return (id) => {
    const isNew = !seen.has(id)
    seen.set(id, true)
    return isNew
  }
}
