import type { BotCommandScope, InlineKeyboardButton, Message, User } from 'grammy/types'
import { Converter } from 'opencc-js'
import { beforeEach, describe, expect, it } from 'vitest'
import type { KnowledgeBase } from '../../../src/answer/knowledge-base.ts'
import { registerCommands } from '../../../src/bot/telegram/command-menus.ts'
import { cut } from '../../../src/bot/view/outgoing-message.ts'
import { LANGUAGE_NAMES, SIGNS } from '../../../src/bot/texts/texts.ts'
import { REASONS } from '../../../src/records/query-log.ts'
import { type Article, toCitations } from '../../../src/knowledge/article.ts'
import { LANGUAGES, type Language } from '../../../src/i18n/languages.ts'
import { createPassingLanguages } from '../../../src/records/chosen-languages.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { type FakeBotApi, startFakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import {
  ADMIN,
  allTexts,
  articleKnowledge,
  buttonsIn,
  itemsIn,
  knowledgeOf,
  madeUpKnowledge,
  QUERY,
  quotationsIn,
  sendsSince,
  startBot,
  useBot,
} from '../start-bot.ts'
import { problemsIn, standing } from '../watch.ts'

const START = '新码头什么时候动工'
const BERTHS = '新码头明年三月动工，先建两个深水泊位。'
const BERTHS_CONVERTED = '新碼頭明年三月動工，先建兩個深水泊位。'
const ARTICLES = [HARBOUR, MARKET, FERRY]

/** A tag of Telegram's apps for each language of the bot. */
const CODES = { 'zh-hans': 'zh-hans', 'zh-hant': 'zh-hant', en: 'en' } as const satisfies Record<Language, string>
const TAGS: readonly (readonly [string | undefined, Language])[] = [
  ['zh-hans', 'zh-hans'],
  ['zh-cn', 'zh-hans'],
  ['zh-hant', 'zh-hant'],
  ['zh-tw', 'zh-hant'],
  ['zh-hk', 'zh-hant'],
  ['en', 'en'],
  ['de', 'en'],
  [undefined, 'zh-hans'],
]

const toTraditional = Converter({ from: 'cn', to: 'tw' })
const toSimplified = Converter({ from: 'tw', to: 'cn' })

const knowledge = madeUpKnowledge()
const shared = useBot(() => knowledge, { isShared: true })

let lastUser = 100
/** A user of their own for each query, so that nobody asks too much. */
function someone(tag: string | undefined): User {
  const user = { id: ++lastUser, is_bot: false, first_name: 'Somebody' }
  return tag === undefined ? user : { ...user, language_code: tag }
}

const isQueryButton = (button: InlineKeyboardButton) => 'callback_data' in button && /^f/iu.test(button.callback_data)
const rowsOf = ({ reply_markup }: Message) => (reply_markup?.inline_keyboard ?? []).flat()

/** All that stands in the articles, the longest first. */
const MATERIAL = [...new Set(ARTICLES.flatMap(toMaterial))].toSorted((a, b) => b.length - a.length)

function toMaterial({ title, publication, speakers, exchanges, ...article }: Article): string[] {
  const questions = exchanges
    .flatMap(({ question }) => question?.text ?? [])
    .flatMap((text) => [
      text,
      ...(text.match(/[^。？！]+[。？！]/gu) ?? []).flatMap((sentence) => [sentence, sentence.replace(/^请问/u, '')]),
    ])
  const passages = toCitations([{ title, publication, speakers, exchanges, ...article }]).flatMap(
    ({ passage: { text } }) => [text, cut(text, 24), ...(text.match(/[^。]+。/gu) ?? [])],
  )
  const people = speakers.flatMap(({ name, office, role, aliases }) => [
    name,
    office,
    ...(role === undefined ? [] : [role]),
    ...aliases,
  ])
  return [
    title,
    publication,
    ...questions,
    ...passages,
    ...people,
    ...exchanges.flatMap(({ headings }) => headings),
  ].flatMap((text) => [text, toTraditional(text)])
}

