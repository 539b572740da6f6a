import { LRUCache } from 'lru-cache'

/** What somebody wrote, and the message in which it was answered. */
export interface Answered {
  readonly text: string
  readonly answerId: number
  /** The query that the answer is about, which a remark about an answer takes over from it. */
  readonly query?: string | undefined
}

/** Remembers which message answers which, so that an edited query's answer can be edited too. */
export interface AnsweredQueries {
  remember(chatId: number, queryId: number, answered: Answered): void
  /** The answer to a message, while it may still be edited. */
  find(chatId: number, queryId: number): Answered | undefined
  /** The query that a message of the bot answers. */
  findQuery(chatId: number, answerId: number): string | undefined
  /** Keeps that a message of the bot answers another query now, or none. */
  replaceQuery(chatId: number, answerId: number, query: string | undefined): void
}

/** Milliseconds in which an edited query is answered anew. */
export const EDITABLE = 60 * 60 * 1000
/** Of some 200 bytes each; three queries a second for an hour. */
const MOST_REMEMBERED = 10_000

/** Creates the memory of answers: of the latest ones and of the last hour, and none of a restart. */
export function createAnsweredQueries(): AnsweredQueries {
  const byQuery = new LRUCache<string, Answered>({ max: MOST_REMEMBERED, ttl: EDITABLE })
  const byAnswer = new LRUCache<string, string>({ max: MOST_REMEMBERED, ttl: EDITABLE })
  return {
    remember(chatId, queryId, answered) {
      byQuery.set(`${chatId} ${queryId}`, answered)
      if (answered.query === undefined) byAnswer.delete(`${chatId} ${answered.answerId}`)
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
