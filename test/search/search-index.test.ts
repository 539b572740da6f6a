import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Article, toCitations } from '../../src/knowledge/article.ts'
import { createFold } from '../../src/text/fold.ts'
import { createSearchIndex } from '../../src/search/staging/stage-index.ts'
import { MOST_COMPARED } from '../../src/search/tuning.ts'
import { HARBOUR, MARKET, toArticle } from '../articles.ts'
import { withAsks } from './with-asks.ts'
import { arbitraryText } from '../text/arbitrary-text.ts'

/** Its last two exchanges have the same passage for two questions. */
const SYSTEMS = toArticle(`---
id: systems
title: 智慧港口
publication: 港城日报
date: 2024
speakers:
  - name: 高新波
    office: 数据中心主任
---

## 系统

【高新波】我们用人工智能软件调度起重机，服务器在港区。 ^software

【叙述】The port's salary policy covers crane operators. ^policy

【叙述】颱風預警由氣象臺發佈。 ^typhoon

## 甲

【问】吊车司机够用吗？

【高新波】正在招人。 ^cranes

## 乙

【问】保安够用吗？

【高新波】正在招人。 ^guards
`)

const HEAD = '---\nid: asked\ntitle: 问\npublication: 港城日报\nspeakers: [{ name: 林海, office: 局长 }]\n---\n'

/** Creates an article with a number of exchanges of one passage each. */
function toLong(length: number, id = 'long'): Article {
  const exchanges = Array.from({ length }, (_, place) => `\n## 第 ${place} 节\n\n【叙述】码头 ${place} 号。\n`)
  return toArticle(`---\nid: ${id}\ntitle: 长\npublication: 港城日报\ndate: 2024\n---\n${exchanges.join('')}`)
}

const VOCABULARY = {
  synonyms: [
    ['船员', '海员', 'seafarers'],
    ['租金', '摊位费'],
  ],
  terms: ['深水泊位'],
}
const ASKS = `
article: harbour
asks:
  money: [哪个掏腰包, 要花多少]
  crew: [海上吃得好不好]
unanswered: [有没有高铁站]
`
const fold = createFold()
const index = await createSearchIndex([...withAsks([HARBOUR], ASKS), MARKET, SYSTEMS], fold, VOCABULARY)
const citations = toCitations([HARBOUR, MARKET, SYSTEMS])
const bare = await createSearchIndex([HARBOUR, MARKET, SYSTEMS], fold)
const idsOf = (query: string, among = index) => among.search(query).hits.map(({ citation }) => citation.passage.id)
const hitOf = (query: string, id: string) => index.search(query).hits.find(({ citation }) => citation.passage.id === id)
const coverOf = (query: string) => bare.search(query).hits[0]?.cover ?? 0

