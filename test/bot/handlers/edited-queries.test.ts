import type { Message } from 'grammy/types'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Corpus } from '../../../src/answer/corpus.ts'
import type { KnowledgeBase } from '../../../src/answer/knowledge-base.ts'
import { startFakeBotApi, type FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import {
  ADMIN,
  buttonsIn,
  madeUpKnowledge,
  pagesIn,
  quotationsIn,
  sendsSince,
  startBot,
  texts,
  useBot,
} from '../start-bot.ts'
import { SIGNS } from '../../../src/bot/texts/texts.ts'
import { editsSince, problemsIn, standing } from '../watch.ts'

const START = '新码头什么时候动工'
const BERTHS = '新码头明年三月动工，先建两个深水泊位。'
const PAPERS = '船员证书港澳互认'
const MUTUAL = '船员证书要实现港澳互认。'
const HANDLE = '@wenzheng_test_bot'
const HOUR = 3600
const NO_MESSAGE = { error_code: 400, description: 'Bad Request: message to edit not found' }

/** Answering this query throws. */
const failing: { query?: string } = {}
const knowledge = madeUpKnowledge().then((base): KnowledgeBase => {
  const fold: Corpus['fold'] = (text) => {
    if (text === failing.query) throw new Error(`Cannot answer ${text}`)
    return base.corpus.fold(text)
  }
  return { ...base, corpus: { ...base.corpus, fold } }
})
const bot = useBot(() => knowledge)
const problems = () => problemsIn(bot.running.lines)

type Options = NonNullable<Parameters<FakeBotApi['ask']>[1]>

/** Where somebody asks, and how a query is put there. */
interface Place {
  readonly name: string
  readonly options: Options
  readonly put: (query: string) => string
  readonly isReply?: true
}

const plain = (query: string) => query
const command = (query: string) => `/ask ${query}`

const PLACES: readonly Place[] = [
  { name: 'in private', options: {}, put: plain },
  { name: 'by command in private', options: {}, put: command },
  { name: 'by command in a group', options: { type: 'group' }, put: command },
  { name: 'by command in a supergroup', options: { type: 'supergroup' }, put: (query) => `/ask${HANDLE} ${query}` },
  { name: 'by mention', options: { type: 'group' }, put: (query) => `${HANDLE} ${query}` },
  { name: 'by reply to the bot', options: { type: 'group' }, put: plain, isReply: true },
  { name: 'in a forum topic', options: { topic: 77 }, put: command },
  { name: 'in the General topic', options: { forum: true }, put: command },
  { name: 'by an anonymous admin', options: { type: 'supergroup', anonymousAdmin: true }, put: command },
]
const [PRIVATE, , GROUP, , MENTION, REPLY] = PLACES as [Place, Place, Place, Place, Place, Place]

async function askIn({ options, put, isReply }: Place, query: string) {
  const replyTo = isReply && (await bot.api.ask('/ask', options)).answer
  return bot.api.ask(put(query), { ...options, ...(replyTo && { replyTo }) })
}

/** Edits a message and gives the bot's edit of its own. */
async function editTo(message: Message, text: string, options: { seconds?: number } = {}) {
  const after = bot.api.mark()
  bot.api.edit(message, text, options)
  return bot.api.nextCall('editMessageText', { after })
}

/** Lets the bot handle all that it got, and a query after it. */
async function settle({ chat }: Message): Promise<void> {
  await bot.running.handled()
  await bot.api.ask('/ask 摊位费', { chat, from: 8, timeoutMs: 4000 })
}

/** Nothing is changed or sent, but for what `settle` asks. */
async function expectNothing(message: Message, since: number): Promise<void> {
  await settle(message)
  expect(editsSince(bot.api, since)).toEqual([])
  expect(sendsSince(bot.api, since)).toHaveLength(1)
}

describe.each(PLACES)('a query $name', (place) => {
  it('that is edited has its answer edited, and no second message', async () => {
    const { message, answer } = await askIn(place, START)
    expect(quotationsIn(answer)).toEqual([BERTHS])
    const before = bot.api.mark()
    const call = await editTo(message, place.put(PAPERS))
    expect(call.payload).toMatchObject({
      chat_id: message.chat.id,
      message_id: answer.message_id,
      link_preview_options: { is_disabled: true },
    })
    expect(quotationsIn(standing(bot.api, answer))).toEqual([MUTUAL])
    expect(standing(bot.api, answer)).toMatchObject({
      message_id: answer.message_id,
      ...(answer.message_thread_id && { message_thread_id: answer.message_thread_id }),
    })
    await settle(message)
    expect(sendsSince(bot.api, before)).toHaveLength(1)
    expect(editsSince(bot.api, before)).toHaveLength(1)
  })

  it('has after an edit the words, the markup and the buttons of an answer to the new query', async () => {
    const { message, answer } = await askIn(place, START)
    await editTo(message, place.put(PAPERS))
    const fresh = (await askIn(place, PAPERS)).answer
    const { text, entities, reply_markup } = standing(bot.api, answer)
    expect({ text, entities, reply_markup }).toEqual({
      text: fresh.text,
      entities: fresh.entities,
      reply_markup: fresh.reply_markup,
    })
    expect(buttonsIn(standing(bot.api, answer))).not.toEqual(buttonsIn(answer))
  })

  it('may be edited several times, and the last one stands', async () => {
    const { message, answer } = await askIn(place, START)
    const before = bot.api.mark()
    for (const query of [PAPERS, '摊位费', START, '末班船几点']) bot.api.edit(message, place.put(query))
    await settle(message)
    expect(quotationsIn(standing(bot.api, answer))).toEqual(['末班船延长到晚上十一点，周末再加一班。'])
    expect(editsSince(bot.api, before)).toHaveLength(4)
    expect(sendsSince(bot.api, before)).toHaveLength(1)
  })

  it('edited with the same text has nothing done', async () => {
    const { message } = await askIn(place, START)
    const before = bot.api.mark()
    bot.api.edit(message, place.put(START))
    await expectNothing(message, before)
  })
})

describe('a query', () => {
  it('that was edited to what the material does not tell is answered so, without buttons of before', async () => {
    const { message, answer } = await bot.api.ask(START)
    expect(buttonsIn(answer)).not.toEqual([])
    await editTo(message, '火星上有人吗')
    expect(standing(bot.api, answer).text).toContain(texts.none)
    expect(pagesIn(standing(bot.api, answer))).toEqual([])
    await editTo(message, START)
    expect(quotationsIn(standing(bot.api, answer))).toEqual([BERTHS])
    expect(buttonsIn(standing(bot.api, answer))).toEqual(buttonsIn(answer))
  })

  it('put in place of a command is answered in place of what that got', async () => {
    const { message, answer } = await bot.api.ask('/help')
    await editTo(message, START)
    expect(quotationsIn(standing(bot.api, answer))).toEqual([BERTHS])
    const asked = await bot.api.ask('/ask', { type: 'group' })
    await editTo(asked.message, `/ask ${START}`)
    expect(quotationsIn(standing(bot.api, asked.answer))).toEqual([BERTHS])
  })

  it.each([
    ['/topics', '/speakers'],
    ['/speakers', '/article'],
  ])('%s edited to %s shows the other', async (one, other) => {
    const { message, answer } = await bot.api.ask(one)
    const fresh = (await bot.api.ask(other)).answer
    const before = bot.api.mark()
    bot.api.edit(message, other)
    await settle(message)
    expect(editsSince(bot.api, before)).toHaveLength(1)
    expect(standing(bot.api, answer).text).toBe(fresh.text)
  })

  it('edited an hour later at the latest is answered anew', async () => {
    const { message, answer } = await bot.api.ask(START)
    await editTo(message, PAPERS, { seconds: HOUR })
    expect(quotationsIn(standing(bot.api, answer))).toEqual([MUTUAL])
  })

  it.each([HOUR + 1, 2 * HOUR, 47 * HOUR])('edited %i seconds later keeps its answer', async (seconds) => {
    const { message, answer } = await bot.api.ask(START)
    const before = bot.api.mark()
    bot.api.edit(message, PAPERS, { seconds })
    await expectNothing(message, before)
    expect(standing(bot.api, answer)).toEqual(answer)
  })

  it('edited again and again is not answered for longer than an hour', async () => {
    const { message, answer } = await bot.api.ask(START)
    await editTo(message, PAPERS, { seconds: HOUR - 1 })
    const before = bot.api.mark()
    bot.api.edit(message, '摊位费', { seconds: HOUR + 60 })
    await expectNothing(message, before)
    expect(quotationsIn(standing(bot.api, answer))).toEqual([MUTUAL])
  })

  it.each([
    [PRIVATE, `${START}？`],
    [GROUP, `/ask${HANDLE}  ${START} `],
  ])('edited to one with the same answer is no failure (%#)', async (place, text) => {
    const { message, answer } = await askIn(place, START)
    const refused = bot.api.faults.length
    const before = bot.api.mark()
    bot.api.edit(message, text)
    await settle(message)
    expect(standing(bot.api, answer).text).toBe(answer.text)
    expect(sendsSince(bot.api, before)).toHaveLength(1)
    expect(problems()).toEqual([])
    // Telegram says of the same again that nothing is modified, which nobody can foresee after a restart.
    for (const fault of bot.api.faults.splice(refused)) expect(fault).toContain('message is not modified')
  })
})

describe('the old answer stays where an edited query', () => {
  it.each<[string, Place, string]>([
    ['lost its words but for the mention', MENTION, HANDLE],
    ['does not mention the bot any more', MENTION, PAPERS],
    ['mentions another', MENTION, `@alice ${PAPERS}`],
    ['replies to the bot and mentions another', REPLY, `@alice ${PAPERS}`],
    ['is a command of another bot', GROUP, `/ask@other_bot ${PAPERS}`],
    ['is no command any more', GROUP, PAPERS],
    ['is a command of no one', GROUP, `/other ${PAPERS}`],
    ['only thanks by mention', MENTION, `谢谢 ${HANDLE}`],
    ['only thanks by reply', REPLY, '谢谢！'],
  ])('%s', async (_, place, text) => {
    const { message, answer } = await askIn(place, START)
    const before = bot.api.mark()
    bot.api.edit(message, text)
    await expectNothing(message, before)
    expect(standing(bot.api, answer)).toEqual(answer)
    // It is not forgotten: once it asks again, it is answered.
    await editTo(message, place.put(PAPERS))
    expect(quotationsIn(standing(bot.api, answer))).toEqual([MUTUAL])
  })

  it.each([PRIVATE, GROUP])('$name lost all words but the command', async (place) => {
    const { message, answer } = await bot.api.ask(`/ask ${START}`, place.options)
    const before = bot.api.mark()
    bot.api.edit(message, '/ask')
    await expectNothing(message, before)
    expect(standing(bot.api, answer)).toEqual(answer)
  })

  it('in private became thanks', async () => {
    const { message, answer } = await bot.api.ask(START)
    const before = bot.api.mark()
    bot.api.edit(message, '谢谢！')
    await expectNothing(message, before)
    expect(standing(bot.api, answer)).toEqual(answer)
  })

  it('became a photo without a caption', async () => {
    const { message, answer } = await askIn(PRIVATE, START)
    const before = bot.api.mark()
    bot.api.message('', {
      edits: message,
      fields: { photo: [{ file_id: 'f', file_unique_id: 'u', width: 9, height: 9 }] },
    })
    await expectNothing(message, before)
    expect(standing(bot.api, answer)).toEqual(answer)
  })
})

describe('nothing is done', () => {
  it.each(PLACES.filter(({ options }) => options.type !== undefined))(
    'for what was not asked and becomes a query $name',
    async ({ options, put }) => {
      const before = bot.api.mark()
      const { message } = bot.api.message('大家好', options)
      bot.api.edit(message, put(START))
      await expectNothing(message, before)
    },
  )

  it('for a query that an earlier process answered', async () => {
    const api = await startFakeBotApi()
    const first = await startBot({ api, knowledge: await knowledge })
    const { message, answer } = await api.ask(START)
    await first.polling.stop()
    const second = await startBot({ api, knowledge: await knowledge })
    const before = api.mark()
    api.edit(message, PAPERS)
    expect(quotationsIn((await api.ask('摊位费')).answer)).toEqual(['摊位费三年不涨。'])
    expect(editsSince(api, before)).toEqual([])
    expect(sendsSince(api, before)).toHaveLength(1)
    expect(standing(api, answer)).toEqual(answer)
    await second.stop()
    expect(api.faults).toEqual([])
  })

  it('for a query of the same number in another chat', async () => {
    const { message, answer } = await bot.api.ask(START)
    const before = bot.api.mark()
    const elsewhere = { ...message, chat: { id: 71, type: 'private', first_name: 'User 71' } } as const
    bot.api.edit(elsewhere, PAPERS)
    await expectNothing(elsewhere, before)
    expect(standing(bot.api, answer)).toEqual(answer)
  })
})

describe('/reload', () => {
  const loads = { count: 0 }
  const counting = async (): Promise<KnowledgeBase> => {
    const base = await knowledge
    return {
      ...base,
      reload: async () => {
        loads.count++
        return { kind: 'refused', problems: [] }
      },
    }
  }
  const own = useBot(counting)
  afterEach(() => {
    loads.count = 0
  })

  it('in place of a query is not carried out, and the answer stays', async () => {
    const { message, answer } = await own.api.ask(START, { from: ADMIN })
    const before = own.api.mark()
    own.api.edit(message, '/reload')
    await own.api.ask('摊位费', { from: ADMIN })
    await own.running.handled()
    expect(loads.count).toBe(0)
    expect(editsSince(own.api, before)).toEqual([])
    expect(standing(own.api, answer)).toEqual(answer)
  })

  it('that was carried out keeps its report when it is edited', async () => {
    const { message, answer } = await own.api.ask('/reload', { from: ADMIN })
    expect(loads.count).toBe(1)
    const before = own.api.mark()
    own.api.edit(message, START)
    own.api.edit(message, '/reload ')
    await own.api.ask('摊位费', { from: ADMIN })
    await own.running.handled()
    expect(loads.count).toBe(1)
    expect(editsSince(own.api, before)).toEqual([])
    expect(standing(own.api, answer)).toEqual(answer)
  })
})

describe('there is one message only', () => {
  it.each(PLACES.filter(({ isReply }) => !isReply))(
    'when a query $name is edited before it was answered',
    async ({ options, put }) => {
      const before = bot.api.mark()
      const { message } = bot.api.message(put(START), options)
      bot.api.edit(message, put(PAPERS), { seconds: 0 })
      await bot.api.nextCall('editMessageText', { after: before })
      await settle(message)
      const [first] = sendsSince(bot.api, before)
      expect(sendsSince(bot.api, before)).toHaveLength(2)
      expect(first?.payload.text).toContain(BERTHS)
      expect(quotationsIn(bot.api.sent(message.chat.id)[0] ?? {})).toEqual([MUTUAL])
    },
  )

  it('when it is edited while its answer is on its way', async () => {
    const sending = new Promise<void>((resolve) => {
      bot.api.failWith((method) => {
        if (method !== 'sendMessage') return undefined
        resolve()
        return { delay: 150 }
      })
    })
    const { message } = bot.api.message(START)
    await sending
    for (const query of ['摊位费', '末班船几点', PAPERS]) bot.api.edit(message, query)
    await bot.api.nextCall((call) => call.method === 'editMessageText' && call.payload.text?.includes(MUTUAL) === true)
    expect(bot.api.sent(message.chat.id).map(quotationsIn)).toEqual([[MUTUAL]])
    expect(sendsSince(bot.api, 0)).toHaveLength(1)
  })

  it('when its answer was deleted meanwhile, which is no failure', async () => {
    const { message } = await bot.api.ask(START)
    const before = bot.api.mark()
    bot.api.failWith((method) => (method === 'editMessageText' ? NO_MESSAGE : undefined))
    await editTo(message, PAPERS)
    await editTo(message, '末班船几点')
    await settle(message)
    expect(editsSince(bot.api, before)).toHaveLength(2)
    expect(sendsSince(bot.api, before)).toHaveLength(1)
    expect(problems()).toEqual([])
  })

  it('when Telegram refuses the edit, which is logged as a warning', async () => {
    const { message } = await bot.api.ask(START)
    const before = bot.api.mark()
    bot.api.failWith((method) =>
      method === 'editMessageText'
        ? { error_code: 400, description: "Bad Request: message can't be edited" }
        : undefined,
    )
    await editTo(message, PAPERS)
    await settle(message)
    expect(editsSince(bot.api, before)).toHaveLength(1)
    expect(sendsSince(bot.api, before)).toHaveLength(1)
    expect(problems()).toEqual([{ level: 'warn', line: expect.stringContaining("can't be edited") }])
    expect(bot.running.lines.join('')).not.toContain(PAPERS)
  })

  it.each([undefined, 'group'] as const)('when a button was pressed before (%s)', async (type) => {
    const { message, answer } = await bot.api.ask(`/ask ${START}`, type && { type })
    await bot.api.press(answer, texts.buttons.context)
    expect(standing(bot.api, answer).text).not.toBe(answer.text)
    const before = bot.api.mark()
    await editTo(message, `/ask ${PAPERS}`)
    expect(quotationsIn(standing(bot.api, answer))).toEqual([MUTUAL])
    await bot.api.press(standing(bot.api, answer), texts.buttons.context)
    await bot.api.press(standing(bot.api, answer), texts.buttons.back)
    expect(quotationsIn(standing(bot.api, answer))).toEqual([MUTUAL])
    expect(sendsSince(bot.api, before)).toEqual([])
  })

  it("when somebody's vote on the old answer takes long: the edit waits for its buttons", async () => {
    const { message, answer } = await bot.api.ask(`/ask ${START}`, { type: 'group' })
    const before = bot.api.mark()
    bot.api.failWith((method) => (method === 'editMessageReplyMarkup' ? { delay: 300 } : undefined))
    const down = answer.reply_markup?.inline_keyboard.flat().find(({ text }) => text === SIGNS.down)
    bot.api.callbackQuery(down && 'callback_data' in down ? down.callback_data : '', answer, { from: 55 })
    bot.api.edit(message, `/ask ${PAPERS}`)
    await bot.running.handled()
    const changes = bot.api.calls.slice(before).flatMap(({ method }) => (method.startsWith('edit') ? [method] : []))
    expect(changes).toEqual(['editMessageReplyMarkup', 'editMessageText'])
    const fresh = (await bot.api.ask(`/ask ${PAPERS}`, { type: 'group' })).answer
    expect(standing(bot.api, answer).reply_markup).toEqual(fresh.reply_markup)
  })

  it('when a button of the old answer is pressed after the edit', async () => {
    const { message, answer } = await bot.api.ask(START)
    await editTo(message, PAPERS)
    const before = bot.api.mark()
    // On the screen is still the answer as it was.
    await bot.api.press(answer, texts.buttons.context)
    expect(quotationsIn(standing(bot.api, answer))).toContain(BERTHS)
    expect(sendsSince(bot.api, before)).toEqual([])
  })

  it('when the new query cannot be answered: the old answer stays, and the failure is logged', async () => {
    failing.query = PAPERS
    onTestFinished(() => void delete failing.query)
    const { api, lines, stop } = await startBot({ knowledge: await knowledge })
    const { message, answer } = await api.ask(START)
    const before = api.mark()
    api.edit(message, PAPERS)
    await api.ask('摊位费')
    expect(editsSince(api, before)).toEqual([])
    expect(sendsSince(api, before)).toHaveLength(1)
    expect(standing(api, answer)).toEqual(answer)
    expect(problemsIn(lines).map(({ level }) => level)).toEqual(['error'])
    expect(lines.join('')).not.toContain(PAPERS)
    await stop()
  })
})

it('an edit is not answered with a new message when another has asked in between', async () => {
  const { message, answer } = await askIn(GROUP, START)
  const other = await bot.api.ask('/ask 摊位费', { type: 'group', from: 12 })
  const before = bot.api.mark()
  await editTo(message, `/ask ${PAPERS}`)
  expect(quotationsIn(standing(bot.api, answer))).toEqual([MUTUAL])
  expect(standing(bot.api, other.answer)).toEqual(other.answer)
  expect(sendsSince(bot.api, before)).toEqual([])
})
