import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { createShelf, linksIn, listButtons, startAnew } from '../reading.ts'
import {
  ARTICLE,
  articleKnowledge,
  FOLDER,
  QUERY,
  quotationsIn,
  type RunningBot,
  startBot,
  texts,
  useBot,
} from '../start-bot.ts'

const linkTo = (id: string) => `https://t.me/wenzheng_test_bot?start=p_${id}`
const TALENT = toArticle(await readFile(`${FOLDER}/${ARTICLE}`, 'utf8'))
const CREW = '我建议提高远洋船员的伙食标准，并让学生上船实习半年。'

/** The button of a message that leads to the bot in private, and what it starts it with. */
function startButtonIn(message: Parameters<typeof listButtons>[0]): { label: string; parameter: string } | undefined {
  const [button] = listButtons(message).flatMap((one) => ('url' in one ? [one] : []))
  return button && { label: button.text, parameter: new URL(button.url).searchParams.get('start') ?? '' }
}

describe('on articles that may change', () => {
  let shelf: Awaited<ReturnType<typeof createShelf>>
  let running: RunningBot
  let api: FakeBotApi

  beforeEach(async () => {
    shelf = await createShelf(HARBOUR, MARKET, FERRY)
    running = await startBot({ knowledge: shelf.knowledge })
    api = running.api
  })
  afterEach(async () => {
    await running.stop()
    expect(api.faults).toEqual([])
  })

  it('every passage of an answer has its link, on whose words it is', async () => {
    const { answer } = await api.ask('林海说了什么')
    const links = linksIn(answer).filter(([, url]) => url.startsWith('https://t.me/'))
    expect(links).toHaveLength(quotationsIn(answer).length)
    expect(links).toEqual(
      expect.arrayContaining([
        ['林海', linkTo('harbour_start')],
        ['林海', linkTo('market_air')],
      ]),
    )
    expect(linksIn((await api.ask('新船多少钱')).answer)).toEqual([['港城日报', linkTo('ferry_ships')]])
    expect(linksIn((await api.ask('主持过老码头改造')).answer)[0]).toEqual(['林海', linkTo('harbour_career')])
  })

  it('it is the same in a bot that was started anew, and after a reload', async () => {
    const links = linksIn((await api.ask('新码头什么时候动工')).answer)
    expect(links[0]?.[1]).toBe(linkTo('harbour_start'))
    await shelf.reload(api, MARKET, HARBOUR)
    expect(linksIn((await api.ask('新码头什么时候动工')).answer)).toEqual(links)
    running = await startAnew(running, HARBOUR)
    expect(linksIn((await api.ask('新码头什么时候动工')).answer)).toEqual(links)
  })

  it('it opens the passage with its surroundings and the question, before and after a restart', async () => {
    const { answer } = await api.ask('/start p_harbour_crew')
    expect(answer.text.split('\n')[0]).toBe(texts.asked('如何吸引年轻船员？'))
    expect(quotationsIn(answer)).toEqual([CREW, '船员证书要实现港澳互认。'])
    expect(answer.text).toContain(`▸ 苏芸：\n${CREW}\n—— 海事大学航运系主任`)
    expect(answer.text).toMatch(/出处：《港口三问》，港城日报，2024年5月6日$/u)
    running = await startAnew(running, MARKET, HARBOUR)
    const again = (await api.ask('/start p_harbour_crew')).answer
    expect(again).toMatchObject({ text: answer.text, entities: answer.entities, reply_markup: answer.reply_markup })
  })

  it('it opens a passage that has no question under its heading', async () => {
    const { answer } = await api.ask('/start p_market_fee')
    expect(answer.text).not.toContain('见：')
    expect(quotationsIn(answer)).toContain('摊位费三年不涨。')
  })

  it('that leads to what is gone says so', async () => {
    await shelf.reload(api, MARKET, FERRY)
    expect((await api.ask('/start p_harbour_crew')).answer.text).toBe(texts.gone)
    expect((await api.ask('/start p_never_there')).answer.text).toBe(texts.gone)
  })

  it.each([
    'inline',
    'x',
    'P_harbour_crew',
    '0',
    'p',
    'ref123',
    'a00100',
    '你好',
    '_',
    '-'.repeat(64),
    'p_harbour_crew p_harbour_crew',
    '\u0000',
  ])('a start with %j, which is no link of ours, is greeted, or told that it leads nowhere', async (parameter) => {
    const { answer } = await api.ask(`/start ${parameter}`)
    expect([texts.gone, texts.goneItem, answer.text.split('\n')[0]]).toContain(answer.text.split('\n')[0])
    expect(quotationsIn(answer)).toEqual([])
    if (!/^(?:a00100|p_)/u.test(parameter)) expect(answer.text).toMatch(/^想了解政策，直接问就行。/u)
  })

  it('in a group the links of an answer are the same', async () => {
    const { answer } = await api.ask('/ask 新码头什么时候动工', { type: 'group' })
    expect(linksIn(answer)[0]).toEqual(['林海', linkTo('harbour_start')])
  })

  it.each(['group', 'supergroup'] as const)(
    'in a %s a short answer is no card, however many passages it has',
    async (type) => {
      const { answer } = await api.ask('/ask 林海说了什么', { type })
      expect(quotationsIn(answer).length).toBeGreaterThan(1)
      expect(startButtonIn(answer)).toBeUndefined()
    },
  )
})

