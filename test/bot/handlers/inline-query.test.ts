import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { createShelf, linksIn, listButtons } from '../reading.ts'
import {
  allTexts,
  ARTICLE,
  articleKnowledge,
  boldIn,
  FOLDER,
  knowledgeOf,
  madeUpKnowledge,
  QUERY,
  quotationsIn,
  startBot,
  texts,
  useBot,
  visibleSince,
} from '../start-bot.ts'

const BERTHS = '新码头明年三月动工，先建两个深水泊位。'
const UNKNOWN = '今天天气怎么样？'
const MATERIAL = await readFile(`${FOLDER}/${ARTICLE}`, 'utf8')
/** In 30 seconds. */
const MOST_INLINE = 45
const PLACE = { chat: -4242, type: 'group' } as const

type Offered = Awaited<ReturnType<FakeBotApi['askInline']>>['call']

/** The results, which are all of one type. */
function resultsOf({ payload }: Offered) {
  return payload.results.map((result) => {
    if (result.type !== 'article') throw new Error(`A ${result.type} is offered`)
    return result
  })
}

describe("a query behind the bot's name", () => {
  const bot = useBot(madeUpKnowledge)

  it('offers each passage by who said it in what office, with the words that match', async () => {
    const { call } = await bot.api.askInline('新码头什么时候动工')
    const [first, ...others] = resultsOf(call)
    expect(first).toMatchObject({ title: '林海，港务局局长', description: BERTHS })
    expect(others.length).toBeGreaterThan(0)
    expect(new Set(resultsOf(call).map(({ id }) => id)).size).toBe(call.payload.results.length)
  })

  it("tells the paper's own words by the paper", async () => {
    const [ships] = resultsOf((await bot.api.askInline('新船多少钱')).call)
    expect(ships).toMatchObject({
      title: '港城日报（叙述）',
      description: expect.stringMatching(/^…….*总价3\.6亿元/u),
    })
    const [career] = resultsOf((await bot.api.askInline('主持过老码头改造')).call)
    expect(career).toMatchObject({ title: '关于林海，港务局局长（叙述）' })
  })

  it('over the limit offers nothing, for a moment and to that user alone', async () => {
    for (let count = 0; count < MOST_INLINE; count++)
      expect((await bot.api.askInline('深水泊位', { from: 7 })).call.payload.results).not.toEqual([])
    const { results, ...settings } = (await bot.api.askInline('深水泊位', { from: 7 })).call.payload
    expect(results).toEqual([])
    expect(settings).toMatchObject({ cache_time: 1, is_personal: true })
    expect(settings).not.toHaveProperty('button')
    expect((await bot.api.askInline('深水泊位', { from: 8 })).call.payload.results).not.toEqual([])
  })

  it('offers what two say by both and both offices', async () => {
    const [papers] = resultsOf((await bot.api.askInline('船员证书港澳互认')).call)
    expect(papers?.title).toContain('林海')
    expect(papers?.title).toContain('苏芸')
    expect(papers?.title).toContain('港务局局长')
    expect(papers?.title).toContain('海事大学航运系主任')
  })

  it('whose result is sent posts the words with who said them, the office and the source', async () => {
    const { call } = await bot.api.askInline('新码头什么时候动工')
    const posted = bot.api.sendInline(call, 0, PLACE)
    expect(posted.text).toBe(['林海：', BERTHS, '—— 林海，港务局局长 · 港城日报 2024年5月6日'].join('\n'))
    expect(quotationsIn(posted)).toEqual([BERTHS])
    expect(posted.link_preview_options).toEqual({ is_disabled: true })
  })

  it('whose result is sent gets no answer, and the button under it opens the passage in private', async () => {
    const { call } = await bot.api.askInline('新码头什么时候动工')
    const before = bot.api.mark()
    const posted = bot.api.sendInline(call, 0, PLACE)
    await bot.running.handled()
    expect(visibleSince(bot.api, before)).toEqual([])
    const [button] = listButtons(posted)
    const link = button && 'url' in button ? button.url : ''
    expect(link).toBe('https://t.me/wenzheng_test_bot?start=p_harbour_start')
    expect(linksIn(posted)[0]).toEqual(['林海', link])
    expect(quotationsIn((await bot.api.ask('/start p_harbour_start')).answer)).toContain(BERTHS)
  })

  it('that names a person offers their card', async () => {
    const { call } = await bot.api.askInline('苏芸是谁')
    expect(resultsOf(call)).toMatchObject([{ title: '苏芸', description: '海事大学航运系主任' }])
    expect(bot.api.sendInline(call, 0, PLACE).text).toContain('苏芸（嘉宾）\n海事大学航运系主任')
  })

  it.each(['', ' ', '  \n\t  ', '\u3000'])("%j, which is empty, offers the articles' questions", async (query) => {
    const { call } = await bot.api.askInline(query)
    expect(resultsOf(call).map(({ title }) => title)).toEqual([
      '轮渡公司怎样保证安全？',
      '新码头什么时候动工？',
      '夜里还有船吗？',
      '如何吸引年轻船员？',
    ])
    expect(resultsOf(call)[1]?.description).toBe(`林海，港务局局长：${BERTHS}`)
    expect(quotationsIn(bot.api.sendInline(call, 1, PLACE))).toEqual([BERTHS])
  })

  it("that nothing answers has no results, and a button in the user's language, cached for them alone", async () => {
    for (const [languageCode, language] of [
      ['zh-hans', 'zh-hans'],
      ['zh-hant', 'zh-hant'],
      ['en', 'en'],
      ['de', 'en'],
    ] as const) {
      const { call } = await bot.api.askInline(UNKNOWN, { languageCode })
      expect(call.payload).toMatchObject({
        results: [],
        is_personal: true,
        button: { text: allTexts[language].inlineNone },
      })
    }
    const { call } = await bot.api.askInline(UNKNOWN)
    expect((await bot.api.ask(`/start ${call.payload.button?.start_parameter}`)).answer.text).toMatch(
      /^想了解政策，直接问就行。/u,
    )
  })

  it('on what the named person did not speak of offers no passage', async () => {
    expect((await bot.api.askInline('苏芸怎么看深水泊位')).call.payload).toMatchObject({
      results: [],
      is_personal: true,
    })
  })

  it('that no passage answers offers none, however close', async () => {
    const query = '让学生上船实习半年的工资'
    expect((await bot.api.ask(query)).answer.text).toContain(texts.offered(['工资']))
    const { call } = await bot.api.askInline(query)
    const posted = resultsOf(call).map((_, index) => bot.api.sendInline(call, index, PLACE))
    expect(posted.flatMap(quotationsIn)).toEqual([])
  })

  it('is answered alike for users of every language, and may be kept for all of them for a minute', async () => {
    for (const query of ['', '新码头什么时候动工', '船员', '林海', '有哪些人参加', '记者问了什么', '安全', '苏主任']) {
      const answers = await Promise.all(
        [
          ['zh-hans', 61],
          ['zh-hant', 62],
          ['en', 63],
          ['ar', 64],
        ].map(
          async ([languageCode, from]) =>
            (await bot.api.askInline(query, { languageCode: String(languageCode), from: Number(from) })).call.payload,
        ),
      )
      for (const { inline_query_id: _, ...payload } of answers) {
        expect(payload.results.length, query).toBeGreaterThan(0)
        expect(payload.results.length, query).toBeLessThanOrEqual(10)
        // What an empty query offers is in the language of its user.
        expect(payload.is_personal ?? false, query).toBe(query === '')
        expect(payload.cache_time, query).toBeLessThanOrEqual(60)
        expect(payload, query).toEqual({ ...answers[0], inline_query_id: undefined })
      }
    }
  })

  it('of one who types on while others wait is answered only if nothing newer is there', async () => {
    const [user, before] = [91, bot.api.mark()]
    const typed = Array.from({ length: 40 }, (_, place) => {
      const { query } = bot.api.inlineQuery('新码头什么时候动工'.slice(0, 1 + (place % 9)), { from: user })
      return query.id
    })
    const stranger = await bot.api.ask('摊位费', { from: 92, type: 'private' })
    expect(quotationsIn(stranger.answer)).not.toEqual([])
    await bot.running.handled()
    const answered = bot.api.calls
      .slice(before)
      .flatMap((call) => (call.method === 'answerInlineQuery' ? call.payload.inline_query_id : []))
    expect(answered.length).toBeLessThan(typed.length / 4)
    expect(answered.at(-1)).toBe(typed.at(-1))
  })

  it('for what comes after the results is answered with none', async () => {
    for (const query of ['船员', '', UNKNOWN]) {
      const { call } = await bot.api.askInline(query, { offset: '10' })
      expect(call.payload.results).toEqual([])
      expect(call.payload.button).toBeUndefined()
      expect(call.payload.next_offset ?? '').toBe('')
    }
  })

  it.each<[string, string]>([
    ['256 characters', '码'.repeat(256)],
    ['256 characters with a word', `船员${'a'.repeat(254)}`],
    ['256 units of emoji', '😀'.repeat(128)],
    ['families', '👨‍👩‍👧‍👦'.repeat(23)],
    ['an emoji', '😀'],
    ['half an emoji', '\ud83d'],
    ['Arabic', 'مرحبا كيف حالك'],
    ['a turn of direction', '\u202e船员'],
    ['marks of direction', '\u200f\u200f'],
    ['no character', '\u0000'],
    ['markup', '<b>船员</b>'],
    ['a command', '/start'],
    ["the bot's name", '@wenzheng_test_bot'],
    ['percents', '%%%'],
    ['a question mark', '?'],
    ['two lines', '船员\n\n码头'],
  ])('%s: is answered like any other', async (_, query) => {
    const { call } = await bot.api.askInline(query, { from: 71 })
    expect(call.result).toBe(true)
    expect(call.payload.is_personal).toBe(call.payload.results.length === 0)
    for (const [index] of call.payload.results.entries())
      expect(quotationsIn(bot.api.sendInline(call, index, PLACE)).length).toBeLessThanOrEqual(2)
  })
})

