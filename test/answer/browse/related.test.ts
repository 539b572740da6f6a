import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/answer/answer.ts'
import { MOST_RESULTS, createAround, listWords, pickOthers, toResults } from '../../../src/answer/browse/related.ts'
import { toCode } from '../../../src/answer/browse/codes.ts'
import type { FollowUp } from '../../../src/answer/suggest/follow-ups.ts'
import { listQuotes } from '../../../src/answer/list-quotes.ts'
import { toQuery } from '../../../src/answer/suggest/offers.ts'
import { type Article, type Citation, toCitations } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { answerWith, cite, idsOf, listIds } from '../answer-with.ts'
import { loadRoundTable, readRoundTableQueries } from '../round-table-queries.ts'

const ALL = [HARBOUR, MARKET, FERRY]
const citeAll = (...ids: string[]) => ids.map((id) => cite(id, ...ALL))
const toQuotes = (...ids: string[]) => citeAll(...ids).map((citation) => ({ ...citation, matches: [] }))

/** Someone of HARBOUR in another article, once in the same office and once in another. */
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

describe('the best passage of each other speaker', () => {
  it.each([
    [
      'is picked in the order of the passages',
      ['harbour_start', 'ferry_night', 'harbour_crew', 'ferry_safety'],
      ['ferry_night', 'harbour_crew', 'ferry_safety'],
    ],
    ['is one of each', ['harbour_start', 'ferry_photos', 'ferry_night', 'market_fee'], ['ferry_photos', 'market_fee']],
    ["is none of the first passage's speaker", ['ferry_night', 'ferry_photos', 'ferry_safety'], ['ferry_safety']],
    [
      'is none of those who speak in the first passage together',
      ['harbour_papers', 'harbour_start', 'harbour_crew', 'market_fee'],
      ['market_fee'],
    ],
    [
      'is what they say with one who is heard already',
      ['harbour_start', 'harbour_papers', 'harbour_crew'],
      ['harbour_papers'],
    ],
    ['is not what is told about them, nor narration', ['harbour_crew', 'harbour_career', 'harbour_money'], []],
    [
      'is of everyone where narration stands first',
      ['harbour_lead', 'harbour_start', 'harbour_crew'],
      ['harbour_start', 'harbour_crew'],
    ],
    ['is none of nothing', [], []],
  ])('%s', (_, ids, others) => {
    expect(listIds(pickOthers(citeAll(...ids)))).toEqual(others)
  })

  it('is of a namesake in another office too', () => {
    expect(listIds(pickOthers(citeAll('harbour_start', 'market_air')))).toEqual(['market_air'])
  })

  it('is among the further passages of an answer, before more of who is heard already', async () => {
    const { answer } = await answerWith(CROWD)
    const answered = answer('立体车库缓解停车难')
    const further = answered.around?.further ?? []
    expect(idsOf(answered).every((id) => id.startsWith('crowd_a'))).toBe(true)
    expect(listIds(further)).toHaveLength(5)
    expect(
      listIds(further)
        .filter((id) => !id.startsWith('crowd_a'))
        .toSorted(),
    ).toEqual(['crowd_b', 'crowd_c'])
    expect(listIds(pickOthers([...listQuotes(answered), ...further])).toSorted()).toEqual(['crowd_b', 'crowd_c'])
  })
})

describe('all that somebody said', () => {
  const [linHai, suYun, heChuan] = HARBOUR.speakers

  it.each([
    ['林海', linHai, ['harbour_start', 'harbour_papers', 'later_again']],
    ['苏芸, who has another office there,', suYun, ['harbour_crew', 'harbour_papers']],
    ['何船', heChuan, []],
    ['the other 林海', MARKET.speakers[0], ['market_air']],
    ['方圆', FERRY.speakers[1], ['ferry_photos', 'ferry_night']],
  ])('%s: in whatever article lists them in that office', (_, speaker, ids) => {
    expect(speaker && listIds(listWords([...ALL, LATER], speaker))).toEqual(ids)
  })
})