/** A query that several long passages answer. */
const MANY = '高新波说了什么'

describe("on the repository's article", () => {
  const bot = useBot(articleKnowledge)
  const passages = TALENT.exchanges.flatMap((exchange) => exchange.passages.map((passage) => ({ exchange, passage })))

  it('every passage has a link that opens it whole, with the question that it answers', async () => {
    expect(passages).toHaveLength(34)
    for (const [
      index,
      {
        exchange: { question, headings },
        passage: { id, text },
      },
    ] of passages.entries()) {
      const { answer } = await bot.api.ask(`/start p_${id}`, { from: 300 + Math.floor(index / 8) })
      expect(quotationsIn(answer), id).toContain(text)
      const [first = ''] = answer.text.split('\n')
      if (question) {
        expect(first, id).toMatch(/^记者问：/u)
        expect(question.text.endsWith(first.replace(/^记者问：(?:……)?/u, '')), id).toBe(true)
      } else expect(first, id).toBe(texts.under(headings))
      expect(
        linksIn(answer).map(([, url]) => url),
        id,
      ).toContain(linkTo(id))
    }
  })

  it('every passage that is quoted in private has its link', async () => {
    const { answer } = await bot.api.ask(QUERY)
    const urls = linksIn(answer).map(([, url]) => url)
    const ids = quotationsIn(answer).map(
      (words) => passages.find(({ passage }) => passage.text === words)?.passage.id ?? '',
    )
    expect(ids).not.toEqual([])
    expect(urls).toEqual(ids.map(linkTo))
  })

  it.each([
    ['a group', { type: 'group' }],
    ['a supergroup', { type: 'supergroup' }],
    ['a topic', { topic: 77 }],
  ] as const)(
    'in %s an answer of several long passages is its first, and a button to all of them in private',
    async (_, place) => {
      const whole = (await bot.api.ask(MANY)).answer
      const { answer } = await bot.api.ask(`/ask ${MANY}`, place)
      expect(quotationsIn(whole).length).toBeGreaterThan(1)
      expect(quotationsIn(answer)).toEqual(quotationsIn(whole).slice(0, 1))
      expect(answer.text).toMatch(/\n—— .*重庆日报 2023年1月/u)
      expect(answer.text.length).toBeLessThan(whole.text.length)
      const button = startButtonIn(answer)
      expect(button?.label).toBe(texts.buttons.rest(quotationsIn(whole).length))
      const opened = (await bot.api.ask(`/start ${button?.parameter}`, { from: 52 })).answer
      expect(quotationsIn(opened)).toEqual(quotationsIn(whole))
      expect(opened.text).toBe(whole.text)
    },
  )

  it("a card's button to private opens the same in a bot that was started anew", async () => {
    const { answer } = await bot.api.ask(`/ask ${MANY}`, { type: 'group' })
    const parameter = startButtonIn(answer)?.parameter
    const opened = (await bot.api.ask(`/start ${parameter}`)).answer
    const anew = await startBot({ knowledge: await articleKnowledge() })
    expect((await anew.api.ask(`/start ${parameter}`)).answer.text).toBe(opened.text)
    await anew.stop()
  })
})
