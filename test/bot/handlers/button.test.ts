import type { Message } from 'grammy/types'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toCode } from '../../../src/answer/browse/codes.ts'
import { createKnowledgeBase } from '../../../src/answer/knowledge-base.ts'
import type { Article } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, loadedOf, toArticle } from '../../articles.ts'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import {
  ADMIN,
  allTexts,
  boldIn,
  buttonsIn,
  pagesIn,
  fold,
  madeUpKnowledge,
  quotationsIn,
  type RunningBot,
  sendsSince,
  startBot,
  texts,
} from '../start-bot.ts'

/** 苏芸 did not speak of it, 林海 did. */
const UNSAID = '苏芸怎么看深水泊位'
const ASKER = 2002
const STRANGER = 4711
const BERTHS = '新码头明年三月动工，先建两个深水泊位。'

const TWO_CALLED_ALIKE = toArticle(`---
id: rivers
title: 江河
publication: 港城日报
speakers:
  - {name: 何川, office: 水利局局长, aliases: [小何]}
  - {name: 何桥, office: 桥梁局局长, aliases: [小何]}
---

## 治水

【何川】今年要把河底的淤泥都清出来。
`)

let running: RunningBot
let api: FakeBotApi
/** What a reload finds. */
let articles: readonly Article[]

beforeEach(async () => {
  articles = [HARBOUR, MARKET, FERRY]
  const knowledge = await createKnowledgeBase(async () => loadedOf(...articles), fold)
  running = await startBot({ knowledge })
  api = running.api
})
afterEach(async () => {
  await running.stop()
  expect(running.lines.filter((line) => line.includes('failed'))).toEqual([])
  expect(api.faults).toEqual([])
})

/** A message of the bot as it now stands. */
function standing({ chat, message_id }: Message): Message {
  const message = api.sent(chat.id).find((sent) => sent.message_id === message_id)
  if (!message) throw new Error('The bot sent no such message')
  return message
}

const editsSince = (mark: number) => api.calls.slice(mark).filter(({ method }) => method.startsWith('edit'))

describe('pressing a button', () => {
  it('turns the message itself into the quotation, with who said it and the source', async () => {
    const { answer } = await api.ask(UNSAID)
    expect(pagesIn(answer)).toEqual(['林海'])
    const before = api.mark()
    const { call } = await api.press(answer, '林海')
    const opened = standing(answer)
    expect(opened.text?.split('\n')).toEqual(['林海：', BERTHS, '—— 林海，港务局局长 · 港城日报 2024年5月6日'])
    expect(quotationsIn(opened)).toEqual([BERTHS])
    expect(call.payload.text).toBeUndefined()
    expect(sendsSince(api, before)).toEqual([])
    expect(editsSince(before)[0]?.payload).toMatchObject({
      message_id: answer.message_id,
      link_preview_options: { is_disabled: true },
    })
  })

  it('of a speaker opens passages of theirs', async () => {
    const { answer } = await api.ask('苏主任说了什么')
    expect(buttonsIn(answer)).toEqual(['苏芸', '苏雨'])
    await api.press(answer, '苏雨')
    expect(quotationsIn(standing(answer))).toEqual(['摊位费三年不涨。'])
    expect(boldIn(standing(answer))).toContain('苏雨')
  })

  it('of a person whom a title may mean opens their card', async () => {
    const { answer } = await api.ask('苏主任是谁')
    expect(buttonsIn(answer)).toEqual(['苏芸', '苏雨'])
    await api.press(answer, '苏雨')
    expect(standing(answer).text?.split('\n').slice(0, 2)).toEqual(['苏雨', '市场协会秘书长'])
    expect(quotationsIn(standing(answer))).toEqual([])
  })

  it('of a speaker without passages opens their card', async () => {
    articles = [TWO_CALLED_ALIKE]
    await api.ask('/reload', { from: ADMIN })
    const { answer } = await api.ask('小何是谁')
    expect(buttonsIn(answer)).toEqual(['何川', '何桥'])
    await api.press(answer, '何桥')
    expect(standing(answer).text?.split('\n').slice(0, 3)).toEqual(['何桥', '桥梁局局长', texts.saidNothing])
    expect(quotationsIn(standing(answer))).toEqual([])
  })

  it('twice in a row is answered both times, and logs no error', async () => {
    const { answer } = await api.ask(UNSAID)
    await api.press(answer, '林海')
    // The other's screen shows the message as it was: the second tap comes before the first has changed it.
    const refused = api.faults.length
    await api.press(answer, '林海')
    expect(quotationsIn(standing(answer))).toEqual([BERTHS])
    expect(api.faults.splice(refused)).toEqual([expect.stringContaining('message is not modified')])
  })

  it('in a topic changes the message there', async () => {
    const { answer } = await api.ask(`/ask ${UNSAID}`, { topic: 77 })
    await api.press(answer, '林海')
    expect(standing(answer)).toMatchObject({ message_thread_id: 77 })
    expect(quotationsIn(standing(answer))).toEqual([BERTHS])
  })
})