/** The bot's own words in a text: what is left without the articles'. */
function ownWords(text: string): string {
  return MATERIAL.reduce((left, words) => left.replaceAll(words, ''), text)
}

/** Fails where a text has words of another language. Names of languages are in their own. */
function expectLanguage(text: string, language: Language): void {
  const own = Object.values(LANGUAGE_NAMES).reduce((left, name) => left.replaceAll(name, ''), ownWords(text))
  if (language === 'en') expect(own, text).not.toMatch(/\p{Script=Han}/u)
  else expect((language === 'zh-hant' ? toTraditional : toSimplified)(own), text).toBe(own)
  if (language !== 'en') expect(own.replaceAll(/Telegram|https:\S+|\/\w+|@\w+/gu, ''), text).not.toMatch(/[a-z]{3}/iu)
}

function expectAllIn(message: Message, language: Language): void {
  // Examples are queries, in the articles' words; what is missing is told in the words of the query.
  expectLanguage((message.text ?? '').replaceAll(/^• .*[？?]$|(?<=[“「])工资(?=[”」])/gmu, ''), language)
  for (const button of rowsOf(message)) if (!isQueryButton(button)) expectLanguage(button.text, language)
}

type Texts = (typeof allTexts)[Language]

/** Each kind of answer, by a query that gets it and what of it must be there. */
const ANSWERS: readonly (readonly [string, string, (texts: Texts) => string])[] = [
  ['a start', '/start', ({ start }) => start([]).split('\n')[0] ?? ''],
  ['help', '/help', ({ help }) => help([], 'wenzheng_test_bot').split('\n').at(-1) ?? ''],
  ['a command without a query', '/ask', ({ askHow }) => askHow],
  ['an unknown command', '/nothing', ({ unknownCommand }) => unknownCommand],
  ['a greeting', '你好', ({ unasked }) => unasked],
  ['nothing found', '火星上有人吗', ({ none }) => `${none}\n`],
  ['queries that are answered', '火星上有人吗', ({ offers }) => `\n\n${offers}\n`],
  ['words', START, ({ date, isEnglish }) => ` · 港城日报${isEnglish ? ',' : ''} ${date('2024-05-06')}`],
  ['words of two', '船员证书港澳互认', ({ separator }) => `${separator}苏芸`],
  ['narration', '去年港口吞吐量', ({ narration, colon }) => `港城日报${narration}${colon.trimEnd()}`],
  ['words of an article without a link', '摊位费涨不涨', ({ title }) => title('菜市场改造')],
  ['words about somebody', '谁主持过老码头改造', ({ about }) => about.trim()],
  ['a figure', '2022年4月订购新船多少艘', ({ narration }) => narration],
  ['several passages', '林海说了什么', ({ date }) => date('2023')],
  ['two queries at once', '新码头什么时候动工？火星上有人吗？', ({ buttons }) => buttons.context],
  ["somebody's card", '林海是谁', ({ spokeOf }) => spokeOf],
  ['the card of somebody without words', '何船是谁', ({ saidNothing }) => saidNothing],
  ['those who took part', '有哪些人参加', ({ participants }) => participants],
  ['the questions', '记者问了什么', ({ questions }) => questions],
  ['a choice', '苏主任说了什么', ({ choice }) => choice('苏主任')],
  [
    'what somebody did not speak of',
    '苏芸怎么看深水泊位',
    ({ unsaid, whoSaid }) => `${unsaid(['苏芸'])}\n\n${whoSaid}`,
  ],
  ['the closest passage', '让学生上船实习半年的工资', ({ offered }) => offered(['工资'])],
  ['what a question says', '渡船在三年内装上自动识别系统', ({ reporter }) => reporter.trim()],
  ['the topics', '/topics', ({ articlesTitle }) => articlesTitle],
  ['the speakers', '/speakers', ({ speakersTitle }) => speakersTitle],
  ['the articles', '/article', ({ articlesTitle }) => articlesTitle],
  ['the languages', '/language', ({ chooseLanguage }) => chooseLanguage],
]

