import { describe, expect, it } from 'vitest'
import {
  type Answer,
  type FollowUp,
  listQuotes,
  toPlainQuote,
  pickReadable,
  toQuery,
} from '../../../src/answer/answer.ts'
import { toCode } from '../../../src/answer/browse/codes.ts'
import { listPassagesOf, toCatalog } from '../../../src/answer/catalog.ts'
import { pickOthers, toRelated, toResults } from '../../../src/answer/browse/related.ts'
import { type Article, type Citation, toCitations } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { answerWith, bindCorpus, cite, corpusOf, idsOf, listIds } from '../answer-with.ts'
import { loadRoundTable, readRoundTableQueries } from '../round-table-queries.ts'

const ALL = [HARBOUR, MARKET, FERRY]
/** The most passages that a button leads back to. */
const MOST_RESULTS = 8
const all = await corpusOf(...ALL)
const citeAll = (...ids: string[]) => ids.map((id) => cite(id, ...ALL))
const toQuotes = (...ids: string[]) => citeAll(...ids).map(toPlainQuote)

/** Lists two speakers of HARBOUR, one in the same office and one in another. */
const LATER = toArticle(`---
id: later
title: 港口再问
publication: 港城日报
speakers:
  - {name: 林海, office: 港务局局长}
  - {name: 苏芸, office: 海事大学校长}
---

# 再问

【林海】码头如期动工。 ^again

【苏芸】学生都上了船。 ^aboard

【关于林海】林海每天去工地。 ^site
`)

const CROWD = toArticle(`---
id: crowd
title: 停车
publication: 报
speakers:
  - {name: 甲某, office: 交通局局长}
  - {name: 乙某, office: 街道办主任}
  - {name: 丙某, office: 物业公司经理}
---

## 停车

${Array.from('东南西北中前后左右', (side, index) => `【甲某】立体车库缓解停车难，${side}区已建成立体车库${index + 2}座。 ^a${index}`).join('\n\n')}

【乙某】立体车库缓解停车难，但是居民还担心夜里噪声和灯光太扰人，希望多听意见，多做解释，再定方案，不要急着开工建设。 ^b

【丙某】立体车库好，停车难可以缓解，可是电梯和消防的维护费用由谁来出，物业、业主和街道要坐下来商量，写进合同。 ^c
`)

describe('pickOthers', () => {
  it.each([
    [
      'keeps the order of the passages',
      ['harbour_start', 'ferry_night', 'harbour_crew', 'ferry_safety'],
      ['ferry_night', 'harbour_crew', 'ferry_safety'],
    ],
    [
      'picks one passage of each speaker',
      ['harbour_start', 'ferry_photos', 'ferry_night', 'market_fee'],
      ['ferry_photos', 'market_fee'],
    ],
    [
      'picks none of the speaker of the first passage',
      ['ferry_night', 'ferry_photos', 'ferry_safety'],
      ['ferry_safety'],
    ],
    [
      'picks none of the joint speakers of the first passage',
      ['harbour_papers', 'harbour_start', 'harbour_crew', 'market_fee'],
      ['market_fee'],
    ],
    [
      'picks a passage that a new speaker shares with a former one',
      ['harbour_start', 'harbour_papers', 'harbour_crew'],
      ['harbour_papers'],
    ],
    ['picks neither narration nor passages about a speaker', ['harbour_crew', 'harbour_career', 'harbour_money'], []],
    [
      'picks one of every speaker where narration comes first',
      ['harbour_lead', 'harbour_start', 'harbour_crew'],
      ['harbour_start', 'harbour_crew'],
    ],
    ['picks nothing from nothing', [], []],
  ])('%s', (_, ids, others) => {
    expect(listIds(pickOthers(citeAll(...ids)))).toEqual(others)
  })

  it('picks a passage of a namesake with another office', () => {
    expect(listIds(pickOthers(citeAll('harbour_start', 'market_air')))).toEqual(['market_air'])
  })

  it('is among the further passages of an answer, before more of who is heard already', async () => {
    const { answer } = await answerWith(CROWD)
    const answered = answer('立体车库缓解停车难')
    const further = answered.related?.further ?? []
    expect(idsOf(answered).every((id) => id.startsWith('crowd_a'))).toBe(true)
    expect(listIds(further)).toHaveLength(MOST_RESULTS - idsOf(answered).length)
    expect(
      listIds(further)
        .filter((id) => !id.startsWith('crowd_a'))
        .toSorted(),
    ).toEqual(['crowd_b', 'crowd_c'])
    expect(listIds(pickOthers([...listQuotes(answered), ...further])).toSorted()).toEqual(['crowd_b', 'crowd_c'])
  })
})

