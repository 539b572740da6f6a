import type { Chat } from 'grammy/types'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCaller } from './caller.ts'
import { startFakeBotApi, type FakeBotApi } from './fake-bot-api.ts'

const USER = 2002
const NEW = -1001234567890
let api: FakeBotApi
let group: Chat
const { call, send, poll } = createCaller(() => api)

beforeEach(async () => {
  api = await startFakeBotApi()
  api.message('/start')
  group = api.message('hi', { type: 'group' }).message.chat
})
afterEach(() => api.close())

const text = (chat: Chat | number) =>
  call('sendMessage', { chat_id: typeof chat === 'number' ? chat : chat.id, text: 'a' })
const refusal = (error_code: number, description: string) => ({ ok: false, error_code, description })
const newest = async (count: number) => (await poll()).slice(-count)

describe('a group that becomes a supergroup', () => {
  const upgraded = {
    ok: false,
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: NEW },
  }

  it('refuses what goes to its old id, and says where to', async () => {
    api.migrate(group, NEW)
    expect(await text(group)).toEqual(upgraded)
    expect(api.calls.at(-1)?.error).toEqual(upgraded)
    expect(api.faults).toEqual([])
    expect(await text(NEW)).toMatchObject({
      ok: true,
      result: { chat: { id: NEW, type: 'supergroup', title: 'group -3003' } },
    })
  })

  it('takes a second send to the old id as a fault', async () => {
    api.migrate(group.id, NEW)
    await call('sendChatAction', { chat_id: group.id, action: 'typing' })
    await text(group)
    await call('sendChatAction', { chat_id: group.id, action: 'typing' })
    expect(api.faults).toEqual([])
    expect(await text(group)).toEqual(upgraded)
    expect(api.faults).toEqual(['sendMessage: Bad Request: group chat was upgraded to a supergroup chat'])
  })

  it('refuses edits there too', async () => {
    const { message_id } = await send({ chat_id: group.id, text: 'a' })
    api.migrate(group, NEW)
    expect(await call('editMessageText', { chat_id: group.id, message_id, text: 'b' })).toEqual(upgraded)
    await text(group)
    expect(api.faults).toHaveLength(1)
  })

  it('tells the bot in both chats', async () => {
    const { chat, updates } = api.migrate(group, NEW, { from: 5 })
    expect(await newest(2)).toEqual(JSON.parse(JSON.stringify(updates)))
    expect(updates).toMatchObject([
      { message: { chat: group, from: { id: 5 }, migrate_to_chat_id: NEW } },
      { message: { chat, from: { id: 5 }, migrate_from_chat_id: group.id } },
    ])
    expect(updates[0].message).not.toHaveProperty('text')
  })

  it('keeps its people, but none of its messages', async () => {
    api.setAdministrators(group.id, [{ id: 1, is_bot: false, first_name: 'A' }])
    const { message } = api.message('question', { chat: group, from: 8 })
    api.migrate(group, NEW)
    const status = (user_id: number) => call('getChatMember', { chat_id: NEW, user_id })
    expect(await status(1)).toMatchObject({ result: { status: 'creator' } })
    expect(await status(8)).toMatchObject({ result: { status: 'member' } })
    const reply = await call('sendMessage', {
      chat_id: NEW,
      text: 'a',
      reply_parameters: { message_id: message.message_id },
    })
    expect(reply).toMatchObject({ description: expect.stringContaining('message to be replied not found') })
  })

  it('was a group', () => {
    expect(() => api.migrate(NEW, -5)).toThrow('A supergroup chat cannot become a supergroup')
  })
})