/** Ask whether an answer helped. */
const VOTES: readonly string[] = [SIGNS.up, SIGNS.down]
/** The queries whose answers ask that. */
const VOTED = [
  '新码头什么时候动工',
  '船员证书港澳互认',
  '林海说了什么',
  '林海是谁',
  '何船是谁',
  '有哪些人参加',
  '记者问了什么',
  '渡船在三年内装上自动识别系统',
  '新码头什么时候动工？火星上有人吗？',
]

describe.each(LANGUAGES)('in %s', (language) => {
  const texts = allTexts[language]
  const languageCode = CODES[language]

  it.each(ANSWERS)(
    '%s (%s) has every sentence in that language, and what its buttons open too',
    async (_, query, toWords) => {
      const from = someone(languageCode)
      const { answer } = await shared.api.ask(query, { from })
      expect([answer.text, ...buttonsIn(answer)].join('\n')).toContain(toWords(texts))
      expectAllIn(answer, language)
      for (const button of rowsOf(answer).filter((one) => !isQueryButton(one) && !VOTES.includes(one.text))) {
        if (buttonsIn(answer).filter((label) => label === button.text).length > 1 || query === '/language') continue
        const { call } = await shared.api.press(answer, button.text, { from })
        expect(call.payload.text, button.text).toBeUndefined()
        expectAllIn(standing(shared.api, answer), language)
      }
    },
  )

  it.each(ANSWERS.filter(([, query]) => VOTED.includes(query)))(
    '%s (%s) asks whether it helped, and what was wrong, in that language',
    async (_, query) => {
      const from = someone(languageCode)
      const { answer } = await shared.api.ask(query, { from })
      const vote = async (label: string) =>
        (await shared.api.press(standing(shared.api, answer), label, { from })).call.payload.text
      expect(await vote(SIGNS.up)).toBe(texts.thanksUp)
      expect(await vote(SIGNS.down)).toBe(texts.whatWasWrong)
      for (const reason of REASONS) {
        expect(buttonsIn(standing(shared.api, answer))).toContain(texts.buttons.wrong(reason))
        expectAllIn(standing(shared.api, answer), language)
        expect(await vote(texts.buttons.wrong(reason))).toBe(texts.thanksDown)
        expectAllIn(standing(shared.api, answer), language)
        await vote(SIGNS.down)
      }
    },
  )

  it.each([['谁说的'], ['出处'], ['上下文'], ['还有吗']])(
    'a remark (%s) is answered in that language',
    async (remark) => {
      const from = someone(languageCode)
      for (const query of ['去年港口吞吐量', START, '林海说了什么', '摊位费涨不涨']) {
        const { answer } = await shared.api.ask(query, { from })
        expectAllIn((await shared.api.ask(remark, { from, replyTo: answer })).answer, language)
      }
    },
  )

  it('a message without text is answered in that language', async () => {
    const { answer } = await shared.api.ask('', {
      from: someone(languageCode),
      fields: { location: { latitude: 29.5, longitude: 106.5 } },
    })
    expect(answer.text).toBe(texts.onlyText)
  })

  it('notices are in the language of the presser', async () => {
    const { answer } = await shared.api.ask(`/ask ${START}`, { type: 'group', from: someone('zh-hans') })
    const stranger = someone(languageCode)
    expect(
      (await shared.api.press(answer, allTexts['zh-hans'].buttons.context, { from: stranger })).call.payload.text,
    ).toBe(texts.notYours)
    const after = shared.api.mark()
    shared.api.callbackQuery('none of ours', answer, { from: stranger })
    expect((await shared.api.nextCall('answerCallbackQuery', { after })).payload.text).toBe(texts.goneItem)
  })

  it('the request to slow down is in that language', async () => {
    const from = someone(languageCode)
    for (let count = 0; count < 10; count++) await shared.api.ask('/ask', { from })
    expect((await shared.api.ask('/ask', { from })).answer.text).toBe(texts.slowDown(30))
  })

  it('a report of a reload is in that language', async () => {
    const { api, stop } = await startBot({ knowledge: await madeUpKnowledge() })
    const { answer } = await api.ask('/reload', {
      from: { id: ADMIN, is_bot: false, first_name: 'Admin', language_code: languageCode },
    })
    expectLanguage(answer.text.replaceAll(/\bms\b/gu, ''), language)
    expect(answer.text.split('\n').length).toBeGreaterThan(2)
    await stop()
  })

  it('an apology for a failure is in that language', async () => {
    const failing: KnowledgeBase = {
      ...(await knowledge),
      get corpus(): never {
        throw new Error('fails')
      },
    }
    const { api, stop } = await startBot({ knowledge: failing })
    expect((await api.ask(START, { from: someone(languageCode) })).answer.text).toBe(texts.failed)
    await stop()
  })

  it("quotations are the articles' own words, for readers of 繁體 in converted characters", async () => {
    const toRead = (words: string) => (language === 'zh-hant' ? toTraditional(words) : words)
    const passages = toCitations(ARTICLES).map(({ passage: { text } }) => text)
    for (const query of [START, '船员证书港澳互认', '末班船几点', '林海说了什么', '摊位费涨不涨', '去年港口吞吐量']) {
      const quoted = quotationsIn((await shared.api.ask(query, { from: someone(languageCode) })).answer)
      expect(quoted).not.toEqual([])
      for (const words of quoted) expect(passages.map(toRead)).toContain(words)
    }
    const { api, stop } = await startBot({ knowledge: await articleKnowledge() })
    const [here, there] = [
      await api.ask(QUERY, { from: someone(languageCode) }),
      await api.ask(QUERY, { from: someone('zh-hans') }),
    ]
    expect(quotationsIn(here.answer)).toEqual(quotationsIn(there.answer).map(toRead))
    await stop()
  })
})

