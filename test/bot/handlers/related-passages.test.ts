import type { Message } from 'grammy/types'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { createShelf, editsSince, pressInVain, standing, startAnew, turn } from '../reading.ts'
import { ADMIN, buttonsIn, pagesIn, quotationsIn, type RunningBot, sendsSince, startBot, texts } from '../start-bot.ts'

const { buttons } = texts
const BERTHS = '新码头明年三月动工，先建两个深水泊位。'
const MONEY = '扩建总投资四十亿元，由市财政和港务集团分担。'
const PAPERS = '船员证书要实现港澳互认。'
const CREW = '我建议提高远洋船员的伙食标准，并让学生上船实习半年。'

/** So many characters of which each sentence is another. */
function long(subject: string, length: number): string {
  return Array.from(
    { length: Math.ceil(length / 20) },
    (_, index) => `${subject}的第${index + 1}条做法已经写进今年的计划里。`,
  ).join('')
}

/** Several speakers on one subject, and more paragraphs than a page holds. */
const TREES = toArticle(`---
id: trees
title: 行道树四问
publication: 林报
date: 2024-09
speakers:
  - {name: 白桦, office: 园林局局长}
  - {name: 丁香, office: 植物园主任}
  - {name: 乔松, office: 林学院教授}
  - {name: 米兰, office: 花卉协会会长}
---

# 导语

【叙述】全市共有行道树八十万棵。 ^lead

## 补种

【问】今年怎样补种行道树？

【白桦】补种行道树要选本地的香樟和银杏。 ^birch

【丁香】补种行道树先要把树坑挖深一倍。 ^lilac

【白桦】补种行道树的钱由市财政出。 ^paid

【乔松】补种行道树不能赶在盛夏。 ^pine

【丁香】补种行道树还要给每棵树编号。 ^number

【米兰】补种行道树的地方也可以种花。 ^flower

## 修剪

【问】修剪由谁负责？

【白桦】${long('修剪', 900)} ^cut-1

【丁香】${long('浇水', 1200)} ^cut-2

【乔松】${long('施肥', 700)} ^cut-3

【白桦】${long('除虫', 1900)} ^cut-4

【米兰】电话一打就有人来。 ^cut-5
`)

const ALL = [HARBOUR, MARKET, FERRY, TREES] as const
const TREES_READ = TREES.exchanges.flatMap(({ passages }) => passages.map(({ text }) => text))

let shelf: Awaited<ReturnType<typeof createShelf>>
let running: RunningBot
let api: FakeBotApi

beforeEach(async () => {
  shelf = await createShelf(...ALL)
  running = await startBot({ knowledge: shelf.knowledge })
  api = running.api
})
afterEach(async () => {
  await running.stop()
  expect(running.lines.filter((line) => line.includes('failed'))).toEqual([])
  expect(api.faults).toEqual([])
})

/** The label of the button to further passages. */
function moreIn(message: Message): string {
  return buttonsIn(message).find((label) => label.startsWith(buttons.more(0).slice(0, -1))) ?? ''
}

/** Follows one button as long as it is there, and gives what each page quotes, the first one's too. */
async function follow(message: Message, label: string, most = 30): Promise<string[][]> {
  const pages = [quotationsIn(standing(api, message))]
  while (buttonsIn(standing(api, message)).includes(label) && pages.length < most)
    pages.push(quotationsIn(await turn(api, message, label)))
  return pages
}