describe('hits', () => {
  it.each([
    ['words', '深水泊位', 'harbour_start'],
    ['the speaker', '苏雨', 'market_fee'],
    ['the office', '商务局', 'market_air'],
    ['the heading', '员从', 'harbour_crew'],
    ['the title', '市场改造', 'market_fee'],
    ['another form of an English word', 'salaries', 'systems_policy'],
  ])('find a passage by %s', (_field, query, id) => {
    expect(idsOf(query, bare)).toContain(id)
  })

  it.each([
    ['a synonym', '海员的伙食标准', 'harbour_crew'],
    ['a synonym of other letters', 'Seafarers的伙食', 'harbour_crew'],
    ['a word that is a synonym of the passage’s', '租金', 'market_fee'],
    ['Traditional characters', '遠洋船員的伙食標準', 'harbour_crew'],
    ['Taiwanese words', '人工智慧軟體和伺服器', 'systems_software'],
  ])('begin with the passage for %s', (_what, query, id) => {
    expect(idsOf(query)[0]).toBe(id)
  })

  it('contain no passage for an unknown synonym', () => {
    expect(idsOf('seafarers', bare)).toEqual([])
  })

  it('rank the passage with the terms above those whose question has them', () => {
    expect(idsOf('码头扩建总投资', bare)[0]).toBe('harbour_money')
  })

  it.each([
    ['吊车司机招人吗', 'systems_cranes'],
    ['保安招人吗', 'systems_guards'],
  ])('rank the passage whose question has the terms above one with the same text: %s', (query, id) => {
    expect(idsOf(query, bare)[0]).toBe(id)
  })

  it('contain a passage that shares terms only by its asks', () => {
    expect(idsOf('哪个掏腰包？')[0]).toBe('harbour_money')
    expect(idsOf('哪个掏腰包？', bare)).not.toContain('harbour_money')
    expect(hitOf('哪个掏腰包？', 'harbour_money')).toMatchObject({ cover: 0, isWhole: false })
  })

  it('rank a passage by its asks above one that only shares words', () => {
    expect(idsOf('海上伙食标准吃得好不好')[0]).toBe('harbour_crew')
    expect(idsOf('码头哪个掏腰包')[0]).toBe('harbour_money')
    expect(idsOf('码头哪个掏腰包')).toContain('harbour_start')
  })

  it('rank a passage without asks above one with chance likeness', async () => {
    const says = (id: string) =>
      toArticle(
        `---\nid: ${id}\ntitle: 码头\npublication: 港城日报\ndate: 2024\n---\n\n## 东边\n\n【叙述】码头东边建好了。 ^east\n`,
      )
    const known = withAsks([says('first')], 'article: first\nasks: { east: [东西南北的风向要怎样才看得明白] }')
    const both = await createSearchIndex([...known, says('second')], fold)
    expect(both.search('码头东边').hits[0]?.asked).toBeUndefined()
    expect(both.search('码头东边').hits[1]?.asked).toBeGreaterThan(0)
    expect(both.search('东西南北的风向').hits[0]?.citation.passage.id).toBe('first_east')
  })

  it('rank a passage with a verbatim ask above one with more of the words', async () => {
    const asked = withAsks(
      [HARBOUR],
      'article: harbour\nasks: { career: [远洋船员的伙食标准, 局长是哪里人, 他几岁了], crew: [远洋船员的伙食标准与签证手续, 伙食标准] }',
    )
    const [first, second] = (await createSearchIndex(asked, fold)).search('远洋船员的伙食标准？').hits
    expect(first).toMatchObject({ citation: { passage: { id: 'harbour_career' } }, isVerbatim: true })
    expect(second).toMatchObject({ citation: { passage: { id: 'harbour_crew' } }, isVerbatim: false })
    expect(first?.rank).toBeLessThan(second?.rank ?? 0)
  })

  it('are sorted by descending rank', () => {
    const ranks = index.search('码头和船员').hits.map(({ rank }) => rank)
    expect(ranks.length).toBeGreaterThan(2)
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
  })

  it('are empty for a query of asking words or punctuation only', () => {
    expect([...idsOf('请问怎么样呢？'), ...idsOf('。，！'), ...idsOf('what is it?'), ...idsOf('')]).toEqual([])
  })

  it('have a higher cover if they have more of the query', () => {
    expect(coverOf('远洋船员的伙食标准')).toBeGreaterThan(coverOf('远洋船员的签证手续'))
    expect(coverOf('远洋船员的签证手续')).toBeGreaterThan(coverOf('手机怎么恢复出厂设置'))
  })

  it('have a cover near 1 for their own words', () => {
    expect(coverOf('深水泊位')).toBeGreaterThan(0.8)
    expect(coverOf('salary policy')).toBeGreaterThan(0.8)
  })

  it('are whole if the passage has all terms of the query', () => {
    expect(hitOf('请问深水泊位', 'harbour_start')?.isWhole).toBe(true)
    expect(hitOf('深水泊位的钱', 'harbour_start')?.isWhole).toBe(false)
    expect(hitOf('海员证书', 'harbour_papers')?.isWhole).toBe(true)
  })

  it('have the likeness of the query to the asks of the passage', () => {
    expect(hitOf('要花多少', 'harbour_money')?.asked).toBeGreaterThan(
      hitOf('扩建要花时间', 'harbour_money')?.asked ?? 1,
    )
    expect(hitOf('扩建', 'harbour_money')?.asked).toBe(0)
    expect(hitOf('通风', 'market_air')).toMatchObject({ asked: undefined })
  })

  it('have no likeness for a passage without asks in an article with asks', () => {
    expect(hitOf('深水泊位', 'harbour_start')).toMatchObject({ asked: undefined })
  })
})