it.each(['zh-hant', 'en'] as const)("in %s examples of the bot's own making are in that language", async (language) => {
  const { answer } = await shared.api.ask('/start', { from: someone(CODES[language]) })
  for (const item of itemsIn(answer)) expectLanguage(item, language)
})
it.each(['zh-hant', 'en'] as const)(
  "in %s follow-up queries of the bot's own making are in that language",
  async (language) => {
    const { answer } = await shared.api.ask(START, { from: someone(CODES[language]) })
    for (const button of rowsOf(answer).filter(isQueryButton)) expectLanguage(button.text, language)
  },
)

describe.each([undefined, 'group'] as const)('without a choice (%s)', (type) => {
  it.each(TAGS)('the language tag %s is answered in %s', async (tag, language) => {
    const { answer } = await shared.api.ask('/ask 火星上有人吗', { from: someone(tag), ...(type && { type }) })
    expect(answer.text.startsWith(allTexts[language].none)).toBe(true)
  })
})

it('in a group each user is answered in their own language', async () => {
  for (const [tag, language] of TAGS) {
    const { answer } = await shared.api.ask(`@wenzheng_test_bot ${START}`, { from: someone(tag), type: 'supergroup' })
    expect(answer.text).toContain(`港城日报${language === 'en' ? ',' : ''} ${allTexts[language].date('2024-05-06')}`)
    expect(quotationsIn(answer)).toEqual([language === 'zh-hant' ? BERTHS_CONVERTED : BERTHS])
  }
})