describe('what a button leads back to', () => {
  it('is the quoted and the further passages by their codes, eight at most', () => {
    const [quotes, further] = [citeAll('harbour_start', 'harbour_money'), citeAll('ferry_night')]
    expect(toResults(quotes, further)).toEqual({
      codes: ['harbour_start', 'harbour_money', 'ferry_night'].map((id) => toCode('passage', id)),
      shown: 2,
    })
    expect(toResults(quotes, further, 2, true)).toMatchObject({ shown: 2, isUnjudged: true })
    expect(toResults(quotes, toCitations(ALL)).codes).toHaveLength(MOST_RESULTS)
    expect(MOST_RESULTS).toBe(8)
  })
})

describe('around quoted passages', () => {
  const around = createAround(ALL, [])

  it('are the further ones that are not quoted, as many as fit beside them', () => {
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
  ])('%s are the words of its speakers: %j', (id, words) => {
    expect(around(citeAll(id), []).words.map(({ speaker, total }) => [speaker.name, total])).toEqual(words)
  })

  it("are the words of the first one's speakers alone", () => {
    expect(around(citeAll('harbour_start', 'ferry_night'), []).words.map(({ speaker }) => speaker.name)).toEqual([
      '林海',
    ])
  })

  it('is nothing where nothing is quoted', () => {
    expect(around([], [])).toEqual({ further: [], words: [], hasSurroundings: false, followUps: [] })
  })
})

describe('the follow-ups of quoted passages', () => {
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
  const around = createAround(ALL, FOLLOW_UPS)
  const followUpsOf = (ids: readonly string[], query?: string) =>
    around(citeAll(...ids), [], query).followUps.map(toQuery)

  it.each<[ids: string[], query: string | undefined, followUps: string[]]>([
    // The exchange's own first, then of what follows, then of what stands before; what asks for all that somebody said last.
    [['harbour_career'], undefined, ['何时动工？', '谁出钱？', '吃什么？']],
    [['harbour_crew'], undefined, ['吞吐量多少？', '何时动工？', '谁出钱？']],
    [['harbour_lead'], undefined, ['何时动工？', '谁出钱？', '吃什么？']],
    // Never the query itself.
    [['harbour_career'], '何时动工？', ['谁出钱？', '吃什么？', '吞吐量多少？']],
    // Never what finds nothing that is not shown.
    [['harbour_money'], undefined, ['何时动工？', '吃什么？', '吞吐量多少？']],
    [['harbour_start', 'harbour_money'], undefined, ['吃什么？', '吞吐量多少？', '林海说了什么？']],
    [['harbour_start', 'harbour_money', 'harbour_papers'], undefined, ['吃什么？', '吞吐量多少？']],
    // Of the first one's article alone.
    [['ferry_ships', 'harbour_start'], undefined, ['末班船几点？']],
    [['market_air'], undefined, []],
  ])('%j, asked for by %j, are %j', (ids, query, followUps) => {
    expect(followUpsOf(ids, query)).toEqual(followUps)
  })
})

describe("the follow-ups of the round-table's answers", async () => {
  const roundTable = await loadRoundTable()
  const asked = new Map<string, Answer>()
  const ask = (query: string) => asked.get(query) ?? asked.set(query, roundTable.answer(query)).get(query)
  const idsIn = (answer: Answer | undefined) => (answer ? listIds(listQuotes(answer)) : [])
  const answered = (await readRoundTableQueries()).map(({ query }) => ({ query, answer: roundTable.answer(query) }))

  it('never are the query itself, and each finds a passage that is not shown yet', () => {
    const idle = answered.flatMap(({ query, answer }) =>
      (answer.around?.followUps ?? [])
        .map(toQuery)
        .filter((followUp) => followUp === query || idsIn(ask(followUp)).every((id) => idsIn(answer).includes(id)))
        .map((followUp) => [query, followUp]),
    )
    expect(idle).toEqual([])
  })

  it('are three at most, and there nearly always', () => {
    const numbers = answered.flatMap(({ answer }) => (answer.around ? [answer.around.followUps.length] : []))
    expect(Math.max(...numbers)).toBe(3)
    expect(numbers.filter((number) => number === 0)).toHaveLength(0)
  })

  it('no passage is both quoted and further, nor are they more than eight', () => {
    for (const { answer } of answered) {
      const ids = [...idsIn(answer), ...listIds(answer.around?.further ?? [])]
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBeLessThanOrEqual(MOST_RESULTS)
    }
  })
})