describe('in context', () => {
  it('shows the paragraphs before and after under their question, and leads back to the answer as it was', async () => {
    const { answer } = await api.ask('补种行道树先要把树坑挖深一倍')
    expect(quotationsIn(answer)[0]).toBe('补种行道树先要把树坑挖深一倍。')
    const opened = await turn(api, answer, buttons.context)
    expect(opened.text.split('\n')[0]).toBe(texts.asked('今年怎样补种行道树？'))
    expect(quotationsIn(opened)).toEqual([
      '补种行道树要选本地的香樟和银杏。',
      '补种行道树先要把树坑挖深一倍。',
      '补种行道树的钱由市财政出。',
    ])
    expect(opened.text).toMatch(/\n\n▸ 丁香：\n补种行道树先要把树坑挖深一倍。\n—— 植物园主任\n\n/u)
    expect(opened.text).toContain('\n\n白桦：\n补种行道树要选本地的香樟和银杏。\n—— 园林局局长\n\n')
    expect(opened.text).toMatch(/\n出处：《行道树四问》，林报，2024年9月$/u)
    expect(buttonsIn(opened)).toEqual([buttons.before, buttons.after, buttons.back, buttons.words('丁香', 3)])
    const { text, entities, reply_markup } = await turn(api, answer, buttons.back)
    expect({ text, reply_markup }).toEqual({ text: answer.text, reply_markup: answer.reply_markup })
    // What the query matched is not known any more; who said it and the links are.
    expect(entities?.filter(({ type }) => type !== 'bold')).toEqual(
      answer.entities?.filter(({ type }) => type !== 'bold'),
    )
  })

  it('goes page by page through the whole article, in order, with nothing left out or twice, and back', async () => {
    const { answer } = await api.ask('/start p_trees_lead')
    expect(buttonsIn(answer)).not.toContain(buttons.before)
    const on = await follow(answer, buttons.after)
    expect(on.flat()).toEqual(TREES_READ)
    expect(on.length).toBeGreaterThan(5)
    expect(Math.max(...on.map((page) => page.join('').length))).toBeLessThanOrEqual(2000)
    const back = await follow(answer, buttons.before)
    expect(back.toReversed().flat()).toEqual(TREES_READ)
    expect(buttonsIn(standing(api, answer))).not.toContain(buttons.before)
    expect(standing(api, answer).text).toContain(`\n${TREES_READ[0]}\n`)
  })

  it('has the question of its own exchange above every page', async () => {
    const { answer } = await api.ask('/start p_trees_lead')
    for (let page = 0; page < 30 && buttonsIn(standing(api, answer)).includes(buttons.after); page++) {
      const { text, ...rest } = await turn(api, answer, buttons.after)
      const [first = ''] = quotationsIn({ text, ...rest })
      const exchange = TREES.exchanges.find(({ passages }) => passages.some((passage) => passage.text === first))
      expect(text.split('\n')[0]).toBe(texts.asked(exchange?.question?.text ?? ''))
    }
  })

  it('leads back from however far', async () => {
    const { answer } = await api.ask('新码头什么时候动工')
    await turn(api, answer, buttons.context)
    await follow(answer, buttons.after)
    expect((await turn(api, answer, buttons.back)).text).toBe(answer.text)
  })
})

describe('the way back', () => {
  it.each(['船员', '新码头什么时候动工', '深水泊卫几时动工', '苏芸和苏雨的观点有什么不同', '菜市场通风'])(
    'from around %s leads to the same words',
    async (query) => {
      const { answer } = await api.ask(query)
      for (const label of buttonsIn(answer).filter((one) => one.startsWith(buttons.context))) {
        await turn(api, answer, label)
        expect(await turn(api, answer, buttons.back)).toMatchObject({
          text: answer.text,
          reply_markup: answer.reply_markup,
        })
      }
    },
  )

  it('keeps the sentence with the figure that was asked for', async () => {
    const { answer } = await api.ask('新船多少钱')
    await turn(api, answer, buttons.context)
    expect((await turn(api, answer, buttons.back)).text).toBe(answer.text)
  })

  it('keeps what each part answers', async () => {
    const { answer } = await api.ask('新码头什么时候动工？船员的伙食标准怎么提高？')
    await turn(api, answer, buttons.context)
    expect((await turn(api, answer, buttons.back)).text).toBe(answer.text)
  })

  it('keeps that it was not understood what is asked', async () => {
    const { answer } = await api.ask('What does Lin Hai want to build?')
    expect(answer.text).toContain(texts.unjudged(['林海']))
    await turn(api, answer, buttons.context)
    expect((await turn(api, answer, buttons.back)).text).toBe(answer.text)
  })
})

