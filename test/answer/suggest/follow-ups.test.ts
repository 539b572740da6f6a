import { describe, expect, it } from 'vitest'
import { type FollowUp, toQuery } from '../../../src/answer/answer.ts'
import { toCode } from '../../../src/answer/browse/codes.ts'
import { type Link, NO_RESULTS } from '../../../src/answer/browse/link.ts'
import type { Corpus } from '../../../src/answer/corpus.ts'
import { lookUp } from '../../../src/answer/quote/look-up.ts'
import { listFollowUps } from '../../../src/answer/suggest/follow-ups.ts'
import { type Article, toCitations } from '../../../src/knowledge/article.ts'
import type { Findings } from '../../../src/search/find-passages.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { bindCorpus, corpusOf, idsOf } from '../answer-with.ts'
import { loadRoundTable } from '../round-table-queries.ts'

/** One question is answered by a passage of another exchange, one by none, one by its own. */
const PARKING = toArticle(`---
id: parking
title: 停车三问
publication: 报
speakers:
  - {name: 甲某, office: 交通局局长}
  - {name: 乙某, office: 街道办主任}
---

## 车位

【问】怎样缓解停车难？

【甲某】这件事我们一直放在心上，会尽力办好。 ^promise

## 车库

【问】立体车库有哪些好处？

【乙某】怎样缓解停车难，靠立体车库，好处是占地少，一亩地可停三百辆。 ^garage

## 收费

【问】收费标准会不会调整？

【乙某】目前没有这样的打算，请大家放心。 ^fees
`)

const made = await corpusOf(HARBOUR, MARKET, FERRY)
const parking = await corpusOf(PARKING)
const harbour = await corpusOf(HARBOUR)

const NO_FINDINGS: Findings = { hits: [], exchanges: [], isUnanswered: false }

/** Gives passages of an article asks, by their ids. */
function withAsks(article: Article, asks: Readonly<Record<string, readonly string[]>>): Article {
  const toAsked = (passage: Article['exchanges'][number]['passages'][number]) => ({
    ...passage,
    ...(asks[passage.id] && { asks: asks[passage.id] ?? [] }),
  })
  return {
    ...article,
    exchanges: article.exchanges.map((exchange) => ({ ...exchange, passages: exchange.passages.map(toAsked) })),
  }
}

/** Replaces the index of a corpus by one that records what is looked up, and finds only the passages it is given. */
function recordTries(corpus: Corpus, toIds: (query: string) => readonly string[]) {
  const tried: string[] = []
  const findAsked: Corpus['index']['findAsked'] = (query) => {
    tried.push(query)
    const ids = toIds(query)
    return ids.length > 0 ? { kind: 'passages', passages: new Set(ids) } : { kind: 'unanswered' }
  }
  return { tried, corpus: { ...corpus, index: { ...corpus.index, findAsked, search: () => NO_FINDINGS } } }
}

const findNothing = () => []
const queryOf = ({ suggestion }: FollowUp) => toQuery(suggestion)
const queriesIn = (followUps: readonly FollowUp[]) => followUps.map(queryOf)

describe.each<[string, Corpus, number]>([
  ['the made-up articles', made, 7],
  ['the article with questions that others answer', parking, 3],
  ['the round-table with its asks', await loadRoundTable(), 40],
])('a follow-up of %s', (_, corpus, least) => {
  const { followUps } = corpus.suggestions
  const { answer, open, findQuery } = bindCorpus(corpus)

  it('finds a passage of its exchange first', () => {
    expect(followUps.length).toBeGreaterThanOrEqual(least)
    for (const { suggestion, found, exchange } of followUps) {
      const query = toQuery(suggestion)
      const ids = idsOf(answer(query))
      expect([query, ids]).toEqual([query, found])
      expect(exchange.passages.map(({ id }) => id)).toContain(ids[0])
    }
  })

  it('opens by its code with the passages that it found', () => {
    const toLink = (query: string): Link => ({ kind: 'query', at: toCode('query', query), results: NO_RESULTS })
    for (const followUp of followUps)
      expect([followUp.suggestion, idsOf(open(toLink(queryOf(followUp))))]).toEqual([
        followUp.suggestion,
        followUp.found,
      ])
  })

  it('is found by its code, and no other query is', () => {
    for (const query of queriesIn(followUps)) expect(findQuery(toCode('query', query))).toBe(query)
    expect(['今天天气怎么样', ''].map((query) => findQuery(toCode('query', query)))).toEqual([undefined, undefined])
  })

  it('is listed once', () => {
    expect(new Set(queriesIn(followUps)).size).toBe(followUps.length)
  })
})

