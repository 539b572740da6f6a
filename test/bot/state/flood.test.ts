import { describe, expect, it } from 'vitest'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { HARBOUR, MARKET } from '../../articles.ts'
import { ADMIN, allTexts, knowledgeOf, quotationsIn, sendsSince, texts, useBot } from '../start-bot.ts'
import { editsSince, problemsIn, standing } from '../watch.ts'

const START = '新码头什么时候动工'
const BERTHS = '新码头明年三月动工，先建两个深水泊位。'
const MOST = 10
const MOST_IN_GROUP = 18
const GROUP = -3003
const PHOTO = { photo: [{ file_id: 'f', file_unique_id: 'u', width: 9, height: 9 }] }

const knowledge = knowledgeOf(HARBOUR, MARKET)
const bot = useBot(() => knowledge)

type Options = NonNullable<Parameters<FakeBotApi['ask']>[1]>

/** Sends messages, and lists the bot's answers once it has handled them all. */
async function sendMany(sayings: readonly string[], options: Options = {}) {
  const before = bot.api.mark()
  const sent = sayings.map((text) => bot.api.message(text, options).message)
  await bot.running.handled()
  return { sent, answers: sendsSince(bot.api, before).map(({ payload }) => payload) }
}

const repeat = (count: number, text = START) => Array.from({ length: count }, () => text)
const told = (seconds = 30) => texts.slowDown(seconds)

describe('a stranger who writes behind a user', () => {
  const [USER, STRANGER] = [51, 52]
  const REPLIES = /^(?:send|edit|answer)/u
  /** Queues what a user does, then a stranger's query; lists what is answered first, up to the stranger's answer. */
  async function listBefore(queue: () => void, chat?: number): Promise<string[]> {
    const before = bot.api.mark()
    queue()
    const asked = bot.api.message(`/ask ${START}`, {
      from: STRANGER,
      ...(chat !== undefined && { chat, type: 'group' }),
    })
    const { message } = asked
    const isOwn = (call: (typeof bot.api.calls)[number]) =>
      call.method === 'sendMessage' &&
      call.payload.chat_id === message.chat.id &&
      (chat === undefined || call.payload.reply_parameters?.message_id === message.message_id)
    await bot.api.nextCall(isOwn, { after: before, timeoutMs: 10_000 })
    const calls = bot.api.calls.slice(before).filter(({ method }) => REPLIES.test(method))
    return calls.slice(0, calls.findIndex(isOwn)).map(({ method }) => method)
  }

  it('of ten queries in as many groups waits for two answers at most', async () => {
    const others = await listBefore(() => {
      for (let index = 0; index < MOST; index++)
        bot.api.message(`/ask ${START}`, { from: USER, chat: GROUP - index, type: 'group' })
    })
    expect(others.length).toBeLessThanOrEqual(2)
  })

  it('of ten queries in the same group waits for two answers at most', async () => {
    const others = await listBefore(() => {
      for (let index = 0; index < MOST; index++)
        bot.api.message(`/ask ${START}`, { from: USER, chat: GROUP, type: 'group' })
    }, GROUP)
    expect(others.length).toBeLessThanOrEqual(2)
  })

  it('of forty presses in the same group waits for two of them at most', async () => {
    const { answer } = await bot.api.ask(`/ask ${START}`, { from: USER, chat: GROUP, type: 'group' })
    const data = answer.reply_markup?.inline_keyboard
      .flat()
      .flatMap((button) => ('callback_data' in button ? [button.callback_data] : []))
    const others = await listBefore(() => {
      for (let index = 0; index < 40; index++) bot.api.callbackQuery(data?.[index % 2] ?? '', answer, { from: USER })
    }, GROUP)
    // Each press is an edit and the end of its waiting.
    expect(others.length).toBeLessThanOrEqual(4)
  })

  it('of forty inline queries waits for two answers at most', async () => {
    const others = await listBefore(() => {
      for (let index = 0; index < 40; index++) bot.api.inlineQuery(`${START}${index}`, { from: USER })
    })
    expect(others.length).toBeLessThanOrEqual(2)
  })

  it('of an answer that the group does not take waits for nothing, nor does the user elsewhere', async () => {
    bot.api.failWith((method, payload) =>
      method === 'sendMessage' && 'chat_id' in payload && payload.chat_id === GROUP
        ? { error_code: 429, description: 'Too Many Requests: retry after 1', parameters: { retry_after: 1 } }
        : undefined,
    )
    for (let index = 0; index < 2; index++) bot.api.message(`/ask ${START}`, { from: USER, chat: GROUP, type: 'group' })
    expect(quotationsIn((await bot.api.ask(START, { from: USER })).answer)).toEqual([BERTHS])
    expect(quotationsIn((await bot.api.ask(START, { from: STRANGER })).answer)).toEqual([BERTHS])
    bot.api.failWith(undefined)
  })
})

