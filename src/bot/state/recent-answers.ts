import { createHash } from 'node:crypto'
import { type SharedMemories, createRemembered } from './remembered.ts'

/** A message's answer. */
export interface RecentAnswer {
  /** Fingerprint of the message's text, for comparison. */
  readonly text: string
  readonly answerId: number
}

/** Remembers which message answers which, so that the answer follows an edit of its query. No call rejects. */
export interface RecentAnswers {
  /** @param query that the answer is about; a remark about an earlier answer has the query of that answer */
  remember(chatId: number, queryId: number, answer: RecentAnswer, query: string | undefined): Promise<void>
  /** Finds the answer to a message, while an edit of the message is still answered. */
  find(chatId: number, queryId: number): Promise<RecentAnswer | undefined>
  /** Finds the answer that this process gave to a message, or edited last. */
  findOwn(chatId: number, queryId: number): RecentAnswer | undefined
  /** Finds the query that a message of the bot answers. */
  findQuery(chatId: number, answerId: number): Promise<string | undefined>
  /** Records that a message of the bot now answers another query, or none. */
  replaceQuery(chatId: number, answerId: number, query: string | undefined): Promise<void>
}

interface RecentAnswersOptions extends SharedMemories {
  /** Milliseconds for which an answer is remembered. */
  readonly ttl?: number
}

/** Milliseconds after a query in which its edits are answered. */
export const EDITABLE = 60 * 60 * 1000
/** Milliseconds for which copies share what a user wrote. */
const SHARED_WORDING = 2 * 60 * 1000
/** Entries of some 200 bytes, at most a kilobyte: three queries a second for an hour. */
const MAX_ANSWERS = 10_000
/** UTF-16 units: a longer query is not remembered, and the data of the buttons stands in for it. */
const MAX_QUERY_LENGTH = 500

/** Creates the memory of answers, which a process alone has until it ends. */
export function createRecentAnswers({ memory, wordings, ttl = EDITABLE }: RecentAnswersOptions = {}): RecentAnswers {
  const answers = createRemembered<RecentAnswer>({ name: 'answer', max: MAX_ANSWERS, ttl, memory })
  const queries = createRemembered<string>({
    name: 'answered query',
    max: MAX_ANSWERS,
    ttl: memory ? Math.min(ttl, SHARED_WORDING) : ttl,
    memory,
    isKeptApart: !wordings,
  })
  const replaceQuery: RecentAnswers['replaceQuery'] = (chatId, answerId, query = '') =>
    queries.set(`${chatId} ${answerId}`, query === '' || query.length > MAX_QUERY_LENGTH ? undefined : query)
  return {
    async remember(chatId, queryId, answer, query) {
      await Promise.all([answers.set(`${chatId} ${queryId}`, answer), replaceQuery(chatId, answer.answerId, query)])
    },
    find: (chatId, queryId) => answers.find(`${chatId} ${queryId}`),
    findOwn: (chatId, queryId) => answers.findOwn(`${chatId} ${queryId}`),
    findQuery: (chatId, answerId) => queries.find(`${chatId} ${answerId}`),
    replaceQuery,
  }
}

/** Hashes a text, to tell whether two are the same; 16 characters for a text of any length. */
export function toFingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
