import type { Message } from 'grammy/types'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NO_RATE_LIMITS } from '../../../src/bot/state/rate-limit.ts'
import type { Article } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { createShelf, linksIn, pressInVain, standing, startAnew, turn } from '../reading.ts'
import {
  ADMIN,
  articleKnowledge,
  boldIn,
  buttonsIn,
  itemsIn,
  quotationsIn,
  type RunningBot,
  startBot,
  texts,
} from '../start-bot.ts'

const { buttons } = texts
const COUNT = 20
const numbers = Array.from({ length: COUNT }, (_, index) => index + 1)
const NAMES = numbers.map(
  (number) => `赵${'甲乙丙丁戊己庚辛壬癸'.charAt((number - 1) % 10)}${number > 10 ? '二' : '一'}`,
)
const QUESTIONS = numbers.map((number) => `第${number}号码头怎样修？`)

/** Twenty questions and twenty who answer them. */
const PIERS = toArticle(`---
id: piers
title: 二十座码头
publication: 港城日报
date: 2025-01-02
link: https://example.com/piers
speakers:
${NAMES.map((name, index) => `  - {name: ${name}, office: 第${index + 1}号码头站站长}`).join('\n')}
---
${numbers
  .map(
    (number) => `
## ${number}号

【问】${QUESTIONS[number - 1]}

【${NAMES[number - 1]}】先换第${number}根桩。 ^pier-${number}
`,
  )
  .join('')}`)

const issue = (number: number) =>
  toArticle(`---
id: issue-${number}
title: 第${number}期简报
publication: 简报
date: 2020-01-${String(number).padStart(2, '0')}
speakers: []
---

## 简讯

【叙述】第${number}期说的是灯塔。 ^light
`)

let running: RunningBot
let api: FakeBotApi

async function start(...articles: readonly Article[]): Promise<Awaited<ReturnType<typeof createShelf>>> {
  const shelf = await createShelf(...articles)
  // A reader leafs through more here than one may in half a minute.
  running = await startBot({ knowledge: shelf.knowledge, rateLimits: NO_RATE_LIMITS })
  api = running.api
  return shelf
}

afterEach(async () => {
  await running.stop()
  expect(api.faults).toEqual([])
})

/** Turns the pages from the first to the last, and gives what `read` reads on each. */
async function leafThrough(
  command: string,
  read: (message: ReturnType<typeof standing>) => string[],
): Promise<string[][]> {
  const { answer } = await api.ask(command)
  const pages = [read(standing(api, answer))]
  while (buttonsIn(standing(api, answer)).includes(buttons.next))
    pages.push(read(await turn(api, answer, buttons.next)))
  const back = [pages.at(-1)]
  while (buttonsIn(standing(api, answer)).includes(buttons.previous))
    back.unshift(read(await turn(api, answer, buttons.previous)))
  expect(back).toEqual(pages)
  expect(standing(api, answer).text).toBe(answer.text)
  return pages
}

const MOVES = new Set([buttons.previous, buttons.next, buttons.topics, buttons.speakers, buttons.articles])
const choicesIn = (message: Parameters<typeof buttonsIn>[0]) => buttonsIn(message).filter((label) => !MOVES.has(label))

