import type { CallbackQuery, InlineQuery, Message } from 'grammy/types'
import type { UpdateMaker } from './make-updates.ts'
import type { CallOf } from '../payloads/payloads.ts'
import { type CallLog, DEADLINE } from '../server/call-log.ts'

interface Waiting {
  timeoutMs?: number
}

/** What `ask` returns: its message, and the bot's answer in the same chat. */
interface Asked {
  message: Message
  call: CallOf<'sendMessage'>
  answer: Message.TextMessage
}

/** What `press` returns: its query, and the call by which the bot answered it. */
interface PressedButton {
  query: CallbackQuery
  call: CallOf<'answerCallbackQuery'>
}

/** What `askInline` returns: its query, and the call with the bot's results. */
interface AskedInline {
  query: InlineQuery
  call: CallOf<'answerInlineQuery'>
}

type AskOptions = Parameters<UpdateMaker['message']>[1] & Waiting
interface Reach {
  /** The message is too old: Telegram sends its place alone, https://core.telegram.org/bots/api#inaccessiblemessage */
  isOutOfReach?: boolean
}

type PressOptions = Parameters<UpdateMaker['callbackQuery']>[2] & Waiting & Reach
type AskInlineOptions = Parameters<UpdateMaker['inlineQuery']>[1] & Waiting

/** Creates functions that act as a user does, and wait for the bot's answer to that. */
export function createAsking({ message, callbackQuery, inlineQuery }: UpdateMaker, { mark, nextCall }: CallLog) {
  async function ask(text: string, { timeoutMs = DEADLINE, ...options }: AskOptions = {}): Promise<Asked> {
    const after = mark()
    const made = message(text, options)
    const call = await nextCall(
      ({ method, result }) => method === 'sendMessage' && result?.chat.id === made.message.chat.id,
      { timeoutMs, after },
    )
    // The test above lets only an answered sendMessage through.
    const sent = call as CallOf<'sendMessage'> & { result: Message.TextMessage }
    return { message: made.message, call: sent, answer: sent.result }
  }

  /** Presses a button of a message by its label. */
  async function press(
    on: Message,
    label: string,
    { timeoutMs = DEADLINE, isOutOfReach = false, ...options }: PressOptions = {},
  ): Promise<PressedButton> {
    const button = on.reply_markup?.inline_keyboard.flat().find(({ text }) => text === label)
    if (!button || !('callback_data' in button)) throw new Error(`The message has no button “${label}” to press`)
    const after = mark()
    const { query } = callbackQuery(
      button.callback_data,
      isOutOfReach ? { chat: on.chat, message_id: on.message_id, date: 0 } : on,
      options,
    )
    const call = await nextCall(
      (one) => one.method === 'answerCallbackQuery' && one.payload.callback_query_id === query.id,
      { timeoutMs, after },
    )
    // The test above lets only an answerCallbackQuery through.
    return { query, call: call as CallOf<'answerCallbackQuery'> }
  }

  /** Types a query behind the bot's name, in any chat. */
  async function askInline(
    text: string,
    { timeoutMs = DEADLINE, ...options }: AskInlineOptions = {},
  ): Promise<AskedInline> {
    const after = mark()
    const { query } = inlineQuery(text, options)
    const call = await nextCall(
      (one) => one.method === 'answerInlineQuery' && one.payload.inline_query_id === query.id,
      { timeoutMs, after },
    )
    // The test above lets only an answerInlineQuery through.
    return { query, call: call as CallOf<'answerInlineQuery'> }
  }

  return { ask, press, askInline }
}