describe('more', () => {
  it('lists the further passages page by page and back', async () => {
    const { answer } = await api.ask('补种行道树')
    const shown = quotationsIn(answer)
    const more = moreIn(answer)
    const total = Number(/\d+$/u.exec(more)?.[0])
    expect(more).toBe(buttons.more(total))
    const first = await turn(api, answer, more)
    expect(first.text).toContain(texts.moreTitle(total))
    const pages = await follow(answer, buttons.next)
    expect(pages.flat()).toHaveLength(total)
    expect(new Set([...shown, ...pages.flat()]).size).toBe(shown.length + total)
    expect(await follow(answer, buttons.previous)).toEqual(pages.toReversed())
    expect((await turn(api, answer, buttons.back)).text).toBe(answer.text)
  })

  it('tells of each who said it, in what office, and where it is from', async () => {
    const { answer } = await api.ask('新码头什么时候动工')
    const { text } = await turn(api, answer, buttons.more(3))
    expect(text).toContain('关于林海（叙述）：\n林海在港务局工作了二十年，主持过老码头改造。\n林海，港务局局长\n')
    expect(text).toContain('出处：《港口三问》，港城日报，2024年5月6日')
    expect(text).toContain('出处：《轮渡三问》，港城日报，2024年7月')
  })
})

describe('of one speaker', () => {
  it("shows all that they said, what they said with another too, and nothing of a namesake's", async () => {
    const { answer } = await api.ask('新码头什么时候动工')
    await turn(api, answer, buttons.context)
    const opened = await turn(api, answer, buttons.words('林海', 2))
    expect(opened.text).toContain(texts.wordsTitle('林海', 2))
    expect(quotationsIn(opened)).toEqual([BERTHS, PAPERS])
    expect((await turn(api, answer, buttons.back)).text).toBe(answer.text)
  })

  it('goes page by page where it is much', async () => {
    const { answer } = await api.ask('补种行道树的钱由谁出')
    expect(quotationsIn(answer)[0]).toBe('补种行道树的钱由市财政出。')
    await turn(api, answer, buttons.context)
    await turn(api, answer, buttons.words('白桦', 4))
    const pages = await follow(answer, buttons.next)
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.flat()).toEqual(
      TREES.exchanges.flatMap(({ passages }) =>
        passages.flatMap(({ voice, text }) =>
          voice.kind === 'speech' && voice.speakers[0]?.name === '白桦' ? [text] : [],
        ),
      ),
    )
    expect((await turn(api, answer, buttons.back)).text).toBe(answer.text)
  })

  it('is there for either of two who speak together', async () => {
    const { answer } = await api.ask('船员证书港澳互认')
    await turn(api, answer, buttons.context)
    expect(quotationsIn(await turn(api, answer, buttons.words('苏芸', 2)))).toEqual([CREW, PAPERS])
    await turn(api, answer, buttons.back)
    await turn(api, answer, buttons.context)
    expect(quotationsIn(await turn(api, answer, buttons.words('林海', 2)))).toEqual([BERTHS, PAPERS])
  })
})

describe('others on this', () => {
  it('shows the best passage of each other speaker', async () => {
    const { answer } = await api.ask('补种行道树')
    const speaker = answer.text.split('：')[0] ?? ''
    // All that was found, best first.
    const found = [...quotationsIn(answer)]
    await turn(api, answer, moreIn(answer))
    found.push(...(await follow(answer, buttons.next)).flat())
    await turn(api, answer, buttons.others(3))
    const pages = (await follow(answer, buttons.next)).flat()
    const nameOf = (words: string) =>
      TREES.exchanges
        .flatMap(({ passages }) => passages)
        .flatMap(({ text, voice }) => (text === words && voice.kind === 'speech' ? voice.speakers : []))[0]?.name ?? ''
    const best = [...new Set(found.map(nameOf))].filter((name) => name !== '' && name !== speaker)
    expect(pages).toEqual(best.map((name) => found.find((words) => nameOf(words) === name)))
    expect(best).toHaveLength(3)
    expect((await turn(api, answer, buttons.back)).text).toBe(answer.text)
  })
})

/** Every page that is reached from an answer by one button. */
const FROM_ANSWER = [buttons.context, buttons.more(3)]

