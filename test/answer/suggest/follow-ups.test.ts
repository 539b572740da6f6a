import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/answer/answer.ts'
import { toCode } from '../../../src/answer/browse/codes.ts'
import { type FollowUp, listFollowUps } from '../../../src/answer/suggest/follow-ups.ts'
import { type Link, NO_RESULTS } from '../../../src/answer/browse/link.ts'
import { createLookUp } from '../../../src/answer/quote/look-up.ts'
import { toQuery } from '../../../src/answer/suggest/offers.ts'
import { type Article, toCitations } from '../../../src/knowledge/article.ts'
import { createFold } from '../../../src/text/fold.ts'
import { createSearchIndex } from '../../../src/search/search-index.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { answerWith, idsOf } from '../answer-with.ts'
import { readRoundTable } from '../round-table-queries.ts'

const fold = createFold()
const TABLE = (await readRoundTable()).articles

/** One question that another exchange's passage answers better, one that none answers, one that its own does. */
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

/** Lists what the answerer of these articles lists. */
async function listTried(...articles: readonly Article[]): Promise<FollowUp[]> {
  const lookUp = createLookUp(articles, await createSearchIndex(articles, fold), fold)
  return listFollowUps(articles, (query) => lookUp(query).answer)
}

/** Gives passages of an article ways of asking for them, by their ids. */
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

/** Counts what is looked up; a query is answered with the passage whose id it is given, or with none. */
function counting(articles: readonly Article[], toId: (query: string) => string | undefined) {
  const tried: string[] = []
  const lookUp = (query: string): Answer | undefined => {
    tried.push(query)
    const id = toId(query)
    const quotes = toCitations(articles)
      .filter(({ passage }) => passage.id === id)
      .map((citation) => ({ ...citation, matches: [] }))
    return quotes.length > 0 ? { kind: 'found', quotes } : undefined
  }
  return { tried, lookUp }
}

const queryOf = ({ suggestion }: FollowUp) => toQuery(suggestion)
const queriesIn = (followUps: readonly FollowUp[]) => followUps.map(queryOf)

describe.each<[string, readonly Article[], number]>([
  ['the made-up articles', [HARBOUR, MARKET, FERRY], 7],
  ['the article with questions that go amiss', [PARKING], 3],
  ['the round-table with its asks', TABLE, 40],
])('a follow-up of %s', async (_, articles, least) => {
  const followUps = await listTried(...articles)
  const { answer, open, findQuery } = await answerWith(...articles)

  it('finds first, when it is asked, a passage that it was tried for', () => {
    expect(followUps.length).toBeGreaterThanOrEqual(least)
    for (const { suggestion, found, exchange } of followUps) {
      const query = toQuery(suggestion)
      const ids = idsOf(answer(query))
      expect([query, ids]).toEqual([query, found])
      expect(exchange.passages.map(({ id }) => id)).toContain(ids[0])
    }
  })

  it('opens by its code with the answer that it has when it is asked', () => {
    const toLink = (query: string): Link => ({ kind: 'query', at: toCode('query', query), results: NO_RESULTS })
    for (const followUp of followUps)
      expect([followUp.suggestion, idsOf(open(toLink(queryOf(followUp))))]).toEqual([
        followUp.suggestion,
        followUp.found,
      ])
  })

  it('is told by its code, and what is none is not', () => {
    for (const query of queriesIn(followUps)) expect(findQuery(toCode('query', query))).toBe(query)
    expect(['今天天气怎么样', ''].map((query) => findQuery(toCode('query', query)))).toEqual([undefined, undefined])
  })

  it('is listed once', () => {
    expect(new Set(queriesIn(followUps)).size).toBe(followUps.length)
  })
})