describe('listFollowUps', () => {
  it('drops a query that finds a passage of another exchange first, or none', () => {
    const { answer } = bindCorpus(parking)
    expect(idsOf(answer('怎样缓解停车难？'))).toEqual(['parking_garage'])
    expect(answer('收费标准会不会调整？').kind).not.toBe('found')
    const queries = queriesIn(parking.suggestions.followUps)
    expect(queries).toContain('立体车库有哪些好处？')
    expect(queries).not.toContain('怎样缓解停车难？')
    expect(queries).not.toContain('收费标准会不会调整？')
  })

  it('drops an ask of one passage that finds another', async () => {
    const corpus = await corpusOf(withAsks(MARKET, { market_fee: ['摊位费要涨多少钱', '摊位费三年里涨多少'] }))
    const queriesWith = async (first: string, second: string) => {
      const toIds = (query: string) =>
        [{ 摊位费要涨多少钱: first, 摊位费三年里涨多少: second }[query]].filter((id) => id !== undefined)
      return queriesIn(await listFollowUps(recordTries(corpus, toIds).corpus))
    }
    expect(await queriesWith('market_air', 'market_fee')).toEqual(['摊位费三年里涨多少'])
    expect(await queriesWith('market_fee', 'market_fee')).toEqual(['摊位费要涨多少钱'])
    expect(await queriesWith('market_air', 'market_air')).toEqual([])
  })

  it.each([
    ['speaker', '林海是谁？'],
    ['participants', '有哪些嘉宾？'],
    ['questions', '记者问了哪些问题？'],
    ['parts', '林海和苏芸的观点有什么不同？'],
    ['unjudged', 'What does Lin Hai want to build?'],
    ['unsaid', '苏芸怎么看深水泊位？'],
    ['stated', '轮渡条例要求渡船三年内装什么系统？'],
    [undefined, '招标的电话是多少？'],
  ])('drops a query whose answer is of kind %s', async (kind, query) => {
    const questions = [query, '轮渡条例要求渡船三年内装上自动识别系统。请问怎么看？']
    const added = questions.map((text, place): Article['exchanges'][number] => {
      const id = `harbour_added-${place}`
      const passages = [{ id, text: '会的。', voice: { kind: 'narration' } }] as const
      return { headings: [], question: { id: `${id}-question`, text }, passages }
    })
    const asked = { ...HARBOUR, exchanges: [...HARBOUR.exchanges, ...added] }
    const corpus = await corpusOf(asked)
    expect(lookUp(corpus, query).answer?.kind).toBe(kind)
    expect(queriesIn(corpus.suggestions.followUps)).not.toContain(query)
  })

  it('drops a query that finds its passage second', async () => {
    const { corpus } = recordTries(harbour, () => ['harbour_lead', 'harbour_start'])
    expect(lookUp(corpus, '新码头什么时候动工？').answer).toMatchObject({
      kind: 'found',
      quotes: [{ passage: { id: 'harbour_lead' } }, { passage: { id: 'harbour_start' } }],
    })
    expect(queriesIn(await listFollowUps(corpus))).not.toContain('新码头什么时候动工？')
  })

  it('tries the questions of the reporters, asks of single passages, and what each speaker said', async () => {
    const asks = ['扩建码头的钱是谁来出，要多少', '扩建码头的钱由谁来出', '扩建码头要花多少钱']
    const asked = await corpusOf(withAsks(HARBOUR, { harbour_money: asks }))
    const { tried, corpus } = recordTries(asked, findNothing)
    await listFollowUps(corpus)
    expect(tried).toEqual([
      '新码头什么时候动工？',
      '扩建的钱从哪里来？',
      '扩建码头要花多少钱',
      '林海说了什么？',
      '如何吸引年轻船员？',
      '苏芸说了什么？',
      '林海说了什么？',
    ])
  })

  it.each([
    ['扩建码头总共要投资多少', true],
    ['How much will the new quay cost', true],
    ['How much will it cost the harbour', false],
    ['how much will the new quay cost', false],
    ["How much'll the new quay cost", false],
    ['How much is it?', false],
    ['How much will the new quay and the two new berths cost', false],
    ['扩建码头要花四十亿元吗', false],
    ['要花多少', false],
    ['扩建码头，总共要投资多少', false],
    ['扩建码头总共要花多少钱啊听说好贵的样子呢真的吗到底多少', false],
    ['扩建码头要花多少钱呀', false],
    ['扩建码头到底要花啥价钱多少', false],
    ['咱扩建码头要投资多少', false],
  ])('tries the ask %s of a passage: %s', async (ask, isTried) => {
    const { tried, corpus } = recordTries(await corpusOf(withAsks(HARBOUR, { harbour_money: [ask] })), findNothing)
    await listFollowUps(corpus)
    expect(tried.includes(ask)).toBe(isTried)
  })

  it('tries asks of both languages', async () => {
    const quay = toArticle(
      '---\nid: quay\ntitle: Quay\npublication: News\n---\n\n# Quay\n\n【叙述】The quay costs 40 million. ^cost\n',
    )
    const asked = await corpusOf(withAsks(quay, { quay_cost: ['How much did the quay cost', '码头总共花了多少钱呢'] }))
    const { tried, corpus } = recordTries(asked, findNothing)
    await listFollowUps(corpus)
    expect(tried).toEqual(['码头总共花了多少钱呢', 'How much did the quay cost'])
  })

  it('tries three asks of a passage until one finds it', async () => {
    const asks = Array.from('甲乙丙丁戊', (sign) => `菜市场改造先做什么${sign}`)
    const asked = await corpusOf(withAsks(MARKET, { market_air: asks }))
    const none = recordTries(asked, findNothing)
    await listFollowUps(none.corpus)
    expect(none.tried.filter((query) => query.startsWith('菜市场'))).toEqual(
      ['甲', '乙', '丙'].map((sign) => `菜市场改造先做什么${sign}`),
    )
    const second = recordTries(asked, (query) => (query.endsWith('乙') ? ['market_air'] : []))
    expect(queriesIn(await listFollowUps(second.corpus))).toEqual(['菜市场改造先做什么乙'])
    expect(second.tried.filter((query) => query.startsWith('菜市场'))).toHaveLength(2)
  })

  it('tries at most 200 queries', async () => {
    const paragraphs = Array.from(
      { length: 150 },
      (_, index) => `【叙述】第${index}段说到第${index}件事。 ^p-${index}\n`,
    )
    const long = toArticle(`---\nid: long\ntitle: 长\npublication: 报\n---\n\n# 长\n\n${paragraphs.join('\n')}`)
    const ids = toCitations([long]).map(({ passage }) => passage.id)
    const toAsks = (id: string) => ['一', '二', '三'].map((sign) => `${sign}是怎么说到的${id}`)
    const asked = await corpusOf(withAsks(long, Object.fromEntries(ids.map((id) => [id, toAsks(id)]))))
    const { tried, corpus } = recordTries(asked, findNothing)
    expect(await listFollowUps(corpus)).toEqual([])
    expect(tried).toHaveLength(200)
    const half = recordTries(asked, (query) => (query.startsWith('二') ? [query.slice('二是怎么说到的'.length)] : []))
    expect(await listFollowUps(half.corpus)).toHaveLength(100)
    expect(half.tried).toHaveLength(200)
  })

  it('yields to other work between two tries', async () => {
    const turns: string[] = []
    const listed = listFollowUps(recordTries(harbour, () => (turns.push('try'), [])).corpus)
    const isDone = listed.then(() => true)
    for (let isRunning = true; isRunning;) {
      turns.push('other')
      isRunning = await Promise.race([
        isDone.then(() => false),
        new Promise<boolean>((resolve) => {
          setImmediate(() => resolve(true))
        }),
      ])
    }
    expect(turns.filter((turn) => turn === 'try').length).toBeGreaterThan(3)
    expect(turns.join(' ')).not.toContain('try try')
  })

  it('interleaves the articles, the latest first', async () => {
    const found = new Map([
      ['新码头什么时候动工？', 'harbour_start'],
      ['轮渡公司怎样保证安全？', 'ferry_safety'],
      ['如何吸引年轻船员？', 'harbour_crew'],
      ['夜里还有船吗？', 'ferry_night'],
    ])
    const { corpus } = recordTries(await corpusOf(HARBOUR, FERRY), (query) => [found.get(query) ?? []].flat())
    expect(queriesIn(await listFollowUps(corpus))).toEqual([
      '轮渡公司怎样保证安全？',
      '新码头什么时候动工？',
      '如何吸引年轻船员？',
      '夜里还有船吗？',
    ])
  })

  it('gives kind said to queries for all that a speaker said', () => {
    const suggestions = harbour.suggestions.followUps.map(({ suggestion }) => suggestion)
    expect(suggestions.filter(({ kind }) => kind === 'said')).toEqual([
      { kind: 'said', name: '林海', latinName: 'Lin Hai' },
      { kind: 'said', name: '苏芸' },
    ])
    expect(suggestions.filter(({ kind }) => kind === 'asked')).toEqual(
      ['新码头什么时候动工？', '如何吸引年轻船员？'].map((query) => ({ kind: 'asked', query })),
    )
  })

  it('gives the passages that a query shows', () => {
    const [crew] = harbour.suggestions.followUps.filter((followUp) => queryOf(followUp) === '如何吸引年轻船员？')
    expect(crew?.found).toEqual(['harbour_crew', 'harbour_papers'])
    expect(crew?.article.id).toBe('harbour')
    expect(crew?.exchange).toBe(HARBOUR.exchanges[2])
  })

  it('lists a query once that is a question of the reporter and an ask', async () => {
    const corpus = await corpusOf(withAsks(HARBOUR, { harbour_start: ['新码头什么时候动工？'] }))
    expect(queriesIn(corpus.suggestions.followUps).filter((query) => query === '新码头什么时候动工？')).toHaveLength(1)
    const { answer, open } = bindCorpus(corpus)
    const offered = answer('船员').related?.followUps.map(toQuery)
    expect(offered).toContain('新码头什么时候动工？')
    expect(new Set(offered).size).toBe(offered?.length)
    expect(idsOf(open({ kind: 'query', at: toCode('query', '新码头什么时候动工？'), results: NO_RESULTS }))).toEqual([
      'harbour_start',
    ])
  })
})