describe('a button of long ago', () => {
  it.each(FROM_ANSWER)('%s works in a bot that was started anew, and what it opens too', async (label) => {
    const { answer } = await api.ask('新码头什么时候动工')
    const fresh = await turn(api, answer, label)
    await turn(api, answer, buttons.back)
    running = await startAnew(running, ...ALL)
    expect(await turn(api, answer, label)).toMatchObject({ text: fresh.text, reply_markup: fresh.reply_markup })
    running = await startAnew(running, ...ALL)
    expect((await turn(api, answer, buttons.back)).text).toBe(answer.text)
  })

  it.each(FROM_ANSWER)('%s works after a reload that kept the passages and added others', async (label) => {
    await shelf.reload(api, HARBOUR, MARKET, FERRY)
    const { answer } = await api.ask('新码头什么时候动工')
    const fresh = await turn(api, answer, label)
    await turn(api, answer, buttons.back)
    await shelf.reload(api, TREES, ...ALL.slice(0, 3).toReversed())
    expect((await turn(api, answer, label)).text).toBe(fresh.text)
    expect((await turn(api, answer, buttons.back)).text).toBe(answer.text)
  })

  it('says so where its passages are gone, and the message stays', async () => {
    const { answer } = await api.ask('新码头什么时候动工')
    await shelf.reload(api, MARKET, TREES)
    for (const label of FROM_ANSWER) expect(await pressInVain(api, answer, label), label).toBe(texts.gone)
  })

  it('on a page that was reached says so too', async () => {
    const { answer } = await api.ask('新码头什么时候动工')
    await turn(api, answer, buttons.context)
    await shelf.reload(api, MARKET, TREES)
    for (const label of buttonsIn(standing(api, answer)))
      expect(await pressInVain(api, answer, label), label).toBe(texts.gone)
  })

  it('leads to what is left where some is gone', async () => {
    const { answer } = await api.ask('新码头什么时候动工')
    await shelf.reload(api, HARBOUR)
    const opened = await turn(api, answer, buttons.more(3))
    expect(quotationsIn(opened)).toContain(MONEY)
    expect(opened.text).toContain(texts.moreTitle(quotationsIn(opened).length))
  })
})

const PLACES = { group: { type: 'group' }, supergroup: { type: 'supergroup' }, topic: { topic: 77 } } as const
const [ASKER, STRANGER, CHAT_ADMIN] = [51, 52, 53]
const QUERY = '/ask 新码头什么时候动工'