describe('a user', () => {
  it('may ask ten queries at once', async () => {
    const { answers } = await sendMany(repeat(MOST))
    expect(answers).toHaveLength(MOST)
    for (const { text } of answers) expect(text).toContain(BERTHS)
  })

  it('who asks more gets one notice, and is then ignored', async () => {
    const { answers } = await sendMany(repeat(MOST + 6))
    expect(
      answers
        .map(({ text }) => text)
        .slice(0, MOST)
        .every((text) => text.includes(BERTHS)),
    ).toBe(true)
    expect(answers.map(({ text }) => text).slice(MOST)).toEqual([told()])
    expect(problemsIn(bot.running.lines)).toEqual([])
  })

  it('who is blocked is ignored with commands, edits and photos too', async () => {
    const { sent, answers } = await sendMany(repeat(MOST + 1))
    expect(answers).toHaveLength(MOST + 1)
    const before = bot.api.mark()
    for (const command of ['/help', '/start', '/topics', '/ask', '/language', '/nothing', '你好'])
      bot.api.message(command)
    bot.api.message('', { fields: PHOTO })
    for (const message of sent) bot.api.edit(message, '摊位费')
    await bot.running.handled()
    expect(sendsSince(bot.api, before)).toEqual([])
    expect(editsSince(bot.api, before)).toEqual([])
  })

  it('is limited by commands and edits too', async () => {
    const { answers } = await sendMany([
      '/help',
      '/start',
      '/topics',
      '/speakers',
      '/article',
      '/language',
      '/ask',
      '/nothing',
      '你好',
      START,
      START,
    ])
    expect(answers.map(({ text }) => text).indexOf(told())).toBe(MOST)
    const { message } = await bot.api.ask(START, { from: 31 })
    const before = bot.api.mark()
    for (let count = 0; count < 20; count++) bot.api.edit(message, count % 2 === 0 ? '摊位费' : START)
    await bot.running.handled()
    expect(editsSince(bot.api, before)).toHaveLength(MOST - 1)
  })

  it('who is blocked has no presses and no inline queries either, and was told once', async () => {
    const { answer } = await bot.api.ask(START)
    const { answers } = await sendMany(repeat(MOST))
    expect(answers.at(-1)?.text).toBe(told())
    const before = bot.api.mark()
    const { call } = await bot.api.press(standing(bot.api, answer), texts.buttons.context)
    expect(call.payload).not.toHaveProperty('text')
    expect((await bot.api.askInline(START)).call.payload.results).toEqual([])
    expect(editsSince(bot.api, before)).toEqual([])
    expect((await bot.api.askInline(START, { from: 12 })).call.payload.results).not.toEqual([])
  })

  it('gets the notice in their own language, in a group as a reply', async () => {
    const { sent, answers } = await sendMany(repeat(MOST + 2, `/ask ${START}`), { type: 'group', languageCode: 'en' })
    expect(answers).toHaveLength(MOST + 1)
    expect(answers.at(-1)).toMatchObject({
      text: allTexts.en.slowDown(30),
      reply_parameters: { message_id: sent[MOST]?.message_id },
    })
  })

  it('has one limit for all chats', async () => {
    await sendMany(repeat(6))
    const { answers } = await sendMany(repeat(6, `/ask ${START}`), { type: 'group' })
    expect(answers.map(({ text }) => text === told())).toEqual([false, false, false, false, true])
  })

  it('who is blocked limits no other user, not even in the same group', async () => {
    await sendMany(repeat(MOST + 3, `/ask ${START}`), { type: 'group' })
    expect(quotationsIn((await bot.api.ask(`/ask ${START}`, { type: 'group', from: 12 })).answer)).toEqual([BERTHS])
    expect(quotationsIn((await bot.api.ask(START, { from: 13 })).answer)).toEqual([BERTHS])
  })

  it('who is an admin of the bot may reload while blocked', async () => {
    await sendMany(repeat(MOST + 3), { from: ADMIN })
    expect((await bot.api.ask('/reload', { from: ADMIN })).answer.text).toContain('资料已重新载入')
  })

  it('is not limited by messages that are not for the bot', async () => {
    const before = bot.api.mark()
    for (let count = 0; count < 30; count++) bot.api.message('大家好', { type: 'group' })
    bot.api.message('/other', { type: 'group' })
    expect(quotationsIn((await bot.api.ask(`/ask ${START}`, { type: 'group' })).answer)).toEqual([BERTHS])
    expect(sendsSince(bot.api, before)).toHaveLength(1)
  })

  it('is not limited by thanks, which get no answer', async () => {
    const { answer } = await bot.api.ask(`/ask ${START}`, { type: 'group' })
    await sendMany(repeat(MOST, '谢谢！'), { type: 'group', replyTo: answer })
    expect(quotationsIn((await bot.api.ask(`/ask ${START}`, { type: 'group' })).answer)).toEqual([BERTHS])
  })

  it.each(['an edit', 'a photo'])('whose eleventh message is %s gets the notice at the next query', async (what) => {
    const { sent } = await sendMany(repeat(MOST))
    const [first] = sent
    if (!first) throw new Error('Nothing was sent')
    if (what === 'an edit') bot.api.edit(first, '摊位费')
    else bot.api.message('', { fields: PHOTO })
    const { answers } = await sendMany(repeat(2))
    expect(answers.map(({ text }) => text)).toEqual([told()])
  })

  it('who sends an album gets one notice that only text is read', async () => {
    const before = bot.api.mark()
    for (let index = 0; index < 5; index++) bot.api.message('', { fields: { ...PHOTO, media_group_id: '1' } })
    await bot.running.handled()
    expect(sendsSince(bot.api, before).map(({ payload }) => payload.text)).toEqual([texts.onlyText])
  })
})

