import type { Chat, Message } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { QUERY, quotationsIn, sendsSince, useBot, texts } from '../start-bot.ts'

const TOPIC = 77

const bot = useBot()

type Asked = Awaited<ReturnType<FakeBotApi['ask']>>

function expectQuotingReply({ message, call, answer }: Asked): void {
  expect(call.payload.chat_id).toBe(message.chat.id)
  expect(call.payload.reply_parameters).toEqual({ message_id: message.message_id, allow_sending_without_reply: true })
  expect(quotationsIn(answer).join('\n')).toContain('卓越工程师')
}

describe.each<Chat['type']>(['group', 'supergroup'])('in a %s', (type) => {
  it.each([
    `/ask ${QUERY}`,
    `/ASK ${QUERY}`,
    `/ask：${QUERY}`,
    `/ask@wenzheng_test_bot，${QUERY}`,
    `/ask@wenzheng_test_bot ${QUERY}`,
    `@wenzheng_test_bot ${QUERY}`,
    `${QUERY} @wenzheng_test_bot`,
    `@Wenzheng_TEST_Bot\n${QUERY}`,
    `请问 @wenzheng_test_bot ，${QUERY}`,
    `@someone @wenzheng_test_bot ${QUERY}`,
  ])('%j is answered as a reply', async (text) => {
    expectQuotingReply(await bot.api.ask(text, { type }))
  })

  it('a mention by name instead of by handle is answered', async () => {
    const entities = [{ type: 'text_mention', offset: 0, length: 2, user: bot.api.me } as const]
    expectQuotingReply(await bot.api.ask(`问政 ${QUERY}`, { type, fields: { entities } }))
  })

  it("a reply to one of the bot's messages is answered", async () => {
    const { answer } = await bot.api.ask('/ask', { type })
    expect(answer.text).toBe(texts.askHow)
    expectQuotingReply(await bot.api.ask(QUERY, { type, replyTo: answer }))
  })

  it('a greeting by command is answered with how to ask', async () => {
    expect((await bot.api.ask('/ask 你好', { type })).answer.text).toContain(texts.unasked)
  })

  it('the mention is no part of the question', async () => {
    const { answer } = await bot.api.ask(`/ask ${QUERY}`, { type })
    expect((await bot.api.ask(`@wenzheng_test_bot ${QUERY}`, { type })).answer.text).toBe(answer.text)
  })
})

describe('in a supergroup', () => {
  it("an anonymous admin's /ask is answered", async () => {
    expectQuotingReply(await bot.api.ask(`/ask ${QUERY}`, { type: 'supergroup', anonymousAdmin: true }))
  })

  it('a question that is deleted meanwhile is still answered', async () => {
    const { message } = bot.api.message(`/ask ${QUERY}`, { type: 'supergroup' })
    const call = await bot.api.nextCall('sendMessage')
    expect(call.payload.reply_parameters).toEqual({ message_id: message.message_id, allow_sending_without_reply: true })
  })
})

describe('in a forum', () => {
  it('a question in a topic is answered in that topic', async () => {
    const asked = await bot.api.ask(`/ask ${QUERY}`, { topic: TOPIC })
    expectQuotingReply(asked)
    expect(asked.call.payload.message_thread_id).toBe(TOPIC)
    expect(asked.answer.message_thread_id).toBe(TOPIC)
  })

  it('a reply to the bot in a topic is answered there', async () => {
    const { answer } = await bot.api.ask('/ask', { topic: TOPIC })
    const asked = await bot.api.ask(QUERY, { topic: TOPIC, replyTo: answer })
    expectQuotingReply(asked)
    expect(asked.answer.message_thread_id).toBe(TOPIC)
  })

  it('a question in the General topic is answered without naming a topic', async () => {
    const asked = await bot.api.ask(`@wenzheng_test_bot ${QUERY}`, { forum: true })
    expectQuotingReply(asked)
    expect(asked.call.payload).not.toHaveProperty('message_thread_id')
  })
})

it('a message goes to no chat that did not call', async () => {
  const before = bot.api.mark()
  const quiet = [-11, -12, -1000000000013, -1000000000014]
  for (const chat of quiet) bot.api.message('重庆怎样培养卓越工程师？', { chat })
  const { message } = await bot.api.ask(`/ask ${QUERY}`, { chat: -15 })
  for (const chat of quiet) bot.api.message('/help', { chat })
  await bot.api.ask(QUERY, { from: 31 })
  await bot.running.handled()
  expect(sendsSince(bot.api, before).map(({ payload }) => payload.chat_id)).toEqual([message.chat.id, 31])
  expect(quiet.flatMap((chat): Message[] => bot.api.sent(chat))).toEqual([])
})