describe.each(['group', 'supergroup', 'topic'] as const)('in a %s', (place) => {
  const ask = async (options = {}) => (await api.ask(QUERY, { from: ASKER, ...PLACES[place], ...options })).answer
  const makeAdmin = ({ chat }: Message) =>
    api.setAdministrators(chat.id, [{ id: CHAT_ADMIN, is_bot: false, first_name: 'Admin' }])

  it('who asked can page, on every page that is reached', async () => {
    const answer = await ask()
    for (const label of [
      buttons.context,
      buttons.after,
      buttons.after,
      buttons.before,
      buttons.back,
      buttons.more(3),
      buttons.back,
    ])
      await turn(api, answer, label, { from: ASKER })
    const { text, reply_markup, reply_to_message, message_thread_id } = standing(api, answer)
    expect({ text, reply_markup }).toEqual({ text: answer.text, reply_markup: answer.reply_markup })
    expect(reply_to_message?.text).toBe(QUERY)
    expect(message_thread_id).toBe(place === 'topic' ? 77 : undefined)
  })

  it('another user gets a refusal on every page, and nothing changes', async () => {
    const answer = await ask()
    for (const label of [
      '',
      buttons.context,
      buttons.words('林海', 2),
      buttons.back,
      buttons.context,
      buttons.after,
      buttons.back,
      buttons.more(3),
    ]) {
      if (label !== '') await turn(api, answer, label, { from: ASKER })
      const labels = pagesIn(standing(api, answer))
      expect(labels.length).toBeGreaterThan(0)
      for (const one of labels)
        expect(await pressInVain(api, answer, one, { from: STRANGER }), one).toBe(texts.notYours)
    }
  })

  it.each([
    ["one of the bot's admins", ADMIN],
    ['an admin of the chat', CHAT_ADMIN],
  ])("%s can page, and it stays the asker's", async (_, admin) => {
    const answer = await ask()
    makeAdmin(answer)
    await turn(api, answer, buttons.context, { from: admin })
    await turn(api, answer, buttons.after, { from: admin })
    expect(await pressInVain(api, answer, buttons.back, { from: STRANGER })).toBe(texts.notYours)
    await turn(api, answer, buttons.before, { from: ASKER })
    expect((await turn(api, answer, buttons.back, { from: admin })).text).toBe(answer.text)
  })

  it("it stays the asker's in a bot that was started anew, and after a reload", async () => {
    const answer = await ask()
    running = await startAnew(running, ...ALL)
    expect(await pressInVain(api, answer, buttons.context, { from: STRANGER })).toBe(texts.notYours)
    await turn(api, answer, buttons.context, { from: ASKER })
    await api.ask('/reload', { from: ADMIN })
    expect(await pressInVain(api, answer, buttons.back, { from: STRANGER })).toBe(texts.notYours)
    await turn(api, answer, buttons.back, { from: ASKER })
  })

  it("who asks the same has their own answer, and not the other's", async () => {
    const [first, second] = [await ask(), await ask({ from: STRANGER })]
    await turn(api, second, buttons.context, { from: STRANGER })
    expect(await pressInVain(api, first, buttons.context, { from: STRANGER })).toBe(texts.notYours)
    expect(await pressInVain(api, second, buttons.back, { from: ASKER })).toBe(texts.notYours)
  })

  it('a page whose passage is gone says so to who asked', async () => {
    const answer = await ask()
    await shelf.reload(api, MARKET)
    expect(await pressInVain(api, answer, buttons.context, { from: ASKER })).toBe(texts.gone)
  })

  it('a press on a message that is out of reach does no harm', async () => {
    const answer = await ask()
    const data = answer.reply_markup?.inline_keyboard.flat().find(({ text }) => text === buttons.context)
    const before = api.mark()
    const { query } = api.callbackQuery(
      data && 'callback_data' in data ? data.callback_data : '',
      { chat: answer.chat, message_id: answer.message_id, date: 0 },
      { from: STRANGER },
    )
    const call = await api.nextCall('answerCallbackQuery', { after: before })
    expect(call.payload).toEqual({ callback_query_id: query.id, text: texts.notYours })
    expect(editsSince(api, before)).toEqual([])
    expect(sendsSince(api, before)).toEqual([])
    expect(standing(api, answer).text).toBe(answer.text)
  })
})

describe('in a supergroup', () => {
  it('what an admin asked in the name of the group is for admins', async () => {
    const { answer } = await api.ask(QUERY, { type: 'supergroup', anonymousAdmin: true })
    api.setAdministrators(answer.chat.id, [{ id: CHAT_ADMIN, is_bot: false, first_name: 'Admin' }])
    expect(await pressInVain(api, answer, buttons.context, { from: STRANGER })).toBe(texts.notYours)
    await turn(api, answer, buttons.context, { from: CHAT_ADMIN })
  })
})

describe('an asker with the longest user id of Telegram', () => {
  const from = 2 ** 52 - 1

  it('alone can page through everything that is found', async () => {
    const { answer } = await api.ask('/ask 补种行道树', { type: 'group', from })
    for (const label of pagesIn(answer)) {
      expect(await pressInVain(api, answer, label, { from: STRANGER }), label).toBe(texts.notYours)
      await turn(api, answer, label, { from })
      await turn(api, answer, buttons.back, { from })
    }
  })
})

describe('in private', () => {
  it('a press on a message that is out of reach does no harm, and still shows what was pressed', async () => {
    const { answer } = await api.ask('新码头什么时候动工')
    const data = answer.reply_markup?.inline_keyboard.flat().find(({ text }) => text === buttons.context)
    const before = api.mark()
    const { query } = api.callbackQuery(data && 'callback_data' in data ? data.callback_data : '', {
      chat: answer.chat,
      message_id: answer.message_id,
      date: 0,
    })
    const call = await api.nextCall('answerCallbackQuery', { after: before })
    expect(call.payload).toEqual({ callback_query_id: query.id })
    expect(sendsSince(api, before)).toEqual([])
    expect(quotationsIn(standing(api, answer))).toContain(MONEY)
  })
})