describe('a query is dropped', () => {
  it('that finds a passage of another exchange first, or none', async () => {
    const { answer } = await answerWith(PARKING)
    expect(idsOf(answer('怎样缓解停车难？'))).toEqual(['parking_garage'])
    expect(answer('收费标准会不会调整？').kind).not.toBe('found')
    const queries = queriesIn(await listTried(PARKING))
    expect(queries).toContain('立体车库有哪些好处？')
    expect(queries).not.toContain('怎样缓解停车难？')
    expect(queries).not.toContain('收费标准会不会调整？')
  })

  it('that asks for one passage and finds its neighbour', async () => {
    const asked = withAsks(MARKET, { market_fee: ['摊位费要涨多少钱', '摊位费三年里涨多少'] })
    const queriesWith = async (first: string, second: string) =>
      queriesIn(
        await listFollowUps(
          [asked],
          counting([asked], (query) => ({ 摊位费要涨多少钱: first, 摊位费三年里涨多少: second })[query]).lookUp,
        ),
      )
    expect(await queriesWith('market_air', 'market_fee')).toEqual(['摊位费三年里涨多少'])
    expect(await queriesWith('market_fee', 'market_fee')).toEqual(['摊位费要涨多少钱'])
    expect(await queriesWith('market_air', 'market_air')).toEqual([])
  })

  it.each<Answer | undefined>([
    undefined,
    { kind: 'none', offers: [] },
    { kind: 'found', quotes: [] },
    { kind: 'speaker', cards: [] },
    {
      kind: 'parts',
      parts: toCitations([HARBOUR]).map((citation) => ({ label: '', quotes: [{ ...citation, matches: [] }] })),
    },
    { kind: 'unjudged', names: [], quotes: toCitations([HARBOUR]).map((citation) => ({ ...citation, matches: [] })) },
  ])('that is answered with %j', async (answered) => {
    expect(await listFollowUps([HARBOUR], () => answered)).toEqual([])
  })

  it('of which only the second passage is the one that was wanted', async () => {
    const [lead, start] = toCitations([HARBOUR]).map((citation) => ({ ...citation, matches: [] }))
    const quotes = lead && start ? [lead, start] : []
    expect(queriesIn(await listFollowUps([HARBOUR], () => ({ kind: 'found', quotes })))).not.toContain(
      '新码头什么时候动工？',
    )
  })
})

describe('what is tried', () => {
  it('is what reporters asked, ways of asking for single passages, and what each speaker said', async () => {
    const { tried, lookUp } = counting([HARBOUR], () => undefined)
    await listFollowUps(
      [withAsks(HARBOUR, { harbour_money: ['扩建码头的钱是谁来出，要多少', '扩建码头的钱由谁来出'] })],
      lookUp,
    )
    expect(tried).toEqual(
      [
        '新码头什么时候动工？',
        '扩建的钱从哪里来？',
        '林海说了什么？',
        '如何吸引年轻船员？',
        '苏芸说了什么？',
        '林海说了什么？',
      ].toSpliced(2, 0, ...tried.filter((query) => query.startsWith('扩建码头'))),
    )
  })

  it.each([
    ['扩建码头总共要投资多少', true],
    ['How much will the new quay cost', false],
    ['扩建码头要花四十亿元吗', false],
    ['要花多少', false],
    ['扩建码头，总共要投资多少', false],
    ['扩建码头总共要花多少钱啊听说好贵的样子呢真的吗到底多少', false],
    ['扩建码头要花多少钱呀', false],
    ['扩建码头到底要花啥价钱多少', false],
    ['咱扩建码头要投资多少', false],
  ])('of the asks of a passage: %s → %s', async (ask, isTried) => {
    const { tried, lookUp } = counting([HARBOUR], () => undefined)
    await listFollowUps([withAsks(HARBOUR, { harbour_money: [ask] })], lookUp)
    expect(tried.includes(ask)).toBe(isTried)
  })

  it('is an English ask where the passage is English', async () => {
    const quay = toArticle(
      '---\nid: quay\ntitle: Quay\npublication: News\n---\n\n# Quay\n\n【叙述】The quay costs 40 million. ^cost\n',
    )
    const { tried, lookUp } = counting([quay], () => undefined)
    await listFollowUps([withAsks(quay, { quay_cost: ['How much is the quay', '码头总共花了多少钱呢'] })], lookUp)
    expect(tried).toEqual(['How much is the quay'])
  })

  it('is three ways of asking for one passage, until one finds it', async () => {
    const asked = withAsks(MARKET, { market_air: Array.from('甲乙丙丁戊', (sign) => `菜市场改造先做什么${sign}`) })
    const none = counting([asked], () => undefined)
    await listFollowUps([asked], none.lookUp)
    expect(none.tried.filter((query) => query.startsWith('菜市场'))).toEqual(
      ['甲', '乙', '丙'].map((sign) => `菜市场改造先做什么${sign}`),
    )
    const second = counting([asked], (query) => (query.endsWith('乙') ? 'market_air' : undefined))
    expect(queriesIn(await listFollowUps([asked], second.lookUp))).toEqual(['菜市场改造先做什么乙'])
    expect(second.tried.filter((query) => query.startsWith('菜市场'))).toHaveLength(2)
  })

  it('is no more than 200 queries, however long the articles are', async () => {
    const long = toArticle(
      `---\nid: long\ntitle: 长\npublication: 报\n---\n\n# 长\n\n${Array.from({ length: 150 }, (_, index) => `【叙述】第${index}段说到第${index}件事。 ^p-${index}\n`).join('\n')}`,
    )
    const ids = toCitations([long]).map(({ passage }) => passage.id)
    const asked = withAsks(
      long,
      Object.fromEntries(ids.map((id) => [id, ['一', '二', '三'].map((sign) => `${sign}是怎么说到的${id}`)])),
    )
    const { tried, lookUp } = counting([asked], () => undefined)
    expect(await listFollowUps([asked], lookUp)).toEqual([])
    expect(tried).toHaveLength(200)
    const half = counting([asked], (query) =>
      query.startsWith('二') ? query.slice('二是怎么说到的'.length) : undefined,
    )
    expect(await listFollowUps([asked], half.lookUp)).toHaveLength(100)
    expect(half.tried).toHaveLength(200)
  })

  it('lets others have their turn between two tries', async () => {
    const turns: string[] = []
    const listed = listFollowUps([HARBOUR], () => void turns.push('try'))
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
    expect(turns.join(' ')).not.toContain('try try')
  })
})