describe('listPassagesOf', () => {
  const [linHai, suYun, heChuan] = HARBOUR.speakers

  it.each([
    ['林海', linHai, ['harbour_start', 'harbour_papers', 'later_again']],
    ['苏芸, who has another office in one article', suYun, ['harbour_crew', 'harbour_papers']],
    ['何船', heChuan, []],
    ['the other 林海', MARKET.speakers[0], ['market_air']],
    ['方圆', FERRY.speakers[1], ['ferry_photos', 'ferry_night']],
  ])('lists the speech of %s in every article with the same office', (_, speaker, ids) => {
    expect(speaker && listIds(listPassagesOf(toCatalog([...ALL, LATER]), speaker))).toEqual(ids)
  })
})

describe('toResults', () => {
  it('lists the codes of quoted and further passages, eight at most', () => {
    const [quotes, further] = [citeAll('harbour_start', 'harbour_money'), citeAll('ferry_night')]
    expect(toResults(quotes, further)).toEqual({
      codes: ['harbour_start', 'harbour_money', 'ferry_night'].map((id) => toCode('passage', id)),
      shown: 2,
    })
    expect(toResults(quotes, further, 2, 'unjudged')).toMatchObject({ shown: 2, kind: 'unjudged' })
    expect(toResults(quotes, toCitations(ALL)).codes).toHaveLength(MOST_RESULTS)
  })
})

describe('toRelated', () => {
  const around = (quotes: readonly Citation[], further: ReturnType<typeof toQuotes>) => toRelated(all, quotes, further)

  it('lists further passages that are not quoted, eight with the quotes', () => {
    expect(listIds(around(citeAll('harbour_start'), toQuotes('harbour_start', 'harbour_money')).further)).toEqual([
      'harbour_money',
    ])
    const many = toQuotes(...listIds(toCitations(ALL)))
    expect(around(citeAll('harbour_start'), many).further).toHaveLength(7)
    expect(around(citeAll('harbour_start', 'harbour_money', 'harbour_crew'), many).further).toHaveLength(5)
  })

  it.each([
    ['harbour_start', [['林海', 2]]],
    [
      'harbour_papers',
      [
        ['林海', 2],
        ['苏芸', 2],
      ],
    ],
    ['market_air', [['林海', 1]]],
    ['ferry_photos', [['方圆', 2]]],
    ['harbour_career', []],
    ['harbour_lead', []],
  ])('counts the passages of the speakers of %s: %j', (id, words) => {
    expect(around(citeAll(id), []).speakers.map(({ speaker, total }) => [speaker.name, total])).toEqual(words)
  })

  it('lists the speakers of the first quote only', () => {
    expect(around(citeAll('harbour_start', 'ferry_night'), []).speakers.map(({ speaker }) => speaker.name)).toEqual([
      '林海',
    ])
  })

  it('is empty without quotes', () => {
    expect(around([], [])).toEqual({ further: [], speakers: [], hasSurroundings: false, followUps: [] })
  })

  it('has surroundings where the article holds another passage', async () => {
    expect(['harbour_lead', 'ferry_night'].map((id) => around(citeAll(id), []).hasSurroundings)).toEqual([true, true])
    const single = await corpusOf(
      toArticle('---\nid: one\ntitle: 一\npublication: 报\n---\n\n# 一\n\n【叙述】只有一段。\n'),
    )
    expect(toRelated(single, toCitations(single.articles), []).hasSurroundings).toBe(false)
  })
})