describe('a group', () => {
  /** Lets three members ask, none of them beyond their own limit. */
  async function askTogether(count: number, options: Options) {
    const before = bot.api.mark()
    const sent = Array.from(
      { length: count },
      (_, index) => bot.api.message(`/ask ${START}`, { ...options, from: 40 + (index % 3) }).message,
    )
    await bot.running.handled()
    return { sent, answers: sendsSince(bot.api, before).map(({ payload }) => payload) }
  }

  it('may ask 18 queries at once', async () => {
    const { answers } = await askTogether(MOST_IN_GROUP, { chat: GROUP })
    expect(answers).toHaveLength(MOST_IN_GROUP)
    for (const { text } of answers) expect(text).toContain(BERTHS)
  })

  it.each([{ chat: GROUP }, { type: 'supergroup' as const }, { topic: 77 }])(
    'that asks more gets one notice, and is then ignored (%o)',
    async (options) => {
      const { sent, answers } = await askTogether(MOST_IN_GROUP + 6, options)
      expect(answers).toHaveLength(MOST_IN_GROUP + 1)
      expect(answers.at(-1)).toMatchObject({
        text: texts.groupSlowDown(60),
        reply_parameters: { message_id: sent[MOST_IN_GROUP]?.message_id },
      })
      const before = bot.api.mark()
      await bot.running.handled()
      expect(sendsSince(bot.api, before)).toEqual([])
    },
  )

  it('that is blocked limits no other group, and no member in private', async () => {
    await askTogether(MOST_IN_GROUP + 3, { chat: GROUP })
    expect(quotationsIn((await bot.api.ask(`/ask ${START}`, { chat: -3004, from: 77 })).answer)).toEqual([BERTHS])
    expect(quotationsIn((await bot.api.ask(START, { from: 78 })).answer)).toEqual([BERTHS])
  })

  it('that is blocked may press buttons', async () => {
    const { answer } = await bot.api.ask(`/ask ${START}`, { chat: GROUP, from: 90 })
    await askTogether(MOST_IN_GROUP + 3, { chat: GROUP })
    const { call } = await bot.api.press(answer, texts.buttons.context, { from: 90 })
    expect(call.payload).not.toHaveProperty('text')
    expect(standing(bot.api, answer).text).not.toBe(answer.text)
  })

  it('is not blocked by one member, whose own limit is lower', async () => {
    await sendMany(repeat(40, `/ask ${START}`), { chat: GROUP })
    expect(quotationsIn((await bot.api.ask(`/ask ${START}`, { chat: GROUP, from: 12 })).answer)).toEqual([BERTHS])
  })

  it('does not share its limit with another, whose anonymous admins have the same id', async () => {
    const [one, two] = [-1000000000101, -1000000000102]
    // Anonymous admins share one id, so that only the limit of the group applies to them.
    const first = await sendMany(repeat(MOST + 2, `/ask ${START}`), { chat: one, anonymousAdmin: true })
    for (const { text } of first.answers) expect(text).toContain(BERTHS)
    const second = await sendMany(repeat(MOST, `/ask ${START}`), { chat: two, anonymousAdmin: true })
    expect(second.answers).toHaveLength(MOST)
    for (const { text } of second.answers) expect(text).toContain(BERTHS)
  })
})
