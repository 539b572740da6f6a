import type { InlineKeyboardButton, Message } from 'grammy/types'
import { expect } from 'vitest'
import { type KnowledgeBase, createKnowledgeBase } from '../../src/answer/knowledge-base.ts'
import type { Article } from '../../src/knowledge/article.ts'
import { loadedOf } from '../articles.ts'
import type { FakeBotApi } from '../fake-bot-api/fake-bot-api.ts'
import { ADMIN, fold, knowledgeOf, type RunningBot, sendsSince, startBot, texts, wordsOf } from './start-bot.ts'

type PressOptions = Parameters<FakeBotApi['press']>[2]

/** Creates a knowledge base whose articles a test may replace; the next reload finds the new ones. */
export async function createShelf(...first: readonly Article[]) {
  let articles: readonly Article[] = first
  let current = await knowledgeOf(...first)
  let own: Promise<KnowledgeBase> | undefined
  let loads = 0
  const load = async () => loadedOf(...(loads++ === 0 ? first : articles))
  const reload: KnowledgeBase['reload'] = async (options) => {
    // What other tests share must not be reloaded: the first reload makes a base of the test's own.
    own ??= createKnowledgeBase(load, fold)
    current = await own
    return current.reload(options)
  }
  const knowledge: KnowledgeBase = new Proxy(current, {
    get: (_, name) => (name === 'reload' ? reload : Reflect.get(current, name)),
  })
  return {
    knowledge,
    /** Replaces the articles and has the bot reload them. */
    reload: async (api: FakeBotApi, ...next: readonly Article[]): Promise<void> => {
      articles = next
      await api.ask('/reload', { from: ADMIN })
    },
  }
}

/** Stops a bot and starts another on the same Bot API, with nothing in memory. */
export async function startAnew({ api, polling }: RunningBot, ...articles: readonly Article[]): Promise<RunningBot> {
  await polling.stop()
  return startBot({ api, knowledge: (await createShelf(...articles)).knowledge })
}

/** Finds a message of the bot as it is now. */
export function standing(
  api: FakeBotApi,
  { chat, message_id }: Pick<Message, 'chat' | 'message_id'>,
): Message.TextMessage {
  const message = api.sent(chat.id).find((sent) => sent.message_id === message_id)
  if (message?.text === undefined) throw new Error('The bot sent no such message')
  return { ...message, text: message.text }
}

export function editsSince(api: FakeBotApi, mark: number) {
  return api.calls.slice(mark).filter(({ method }) => method.startsWith('edit'))
}

/** Presses a button that edits its message, and returns the edited one; expects no new message and no notice. */
export async function turn(
  api: FakeBotApi,
  message: Message,
  label: string,
  options: PressOptions = {},
): Promise<Message.TextMessage> {
  const before = api.mark()
  const { call } = await api.press(standing(api, message), label, options)
  expect(call.payload.text, label).toBeUndefined()
  expect(sendsSince(api, before)).toEqual([])
  expect(editsSince(api, before)).toMatchObject([
    { payload: { message_id: message.message_id, link_preview_options: { is_disabled: true } } },
  ])
  return standing(api, message)
}

/** Presses the button that unfolds the further queries of an answer, and returns the message with them. */
export async function unfold(api: FakeBotApi, message: Message): Promise<Message.TextMessage> {
  const { text } = standing(api, message)
  const { call } = await api.press(standing(api, message), texts.buttons.followUps)
  expect(call.payload.text).toBeUndefined()
  expect(standing(api, message).text).toBe(text)
  return standing(api, message)
}

/** Presses a button that changes nothing, and returns the notice that its user gets. */
export async function pressInVain(
  api: FakeBotApi,
  message: Message,
  label: string,
  options: PressOptions = {},
): Promise<string | undefined> {
  const [before, stood] = [api.mark(), standing(api, message)]
  const { call } = await api.press(stood, label, options)
  expect(editsSince(api, before)).toEqual([])
  expect(sendsSince(api, before)).toEqual([])
  expect(standing(api, message)).toEqual(stood)
  return call.payload.text
}

/** Lists the buttons of a message. */
export function listButtons({ reply_markup }: Pick<Message, 'reply_markup'>): InlineKeyboardButton[] {
  return (reply_markup?.inline_keyboard ?? []).flat()
}

/** Lists the links of a message: their words and addresses. */
export function linksIn({ text = '', entities = [] }: Pick<Message, 'text' | 'entities'>): [string, string][] {
  return entities.flatMap((entity) => (entity.type === 'text_link' ? [[wordsOf(text, entity), entity.url]] : []))
}