describe.each(['group', 'supergroup'] as const)('in a %s', (type) => {
  const CHAT_ADMIN = { id: 8008, is_bot: false, first_name: 'Chat admin' }

  it.each<[string, number]>([
    ['who asked', ASKER],
    ['an admin of the bot', ADMIN],
    ['an admin of the chat', CHAT_ADMIN.id],
  ])('%s may press, and changes that message', async (_, from) => {
    const { answer } = await api.ask(`/ask ${UNSAID}`, { type, from: ASKER })
    api.setAdministrators(answer.chat.id, [CHAT_ADMIN])
    const before = api.mark()
    const { call } = await api.press(answer, '林海', { from })
    expect(call.payload.text).toBeUndefined()
    expect(quotationsIn(standing(answer))).toEqual([BERTHS])
    expect(standing(answer).reply_to_message?.text).toBe(`/ask ${UNSAID}`)
    expect(sendsSince(api, before)).toEqual([])
  })

  it('another user gets a refusal in their language, and the message stays', async () => {
    const { answer } = await api.ask(`/ask ${UNSAID}`, { type, from: ASKER })
    const before = api.mark()
    const { call } = await api.press(answer, '林海', { from: STRANGER, languageCode: 'en' })
    expect(call.payload.text).toBe(allTexts.en.notYours)
    expect(editsSince(before)).toEqual([])
    expect(standing(answer).text).toBe(answer.text)
  })

  it("the buttons stay the asker's when an admin presses", async () => {
    const { answer } = await api.ask(`/ask ${UNSAID}`, { type, from: ASKER })
    await api.press(answer, '林海', { from: ADMIN })
    const opened = standing(answer)
    expect((await api.press(opened, texts.buttons.context, { from: STRANGER })).call.payload.text).toBe(texts.notYours)
    expect((await api.press(opened, texts.buttons.context, { from: ASKER })).call.payload.text).toBeUndefined()
  })

  it('the buttons under what an admin asked who hides behind the group are those of admins', async () => {
    const { answer } = await api.ask(`/ask ${UNSAID}`, { type, anonymousAdmin: true })
    expect((await api.press(answer, '林海', { from: STRANGER })).call.payload.text).toBe(texts.notYours)
    api.setAdministrators(answer.chat.id, [CHAT_ADMIN])
    expect((await api.press(answer, '林海', { from: CHAT_ADMIN.id })).call.payload.text).toBeUndefined()
  })
})

describe('a button of long ago', () => {
  it('works in a bot that was started anew', async () => {
    const { answer } = await api.ask(UNSAID)
    await running.polling.stop()
    running = await startBot({ api, knowledge: await madeUpKnowledge() })
    await api.press(answer, '林海')
    expect(quotationsIn(standing(answer))).toEqual([BERTHS])
  })

  it('that was pressed while no bot ran is answered by the next', async () => {
    const { answer } = await api.ask(UNSAID)
    await running.polling.stop()
    const pressed = api.press(answer, '林海')
    running = await startBot({ api, knowledge: await madeUpKnowledge() })
    await pressed
    expect(quotationsIn(standing(answer))).toEqual([BERTHS])
  })

  it('still opens its passage after a reload that kept it', async () => {
    const { answer } = await api.ask(UNSAID)
    articles = [HARBOUR]
    expect((await api.ask('/reload', { from: ADMIN })).answer.text).toContain('现有 1 篇文章、')
    await api.press(answer, '林海')
    expect(quotationsIn(standing(answer))).toEqual([BERTHS])
  })

  it('whose passage is gone after a reload says so, and the message stays', async () => {
    const { answer } = await api.ask(UNSAID)
    articles = [MARKET, FERRY]
    await api.ask('/reload', { from: ADMIN })
    const before = api.mark()
    const { call } = await api.press(answer, '林海')
    expect(call.payload.text).toBe(texts.gone)
    expect(editsSince(before)).toEqual([])
    expect(standing(answer).text).toBe(answer.text)
  })
})

describe('a press with unknown data', () => {
  it.each([
    ...[
      ' ',
      'next',
      'p:harbour_start',
      'x00100KE8I6',
      's00000../..',
      '😀',
      'language',
      `t00000${toCode('article', 'gone')}`,
    ].map((data) => [data, texts.goneItem]),
    ...['a00100', 'a00100zzzzz'].map((data) => [data, texts.gone]),
  ])('(%j) is told %s, and changes nothing', async (data = '', told) => {
    const { answer } = await api.ask(UNSAID)
    const before = api.mark()
    const { query } = api.callbackQuery(data, answer)
    const call = await api.nextCall('answerCallbackQuery', { after: before })
    expect(call.payload).toMatchObject({ callback_query_id: query.id, text: told })
    expect(editsSince(before)).toEqual([])
    expect(sendsSince(api, before)).toEqual([])
  })

  it('changes nothing in a group either, where no languages are offered', async () => {
    const { answer } = await api.ask(`/ask ${UNSAID}`, { type: 'group', from: ASKER })
    const before = api.mark()
    api.callbackQuery('language:en', answer, { from: STRANGER })
    await api.nextCall('answerCallbackQuery', { after: before })
    expect(standing(answer).text).toBe(answer.text)
  })

  it('of a message that is out of reach is answered', async () => {
    const { answer } = await api.ask(UNSAID)
    const before = api.mark()
    const { query } = api.callbackQuery(`a00100${toCode('passage', 'harbour_start')}`, {
      chat: answer.chat,
      message_id: answer.message_id,
      date: 0,
    })
    const call = await api.nextCall('answerCallbackQuery', { after: before })
    expect(call.payload.callback_query_id).toBe(query.id)
    expect(quotationsIn(standing(answer))).toEqual([BERTHS])
  })
})