describe('/topics', () => {
  it('lists what is asked, or the heading where nothing is, each to open', async () => {
    await start(HARBOUR)
    const { answer } = await api.ask('/topics')
    const topics = ['导语', '新码头什么时候动工？', '如何吸引年轻船员？']
    expect(answer.text.split('\n')[0]).toBe(texts.topicsTitle('港口三问'))
    expect(itemsIn(answer)).toEqual(topics)
    expect(choicesIn(answer)).toEqual(topics)
    const opened = await turn(api, answer, '如何吸引年轻船员？')
    expect(opened.text.split('\n')[0]).toBe(texts.asked('如何吸引年轻船员？'))
    expect(quotationsIn(opened)).toEqual([
      '我建议提高远洋船员的伙食标准，并让学生上船实习半年。',
      '船员证书要实现港澳互认。',
    ])
    expect(opened.text).toContain('苏芸：\n我建议提高远洋船员的伙食标准，并让学生上船实习半年。\n—— 海事大学航运系主任')
    expect((await turn(api, answer, buttons.topics)).text).toBe(answer.text)
  })

  it('goes page by page through many, and back', async () => {
    await start(PIERS)
    const pages = await leafThrough('/topics', itemsIn)
    expect(pages.flat()).toEqual(QUESTIONS)
    expect(pages.map(({ length }) => length)).toEqual([8, 8, 4])
    expect(await leafThrough('/topics', choicesIn)).toEqual(pages)
  })

  it('tells on which of how many pages one is', async () => {
    await start(PIERS)
    const { answer } = await api.ask('/topics')
    expect(answer.text).toContain(texts.page(1, 3))
    expect(buttonsIn(answer)).not.toContain(buttons.previous)
    expect((await turn(api, answer, buttons.next)).text).toContain(texts.page(2, 3))
    const last = await turn(api, answer, buttons.next)
    expect(last.text).toContain(texts.page(3, 3))
    expect(buttonsIn(last)).not.toContain(buttons.next)
  })

  it('opens every one of many', async () => {
    await start(PIERS)
    const { answer } = await api.ask('/topics')
    for (const [index, question] of QUESTIONS.entries()) {
      while (!buttonsIn(standing(api, answer)).includes(question)) await turn(api, answer, buttons.next)
      const opened = await turn(api, answer, question)
      expect(quotationsIn(opened)[0]).toBe(`先换第${index + 1}根桩。`)
      await turn(api, answer, buttons.topics)
    }
  })

  it('of several articles lets choose the article', async () => {
    await start(HARBOUR, MARKET, FERRY)
    const { answer } = await api.ask('/topics')
    expect(choicesIn(answer)).toEqual(['轮渡三问', '港口三问', '菜市场改造'])
    expect(itemsIn(await turn(api, answer, '港口三问'))).toEqual(['导语', '新码头什么时候动工？', '如何吸引年轻船员？'])
  })

  it("lists all of the repository's article", async () => {
    running = await startBot({ knowledge: await articleKnowledge() })
    api = running.api
    const topics = (await leafThrough('/topics', itemsIn)).flat()
    expect(topics).toHaveLength(8)
    expect(topics).toContain('重庆在培养集聚卓越工程师方面采取了哪些举措？')
    expect(topics).toContain('以人工智能高水平应用促高质量发展')
  })

  const HEAD =
    'id: twice\ntitle: 两问\npublication: 晚报\nspeakers:\n  - {name: 张三, office: 园林局局长}\n  - {name: 李四, office: 体育局局长}'

  it('lists two exchanges that ask with the same sentence', async () => {
    await start(
      toArticle(
        `---\n${HEAD}\n---\n\n## 公园\n\n【问】公园改造已经一年。您有什么建议？\n\n【张三】多种树。\n\n## 广场\n\n【问】广场明年开放。您有什么建议？\n\n【李四】多装灯。\n`,
      ),
    )
    const { answer } = await api.ask('/topics')
    expect(choicesIn(answer)).toHaveLength(2)
  })

  it('lists two headings alike under different ones', async () => {
    await start(
      toArticle(
        `---\n${HEAD}\n---\n\n# 公园\n\n## 建议\n\n【张三】多种树。\n\n# 广场\n\n## 建议\n\n【李四】多装灯。\n`,
      ),
    )
    const { answer } = await api.ask('/topics')
    expect(choicesIn(answer)).toHaveLength(2)
  })
})