describe('follow-ups', () => {
  it('come from the articles in turns, the latest first', async () => {
    const { lookUp } = counting(
      [HARBOUR, FERRY],
      (query) =>
        ({
          新码头什么时候动工: 'harbour_start',
          轮渡公司怎样保证安全: 'ferry_safety',
          如何吸引年轻船员: 'harbour_crew',
          夜里还有船吗: 'ferry_night',
        })[query.slice(0, -1)],
    )
    expect(queriesIn(await listFollowUps([HARBOUR, FERRY], lookUp))).toEqual([
      '轮渡公司怎样保证安全？',
      '新码头什么时候动工？',
      '夜里还有船吗？',
      '如何吸引年轻船员？',
    ])
  })

  it('tell which ask for all that somebody said', async () => {
    const suggestions = (await listTried(HARBOUR)).map(({ suggestion }) => suggestion)
    expect(suggestions.filter(({ kind }) => kind === 'said')).toEqual([
      { kind: 'said', name: '林海' },
      { kind: 'said', name: '苏芸' },
    ])
    expect(suggestions.filter(({ kind }) => kind === 'asked')).toEqual(
      ['新码头什么时候动工？', '如何吸引年轻船员？'].map((query) => ({ kind: 'asked', query })),
    )
  })

  it('tell all that they found', async () => {
    const [crew] = (await listTried(HARBOUR)).filter((followUp) => queryOf(followUp) === '如何吸引年轻船员？')
    expect(crew?.found).toEqual(['harbour_crew', 'harbour_papers'])
    expect(crew?.article.id).toBe('harbour')
    expect(crew?.exchange).toBe(HARBOUR.exchanges[2])
  })

  it("are listed once, and open, where a passage is asked for in the words of the reporter's question", async () => {
    const asked = withAsks(HARBOUR, { harbour_start: ['新码头什么时候动工？'] })
    expect(queriesIn(await listTried(asked)).filter((query) => query === '新码头什么时候动工？')).toHaveLength(1)
    const { answer, open } = await answerWith(asked)
    const offered = answer('船员').around?.followUps.map(toQuery)
    expect(offered).toContain('新码头什么时候动工？')
    expect(new Set(offered).size).toBe(offered?.length)
    expect(idsOf(open({ kind: 'query', at: toCode('query', '新码头什么时候动工？'), results: NO_RESULTS }))).toEqual([
      'harbour_start',
    ])
  })
})
