import type { Update, User } from 'grammy/types'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { ADMIN, QUERY, repositoryKnowledge, type RunningBot, sendsSince, startBot, visibleSince } from '../start-bot.ts'

type Options = NonNullable<Parameters<FakeBotApi['message']>[1]>

const OTHER_BOT: User = { id: 5005, is_bot: true, first_name: 'Other', username: 'other_bot' }
const CHANNEL = { id: -1004004004004, type: 'channel', title: 'Channel' } as const
const HANDLE = '@wenzheng_test_bot'
const file = { file_id: 'f', file_unique_id: 'u', width: 9, height: 9 }

let running: RunningBot
let api: FakeBotApi
let reloads = 0

beforeEach(async () => {
  const knowledge = await repositoryKnowledge()
  const reload = () => {
    reloads++
    return knowledge.reload()
  }
  running = await startBot({ knowledge: { ...knowledge, reload } })
  api = running.api
})
afterEach(async () => {
  await running.stop()
  expect(reloads).toBe(0)
  expect(api.faults).toEqual([])
})

/** A chat's messages are handled in their order: an answer to the first would stand before the second's. */
async function expectSilence(text: string, options: Options): Promise<void> {
  const before = api.mark()
  const { message } = api.message(text, options)
  const next = await api.ask(`/ask ${QUERY}`, { chat: message.chat })
  expect(sendsSince(api, before).map(({ payload }) => payload.reply_parameters?.message_id)).toEqual([
    next.message.message_id,
  ])
}

describe('in a group the bot says nothing to a reply to it', () => {
  it.each(['收到', '好的，谢谢！', '谢谢你', '明白了', '不错', '对', '666', '👍', `@alice ${QUERY}`])(
    '%s',
    async (text) => {
      const { answer } = await api.ask(`/ask ${QUERY}`, { type: 'group' })
      await expectSilence(text, { type: 'group', replyTo: answer })
    },
  )
})

describe.each(['group', 'supergroup'] as const)('in a %s the bot says nothing to', (type) => {
  it.each<[string, string, Options?]>([
    ['what people say to one another', QUERY],
    ["another bot's /ask", `/ask@other_bot ${QUERY}`],
    ['/start', '/start'],
    ['/help', '/help'],
    ['/privacy addressed to it', `/privacy${HANDLE}`],
    ['/help addressed to it', `/help${HANDLE}`],
    ['a command of no one', '/other'],
    ['a command of no one that mentions it', `/other ${HANDLE} ${QUERY}`],
    ['thanks', `谢谢 ${HANDLE}`],
    ['a smile', `${HANDLE} 👍`],
    ['a greeting', `${HANDLE} 大家好！`],
    ['a mention of another bot', `@other_bot ${QUERY}`],
    ['a handle that only begins like its own', `${HANDLE}2 ${QUERY}`],
    ["another bot's question", `/ask ${QUERY}`, { from: OTHER_BOT }],
    ['what was sent through its own inline mode', `/ask ${QUERY}`, { viaBot: true }],
    ['a sticker', '', { fields: { sticker: { ...file, type: 'regular', is_animated: false, is_video: false } } }],
    ['a photo whose caption does not mention it', '', { fields: { photo: [file], caption: QUERY } }],
    ['a newcomer', '', { fields: { new_chat_members: [OTHER_BOT] } }],
    ['a new title', '', { fields: { new_chat_title: `/ask ${QUERY}` } }],
    [
      'a pinned message',
      '',
      {
        fields: {
          pinned_message: { message_id: 1, date: 0, chat: { id: -3003, type: 'group', title: 'group -3003' } },
        },
      },
    ],
  ])('%s', async (_, text, options = {}) => {
    await expectSilence(text, { type, ...options })
  })

  it('a reply to another person', async () => {
    const { message } = api.message('大家好', { type })
    await expectSilence(QUERY, { type, replyTo: message })
  })

  it('a name that mentions another user', async () => {
    await expectSilence(`问政 ${QUERY}`, {
      type,
      fields: { entities: [{ type: 'text_mention', offset: 0, length: 2, user: OTHER_BOT }] },
    })
  })

  it.each<[string, string, Options]>([
    ["a stranger's /reload", '/reload', {}],
    ["a stranger's /reload addressed to it", `/reload${HANDLE}`, {}],
    ["an anonymous admin's /reload", '/reload', { anonymousAdmin: true }],
    ["an admin's /reload for another bot", '/reload@other_bot', { from: ADMIN }],
  ])('%s', async (_, text, options) => {
    await expectSilence(text, { type, ...options })
    // Nothing that looks like a reload is in line with the chat's other messages.
    await running.handled()
    expect(visibleSince(api, 0)).toHaveLength(1)
  })

  it('a text that is edited into a question, or a question that is edited into none', async () => {
    const { message } = api.message('大家好', { type })
    await expectSilence(`/ask ${QUERY}`, { edits: message })
    const { message: asked, answer } = await api.ask(`/ask ${QUERY}`, { type })
    await expectSilence('大家好', { edits: asked })
    expect(api.sent(answer.chat.id).find(({ message_id }) => message_id === answer.message_id)?.text).toBe(answer.text)
  })

  it('a question that is edited, besides what stands in its answer then', async () => {
    const { message: asked, answer } = await api.ask(`/ask ${QUERY}`, { type })
    await expectSilence('/ask 马卫是谁？', { edits: asked })
    expect(api.sent(answer.chat.id).find(({ message_id }) => message_id === answer.message_id)?.text).toMatch(/^马卫/u)
  })
})