describe('a narrowed search', () => {
  it('finds only the listed passages', () => {
    const idsAmong = (query: string, article: string) =>
      index
        .search(query, { among: citations.filter((citation) => citation.article.id === article) })
        .hits.map(({ citation }) => citation.passage.id)
    expect(idsOf('林海')).toContain('harbour_start')
    expect(idsAmong('林海', 'market')).toEqual(['market_air'])
    expect(idsAmong('哪个掏腰包', 'harbour')).toEqual(['harbour_money'])
    expect(idsAmong('哪个掏腰包', 'market')).toEqual([])
  })

  it('finds a listed passage once, and none that the index does not have', () => {
    const [stranger] = toCitations([toLong(1)])
    const twice = [...citations, ...citations, ...(stranger ? [stranger] : [])]
    expect(index.search('林海', { among: twice })).toEqual(index.search('林海', { among: citations }))
  })

  it('finds the best of more listed passages than are compared', async () => {
    const [long, far] = [toLong(2 * MOST_COMPARED), toLong(3, 'far')]
    const many = await createSearchIndex([far, long], fold)
    const { hits } = many.search('码头 77 号', { among: toCitations([long]) })
    expect(hits).toHaveLength(MOST_COMPARED)
    expect(hits[0]?.citation.passage.text).toContain('77')
    expect(hits.every(({ citation }) => citation.article === long)).toBe(true)
  })

  it('finds passages by the given words', () => {
    const { hits } = index.search('苏雨说的深水泊位', { words: '深水泊位' })
    expect(hits.map(({ citation }) => citation.passage.id)).toEqual(['harbour_start'])
    expect(hits[0]?.cover).toBe(hitOf('深水泊位', 'harbour_start')?.cover)
  })

  it('compares the whole query with the asks', () => {
    const { hits } = index.search('哪个掏腰包', { words: '深水泊位' })
    expect(hits.map(({ citation }) => citation.passage.id).toSorted()).toEqual(['harbour_money', 'harbour_start'])
    expect(index.search('有没有高铁站', { words: '' })).toMatchObject({ hits: [] })
    expect(index.search('有没有高铁站', { words: '' }).isUnanswered).toBe(true)
  })
})

describe('exchanges', () => {
  it('begin with the one with the most relevant question', () => {
    expect(index.search('如何吸引年轻的海员').exchanges[0]?.question?.text).toBe('如何吸引年轻船员？')
    expect(index.search('保安够用').exchanges[0]?.question?.text).toBe('保安够用吗？')
  })

  it('begin with the shortest of those whose questions have equally much', async () => {
    const ask = (question: string) => `\n## 节\n\n【问】${question}\n\n【林海】会的，${question.length}年。\n`
    const asked = toArticle(HEAD + ask('码头扩建吗？另外请问港口明年还建什么？') + ask('码头扩建吗？'))
    const { exchanges } = (await createSearchIndex([asked], fold)).search('码头扩建')
    expect(exchanges.map(({ question }) => question?.text.length)).toEqual([6, 19])
  })

  it('are none by their passages alone', () => {
    const { hits, exchanges } = index.search('深水泊位')
    expect(hits[0]?.citation.passage.id).toBe('harbour_start')
    expect(exchanges).toEqual([])
  })

  it('are a few without repetition', async () => {
    const questions = Array.from(
      { length: 20 },
      (_, place) => `\n## 节\n\n【问】码头 ${place} 呢？\n\n【林海】好 ${place}。\n\n【林海】是 ${place}。\n`,
    )
    const { exchanges, hits } = (await createSearchIndex([toArticle(HEAD + questions.join(''))], fold)).search('码头')
    expect(hits).toHaveLength(40)
    expect(exchanges.length).toBeGreaterThan(1)
    expect(exchanges.length).toBeLessThan(10)
    expect(new Set(exchanges).size).toBe(exchanges.length)
  })

  it('are empty without shared terms', () => {
    expect(index.search('葡萄').exchanges).toEqual([])
  })
})