describe('/speakers', () => {
  it('lists everyone with their office and how many passages of theirs there are', async () => {
    await start(HARBOUR, MARKET)
    const { answer } = await api.ask('/speakers')
    expect(answer.text.split('\n')[0]).toBe(texts.speakersTitle)
    expect(itemsIn(answer)).toEqual([
      '林海，港务局局长（2 段）',
      '苏芸，海事大学航运系主任（2 段）',
      '何船，海风船厂厂长',
      '林海，商务局副局长（1 段）',
      '苏雨，市场协会秘书长（1 段）',
    ])
    expect(boldIn(answer)).toEqual(['林海', '苏芸', '何船', '林海', '苏雨'])
  })

  it('opens who they are and, from there, all that they said', async () => {
    await start(HARBOUR, MARKET)
    const { answer } = await api.ask('/speakers')
    const card = await turn(api, answer, '苏芸')
    expect(card.text.split('\n').slice(0, 2)).toEqual(['苏芸（嘉宾）', '海事大学航运系主任'])
    expect(quotationsIn(await turn(api, answer, buttons.words('苏芸', 2)))).toHaveLength(2)
  })

  it('opens the card of a speaker without passages, and says so', async () => {
    await start(HARBOUR)
    const { answer } = await api.ask('/speakers')
    expect((await turn(api, answer, '何船')).text).toContain(`海风船厂厂长\n${texts.saidNothing}`)
    expect((await turn(api, answer, buttons.speakers)).text).toBe(answer.text)
  })

  it('has a button of its own look for each of two namesakes', async () => {
    await start(HARBOUR, MARKET)
    const labels = choicesIn((await api.ask('/speakers')).answer)
    expect(new Set(labels).size).toBe(labels.length)
  })

  it('goes page by page through many, and opens every one', async () => {
    await start(PIERS)
    const pages = await leafThrough('/speakers', choicesIn)
    expect(pages.flat()).toEqual(NAMES)
    expect((await leafThrough('/speakers', itemsIn)).flat()).toEqual(
      NAMES.map((name, index) => `${name}，第${index + 1}号码头站站长（1 段）`),
    )
    const { answer } = await api.ask('/speakers')
    for (const [index, name] of NAMES.entries()) {
      while (!buttonsIn(standing(api, answer)).includes(name)) await turn(api, answer, buttons.next)
      expect((await turn(api, answer, name)).text).toContain(`${name}\n第${index + 1}号码头站站长`)
      expect(quotationsIn(await turn(api, answer, buttons.words(name, 1)))).toEqual([`先换第${index + 1}根桩。`])
      if (index + 1 < COUNT) await backToSpeakers(answer)
    }
  })

  /** From somebody's words the way leads to the topics of the article, and from there to the speakers. */
  async function backToSpeakers(answer: Message): Promise<void> {
    if (!buttonsIn(standing(api, answer)).includes(buttons.speakers)) await turn(api, answer, buttons.topics)
    await turn(api, answer, buttons.speakers)
  }
})

describe('/article', () => {
  it('shows the one that there is: title, publication, date, link, and how much it is', async () => {
    await start(HARBOUR)
    const { answer } = await api.ask('/article')
    expect(boldIn(answer)).toEqual(['港口三问'])
    expect(answer.text.split('\n')).toEqual([
      '港口三问',
      '港城日报，2024年5月6日',
      texts.articleSize(3, 6),
      'https://example.com/harbour',
    ])
    expect(itemsIn(await turn(api, answer, buttons.topics))).toHaveLength(3)
    expect(itemsIn(await turn(api, answer, buttons.speakers))).toHaveLength(3)
  })

  it("shows the repository's with all that its head tells", async () => {
    running = await startBot({ knowledge: await articleKnowledge() })
    api = running.api
    expect((await api.ask('/article')).answer.text.split('\n')).toEqual([
      '聚焦重点发挥优势广聚英才 为建设现代化新重庆提供人才支撑',
      '代表、委员和有关专家热议深入实施科教兴市人才强市行动',
      '重庆日报，2023年1月',
      '(重庆日报记者采访整理)',
      texts.articleSize(8, 34),
    ])
  })

  it('of several lets choose, the latest first', async () => {
    await start(MARKET, HARBOUR, FERRY)
    const { answer } = await api.ask('/article')
    expect(answer.text.split('\n')[0]).toBe(texts.articlesTitle)
    expect(itemsIn(answer)).toEqual([
      '《轮渡三问》，港城日报，2024年7月',
      '《港口三问》，港城日报，2024年5月6日',
      '《菜市场改造》，港城晚报，2023年',
    ])
    expect(linksIn(answer)).toEqual([['《港口三问》', 'https://example.com/harbour']])
    expect((await turn(api, answer, '菜市场改造')).text).toBe(
      ['菜市场改造', '港城晚报，2023年', texts.articleSize(1, 2)].join('\n'),
    )
    expect((await turn(api, answer, buttons.articles)).text).toBe(answer.text)
  })

  it('of many goes page by page, and opens every one', async () => {
    const issues = numbers.map(issue)
    await start(...issues)
    const titles = numbers.toReversed().map((number) => `第${number}期简报`)
    const pages = await leafThrough('/article', choicesIn)
    expect(pages.flat()).toEqual(titles)
    expect(pages.length).toBe(3)
    const { answer } = await api.ask('/article')
    for (const title of titles) {
      while (!buttonsIn(standing(api, answer)).includes(title)) await turn(api, answer, buttons.next)
      expect((await turn(api, answer, title)).text).toContain(title)
      await turn(api, answer, buttons.articles)
    }
  })

  it('of none says that there is nothing', async () => {
    await start()
    for (const command of ['/article', '/topics', '/speakers'])
      expect((await api.ask(command)).answer.text, command).not.toBe('')
  })
})