describe('/language', () => {
  const bot = useBot(() => knowledge)
  let user: User
  beforeEach(() => {
    user = someone('zh-hans')
  })

  async function choose(label: string, from = user, api: FakeBotApi = bot.api) {
    const { answer } = await api.ask('/language', { from })
    const before = api.mark()
    const { call } = await api.press(answer, label, { from })
    expect(call.payload).not.toHaveProperty('text')
    expect(sendsSince(api, before)).toEqual([])
    return standing(api, answer)
  }
  const askNothing = async (from = user, options = {}) =>
    (await bot.api.ask('/ask 火星上有人吗', { from, ...options })).answer.text.split('\n')[0]

  it.each(LANGUAGES)("offers every language by its own name, and Telegram's, in %s", async (language) => {
    const { answer } = await bot.api.ask('/language', { from: someone(CODES[language]) })
    expect(answer.text).toBe(allTexts[language].chooseLanguage)
    expect(buttonsIn(answer)).toEqual(['简体中文', '繁體中文', 'English', allTexts[language].languageAuto])
  })

  it.each(LANGUAGES)(
    '%s: says so in the language that was chosen, which holds for that user in every chat',
    async (language) => {
      const told = await choose(LANGUAGE_NAMES[language])
      expect(told.text).toBe(allTexts[language].languageSet)
      expect(told).not.toHaveProperty('reply_markup')
      expect(await askNothing()).toBe(allTexts[language].none)
      expect(await askNothing(user, { type: 'group' })).toBe(allTexts[language].none)
      expect(await askNothing(someone('de'), { type: 'group' })).toBe(allTexts.en.none)
    },
  )

  it.each(TAGS)(
    'put back to automatic follows Telegram (%s → %s) again, and says so in that language',
    async (tag, language) => {
      user = someone(tag)
      await choose(language === 'zh-hant' ? 'English' : '繁體中文')
      expect(await askNothing()).toBe(allTexts[language === 'zh-hant' ? 'en' : 'zh-hant'].none)
      const told = await choose(allTexts[language === 'zh-hant' ? 'en' : 'zh-hant'].languageAuto)
      expect(told.text).toBe(allTexts[language].languageKept)
      expect(await askNothing()).toBe(allTexts[language].none)
      expect(await askNothing({ ...user, language_code: 'en' })).toBe(allTexts.en.none)
    },
  )

  it('can be changed again', async () => {
    for (const language of [...LANGUAGES, ...LANGUAGES.toReversed()]) {
      user = { ...user, language_code: 'zh-hans' }
      await choose(LANGUAGE_NAMES[language])
    }
    expect(await askNothing()).toBe(allTexts['zh-hans'].none)
  })

  it('holds for what a button opens and for an edited query', async () => {
    const { message, answer } = await bot.api.ask(START, { from: user })
    await choose('English')
    await bot.api.press(answer, allTexts['zh-hans'].buttons.context, { from: user })
    expect(standing(bot.api, answer).text).toContain('Source: “港口三问”')
    bot.api.edit(message, '火星上有人吗')
    const call = await bot.api.nextCall(
      (one) => one.method === 'editMessageText' && one.payload.text?.startsWith(allTexts.en.none) === true,
    )
    expect(call.payload).toMatchObject({ message_id: answer.message_id })
  })

  it('is ignored in a group', async () => {
    const before = bot.api.mark()
    bot.api.message('/language', { type: 'group', from: user })
    bot.api.message('/language@wenzheng_test_bot', { type: 'group', from: user })
    await bot.api.ask('/ask', { type: 'group', from: user })
    expect(sendsSince(bot.api, before)).toHaveLength(1)
  })

  it('a choice outlasts the bot, where choices are kept', async () => {
    const languages = createPassingLanguages()
    const api = await startFakeBotApi()
    const first = await startBot({ api, languages, knowledge: await knowledge })
    await choose('English', user, api)
    await first.polling.stop()
    const second = await startBot({ api, languages, knowledge: await knowledge })
    expect((await api.ask('火星上有人吗', { from: user })).answer.text.startsWith(allTexts.en.none)).toBe(true)
    await second.stop()
  })

  it('works where Telegram refuses the menu, which logs a warning', async () => {
    bot.api.failWith((method) =>
      method === 'setMyCommands' ? { error_code: 400, description: 'Bad Request: chat not found' } : undefined,
    )
    expect((await choose('English')).text).toBe(allTexts.en.languageSet)
    expect(await askNothing()).toBe(allTexts.en.none)
    expect(problemsIn(bot.running.lines).map(({ level }) => level)).toEqual(['warn'])
  })

  it('callback data of an unknown language ends the waiting, and changes nothing', async () => {
    const { answer } = await bot.api.ask('/language', { from: user })
    await bot.api.press(answer, 'English', { from: user })
    const after = bot.api.mark()
    const { query } = bot.api.callbackQuery('language:tlh', answer, { from: user })
    const call = await bot.api.nextCall('answerCallbackQuery', { after })
    expect(call.payload.callback_query_id).toBe(query.id)
  })
})