describe('an unanswered ask', () => {
  it('is distinguished from an answered one', () => {
    const [unanswered, answered] = ['港口有没有高铁站', '港口哪个掏腰包'].map((query) => hitOf(query, 'harbour_money'))
    expect(unanswered?.unanswered).toBeGreaterThan(answered?.unanswered ?? 1)
    expect(unanswered?.odds).toBeGreaterThan(0)
    expect(unanswered?.odds).toBeGreaterThan(answered?.odds ?? 1)
    expect(['有没有高铁站', '哪个掏腰包'].map((query) => index.search(query).isUnanswered)).toEqual([true, false])
  })

  it('counts for the passages of its article only', () => {
    const hits = index
      .search('林海的高铁站')
      .hits.map(({ citation, unanswered }) => [citation.article.id, unanswered > 0])
    expect(hits).toContainEqual(['harbour', true])
    expect(hits).toContainEqual(['market', false])
    expect(hits).not.toContainEqual(['market', true])
  })

  it('has no effect without asks', () => {
    const { hits, isUnanswered } = bare.search('港口有没有高铁站')
    expect(isUnanswered).toBe(false)
    expect(hits.length).toBeGreaterThan(0)
    for (const hit of hits) expect(hit).toMatchObject({ unanswered: 0, odds: 0 })
  })
})

describe('findMatches', () => {
  const marked = (query: string, text: string) =>
    index.findMatches(query, text).map(({ start, end }) => text.slice(start, end))

  it.each([
    ['without asking words', '请问深水泊位怎么建', '新码头明年三月动工，先建两个深水泊位。', ['深水泊位']],
    ['without asking words that the passage has', '怎么建码头', '怎么先建码头？', ['建码头']],
    ['by a synonym', '海员的伙食', '提高远洋船员的伙食标准。', ['船员的伙食']],
    ['by the canon of a synonym', '租金', '摊位费三年不涨。', ['摊位费']],
    ['in Taiwanese words', '人工智慧軟體', '用人工智能软件调度。', ['人工智能软件']],
    ['in English', 'salary policies', 'The salary policy.', ['salary policy']],
    ['which may be none', '葡萄', '摊位费三年不涨。', []],
  ])('finds the words that a query shares, %s', (_how, query, text, stretches) => {
    expect(marked(query, text)).toEqual(stretches)
  })

  it('chooses the sentence with the rarest words', () => {
    expect(marked('林海，码头，起重机', '林海到码头。起重机很大。')).toEqual(['起重机'])
  })
})

describe('rate', () => {
  it('is the share of the query that each text has', () => {
    const [all = 0, most = 0, some = 0, none = 1] = index.rate('请问海员的伙食标准', [
      '船员的伙食标准很高',
      '伙食标准',
      '标书',
      '葡萄',
    ])
    expect(all).toBe(1)
    expect([most, some, none]).toEqual([most, some, none].toSorted((a, b) => b - a))
    expect(most).toBeLessThan(1)
    expect([some > 0, none]).toEqual([true, 0])
  })

  it('counts single characters', () => {
    expect(index.rate('舱', ['船舱', '货船'])).toEqual([1, 0])
  })

  it('matches English words by their stems', () => {
    expect(index.rate('salary', ['the salary'])).toEqual([1])
  })

  it('is empty for no texts, and 0 for a query without terms', () => {
    expect(index.rate('船员', [])).toEqual([])
    expect(index.rate('？', ['船员'])).toEqual([0])
  })
})

