import type { Chat, Message, Update, User } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { HARBOUR, MARKET } from '../../articles.ts'
import { ADMIN, knowledgeOf, quotationsIn, sendsSince, texts, useBot } from '../start-bot.ts'
import { editsSince, problemsIn, standing } from '../watch.ts'

const START = '新码头什么时候动工'
const BERTHS = '新码头明年三月动工，先建两个深水泊位。'
const GROUP = -3003
const SUPERGROUP = -1003003003003
const NEW = -1007007007007
const CHANNEL = { id: -1004004004004, type: 'channel', title: 'Channel' } as const satisfies Chat
const FORUM = { id: -1005005005005, type: 'supergroup', title: 'Forum', is_forum: true } as const satisfies Chat
const OWNER: User = { id: 6006, is_bot: false, first_name: 'Owner', language_code: 'zh-hans' }
/** Telegram's stand-in for whoever writes as a channel. */
const CHANNEL_BOT: User = { id: 136817688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' }
const HANDLE = '@wenzheng_test_bot'

const knowledge = knowledgeOf(HARBOUR, MARKET)
const bot = useBot(() => knowledge)
const problems = () => problemsIn(bot.running.lines)

/** What is asked somewhere else is answered as ever. */
async function expectAnswered(from = 8): Promise<void> {
  expect(quotationsIn((await bot.api.ask(START, { from })).answer)).toEqual([BERTHS])
}

/** Waits for an attempt to write that was refused. */
const refusal = (after: number) =>
  bot.api.nextCall(({ method, error }) => error !== undefined && /^(?:send|edit)/u.test(method), { after })

describe('an anonymous admin', () => {
  const asked = () => bot.api.ask(`/ask ${START}`, { type: 'supergroup', anonymousAdmin: true })

  it.each([`/ask ${START}`, `/ask${HANDLE} ${START}`, `${HANDLE} ${START}`])(
    'is answered in a reply (%s)',
    async (text) => {
      const { message, call, answer } = await bot.api.ask(text, { type: 'supergroup', anonymousAdmin: true })
      expect(quotationsIn(answer)).toEqual([BERTHS])
      expect(call.payload.reply_parameters?.message_id).toBe(message.message_id)
    },
  )

  it("may press if their own hidden account is an admin's", async () => {
    const { answer } = await asked()
    bot.api.setAdministrators(SUPERGROUP, [OWNER])
    const { call } = await bot.api.press(answer, texts.buttons.context, { from: OWNER })
    expect(call.payload).not.toHaveProperty('text')
    expect(standing(bot.api, answer).text).not.toBe(answer.text)
    await bot.api.press(standing(bot.api, answer), texts.buttons.back, { from: OWNER })
    expect(quotationsIn(standing(bot.api, answer))).toEqual([BERTHS])
  })

  it('is not taken for any other member: they may not press', async () => {
    const { answer } = await asked()
    bot.api.setAdministrators(SUPERGROUP, [OWNER])
    const before = bot.api.mark()
    for (const from of [4711, 4712])
      expect((await bot.api.press(answer, texts.buttons.context, { from })).call.payload.text).toBe(texts.notYours)
    expect(editsSince(bot.api, before)).toEqual([])
    expect(standing(bot.api, answer)).toEqual(answer)
  })

  it('is asked after once a press, and not where an admin of the bot presses', async () => {
    const { answer } = await asked()
    bot.api.setAdministrators(SUPERGROUP, [OWNER])
    const before = bot.api.mark()
    const lookUps = () => bot.api.calls.slice(before).filter(({ method }) => method === 'getChatMember')
    await bot.api.press(answer, texts.buttons.context, { from: ADMIN })
    expect(lookUps()).toEqual([])
    await bot.api.press(standing(bot.api, answer), texts.buttons.back, { from: OWNER })
    expect(lookUps()).toHaveLength(1)
  })

  it('whose account cannot be looked up gets a refusal', async () => {
    const { answer } = await asked()
    bot.api.failWith((method) =>
      method === 'getChatMember' ? { error_code: 400, description: 'Bad Request: user not found' } : undefined,
    )
    expect((await bot.api.press(answer, texts.buttons.context, { from: OWNER })).call.payload.text).toBe(texts.notYours)
  })

  it('can page their answer by replies', async () => {
    const { answer } = await asked()
    expect(
      (await bot.api.ask('谁说的', { type: 'supergroup', anonymousAdmin: true, replyTo: answer })).answer.text,
    ).toBe('林海（嘉宾）\n港务局局长')
  })

  it('a channel is answered too, and no member may press', async () => {
    const { answer } = await bot.api.ask(`/ask ${START}`, {
      type: 'supergroup',
      from: CHANNEL_BOT,
      fields: { sender_chat: CHANNEL },
    })
    expect(quotationsIn(answer)).toEqual([BERTHS])
    expect((await bot.api.press(answer, texts.buttons.context, { from: 4711 })).call.payload.text).toBe(texts.notYours)
  })
})

describe('from a channel', () => {
  it('posts and edited posts get no answer, and do no harm', async () => {
    const before = bot.api.mark()
    for (const text of [`/ask ${START}`, `${HANDLE} ${START}`, '/start', '/reload', '谢谢']) {
      const { message } = bot.api.message(text, { type: 'channel' })
      bot.api.edit(message, `${text}？`)
    }
    await expectAnswered()
    await bot.running.handled()
    expect(sendsSince(bot.api, before)).toHaveLength(1)
    expect(problems()).toEqual([])
  })

  it('updates that come all the same are passed over', async () => {
    const before = bot.api.mark()
    const post = { message_id: 1, date: 1, chat: CHANNEL, sender_chat: CHANNEL, text: `/ask ${START}` } as const
    const updates = [
      { channel_post: post },
      { edited_channel_post: { ...post, edit_date: 2 } },
      { message_reaction_count: { chat: CHANNEL, message_id: 1, date: 1, reactions: [] } },
      { poll_answer: { poll_id: '1', option_ids: [], option_persistent_ids: [] } },
      {},
    ] as Partial<Update>[]
    for (const update of updates) await bot.running.bot.handleUpdate({ update_id: 1, ...update })
    expect(bot.api.calls.slice(before).filter(({ method }) => method !== 'getUpdates')).toEqual([])
    expect(problems()).toEqual([])
  })

  it('what Telegram forwards to its group gets no answer, and a reply there to the bot does', async () => {
    const before = bot.api.mark()
    const { message } = bot.api.message(`/ask ${START}`, { type: 'supergroup', forwardedFrom: CHANNEL })
    bot.api.edit(message, `/ask ${START}？`)
    const asked = await bot.api.ask(`/ask ${START}`, { type: 'supergroup', replyTo: message })
    expect(quotationsIn(asked.answer)).toEqual([BERTHS])
    expect(sendsSince(bot.api, before)).toHaveLength(1)
  })
})

describe('in a forum', () => {
  it.each([77, 78])('each topic (%i) has its answers, the refusal of a flood and pages too', async (topic) => {
    const { answer } = await bot.api.ask(`/ask ${START}`, { chat: FORUM, topic })
    expect(answer.message_thread_id).toBe(topic)
    const reply = await bot.api.ask('还有吗', { chat: FORUM, topic, replyTo: answer })
    expect(reply.answer.message_thread_id).toBe(topic)
    await bot.api.press(answer, texts.buttons.context)
    expect(standing(bot.api, answer).message_thread_id).toBe(topic)
    // The press took a little of what ten queries may cost.
    for (let count = 2; count < 9; count++) await bot.api.ask('/ask', { chat: FORUM, topic })
    const told = await bot.api.ask('/ask', { chat: FORUM, topic })
    expect(told.answer.text).toBe(texts.slowDown(30))
    expect(told.answer.message_thread_id).toBe(topic)
  })

  it('several topics at once do not mix', async () => {
    const before = bot.api.mark()
    const topics = [71, 72, 73, 71, 72, 73]
    const asked = topics.map((topic) => bot.api.message(`/ask ${START}`, { chat: FORUM, topic }).message)
    for (const { message_id } of asked)
      await bot.api.nextCall(
        (call) => call.method === 'sendMessage' && call.payload.reply_parameters?.message_id === message_id,
        { after: before },
      )
    expect(
      sendsSince(bot.api, before).map(({ payload }) => [
        payload.message_thread_id,
        payload.reply_parameters?.message_id,
      ]),
    ).toEqual(asked.map(({ message_thread_id, message_id }) => [message_thread_id, message_id]))
  })
})

describe('a group that becomes a supergroup', () => {
  it('gets the answer that was on its way, once, and as a reply to nothing', async () => {
    const before = bot.api.mark()
    const { message } = bot.api.message(`/ask ${START}`, { chat: GROUP })
    const { chat } = bot.api.migrate(message.chat, NEW)
    const call = await bot.api.nextCall((one) => one.method === 'sendMessage' && one.result !== undefined, {
      after: before,
    })
    await expectAnswered()
    expect(call.payload).toMatchObject({ chat_id: chat.id })
    expect(call.payload).not.toHaveProperty('reply_parameters')
    expect(bot.api.sent(chat.id).map(quotationsIn)).toEqual([[BERTHS]])
    expect(bot.api.sent(GROUP)).toEqual([])
    const own = sendsSince(bot.api, before).filter(({ payload }) => payload.chat_id !== 8)
    expect(own.map(({ payload }) => payload.chat_id)).toEqual([GROUP, NEW])
    expect(problems()).toEqual([])
  })

  it('is answered there as ever, and buttons of the answer work there', async () => {
    const before = bot.api.mark()
    const { message } = bot.api.message(`/ask ${START}`, { chat: GROUP })
    bot.api.migrate(message.chat, NEW)
    await bot.api.nextCall((one) => one.method === 'sendMessage' && one.result !== undefined, { after: before })
    const [moved] = bot.api.sent(NEW)
    if (!moved) throw new Error('The answer did not arrive')
    await bot.api.press(moved, texts.buttons.context)
    expect(standing(bot.api, moved).text).not.toBe(moved.text)
    const { message: next, call } = await bot.api.ask(`/ask ${START}`, { chat: NEW })
    expect(call.payload.reply_parameters?.message_id).toBe(next.message_id)
    expect(sendsSince(bot.api, before)).toHaveLength(3)
  })

  it('whose query is edited after all is left alone', async () => {
    const { message } = await bot.api.ask(`/ask ${START}`, { chat: GROUP })
    bot.api.migrate(message.chat, NEW)
    const before = bot.api.mark()
    bot.api.edit(message, '/ask 摊位费')
    await refusal(before)
    await expectAnswered()
    expect(editsSince(bot.api, before)).toHaveLength(1)
    expect(sendsSince(bot.api, before)).toHaveLength(1)
    expect(problems().map(({ level }) => level)).toEqual(['warn'])
  })
})

/** What keeps the bot from writing where it was asked, and what lets it again. */
const BARS: readonly {
  readonly name: string
  readonly options: Parameters<typeof bot.api.message>[1]
  readonly bar: (message: Message) => void
  readonly lift?: (message: Message) => void
  readonly said: string
}[] = [
  {
    name: 'was removed from a group',
    options: { chat: GROUP },
    bar: ({ chat }) => void bot.api.remove(chat),
    lift: ({ chat }) => void bot.api.addBot(chat),
    said: 'bot was kicked from the group chat',
  },
  {
    name: 'was removed from a supergroup',
    options: { chat: SUPERGROUP },
    bar: ({ chat }) => void bot.api.remove(chat),
    lift: ({ chat }) => void bot.api.addBot(chat),
    said: 'bot was kicked from the supergroup chat',
  },
  {
    name: 'was blocked',
    options: { from: 61 },
    bar: ({ chat }) => void bot.api.block(chat.id),
    lift: ({ chat }) => void bot.api.addBot(chat),
    said: 'bot was blocked by the user',
  },
  {
    name: 'finds the topic closed',
    options: { chat: FORUM, topic: 77 },
    bar: ({ chat }) => void bot.api.closeTopic(chat, 77),
    said: 'TOPIC_CLOSED',
  },
  {
    name: 'has no right to write',
    options: { chat: SUPERGROUP },
    bar: ({ chat }) => bot.api.mute(chat),
    lift: ({ chat }) => void bot.api.addBot(chat),
    said: 'not enough rights to send text messages to the chat',
  },
]

describe.each(BARS)('where the bot $name', ({ options, bar, said }) => {
  it('it tries once, logs a warning and no error, and answers elsewhere', async () => {
    const before = bot.api.mark()
    const { message } = bot.api.message(`/ask ${START}`, options)
    bar(message)
    await refusal(before)
    await expectAnswered()
    await bot.running.handled()
    const tried = sendsSince(bot.api, before).filter(({ payload }) => payload.chat_id === message.chat.id)
    expect(tried.map(({ error }) => error?.description)).toEqual([expect.stringContaining(said)])
    expect(problems()).toEqual([{ level: 'warn', line: expect.stringContaining(said) }])
    expect(bot.running.lines.join('')).not.toContain(START)
    expect(bot.running.lines.join('')).not.toContain(bot.api.token)
  })

  it('what is no query is not answered either, nor tried', async () => {
    const { message } = bot.api.message(`/ask ${START}`, options)
    bar(message)
    await refusal(0)
    const before = bot.api.mark()
    if (message.chat.type !== 'private') bot.api.message('大家好', { ...options, chat: message.chat })
    await expectAnswered()
    expect(sendsSince(bot.api, before)).toHaveLength(1)
  })
})

it.each(BARS.filter(({ lift }) => lift))(
  'where the bot $name it answers again once it may',
  async ({ options, bar, lift }) => {
    const { message } = bot.api.message(`/ask ${START}`, options)
    bar(message)
    await refusal(0)
    lift?.(message)
    expect(quotationsIn((await bot.api.ask(`/ask ${START}`, options)).answer)).toEqual([BERTHS])
  },
)

describe('a pressed button', () => {
  it.each([GROUP, SUPERGROUP])(
    'in a chat (%i) that the bot was removed from is answered, and a warning',
    async (chat) => {
      const { answer } = await bot.api.ask(`/ask ${START}`, { chat })
      bot.api.remove(answer.chat)
      const before = bot.api.mark()
      await bot.api.press(answer, texts.buttons.context)
      await expectAnswered()
      expect(editsSince(bot.api, before)).toHaveLength(1)
      expect(sendsSince(bot.api, before)).toHaveLength(1)
      expect(problems().map(({ level }) => level)).toEqual(['warn'])
    },
  )

  it('under a message that was deleted is answered, and no failure', async () => {
    const { answer } = await bot.api.ask(START)
    bot.api.failWith((method) =>
      method === 'editMessageText'
        ? { error_code: 400, description: 'Bad Request: message to edit not found' }
        : undefined,
    )
    const before = bot.api.mark()
    await bot.api.press(answer, texts.buttons.context)
    expect(sendsSince(bot.api, before)).toEqual([])
    expect(problems()).toEqual([])
  })

  it('too old for Telegram to take the answer is a warning', async () => {
    const { answer } = await bot.api.ask(START)
    bot.api.failWith((method) =>
      method === 'answerCallbackQuery'
        ? {
            error_code: 400,
            description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
          }
        : undefined,
    )
    await bot.api.press(answer, texts.buttons.context)
    await expectAnswered()
    expect(problems().map(({ level }) => level)).not.toContain('error')
  })
})

it('an edited query in a chat that the bot was removed from is tried once, and a warning', async () => {
  const { message } = await bot.api.ask(`/ask ${START}`, { chat: GROUP })
  bot.api.remove(message.chat)
  const before = bot.api.mark()
  bot.api.edit(message, '/ask 摊位费')
  await refusal(before)
  await expectAnswered()
  expect(editsSince(bot.api, before)).toHaveLength(1)
  expect(sendsSince(bot.api, before)).toHaveLength(1)
  expect(problems().map(({ level }) => level)).toEqual(['warn'])
})

it('being added to a group, or removed, is logged, and nothing is said', async () => {
  const before = bot.api.mark()
  bot.api.addBot(GROUP)
  bot.api.remove(GROUP)
  bot.api.addBot(61)
  bot.api.block(61)
  await bot.running.handled()
  await expectAnswered()
  expect(sendsSince(bot.api, before)).toHaveLength(1)
  expect(bot.running.lines.filter((line) => line.includes('membership changed'))).toHaveLength(4)
  expect(problems()).toEqual([])
})
