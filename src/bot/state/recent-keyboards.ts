import type { Context, Transformer } from 'grammy'
import type { InlineKeyboardButton, MaybeInaccessibleMessage, Message } from 'grammy/types'
import { LRUCache } from 'lru-cache'

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