describe('converted characters', () => {
  const bot = useBot(() => knowledge)
  const texts = allTexts['zh-hant']
  const hant = { languageCode: 'zh-hant' }
  const PLACES = [{}, { type: 'group' }, { type: 'supergroup' }, { topic: 77 }] as const

  it.each(PLACES)(
    'are shown to readers of 繁體 and marked; the original is a press away, and back (%o)',
    async (place) => {
      const { answer } = await bot.api.ask(`/ask ${START}`, { ...hant, ...place })
      expect(answer.text.endsWith(`\n\n${texts.converted}`)).toBe(true)
      expect(quotationsIn(answer)).toEqual([BERTHS_CONVERTED])
      // What is not quoted stays: who said it, and where it is found.
      expect(answer.text.startsWith('林海：')).toBe(true)
      expect(answer.text).toContain('港城日报')
      const before = bot.api.mark()
      await bot.api.press(answer, texts.buttons.original, hant)
      const original = standing(bot.api, answer)
      expect(quotationsIn(original)).toEqual([BERTHS])
      expect(original.text).not.toContain(texts.converted)
      expect(buttonsIn(original)).toEqual(expect.arrayContaining([texts.buttons.context, texts.buttons.convert]))
      await bot.api.press(original, texts.buttons.convert, hant)
      expect(standing(bot.api, answer).text).toBe(answer.text)
      expect(sendsSince(bot.api, before)).toEqual([])
    },
  )

  it('are those of OpenCC for Taiwan, character by character, for every passage quoted', async () => {
    const { api, stop } = await startBot({ knowledge: await articleKnowledge() })
    const { answer } = await api.ask(QUERY, hant)
    const converted = quotationsIn(answer)
    await api.press(answer, texts.buttons.original, hant)
    expect(quotationsIn(standing(api, answer)).map(toTraditional)).toEqual(converted)
    expect(quotationsIn(standing(api, answer))).not.toEqual(converted)
    await stop()
    expect(api.faults).toEqual([])
  })

  it('stay converted, and marked, in what a button opens', async () => {
    const { answer } = await bot.api.ask(START, hant)
    for (const label of [texts.buttons.context, texts.buttons.back, texts.buttons.more(3)]) {
      const before = standing(bot.api, answer)
      await bot.api.press(before, label, hant)
      const { text = '', ...rest } = standing(bot.api, answer)
      expect(text, label).not.toBe(before.text)
      expect(text.endsWith(`\n\n${texts.converted}`), label).toBe(true)
      for (const words of quotationsIn({ text, ...rest })) expect(toTraditional(words), label).toBe(words)
    }
  })

  it('give way to the original in what a button opens too, and come back there', async () => {
    const { answer } = await bot.api.ask(START, hant)
    await bot.api.press(answer, texts.buttons.context, hant)
    const context = standing(bot.api, answer)
    await bot.api.press(context, texts.buttons.original, hant)
    expect(quotationsIn(standing(bot.api, answer)).map(toTraditional)).toEqual(quotationsIn(context))
    await bot.api.press(standing(bot.api, answer), texts.buttons.convert, hant)
    expect(quotationsIn(standing(bot.api, answer))).toEqual(quotationsIn(context))
  })

  it('the original survives a restart', async () => {
    const api = await startFakeBotApi()
    const first = await startBot({ api, knowledge: await knowledge })
    const { answer } = await api.ask(START, hant)
    await first.polling.stop()
    const second = await startBot({ api, knowledge: await knowledge })
    await api.press(answer, texts.buttons.original, hant)
    expect(quotationsIn(standing(api, answer))).toEqual([BERTHS])
    await second.stop()
  })

  it('are for who asked', async () => {
    const { answer } = await bot.api.ask(`/ask ${START}`, { ...hant, type: 'group' })
    const { call } = await bot.api.press(answer, texts.buttons.original, { ...hant, from: 4711 })
    expect(call.payload.text).toBe(texts.notYours)
    expect(standing(bot.api, answer)).toEqual(answer)
  })

  it.each(TAGS.filter(([, language]) => language !== 'zh-hant'))('are not shown to %s', async (tag) => {
    const { answer } = await bot.api.ask(START, { from: someone(tag) })
    expect(quotationsIn(answer)).toEqual([BERTHS])
    for (const { converted, buttons } of Object.values(allTexts)) {
      expect(answer.text).not.toContain(converted)
      expect(buttonsIn(answer)).not.toContain(buttons.original)
    }
  })

  const alike = toArticle(`---
id: alike
title: 河工
publication: 日月周刊
speakers:
  - {name: 何川, office: 水利局局長}
---

## 工期

【何川】全部堤防今年十月完工。

【何川】各段堤防同日通水。
`)
  const written = toArticle(`---
id: written
title: 碼頭
publication: 港城日報
speakers:
  - {name: 林海, office: 港務局局長}
---

## 擴建

【林海】新碼頭明年三月動工。

【林海】舊碼頭後年拆除。
`)
  it.each([
    [alike, '堤防什么时候完工'],
    [written, '新碼頭什麼時候動工'],
  ] as const)('are not told of where they are the same (%#)', async (article, query) => {
    const { api, stop } = await startBot({ knowledge: await knowledgeOf(article) })
    const { answer } = await api.ask(query, hant)
    expect(quotationsIn(answer)).not.toEqual([])
    expect(answer.text).not.toContain(texts.converted)
    expect(buttonsIn(answer)).not.toContain(texts.buttons.original)
    await api.press(answer, buttonsIn(answer).find((label) => label.startsWith(texts.buttons.context)) ?? '', hant)
    expect(buttonsIn(standing(api, answer))).not.toContain(texts.buttons.original)
    await stop()
  })

  it.each(['火星上有人吗', '林海是谁', '有哪些人参加', '/help', '苏芸怎么看深水泊位'])(
    'are not told of where nothing is quoted (%s)',
    async (query) => {
      const { answer } = await bot.api.ask(query, hant)
      expect(answer.text).not.toContain(texts.converted)
      expect(buttonsIn(answer)).not.toContain(texts.buttons.original)
    },
  )

  it('no note without its button', async () => {
    for (const query of [
      START,
      '林海说了什么',
      '新码头什么时候动工？摊位费涨不涨？',
      '2022年4月订购新船多少艘',
      '林海和苏芸的看法有什么不同',
      '林海觉得怎么样',
      '渡船在三年内装上自动识别系统',
    ]) {
      const { answer } = await bot.api.ask(query, { from: someone('zh-hant') })
      expect(buttonsIn(answer).includes(texts.buttons.original), query).toBe(answer.text.includes(texts.converted))
    }
  })
})

