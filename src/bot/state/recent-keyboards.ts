import type { Context, Transformer } from 'grammy'
import type { InlineKeyboardButton, MaybeInaccessibleMessage, Message } from 'grammy/types'
import { LRUCache } from 'lru-cache'

type Row = InlineKeyboardButton[]

/** Remembers which buttons stand below a message: a press that waited for its turn tells those from before the latest change. */
export interface RecentKeyboards {
  /** Sees what is sent and changed. */
  readonly watch: Transformer
  /** The rows below the message that was pressed on; undefined where it is too old for Telegram to tell, and was not changed a moment ago. */
  find(ctx: Context): readonly Row[] | undefined
  /** The rows that whoever pressed had before them. */
  findPressed(ctx: Context): readonly Row[] | undefined
}

/** Milliseconds: no press waits longer, and later ones tell what stands there. */
const WAITING = 5 * 60 * 1000
/** Milliseconds for which it is known what was sent, where a press does not tell: a server of one's own may leave it out. */
const SENT = 60 * 60 * 1000
/** Of some two kilobytes each. */
const MOST = 1000

/** Creates the memory of keyboards. */
export function createRecentKeyboards(): RecentKeyboards {
  const changed = new LRUCache<string, readonly Row[]>({ max: MOST, ttl: WAITING })
  const sent = new LRUCache<string, readonly Row[]>({ max: MOST, ttl: SENT })
  const findPressed: RecentKeyboards['findPressed'] = ({ chatId, msgId, callbackQuery }) => {
    const rows = readRows(callbackQuery?.message)
    return rows?.length === 0 ? (sent.get(`${chatId} ${msgId}`) ?? rows) : rows
  }
  return {
    async watch(prev, method, payload, signal) {
      const response = await prev(method, payload, signal)
      // The payloads and results of these methods all have these.
      const { chat_id, message_id, reply_markup } = payload as {
        chat_id?: number
        message_id?: number
        reply_markup?: { inline_keyboard: readonly Row[] }
      }
      const rows = reply_markup?.inline_keyboard ?? []
      if (response.ok && (method === 'editMessageText' || method === 'editMessageReplyMarkup')) {
        changed.set(`${chat_id} ${message_id}`, rows)
        sent.set(`${chat_id} ${message_id}`, rows)
      }
      if (response.ok && method === 'sendMessage' && rows.length > 0)
        sent.set(`${chat_id} ${(response.result as Message).message_id}`, rows)
      return response
    },
    findPressed,
    find: (ctx) => changed.get(`${ctx.chatId} ${ctx.msgId}`) ?? findPressed(ctx),
  }
}

/** The rows that a message has; undefined for one of which Telegram tells no more than where it stands. */
function readRows(message: MaybeInaccessibleMessage | undefined): readonly Row[] | undefined {
  return message && message.date !== 0 ? (message.reply_markup?.inline_keyboard ?? []) : undefined
}
