import type { Context, Transformer } from 'grammy'
import type { InlineKeyboardButton, MaybeInaccessibleMessage } from 'grammy/types'
import { LRUCache } from 'lru-cache'

type Row = InlineKeyboardButton[]

/** Remembers which buttons stand below a message: a press that waited for its turn tells those from before the latest change. */
export interface LatestKeyboards {
  /** Sees what is changed. */
  readonly watch: Transformer
  /** The rows below the message that was pressed on; undefined where it is too old for Telegram to tell, and was not changed a moment ago. */
  find(ctx: Context): readonly Row[] | undefined
}

/** Milliseconds: no press waits longer, and later ones tell what stands there. */
const WAITING = 5 * 60 * 1000
/** Of some two kilobytes each. */
const MOST = 1000

/** Creates the memory of changed keyboards. */
export function createLatestKeyboards(): LatestKeyboards {
  const changed = new LRUCache<string, readonly Row[]>({ max: MOST, ttl: WAITING })
  return {
    async watch(prev, method, payload, signal) {
      const response = await prev(method, payload, signal)
      if (response.ok && (method === 'editMessageText' || method === 'editMessageReplyMarkup')) {
        // The payload is one of the two methods', which both have these.
        const { chat_id, message_id, reply_markup } = payload as { chat_id?: number; message_id?: number; reply_markup?: { inline_keyboard: readonly Row[] } }
        changed.set(`${chat_id} ${message_id}`, reply_markup?.inline_keyboard ?? [])
      }
      return response
    },
    find: ({ chatId, msgId, callbackQuery }) => changed.get(`${chatId} ${msgId}`) ?? readRows(callbackQuery?.message),
  }
}

/** The rows that a message has; undefined for one of which Telegram tells no more than where it stands. */
export function readRows(message: MaybeInaccessibleMessage | undefined): readonly Row[] | undefined {
  return message && message.date !== 0 ? (message.reply_markup?.inline_keyboard ?? []) : undefined
}