describe('the follow-ups beside quotes', () => {
  const [lead, dock, crew] = HARBOUR.exchanges as [
    Article['exchanges'][number],
    Article['exchanges'][number],
    Article['exchanges'][number],
  ]
  const toFollowUp = (query: string, exchange: Citation['exchange'], found: readonly string[]): FollowUp => ({
    article: HARBOUR,
    exchange,
    found,
    suggestion: query.endsWith('说了什么？')
      ? { kind: 'said', name: query.replace('说了什么？', '') }
      : { kind: 'asked', query },
  })
  const FOLLOW_UPS = [
    toFollowUp('林海说了什么？', dock, ['harbour_start', 'harbour_papers']),
    toFollowUp('吞吐量多少？', lead, ['harbour_lead']),
    toFollowUp('何时动工？', dock, ['harbour_start', 'harbour_money']),
    toFollowUp('谁出钱？', dock, ['harbour_money']),
    toFollowUp('吃什么？', crew, ['harbour_crew']),
    { ...toFollowUp('末班船几点？', dock, ['ferry_night']), article: FERRY },
  ]
  const corpus = { ...all, suggestions: { ...all.suggestions, followUps: FOLLOW_UPS } }
  const followUpsOf = (ids: readonly string[], query?: string) =>
    pickReadable(toRelated(corpus, citeAll(...ids), [], query).followUps, false, 3).map(toQuery)

  it.each<[ids: string[], query: string | undefined, followUps: string[]]>([
    // Those of the same exchange, of later ones, of earlier ones, and then those for all that a speaker said.
    [['harbour_career'], undefined, ['何时动工？', '谁出钱？', '吃什么？']],
    [['harbour_crew'], undefined, ['吞吐量多少？', '何时动工？', '谁出钱？']],
    [['harbour_lead'], undefined, ['何时动工？', '谁出钱？', '吃什么？']],
    // Not the query itself.
    [['harbour_career'], '何时动工？', ['谁出钱？', '吃什么？', '吞吐量多少？']],
    // None that finds only quoted passages.
    [['harbour_money'], undefined, ['何时动工？', '吃什么？', '吞吐量多少？']],
    [['harbour_start', 'harbour_money'], undefined, ['吃什么？', '吞吐量多少？', '林海说了什么？']],
    [['harbour_start', 'harbour_money', 'harbour_papers'], undefined, ['吃什么？', '吞吐量多少？']],
    // Only those of the article of the first quote.
    [['ferry_ships', 'harbour_start'], undefined, ['末班船几点？']],
    [['market_air'], undefined, []],
  ])('of %j for the query %j are %j', (ids, query, followUps) => {
    expect(followUpsOf(ids, query)).toEqual(followUps)
  })
})

describe('what is related to answers of the round-table', async () => {
  const roundTable = bindCorpus(await loadRoundTable())
  const asked = new Map<string, Answer>()
  const ask = (query: string) => asked.get(query) ?? asked.set(query, roundTable.answer(query)).get(query)
  const idsIn = (answer: Answer | undefined) => (answer ? listIds(listQuotes(answer)) : [])
  const answered = (await readRoundTableQueries()).map(({ query }) => ({ query, answer: roundTable.answer(query) }))

  it('is no follow-up that is the query itself or finds only quoted passages', () => {
    const idle = answered.flatMap(({ query, answer }) =>
      (answer.related?.followUps ?? [])
        .map(toQuery)
        .filter((followUp) => followUp === query || idsIn(ask(followUp)).every((id) => idsIn(answer).includes(id)))
        .map((followUp) => [query, followUp]),
    )
    expect(idle).toEqual([])
  })

  it('is one to three follow-ups', () => {
    const lists = answered.flatMap(({ answer }) => (answer.related ? [answer.related.followUps] : []))
    const numbers = lists.flatMap((list) => [false, true].map((isEnglish) => pickReadable(list, isEnglish, 3).length))
    expect(Math.max(...lists.map(({ length }) => length))).toBeLessThanOrEqual(6)
    expect(numbers.filter((number) => number === 0)).toHaveLength(0)
  })

  it('is no quoted passage, and with the quotes at most eight', () => {
    for (const { answer } of answered) {
      const ids = [...idsIn(answer), ...listIds(answer.related?.further ?? [])]
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBeLessThanOrEqual(MOST_RESULTS)
    }
  })
})