describe('a bot that was removed', () => {
  it.each(['group', 'supergroup', 'channel'] as const)(
    'from a %s is told so, and writes there in vain',
    async (type) => {
      const { chat } = api.message('hi', { type }).message
      const { message_id } = await send({ chat_id: chat.id, text: 'a' })
      const update = api.remove(chat, { from: 5 })
      expect(update.my_chat_member).toMatchObject({
        chat,
        from: { id: 5 },
        old_chat_member: { status: 'member', user: { id: api.me.id } },
        new_chat_member: { status: 'kicked' },
      })
      expect(await newest(1)).toEqual([update])
      expect(await text(chat)).toEqual(refusal(403, `Forbidden: bot was kicked from the ${type} chat`))
      expect(await call('getChat', { chat_id: chat.id })).toMatchObject({ error_code: 403 })
      expect(api.faults).toHaveLength(1)
      api.faults.length = 0
      await call('editMessageText', { chat_id: chat.id, message_id, text: 'b' })
      expect(api.faults).toHaveLength(1)
    },
  )

  it('has made no fault by the first try', async () => {
    api.remove(group)
    await call('getChat', { chat_id: group.id })
    await text(group)
    expect(api.faults).toEqual([])
    await text(group)
    expect(api.faults).toEqual(['sendMessage: Forbidden: bot was kicked from the group chat'])
  })

  it('writes there again after it was added again, and is removed anew', async () => {
    api.remove(group)
    await text(group)
    const { my_chat_member } = api.addBot(group, { from: 5, languageCode: 'en' })
    expect(my_chat_member).toMatchObject({
      from: { id: 5, language_code: 'en' },
      old_chat_member: { status: 'left' },
      new_chat_member: { status: 'member' },
    })
    expect(await text(group)).toMatchObject({ ok: true })
    api.remove(group)
    expect(await text(group)).toMatchObject({ error_code: 403 })
    expect(api.faults).toEqual([])
  })

  it('may write to a chat that it was just added to', async () => {
    const update = api.addBot(NEW)
    expect(await newest(1)).toEqual([update])
    expect(await text(NEW)).toMatchObject({ ok: true })
  })
})

describe('a user who blocks the bot', () => {
  it('gets nothing more from it', async () => {
    const { message_id } = await send({ text: 'a' })
    const update = api.block(USER)
    expect(update.my_chat_member).toMatchObject({
      chat: { id: USER, type: 'private' },
      from: { id: USER },
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked' },
    })
    expect(await newest(1)).toEqual([update])
    expect(await text(USER)).toEqual(refusal(403, 'Forbidden: bot was blocked by the user'))
    expect(await call('editMessageText', { chat_id: USER, message_id, text: 'b' })).toMatchObject({ ok: true })
    expect(api.faults).toEqual([])
    await text(USER)
    expect(api.faults).toHaveLength(1)
  })

  it('may take it back', async () => {
    api.block(8)
    const { my_chat_member } = api.addBot(8)
    expect(my_chat_member).toMatchObject({
      from: { id: 8 },
      old_chat_member: { status: 'kicked' },
      new_chat_member: { status: 'member' },
    })
    expect(await text(8)).toMatchObject({ ok: true })
  })
})

describe('a topic that was closed', () => {
  it('takes no message, and no reply to one there', async () => {
    const { message } = api.message('hi', { topic: 7 })
    const other = api.message('hi', { topic: 8 }).message
    const chat_id = message.chat.id
    const update = api.closeTopic(message.chat, 7, { from: 5 })
    expect(await newest(1)).toEqual([JSON.parse(JSON.stringify(update))])
    expect(update.message).toMatchObject({
      from: { id: 5 },
      message_thread_id: 7,
      is_topic_message: true,
      forum_topic_closed: {},
    })
    const closed = refusal(400, 'Bad Request: TOPIC_CLOSED')
    expect(await call('sendMessage', { chat_id, message_thread_id: 7, text: 'a' })).toEqual(closed)
    expect(
      await call('sendMessage', { chat_id, text: 'a', reply_parameters: { message_id: message.message_id } }),
    ).toEqual(closed)
    expect(await call('sendMessage', { chat_id, message_thread_id: 8, text: 'a' })).toMatchObject({
      ok: true,
      result: { message_thread_id: 8 },
    })
    expect(
      await call('sendMessage', { chat_id, text: 'a', reply_parameters: { message_id: other.message_id } }),
    ).toMatchObject({ ok: true })
    expect(api.faults).toEqual([])
  })
})

describe('a chat where nobody may write', () => {
  it('refuses what is sent, as often as it is tried', async () => {
    const before = api.pending().length
    api.mute(group)
    expect(api.pending()).toHaveLength(before)
    const muted = refusal(400, 'Bad Request: not enough rights to send text messages to the chat')
    expect([await text(group), await text(group)]).toEqual([muted, muted])
    expect(await call('sendPhoto', { chat_id: group.id, photo: 'f' })).toEqual(
      refusal(400, 'Bad Request: not enough rights to send photos to the chat'),
    )
    expect(await text(USER)).toMatchObject({ ok: true })
    api.addBot(group)
    expect(await text(group)).toMatchObject({ ok: true })
    expect(api.faults).toEqual([])
  })
})