describe('in a forum the bot says nothing to', () => {
  it('a message in a topic that the bot itself opened', async () => {
    const chat = { id: -1003003003003, type: 'supergroup', title: 'Forum', is_forum: true } as const
    const place = { chat, message_thread_id: 77, is_topic_message: true } as const
    const opening = {
      ...place,
      message_id: 77,
      date: 1,
      from: api.me,
      forum_topic_created: { name: 'Topic', icon_color: 0x6fb9f0 },
    } as const
    await expectSilence(QUERY, { chat, topic: 77, replyTo: opening })
  })

  it('what people say in a topic', async () => {
    await expectSilence(QUERY, { topic: 77 })
  })

  it('what people say in the General topic', async () => {
    await expectSilence(QUERY, { forum: true })
  })
})

describe('from a channel the bot says nothing to', () => {
  it('a post that Telegram forwards to the linked group', async () => {
    await expectSilence(`/ask ${QUERY}`, { type: 'supergroup', forwardedFrom: CHANNEL })
    await expectSilence(`${HANDLE} ${QUERY}`, { type: 'supergroup', forwardedFrom: CHANNEL })
  })

  it('a post', async () => {
    const before = api.mark()
    const { message } = api.message(`/ask ${QUERY}`, { type: 'channel' })
    api.message(`${HANDLE} ${QUERY}`, { edits: message })
    await api.ask(QUERY)
    await running.handled()
    expect(sendsSince(api, before)).toHaveLength(1)
    expect(api.sent(message.chat.id)).toEqual([])
  })
})

it('asks Telegram only for what it answers, and has no use for other updates that come all the same', async () => {
  const { message } = await api.ask(`/ask ${QUERY}`, { type: 'group' })
  const polls = api.calls.filter((call) => call.method === 'getUpdates')
  expect(polls[0]?.payload.allowed_updates).toEqual([
    'message',
    'edited_message',
    'callback_query',
    'inline_query',
    'my_chat_member',
  ])
  const before = api.mark()
  const post = { ...message, from: undefined, sender_chat: CHANNEL, chat: CHANNEL }
  // What grammY hands on is what Telegram sent, whose types want an edit's and a post's own fields.
  const updates = [
    { edited_message: { ...message, edit_date: 1 } },
    { channel_post: post },
    { business_message: message },
  ] as Partial<Update>[]
  for (const update of updates) await running.bot.handleUpdate({ update_id: 1, ...update })
  expect(sendsSince(api, before)).toEqual([])
})
