import type { CallbackQuery, Chat, Message, Update, User, UserFromGetMe } from 'grammy/types'
import { createAnswering } from './answering.ts'
import { createFailures, type FailWith } from './failures.ts'
import { createUpdateMaker, type MessageOptions } from './make-updates.ts'
import type { CallOf } from './payloads.ts'
import { listen } from './server.ts'
import { createCallLog } from './waiting.ts'
import { createWorld } from './world.ts'

export type FakeBotApi = Awaited<ReturnType<typeof startFakeBotApi>>
export type { Failure } from './failures.ts'
export type { Call } from './payloads.ts'

/** What `ask` saw: the message it sent in, and the bot's answer to it in that chat. */
interface Asked {
  message: Message
  call: CallOf<'sendMessage'>
  answer: Message.TextMessage
}

/** What `press` saw: the query that pressing sent in, and how the bot ended the waiting for it. */
interface PressedButton {
  query: CallbackQuery
  call: CallOf<'answerCallbackQuery'>
}

/** Starts a Bot API on a local port that refuses what Telegram refuses and remembers all that was asked of it. */
export async function startFakeBotApi(options: { failWith?: FailWith } = {}) {
  const faults: string[] = []
  const world = createWorld()
  const log = createCallLog(faults)
  const maker = createUpdateMaker(world)
  const failures = createFailures()
  failures.failWith(options.failWith)
  const answering = createAnswering({ token, world, faults, nextFailure: failures.next, record: log.record })
  const { url, close } = await listen(answering)
  const { chats, queue } = world

  return {
    url, token, faults,
    me: world.me as Readonly<UserFromGetMe>,
    calls: log.calls,
    failWith: failures.failWith,
    confirmedOffset: queue.confirmedOffset,
    pending: queue.pending,
    inject: (fields: Omit<Update, 'update_id'>): Update => world.inject(fields),
    ...maker,
    /** Lets the bot write to a chat from which no update came. */
    addChat: (chat: Chat): void => chats.add(chat),
    setAdministrators: (chatId: number, users: readonly User[]): void => chats.setAdministrators(chatId, users),
    mark: log.mark, nextCall: log.nextCall, silence: log.silence,
    ask: createAsk(maker.message, log),
    press: createPress(maker.callbackQuery, log),
    /** Lists what the bot sent to a chat, each message as it now stands. */
    sent: (chatId: number): Message[] => chats.sent(chatId),
    close: async (): Promise<void> => {
      queue.close()
      await close()
    },
  }
}

const token = '7000000001:AAF-made_up_for_the_tests_and_nothing_else'

type Maker = ReturnType<typeof createUpdateMaker>
type CallLog = ReturnType<typeof createCallLog>
type AskOptions = MessageOptions & { timeoutMs?: number }

function createAsk(message: Maker['message'], { mark, nextCall }: CallLog) {
  return async (text: string, { timeoutMs = 4000, ...options }: AskOptions = {}): Promise<Asked> => {
    const after = mark()
    const made = message(text, options)
    const call = await nextCall(
      ({ method, result }) => method === 'sendMessage' && result?.chat.id === made.message.chat.id, { timeoutMs, after })
    // The test above lets only an answered sendMessage through.
    const sent = call as CallOf<'sendMessage'> & { result: Message.TextMessage }
    return { message: made.message, call: sent, answer: sent.result }
  }
}

type PressOptions = NonNullable<Parameters<Maker['callbackQuery']>[2]> & { timeoutMs?: number }

/** Presses a button of a message by its label, and waits until the bot has answered that. */
function createPress(callbackQuery: Maker['callbackQuery'], { mark, nextCall }: CallLog) {
  return async (message: Message, label: string, { timeoutMs = 4000, ...options }: PressOptions = {}): Promise<PressedButton> => {
    const button = message.reply_markup?.inline_keyboard.flat().find(({ text }) => text === label)
    if (!button || !('callback_data' in button)) throw new Error(`The message has no button “${label}” to press`)
    const after = mark()
    const { query } = callbackQuery(button.callback_data, message, options)
    const call = await nextCall((one) => one.method === 'answerCallbackQuery' && one.payload.callback_query_id === query.id, { timeoutMs, after })
    // The test above lets only an answerCallbackQuery through.
    return { query, call: call as CallOf<'answerCallbackQuery'> }
  }
}