describe('respell', () => {
  it.each([
    ['a name', '苏云的建议', '苏芸的建议'],
    ['a name in Traditional characters', '蘇雲', '苏芸'],
    ['a term', '伸水泊位', '深水泊位'],
    ['pinyin', 'yuanyang huoshi', '远洋伙食'],
    ['pinyin in full width and capitals', 'ＹuanYang', '远洋'],
    ['pinyin of a passage in Traditional characters', 'taifengyujing', '台风预警'],
    ['a homophone of a word in the asks', '掏妖包', '掏腰包'],
    ['pinyin of a word in the asks', 'taoyaobao', '掏腰包'],
    ['a homophone of a word in the unanswered asks', '高贴站', '高铁站'],
    ['the name of a speaker who says nothing', '何传', '何船'],
    ['the office of a speaker who says nothing', '海风船厂厂掌', '海风船厂厂长'],
    ['a homophone of a word in a question', '吊车丝机', '吊车司机'],
    ['a homophone of a word in a title', '才市场', '菜市场'],
  ])('corrects %s', (_what, query, meant) => {
    expect(index.respell(query)).toBe(meant)
  })

  it.each(['远洋船员', '林海', 'lin hai', 'How are you?', '葡萄', '', '？'])('does not change %j', (query) => {
    expect(index.respell(query)).toBeUndefined()
  })
})

describe('read', () => {
  it('normalizes a text', () => {
    expect(index.normalize('海員用ＡＩ軟體')).toBe('船员用ai软件')
    expect(bare.normalize('海員')).toBe('海员')
  })
})

it('yields to the event loop while it is built', async () => {
  let turns = 0
  let isBuilt = false
  const count = () => {
    turns++
    if (!isBuilt) setImmediate(count)
  }
  setImmediate(count)
  const unanswered = Array.from({ length: 2000 }, (_, place) => `第 ${place} 个问题码头建好了没有`)
  await createSearchIndex([{ ...toLong(2000), unanswered }], fold)
  isBuilt = true
  expect(turns).toBeGreaterThanOrEqual(10)
})

it('is empty without articles', async () => {
  const empty = await createSearchIndex([], fold)
  expect(empty.search('港口')).toEqual({ hits: [], exchanges: [], isUnanswered: false })
  expect(empty.findMatches('港口', '港口')).toHaveLength(1)
  expect([empty.respell('gangkou'), empty.rate('港口', ['港口'])]).toEqual([undefined, [1]])
})

it('gives finite ranks, and shares between 0 and 1, for any query', () => {
  const query = arbitraryText(['船员', '海员', '掏腰包', '深水泊位', '林海', 'linhai', 'ganggou', 'salaries', '35'])
  fc.assert(
    fc.property(query, query, (asked, words) => {
      for (const narrowing of [{}, { words }]) {
        for (const { cover, asked: likeness = 0, unanswered, odds, rank } of index.search(asked, narrowing).hits) {
          expect([cover, likeness, unanswered].every((share) => share >= 0 && share <= 1 + 1e-9)).toBe(true)
          expect([rank, odds].every(Number.isFinite)).toBe(true)
        }
      }
      for (const share of index.rate(asked, [words, asked])) expect(share >= 0 && share <= 1 + 1e-9).toBe(true)
      expect(index.respell(asked)).not.toBe('')
      for (const { start, end } of index.findMatches(asked, words))
        expect([start >= 0, end > start, end <= words.length]).toEqual([true, true, true])
    }),
  )
})
