import type { Message } from 'grammy/types'
import { afterEach, describe, expect, it } from 'vitest'
import { createKnowledgeBase } from '../../../src/answer/knowledge-base.ts'
import type { Article, Exchange } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, loadedOf, toArticle } from '../../articles.ts'
import { startFakeBotApi, type FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import {
  ADMIN,
  allTexts,
  articleKnowledge,
  boldIn,
  buttonsIn,
  fold,
  knowledgeOf,
  madeUpKnowledge,
  pagesIn,
  QUERY,
  quotationsIn,
  repositoryKnowledge,
  sendsSince,
  startBot,
  texts,
  useBot,
} from '../start-bot.ts'
import { problemsIn, standing } from '../watch.ts'

const START = '新码头什么时候动工'
const BERTHS = '新码头明年三月动工，先建两个深水泊位。'
const MONEY = '扩建总投资四十亿元，由市财政和港务集团分担。'
const FEE = '摊位费三年不涨。'
const SOURCE = '出处：《港口三问》，港城日报，2024年5月6日'
const HANDLE = '@wenzheng_test_bot'

const knowledge = madeUpKnowledge()
const bot = useBot(() => knowledge)
afterEach(() => {
  expect(problemsIn(bot.running.lines)).toEqual([])
})

/** Each wording comes from a user of its own, because ten queries reach the limit of a user. */
const FIRST_USER = 5000

type Options = NonNullable<Parameters<FakeBotApi['ask']>[1]>

const PLACES: readonly { readonly name: string; readonly options: Options; readonly put: (query: string) => string }[] =
  [
    { name: 'in private', options: {}, put: (query) => query },
    { name: 'in a group', options: { type: 'group' }, put: (query) => `/ask ${query}` },
    { name: 'in a supergroup', options: { type: 'supergroup' }, put: (query) => `${HANDLE} ${query}` },
    { name: 'in a forum topic', options: { topic: 77 }, put: (query) => `/ask ${query}` },
  ]

/** What each of the bot's answers to a remark about the words on the berths has. */
const EXPECTED = {
  who: (answer: Message) => {
    expect(answer.text).toBe('林海（嘉宾）\n港务局局长')
    expect(boldIn(answer)).toEqual(['林海'])
  },
  source: ({ text }: Message) => {
    expect(text).toBe(`${SOURCE}\n记者问：请问新码头什么时候动工？扩建的钱从哪里来？`)
  },
  context: (answer: Message) => {
    expect(quotationsIn(answer)).toEqual([BERTHS, MONEY])
    expect(answer.text).toContain('▸ 林海：')
    expect(answer.text?.startsWith('记者问：请问新码头什么时候动工？扩建的钱从哪里来？\n')).toBe(true)
    expect(answer.text?.endsWith(SOURCE)).toBe(true)
  },
  more: (answer: Message) => {
    expect(quotationsIn(answer)).toContain(MONEY)
    expect(quotationsIn(answer)).not.toContain(BERTHS)
    expect(answer.text).toContain(SOURCE)
  },
}

type Remark = keyof typeof EXPECTED
const REMARKS: readonly (readonly [Remark, string])[] = [
  ['who', '谁说的'],
  ['source', '出处'],
  ['context', '上下文'],
  ['more', '还有吗'],
]

const SAID: Readonly<Record<Remark, readonly string[]>> = {
  who: [
    '谁说的',
    '谁说的？',
    '谁说的?',
    '谁讲的',
    '這是誰說的？',
    '誰說的',
    '誰講的',
    '这是谁说的？',
    '这话是谁说的',
    '这句话谁说的',
    '这段话是谁说的呀',
    '是谁说的啊',
    '哪位说的',
    '请问这是谁说的？',
    '发言人',
    'who said this',
    'Who said this?',
    'Who said that?',
    'who said it',
    'WHO SAID THIS',
    'who',
  ],
  source: [
    '出处',
    '出处？',
    '出處',
    '来源',
    '來源是什麼？',
    '来源呢？',
    '哪篇文章',
    '原文链接',
    '出处在哪',
    'source',
    'Source?',
    'the source',
    'Where is this from?',
    'Where does this come from?',
    'What is the source?',
    'link',
  ],
  context: [
    '上下文',
    '上下文？',
    '前后文',
    '前後文',
    '语境',
    '語境',
    '全文',
    '原文',
    '看看上下文',
    'context',
    'Context?',
    'in context',
    'show me the context',
    'full text',
  ],
  more: [
    '还有吗',
    '还有吗？',
    '還有嗎？',
    '还有呢',
    '还有没有',
    '還有沒有',
    '还有别的吗',
    '還有別的嗎？',
    '更多',
    '继续',
    '繼續',
    '下一条',
    'more',
    'More?',
    'any more?',
    'anything else?',
    'what else',
  ],
}

describe.each(PLACES)('a reply to an answer $name', ({ options, put }) => {
  it.each(REMARKS)('for %s (%s) gets what it asks about that answer', async (remark, text) => {
    const { answer } = await bot.api.ask(put(START), options)
    const asked = await bot.api.ask(text, { ...options, replyTo: answer })
    EXPECTED[remark](asked.answer)
    // The answer itself stays, and what it is asked is told below.
    expect(standing(bot.api, answer)).toEqual(answer)
    expect(asked.answer.message_id).toBeGreaterThan(asked.message.message_id)
    if (asked.message.chat.type !== 'private')
      expect(asked.call.payload.reply_parameters?.message_id).toBe(asked.message.message_id)
  })

  it('that asks something else is answered anew', async () => {
    const { answer } = await bot.api.ask(put(START), options)
    const asked = await bot.api.ask('摊位费涨不涨', { ...options, replyTo: answer })
    expect(quotationsIn(asked.answer)).toEqual([FEE])
    expect(standing(bot.api, answer)).toEqual(answer)
  })
})

describe.each(PLACES.slice(1))('a reply to an answer $name', ({ options, put }) => {
  it.each(REMARKS)('for %s may come from another, and mention the bot', async (remark, text) => {
    const { answer } = await bot.api.ask(put(START), options)
    EXPECTED[remark]((await bot.api.ask(`${HANDLE} ${text}`, { ...options, from: 4711, replyTo: answer })).answer)
  })
})

describe.each(PLACES)('after a restart a reply $name', ({ options, put }) => {
  it.each(REMARKS)(
    'for %s gets the same, though it carries no more than the words of the answer',
    async (remark, text) => {
      const api = await startFakeBotApi()
      const first = await startBot({ api, knowledge: await knowledge })
      const { answer } = await api.ask(put(START), options)
      await first.polling.stop()
      const second = await startBot({ api, knowledge: await knowledge })
      const { message_id, date, chat, from, text: words } = answer
      // grammY wants the reply's own reply to be present and undefined.
      const reply_to_message = { message_id, date, chat, from, text: words } as NonNullable<Message['reply_to_message']>
      EXPECTED[remark]((await api.ask(text, { ...options, fields: { reply_to_message } })).answer)
      await second.stop()
      expect(problemsIn([...first.lines, ...second.lines])).toEqual([])
      expect(api.faults).toEqual([])
    },
  )
})

describe.each(Object.entries(SAID) as [Remark, readonly string[]][])('for %s', (remark, ways) => {
  it('every wording is understood', async () => {
    for (const [index, text] of ways.entries()) {
      const from = FIRST_USER + index
      const { answer } = await bot.api.ask(START, { from })
      EXPECTED[remark]((await bot.api.ask(text, { from, replyTo: answer })).answer)
    }
  })
})

describe.each<[Remark, readonly string[]]>([
  ['who', ['谁的话', '这些是谁说的', '原话是谁说的', 'Who’s saying this?', 'by whom?']],
  ['source', ['有出处吗', '求出处', '哪里来的', '出自哪篇文章', 'Where’s this from?', 'Source please']],
  ['context', ['看一下上下文', '全文在哪', 'full context']],
  ['more', ['有没有更多', '还有没有别的', '還有沒有其他的', '还有什么', '继续说', 'is there more?', 'more please']],
])('for %s', (remark, ways) => {
  it('every wording is understood', async () => {
    for (const [index, text] of ways.entries()) {
      const from = FIRST_USER + index
      const { answer } = await bot.api.ask(START, { from })
      EXPECTED[remark]((await bot.api.ask(text, { from, replyTo: answer })).answer)
    }
  })
})

describe('who said it', () => {
  it('is the paper for narration', async () => {
    const { answer } = await bot.api.ask('去年港口吞吐量')
    const { answer: who } = await bot.api.ask('谁说的', { replyTo: answer })
    expect(who.text).toBe(`港城日报\n${texts.notASpeaker}`)
    expect(boldIn(who)).toEqual(['港城日报'])
  })

  it('is the paper and the person for a passage about them', async () => {
    const { answer } = await bot.api.ask('谁主持过老码头改造')
    expect(quotationsIn(answer)[0]).toContain('主持过老码头改造')
    const { answer: who } = await bot.api.ask('谁说的', { replyTo: answer })
    expect(who.text.split('\n').slice(0, 3)).toEqual(['港城日报（叙述）', '关于林海（嘉宾）', '港务局局长'])
  })

  it('is both where two speak', async () => {
    const { answer } = await bot.api.ask('船员证书港澳互认')
    const { answer: who } = await bot.api.ask('谁说的', { replyTo: answer })
    expect(who.text).toBe('林海（嘉宾）\n港务局局长\n苏芸（嘉宾）\n海事大学航运系主任')
    expect(boldIn(who)).toEqual(['林海', '苏芸'])
  })

  it('tells namesakes apart by their offices, and the words by their beginnings', async () => {
    const { answer } = await bot.api.ask('林海说了什么')
    const quoted = quotationsIn(answer)
    expect(quoted.length).toBeGreaterThan(1)
    const { answer: who } = await bot.api.ask('谁说的', { replyTo: answer })
    expect(who.text).toContain('港务局局长')
    expect(who.text).toContain('商务局副局长')
    for (const words of quoted) expect(who.text).toContain(`“${words.slice(0, 10)}`)
  })
})

describe('the source', () => {
  it('of passages without a question comes without a heading that stands above all of the article', async () => {
    const { answer } = await bot.api.ask('摊位费涨不涨')
    expect((await bot.api.ask('出处', { replyTo: answer })).answer.text).toBe('出处：《菜市场改造》，港城晚报，2023年')
  })

  it('links to the page, and shows no preview of it', async () => {
    const { answer } = await bot.api.ask(START)
    const source = await bot.api.ask('出处', { replyTo: answer })
    expect(source.answer.entities).toContainEqual(
      expect.objectContaining({ type: 'text_link', url: 'https://example.com/harbour' }),
    )
    expect(source.call.payload.link_preview_options).toEqual({ is_disabled: true })
  })

  it('of passages of two articles names both', async () => {
    const { answer } = await bot.api.ask('林海说了什么')
    const { text } = (await bot.api.ask('出处', { replyTo: answer })).answer
    expect(text).toContain('《港口三问》')
    expect(text).toContain('《菜市场改造》')
  })
})

describe('more', () => {
  it('is the further passages that the query found, each once, and a button leads back to the first', async () => {
    const { answer } = await bot.api.ask(START)
    const [, total] = /(\d+)/u.exec(buttonsIn(answer).find((label) => label.startsWith('更多')) ?? '') ?? []
    const { answer: more } = await bot.api.ask('还有吗', { replyTo: answer })
    expect(more.text.startsWith(texts.moreTitle(Number(total)))).toBe(true)
    expect(new Set(quotationsIn(more)).size).toBe(Number(total))
    await bot.api.press(more, texts.buttons.back)
    expect(quotationsIn(standing(bot.api, more))).toEqual([BERTHS])
  })

  it('shows what an answer had no room for', async () => {
    const { api, stop } = await startBot({ knowledge: await articleKnowledge() })
    const { answer } = await api.ask(QUERY)
    const { answer: more } = await api.ask('还有吗', { replyTo: answer })
    expect(quotationsIn(more)).not.toEqual([])
    for (const words of quotationsIn(more)) expect(quotationsIn(answer)).not.toContain(words)
    await stop()
    expect(api.faults).toEqual([])
  })

  it.each(PLACES)('is a sentence that there is no more at the end of the material, $name', async ({ options, put }) => {
    const { answer } = await bot.api.ask(put('摊位费涨不涨'), options)
    for (const text of ['还有吗', '還有嗎？', 'more'])
      expect((await bot.api.ask(text, { ...options, replyTo: answer })).answer.text).toBe(texts.noMore)
  })

  it('goes on with the further passages after a restart, for the answer has a button to them', async () => {
    const api = await startFakeBotApi()
    const first = await startBot({ api, knowledge: await articleKnowledge() })
    const { answer } = await api.ask(QUERY)
    const expected = quotationsIn((await api.ask('还有吗', { replyTo: answer })).answer)
    await first.polling.stop()
    const second = await startBot({ api, knowledge: await articleKnowledge() })
    expect(expected).not.toEqual([])
    expect(quotationsIn((await api.ask('还有吗', { replyTo: answer })).answer)).toEqual(expected)
    await second.stop()
  })

  it('is a sentence that there is no more at the end of the article, after a restart too', async () => {
    const api = await startFakeBotApi()
    const first = await startBot({ api, knowledge: await knowledge })
    const { answer } = await api.ask('摊位费涨不涨')
    await first.polling.stop()
    const second = await startBot({ api, knowledge: await knowledge })
    expect((await api.ask('还有吗', { replyTo: answer })).answer.text).toBe(texts.noMore)
    await second.stop()
  })

  it('asked of the further passages repeats nothing that was shown', async () => {
    const { api, stop } = await startBot({ knowledge: await articleKnowledge() })
    try {
      const { answer } = await api.ask(QUERY)
      const { answer: more } = await api.ask('还有吗', { replyTo: answer })
      const { answer: again } = await api.ask('还有吗', { replyTo: more })
      const shown = [...quotationsIn(answer), ...quotationsIn(more)]
      expect(quotationsIn(again).filter((words) => shown.includes(words))).toEqual([])
    } finally {
      await stop()
    }
  })

  const PIERS = Array.from(
    { length: 7 },
    (_, index) =>
      `防波堤第${'一二三四五六七'[index]}段要加固，${'石料从后山运来，用船装到堤外再沉下去，每一层都要压实再铺下一层。'.repeat(12)}这是第${index + 1}期。`,
  )
  const piers = toArticle(`---
id: piers
title: 防波堤
publication: 港城日报
speakers:
  - {name: 何川, office: 水利局局长}
---

${PIERS.map((words, index) => `## 第${index + 1}期\n\n【何川】${words}\n`).join('\n')}`)

  it('asked again goes on where the further passages take several pages', async () => {
    const { api, stop } = await startBot({ knowledge: await knowledgeOf(piers) })
    try {
      const { answer } = await api.ask('防波堤加固')
      const seen = quotationsIn(answer)
      const { answer: more } = await api.ask('还有吗', { replyTo: answer })
      expect(buttonsIn(more)).toContain(texts.buttons.next)
      const { answer: next } = await api.ask('还有吗', { replyTo: more })
      expect(quotationsIn(next)).not.toEqual([])
      for (const words of quotationsIn(next)) expect([...seen, ...quotationsIn(more)]).not.toContain(words)
    } finally {
      await stop()
    }
  })
})

describe('the same words, which quote somebody else if they are looked up,', () => {
  const ANYHOW = ['谁说的', '誰說的？', '出处', '上下文', '还有吗', 'more', 'who said this', 'source', 'context']
  const roundTable = useBot(repositoryKnowledge)

  it.each(Object.entries(allTexts))('ask for a reply where they are none, in %s', async (languageCode, { noReply }) => {
    for (const [index, text] of ANYHOW.entries()) {
      const options = { from: FIRST_USER + index, languageCode }
      expect((await roundTable.api.ask(text, options)).answer.text).toBe(noReply)
    }
  })

  it.each(PLACES.slice(1))('ask for a reply to whoever addressed the bot $name', async ({ options, put }) => {
    const { answer } = await roundTable.api.ask(put('谁说的'), options)
    expect(answer.text).toBe(texts.noReply)
    expect(pagesIn(answer)).toEqual(buttonsIn(answer))
  })

  it.each(ANYHOW)('“%s” as a reply to what quotes nothing are told so', async (text) => {
    const { message } = await roundTable.api.ask('火星上有人吗')
    for (const told of ['火星上有人吗', '王延江是谁', '/help', '有哪些人参加']) {
      const { answer } = await roundTable.api.ask(told, { chat: message.chat, from: 31 })
      const { answer: sentence } = await roundTable.api.ask(text, { chat: message.chat, from: 32, replyTo: answer })
      expect(sentence.text).toBe(texts.noQuote)
      expect(buttonsIn(sentence)).toEqual([])
    }
  })

  it("are about the last answer in private, also as a reply to a message of one's own", async () => {
    const { message } = await bot.api.ask(START)
    expect((await bot.api.ask('谁说的', { replyTo: message })).answer.text).toBe('林海（嘉宾）\n港务局局长')
  })
})

describe('a reply to an answer', () => {
  it.each(['谁说的新码头要动工？', '新码头的出处', '更多泊位', '还有吗，摊位费呢'])(
    '“%s”, which says more, as a reply to an answer',
    async (text) => {
      const { answer: alone } = await bot.api.ask(text)
      const { answer } = await bot.api.ask(START)
      expect((await bot.api.ask(text, { replyTo: answer })).answer.text).toBe(alone.text)
    },
  )
})

describe('in a group the bot says nothing', () => {
  it.each(['谁说的', '出处', '上下文', '还有吗', 'more'])('to “%s” that is no reply to it', async (text) => {
    const { message: other } = bot.api.message(BERTHS, { type: 'group', from: 5 })
    const { answer } = await bot.api.ask(`/ask ${START}`, { type: 'group' })
    const before = bot.api.mark()
    bot.api.message(text, { type: 'group' })
    bot.api.message(text, { type: 'group', replyTo: other })
    bot.api.message(`@alice ${text}`, { type: 'group', replyTo: answer })
    const { message } = await bot.api.ask('/ask 摊位费', { type: 'group' })
    expect(sendsSince(bot.api, before).map(({ payload }) => payload.reply_parameters?.message_id)).toEqual([
      message.message_id,
    ])
  })
})

describe('a remark about an answer', () => {
  it('that was turned by a button is about what now stands there', async () => {
    const { answer } = await bot.api.ask('林海是谁')
    await bot.api.press(answer, buttonsIn(answer).find((label) => label.endsWith('· 1')) ?? '')
    const words = standing(bot.api, answer)
    expect(quotationsIn(words)).toEqual(['菜市场改造先从通风和排水做起。'])
    expect((await bot.api.ask('谁说的', { replyTo: words })).answer.text).toBe('林海\n商务局副局长')
  })

  it('that was edited is about the new answer, and asks for more of the new query', async () => {
    const { message, answer } = await bot.api.ask('摊位费')
    bot.api.edit(message, START)
    await bot.api.nextCall('editMessageText')
    const now = standing(bot.api, answer)
    for (const [remark, text] of REMARKS) EXPECTED[remark]((await bot.api.ask(text, { replyTo: now })).answer)
  })

  it('may itself be edited', async () => {
    const { answer } = await bot.api.ask(START)
    const { message, answer: who } = await bot.api.ask('谁说的', { replyTo: answer })
    bot.api.edit(message, '出处')
    await bot.api.nextCall('editMessageText')
    EXPECTED.source(standing(bot.api, who))
  })

  it('in converted characters is about the passage all the same', async () => {
    const { answer } = await bot.api.ask(START, { languageCode: 'zh-hant' })
    expect(quotationsIn(answer)).not.toEqual([BERTHS])
    expect((await bot.api.ask('誰說的', { replyTo: answer, languageCode: 'zh-hant' })).answer.text).toBe(
      '林海（嘉宾）\n港务局局长',
    )
  })

  it("is answered in the language of who asks, and quotes in the article's", async () => {
    const { answer } = await bot.api.ask(START)
    const source = (await bot.api.ask('source', { replyTo: answer, languageCode: 'en' })).answer
    expect(source.text).toBe(
      'Source: “港口三问”, 港城日报, May 6, 2024\nThe reporter asked: 请问新码头什么时候动工？扩建的钱从哪里来？',
    )
    expect(quotationsIn((await bot.api.ask('context', { replyTo: answer, languageCode: 'en' })).answer)).toEqual([
      BERTHS,
      MONEY,
    ])
  })

  const edit = (exchange: Exchange): Exchange => ({
    ...exchange,
    passages: exchange.passages.map((passage) => ({ ...passage, text: passage.text.replace('明年', '后年') })),
  })

  it.each([
    ['removed', [MARKET, FERRY]],
    ['edited', [{ ...HARBOUR, exchanges: HARBOUR.exchanges.map(edit) }, MARKET, FERRY]],
  ] as const)('whose passage was %s by a reload quotes nobody', async (_, articles) => {
    const state: { articles: readonly Article[] } = { articles: [HARBOUR, MARKET, FERRY] }
    const base = await createKnowledgeBase(async () => loadedOf(...state.articles), fold)
    const { api, stop } = await startBot({ knowledge: base })
    const { answer } = await api.ask(START)
    state.articles = articles
    await api.ask('/reload', { from: ADMIN })
    for (const [languageCode, { noQuote }] of Object.entries(allTexts)) {
      for (const [index, [, text]] of REMARKS.entries()) {
        const options = { chat: answer.chat, from: FIRST_USER + index, languageCode, replyTo: answer }
        expect((await api.ask(text, options)).answer.text).toBe(noQuote)
      }
    }
    await stop()
    expect(api.faults).toEqual([])
  })

  it('of whose passages a reload removed one names the speaker of the other with their words', async () => {
    const state: { articles: readonly Article[] } = { articles: [HARBOUR, MARKET, FERRY] }
    const base = await createKnowledgeBase(async () => loadedOf(...state.articles), fold)
    const { api, stop } = await startBot({ knowledge: base })
    const { answer } = await api.ask('林海说了什么')
    expect(quotationsIn(answer).length).toBeGreaterThan(1)
    state.articles = [MARKET, FERRY]
    await api.ask('/reload', { from: ADMIN })
    expect((await api.ask('谁说的', { replyTo: answer })).answer.text).toBe(
      `林海\n商务局副局长\n“菜市场改造先从通风和排水做起。”\n\n${texts.othersGone}`,
    )
    await stop()
  })
})

describe("a remark by command or with the bot's name", () => {
  it.each([
    ['/ask 谁说的', 'group'],
    ['@wenzheng_test_bot 谁说的', 'group'],
    ['@wenzheng_test_bot 谁说的', 'private'],
  ] as const)('“%s” in a %s is about the answer that it replies to', async (text, type) => {
    const { answer } = await bot.api.ask(type === 'group' ? `/ask ${START}` : START, { type })
    EXPECTED.who((await bot.api.ask(text, { type, replyTo: answer })).answer)
  })
})
