import { createHash } from 'node:crypto'
import type { Context, Transformer } from 'grammy'
import type { InlineKeyboardButton, MaybeInaccessibleMessage, Message } from 'grammy/types'
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

/** Creates the function that marks an id as seen and returns whether it was new; of the latest ids as many as `max`. */
export function createMarkSeen(max: number): (id: string | number) => boolean {
  const seen = new LRUCache<string | number, true>({ max })
  return (id) => {
    const isNew = !seen.has(id)
    seen.set(id, true)
    return isNew
  }
}

type Row = InlineKeyboardButton[]

/**
 * Remembers the buttons below recent messages. A press reports those that the user saw; while it waited in the queue of
 * its chat, an earlier update may have replaced them.
 */
export interface RecentKeyboards {
  /** Records the buttons of messages that are sent and edited. */
  readonly watch: Transformer
  /** The rows now below the pressed message; undefined where Telegram no longer reports them, nor an edit is recent. */
  find(ctx: Context): readonly Row[] | undefined
  /** The rows that the user saw when they pressed. */
  findPressed(ctx: Context): readonly Row[] | undefined
}

/** Milliseconds; each has a default. */
interface RecentKeyboardsOptions {
  /** For which an edit overrides the rows that a press reports. */
  readonly editTtl?: number
  /** For which the rows of a sent message stand in for a press that reports none. */
  readonly sentTtl?: number
}

/** Milliseconds: no press waits longer in the queue, and later ones report the rows as edited. */
const EDIT_TTL = 5 * 60 * 1000
/** Milliseconds: a self-hosted Bot API server may leave the rows out of a press, and Telegram the message. */
const SENT_TTL = 60 * 60 * 1000
/** Entries of some two kilobytes. */
const MAX_KEYBOARDS = 1000

/** Creates the memory of keyboards, which ends with the process. */
export function createRecentKeyboards({
  editTtl = EDIT_TTL,
  sentTtl = SENT_TTL,
}: RecentKeyboardsOptions = {}): RecentKeyboards {
  const edited = new LRUCache<string, readonly Row[]>({ max: MAX_KEYBOARDS, ttl: editTtl })
  const sent = new LRUCache<string, readonly Row[]>({ max: MAX_KEYBOARDS, ttl: sentTtl })
  const findPressed: RecentKeyboards['findPressed'] = ({ chatId, msgId, callbackQuery }) => {
    const rows = readRows(callbackQuery?.message)
    return rows && rows.length > 0 ? rows : (sent.get(`${chatId} ${msgId}`) ?? rows)
  }
  return {
    async watch(prev, method, payload, signal) {
      const response = await prev(method, payload, signal)
      // The payloads of the methods below all have these fields.
      const { chat_id, message_id, reply_markup } = payload as {
        chat_id?: number
        message_id?: number
        reply_markup?: { inline_keyboard: readonly Row[] }
      }
      const rows = reply_markup?.inline_keyboard ?? []
      if (response.ok && (method === 'editMessageText' || method === 'editMessageReplyMarkup')) {
        edited.set(`${chat_id} ${message_id}`, rows)
        sent.set(`${chat_id} ${message_id}`, rows)
      }
      // The result of sendMessage is the message.
      if (response.ok && method === 'sendMessage' && rows.length > 0)
        sent.set(`${chat_id} ${(response.result as Message).message_id}`, rows)
      return response
    },
    findPressed,
    find: (ctx) => edited.get(`${ctx.chatId} ${ctx.msgId}`) ?? findPressed(ctx),
  }
}

/** The rows of a message; undefined for one that is too old, of which Telegram reports only its place. */
function readRows(message: MaybeInaccessibleMessage | undefined): readonly Row[] | undefined {
  return message && message.date !== 0 ? (message.reply_markup?.inline_keyboard ?? []) : undefined
}