describe('a list of long ago', () => {
  beforeEach(async () => void (await start(PIERS, HARBOUR)))

  it.each(['/topics', '/speakers', '/article'])('%s works in a bot that was started anew', async (command) => {
    const { answer } = await api.ask(command)
    const [first = ''] = choicesIn(answer)
    const opened = await turn(api, answer, first)
    running = await startAnew(running, PIERS, HARBOUR)
    const again = (await api.ask(command)).answer
    expect(again.reply_markup).toEqual(answer.reply_markup)
    running = await startAnew(running, PIERS, HARBOUR)
    expect(await turn(api, again, first)).toMatchObject({ text: opened.text, reply_markup: opened.reply_markup })
  })
})

it('a list whose article is gone after a reload says so, and stays', async () => {
  const shelf = await start(HARBOUR, MARKET)
  const { answer } = await api.ask('/article')
  await shelf.reload(api, FERRY, PIERS)
  for (const title of choicesIn(answer))
    expect([texts.gone, texts.goneItem]).toContain(await pressInVain(api, answer, title))
})

it('a list that has become shorter shows its last page', async () => {
  const shelf = await start(PIERS)
  const { answer } = await api.ask('/topics')
  await turn(api, answer, buttons.next)
  await shelf.reload(api, { ...PIERS, exchanges: PIERS.exchanges.slice(0, 10) })
  const last = await turn(api, answer, buttons.next)
  expect(itemsIn(last)).toEqual(QUESTIONS.slice(8, 10))
  expect(last.text).toContain(texts.page(2, 2))
})

describe.each([
  ['group', { type: 'group' }],
  ['supergroup', { type: 'supergroup' }],
  ['topic', { topic: 77 }],
] as const)('in a %s', (_, place) => {
  beforeEach(async () => void (await start(PIERS, HARBOUR)))

  it.each(['/topics', '/speakers', '/article', '/topics@another_bot', '/speakers@another_bot'])(
    '%s, which does not name the bot, is not for it',
    async (command) => {
      const before = api.mark()
      api.message(command, place)
      const { message } = await api.ask('/topics@wenzheng_test_bot', place)
      await running.handled()
      expect(api.calls.slice(before).filter(({ method }) => method === 'sendMessage')).toMatchObject([
        { payload: { reply_parameters: { message_id: message.message_id } } },
      ])
    },
  )

  it.each(['/topics', '/speakers', '/article'])(
    "%s@wenzheng_test_bot is answered, and is who asked's to turn",
    async (command) => {
      const { answer } = await api.ask(`${command}@wenzheng_test_bot`, { ...place, from: 51 })
      const [first = ''] = choicesIn(answer)
      for (const label of buttonsIn(answer))
        expect(await pressInVain(api, answer, label, { from: 52 }), label).toBe(texts.notYours)
      const opened = await turn(api, answer, first, { from: 51 })
      for (const label of buttonsIn(opened))
        expect(await pressInVain(api, answer, label, { from: 52 }), label).toBe(texts.notYours)
      if (buttonsIn(opened).length > 0) await turn(api, answer, buttonsIn(opened)[0] ?? '', { from: ADMIN })
    },
  )

  it('/speakers@wenzheng_test_bot leads to a card, and from there back', async () => {
    const { answer } = await api.ask('/speakers@wenzheng_test_bot', place)
    await turn(api, answer, choicesIn(answer)[0] ?? '')
    expect((await turn(api, answer, buttons.speakers)).text).toBe(answer.text)
  })
})
