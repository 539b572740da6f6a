import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** What somebody wrote, and the message in which it was answered. */
export interface RecentAnswer {
  /** Only to be compared: a hash of it. */
  readonly text: string
  readonly answerId: number
  /** The query that the answer is about, which a remark about an answer takes over from it. */
  readonly query?: string | undefined
}

/** Remembers which message answers which, so that an edited query's answer can be edited too. */
export interface RecentAnswers {
  remember(chatId: number, queryId: number, answered: RecentAnswer): void
  /** The answer to a message, while it may still be edited. */
  find(chatId: number, queryId: number): RecentAnswer | undefined
  /** The query that a message of the bot answers. */
  findQuery(chatId: number, answerId: number): string | undefined
  /** Keeps that a message of the bot answers another query now, or none. */
  replaceQuery(chatId: number, answerId: number, query: string | undefined): void
}

/** Milliseconds in which an edited query is answered anew. */
export const EDITABLE = 60 * 60 * 1000
/** Of some 200 bytes each, and a kilobyte at most; three queries a second for an hour. */
const MOST_REMEMBERED = 10_000
/** UTF-16 units: of a longer query only the buttons tell what it found. */
const LONGEST = 500

/** Creates the memory of answers: of the latest ones and of the last hour, and none of a restart. */
export function createRecentAnswers(): RecentAnswers {
  const byQuery = new LRUCache<string, RecentAnswer>({ max: MOST_REMEMBERED, ttl: EDITABLE })
  const byAnswer = new LRUCache<string, string>({ max: MOST_REMEMBERED, ttl: EDITABLE })
  return {
    remember(chatId, queryId, answered) {
      byQuery.set(`${chatId} ${queryId}`, answered)
      if (answered.query === undefined || answered.query.length > LONGEST)
        byAnswer.delete(`${chatId} ${answered.answerId}`)
      else byAnswer.set(`${chatId} ${answered.answerId}`, answered.query)
    },
    find: (chatId, queryId) => byQuery.get(`${chatId} ${queryId}`),
    findQuery: (chatId, answerId) => byAnswer.get(`${chatId} ${answerId}`),
    replaceQuery(chatId, answerId, query) {
      if (query === undefined) byAnswer.delete(`${chatId} ${answerId}`)
      else byAnswer.set(`${chatId} ${answerId}`, query)
    },
  }
}

/** Makes of a text what tells whether it is the same, however long it is. */
export function toFingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