describe('menus and descriptions', () => {
  const bot = useBot(() => knowledge)
  const OTHER_ADMIN = 9010
  const EVERYONE = ['ask', 'topics', 'speakers', 'article', 'language', 'privacy', 'help'] as const
  const ADMINS = [...EVERYONE, 'gaps', 'stats', 'reload'] as const
  const register = () => registerCommands(bot.running.bot, new Set([ADMIN, OTHER_ADMIN]), allTexts, bot.running.log)
  const menuOf = (commands: readonly (typeof ADMINS)[number][], language: Language) =>
    commands.map((command) => ({ command, description: allTexts[language].command(command) }))

  /** The menu that a user sees in private, https://core.telegram.org/bots/api#determining-list-of-commands */
  function menuShown(userId: number, code: string) {
    const scopes: BotCommandScope[] = [
      { type: 'chat', chat_id: userId },
      { type: 'all_private_chats' },
      { type: 'default' },
    ]
    return (
      scopes.flatMap((scope) => [bot.api.menu(scope, code), bot.api.menu(scope)]).find((menu) => menu.length > 0) ?? []
    )
  }
  const isText = (text: string, ...languages: Language[]) => {
    for (const language of LANGUAGES) {
      const { description, shortDescription } = allTexts[language]
      expect(text.includes(description) || text.includes(shortDescription), language).toBe(languages.includes(language))
    }
  }

  it.each([
    ['zh', 'zh-hans'],
    ['en', 'en'],
    ['de', 'en'],
    ['', 'en'],
  ] as const)('are in the language of the app (%j → %s)', async (code, language) => {
    await register()
    expect(menuShown(77, code)).toEqual(menuOf(EVERYONE, language))
    expect(menuShown(ADMIN, code)).toEqual(menuOf(ADMINS, language))
    expect(menuShown(OTHER_ADMIN, code)).toEqual(menuOf(ADMINS, language))
    const groups = bot.api.menu({ type: 'all_group_chats' }, code)
    expect(groups.length > 0 ? groups : bot.api.menu({ type: 'all_group_chats' })).toEqual(menuOf(['ask'], language))
  })

  it('describe the bot in the language of the app: Chinese in both scripts, any other in English and 简体', async () => {
    await register()
    for (const read of [bot.api.description, bot.api.shortDescription]) {
      isText(read('zh'), 'zh-hans', 'zh-hant')
      isText(read('en'), 'en')
      isText(read(), 'en', 'zh-hans')
    }
    expect(problemsIn(bot.running.lines)).toEqual([])
  })

  it('that Telegram refuses are logged as warnings, and the others are set', async () => {
    bot.api.failWith((method, payload) =>
      method === 'setMyCommands' && JSON.stringify(payload).includes(String(ADMIN))
        ? { error_code: 400, description: 'Bad Request: chat not found' }
        : undefined,
    )
    await register()
    expect(menuShown(OTHER_ADMIN, 'zh')).toEqual(menuOf(ADMINS, 'zh-hans'))
    isText(bot.api.shortDescription('zh'), 'zh-hans', 'zh-hant')
    expect(new Set(problemsIn(bot.running.lines).map(({ level }) => level))).toEqual(new Set(['warn']))
  })

  async function choose(label: string, from: User) {
    const { answer } = await bot.api.ask('/language', { from })
    await bot.api.press(answer, label, { from })
  }

  it.each(LANGUAGES)('of a user who chose %s are in that language, and of no other user', async (language) => {
    await register()
    const user = someone('zh-hans')
    await choose(LANGUAGE_NAMES[language], user)
    expect(menuShown(user.id, 'zh')).toEqual(menuOf(EVERYONE, language))
    expect(menuShown(user.id + 1, 'zh')).toEqual(menuOf(EVERYONE, 'zh-hans'))
  })

  it.each(LANGUAGES)(
    "of an admin who chose %s are in that language, whatever the app's is, and keep /reload",
    async (language) => {
      await register()
      await choose(LANGUAGE_NAMES[language], {
        id: ADMIN,
        is_bot: false,
        first_name: 'Admin',
        language_code: 'zh-hans',
      })
      for (const code of ['zh', 'en', 'de']) expect(menuShown(ADMIN, code)).toEqual(menuOf(ADMINS, language))
    },
  )

  it('of a user who chose automatic are in the language of the app', async () => {
    await register()
    const user = someone('zh-hans')
    await choose('English', user)
    await choose(allTexts.en.languageAuto, user)
    expect(menuShown(user.id, 'zh')).toEqual(menuOf(EVERYONE, 'zh-hans'))
  })

  it('of a user who chose automatic follow the app to another language', async () => {
    await register()
    const user = someone('zh-hans')
    await choose('繁體中文', user)
    await choose(allTexts['zh-hant'].languageAuto, user)
    expect(menuShown(user.id, 'en')).toEqual(menuOf(EVERYONE, 'en'))
  })
})