describe("on the repository's article", () => {
  const bot = useBot(articleKnowledge)

  it.each([QUERY, '人才', '智能网联汽车', '公立医院薪酬改革', '全市人才资源总量突破多少万人？', '包干制'])(
    '%s: every result shows some of the words that match, and posts its passage whole',
    async (query) => {
      const { call } = await bot.api.askInline(query, { from: 81 })
      const results = resultsOf(call)
      expect(results.length).toBeGreaterThan(0)
      expect(results.length).toBeLessThanOrEqual(10)
      for (const [index, { title, description = '' }] of results.entries()) {
        const posted = bot.api.sendInline(call, index, PLACE)
        const [, ...matched] = boldIn(posted)
        // What an office or an ask has found has no words that match.
        if (matched.length > 0)
          expect(
            matched.some((words) => description.includes(words)),
            `${title}: ${description}`,
          ).toBe(true)
        for (const words of quotationsIn(posted)) expect(MATERIAL).toContain(words)
        expect(title.length).toBeLessThanOrEqual(120)
        expect(description.length).toBeLessThanOrEqual(90)
      }
    },
  )
})

describe('where there is much', () => {
  const head = 'id: wells\ntitle: 二十口井\npublication: 晚报\nspeakers:\n  - {name: 张三, office: 水务局局长}'
  const wells = Array.from(
    { length: 20 },
    (_, index) =>
      `## ${index + 1}号\n\n【问】第${index + 1}口水井怎样清淤？\n\n【张三】第${index + 1}口水井用水泵清淤。\n`,
  )
  const bot = useBot(() => knowledgeOf(toArticle(`---\n${head}\n---\n\n${wells.join('\n')}`)))

  it('ten results are offered at most, each once', async () => {
    expect(resultsOf((await bot.api.askInline('')).call).map(({ title }) => title)).toEqual(
      Array.from({ length: 10 }, (_, index) => `第${index + 1}口水井怎样清淤？`),
    )
    const results = resultsOf((await bot.api.askInline('水井清淤')).call)
    expect(results.length).toBeGreaterThan(4)
    expect(results.length).toBeLessThanOrEqual(10)
    expect(new Set(results.map(({ description }) => description)).size).toBe(results.length)
  })
})

