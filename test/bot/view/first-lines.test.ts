import type { Message } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { articleKnowledge, knowledgeOf, quotationsIn, repositoryKnowledge, texts, useBot } from '../start-bot.ts'

// Loads it before the hooks, whose time limit it exceeds.
await repositoryKnowledge()

/** Lines that a notification on a phone shows. */
const LINES = 2
/** UTF-16 units of the words of a quote that are compared. */
const BEGINNING = 8

const NAMES = [...'甲乙丙丁戊己庚辛壬癸子丑'].map((sign) => `委员${sign}`)
const MANY = toArticle(`---
id: many
title: 联名提案
publication: 政协报
speakers:
${NAMES.map((name, index) => `  - {name: ${name}, office: 第${index + 1}界别政协委员}`).join('\n')}
---

## 提案

【${NAMES.join('、')}】社区食堂应当办到家门口。 ^canteen
`)

/** Expects one of these names and words of the first quote in the first lines. */
function expectWhoAndWords(message: Message.TextMessage, names: readonly string[]): void {
  const [first = ''] = quotationsIn(message)
  const [, words = ''] = message.text.split('\n')
  const told = message.text.split('\n').slice(0, LINES).join('\n')
  expect(first).not.toBe('')
  expect(
    names.some((name) => told.includes(name)),
    told,
  ).toBe(true)
  expect(first).toContain(words.replace(/^……/u, '').slice(0, BEGINNING))
}

const SPEAKERS = ['王颖', '王延江', '刘小康', '陈娟', '褚文博', '高新波', '田水松', '娄超', '马卫']

describe("the first two lines of an answer from the repository's article have a speaker and the first words", () => {
  const bot = useBot(repositoryKnowledge)

  it.each<[string, readonly string[]]>([
    ['卓越工程师有哪些举措？', ['重庆日报']],
    ['怎样带动各级医疗机构平台能级提升？', ['王延江']],
    ['人才“六大工程”是哪六个？', ['重庆日报']],
    ['全市人才资源总量突破多少万人？', ['重庆日报']],
    ['纳米时栅在哪里亮相？', ['刘小康']],
    ['陈娟怎么看包干制', ['陈娟']],
    ['智慧城市要靠什么', SPEAKERS],
    ['新能源汽车产业的短板', SPEAKERS],
    ['公力医院薪筹改革', ['重庆日报']],
    ['王颖说了什么', ['王颖']],
    ['What did Gao Xinbo say?', ['高新波']],
    ['一企一策', ['重庆日报']],
  ])('%s', async (query, names) => {
    expectWhoAndWords((await bot.api.ask(query)).answer, names)
    for (const type of ['group', 'supergroup'] as const)
      expectWhoAndWords((await bot.api.ask(`/ask ${query}`, { type, from: 52 })).answer, names)
  })
})

describe('the first two lines of an answer from made-up articles have a speaker and the first words', () => {
  const bot = useBot(() => knowledgeOf(HARBOUR, MARKET, FERRY, MANY))

  it.each<[string, readonly string[]]>([
    ['新码头什么时候动工', ['林海']],
    ['新船多少钱', ['港城日报']],
    ['船员', ['苏芸']],
    ['主持过老码头改造', ['林海']],
    ['摊位费', ['苏雨']],
    ['末班船到几点', ['方圆']],
    ['安全', ['港城日报']],
    ['社区食堂', ['委员甲']],
    ['菜市场通风', ['林海']],
  ])('%s', async (query, names) => {
    expectWhoAndWords((await bot.api.ask(query)).answer, names)
    expectWhoAndWords((await bot.api.ask(`/ask ${query}`, { type: 'group', from: 52 })).answer, names)
    expectWhoAndWords((await bot.api.ask(`/ask ${query}`, { topic: 77, from: 53 })).answer, names)
  })

  it('苏芸和苏雨的观点有什么不同, which compares two people', async () => {
    expectWhoAndWords((await bot.api.ask('苏芸和苏雨的观点有什么不同')).answer, ['苏芸'])
  })

  it('新码头什么时候动工？船员的伙食标准怎么提高？, which asks two things', async () => {
    expectWhoAndWords((await bot.api.ask('新码头什么时候动工？船员的伙食标准怎么提高？')).answer, ['林海'])
  })

  it('What does Lin Hai want to build?, of which only the name is understood', async () => {
    const { answer } = await bot.api.ask('What does Lin Hai want to build?')
    expect(quotationsIn(answer)).not.toEqual([])
    expectWhoAndWords(answer, ['林海'])
  })
})

describe('an answer without quotes', () => {
  const bot = useBot(articleKnowledge)

  it('has the name and office, or that nothing was found, in the first two lines', async () => {
    expect((await bot.api.ask('马卫是谁？')).answer.text.split('\n').slice(0, LINES)).toEqual([
      '马卫（两会声音）',
      '市政协委员，重庆网润集团公司董事长',
    ])
    expect((await bot.api.ask('今天天气怎么样？')).answer.text.split('\n')[0]).toBe(texts.none)
  })
})