describe('after a reload', () => {
  it('a query is answered from the new knowledge', async () => {
    const shelf = await createShelf(HARBOUR)
    const { api, stop } = await startBot({ knowledge: shelf.knowledge })
    expect(resultsOf((await api.askInline('摊位费')).call)).toEqual([])
    expect(resultsOf((await api.askInline('深水泊位')).call)[0]?.description).toBe(BERTHS)
    await shelf.reload(api, MARKET, FERRY)
    expect(resultsOf((await api.askInline('摊位费')).call)[0]?.description).toBe('摊位费三年不涨。')
    expect(resultsOf((await api.askInline('深水泊位')).call)).toEqual([])
    expect(resultsOf((await api.askInline('')).call).map(({ title }) => title)).toEqual([
      '轮渡公司怎样保证安全？',
      '夜里还有船吗？',
    ])
    await stop()
    expect(api.faults).toEqual([])
  })
})

describe('a passage that is too long for one message', () => {
  const sentences = Array.from({ length: 300 }, (_, index) => `第${index}号灯塔每晚点亮十二个小时，值守人员共有两名。`)
  const whole = sentences.join('').slice(0, 6000)
  const [exchange] = HARBOUR.exchanges.filter(({ question }) => question)
  const [speaker] = HARBOUR.speakers
  if (!exchange || !speaker) throw new Error('The made-up article has changed')
  const passage = { id: 'harbour_towers', text: whole, voice: { kind: 'speech' as const, speakers: [speaker] } }
  const long: Article = {
    ...HARBOUR,
    exchanges: [...HARBOUR.exchanges, { ...exchange, headings: ['灯塔'], passages: [passage] }],
  }

  const bot = useBot(() => knowledgeOf(long))

  it("is posted as far as a sentence's end, word for word, with its citation and a link to the whole", async () => {
    const { call } = await bot.api.askInline('灯塔每晚点亮几个小时')
    expect(resultsOf(call)[0]).toMatchObject({ title: '林海，港务局局长' })
    const posted = bot.api.sendInline(call, 0, PLACE)
    const [quoted = ''] = quotationsIn(posted)
    expect(quoted).toMatch(/值守人员共有两名。……$/u)
    expect(whole.startsWith(quoted.slice(0, -2))).toBe(true)
    expect(posted.text?.length).toBeLessThanOrEqual(4096)
    expect(posted.text?.length).toBeGreaterThan(3900)
    expect(posted.text).toContain('\n—— 林海，港务局局长 · 港城日报 2024年5月6日\n')
    expect(posted.text).toContain(texts.cutShort)
    expect(linksIn(posted).at(-1)).toEqual([texts.whole, 'https://t.me/wenzheng_test_bot?start=p_harbour_towers'])
  })
})
