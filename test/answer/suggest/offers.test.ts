import { describe, expect, it } from 'vitest'
import { suits, toQuery } from '../../../src/answer/answer.ts'
import type { Corpus } from '../../../src/answer/corpus.ts'
import { listExamples, listOffers, toAskedQueries } from '../../../src/answer/suggest/offers.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { bindCorpus, corpusOf, idsOf } from '../answer-with.ts'
import { loadRoundTable } from '../round-table-queries.ts'

const made = await corpusOf(HARBOUR, MARKET, FERRY)
const harbour = await corpusOf(HARBOUR)
const market = await corpusOf(MARKET)

/** Makes a corpus with an article of exchanges, each a question and its one passage. */
function corpusOfExchanges(...exchanges: readonly (readonly [question: string, passage: string])[]): Promise<Corpus> {
  const body = exchanges.map(([question, passage], place) => `【问】${question}\n\n【叙述】${passage} ^p-${place}\n`)
  return corpusOf(toArticle(`---\nid: made\ntitle: 编\npublication: 报\n---\n\n${body.join('\n')}`))
}

describe.each<[string, Corpus]>([
  ['the made-up articles', made],
  ['the round-table', await loadRoundTable()],
])('an offer of %s', (_, corpus) => {
  const { answer } = bindCorpus(corpus)

  it('finds a passage of the exchange whose question it is', () => {
    const offers = corpus.suggestions.offers.filter((offer) => suits(offer, false))
    expect(offers.length).toBeGreaterThan(1)
    expect(offers.length).toBeLessThanOrEqual(4)
    for (const offer of offers) {
      const exchanges = corpus.articles
        .flatMap((article) => article.exchanges)
        .filter((exchange) => toAskedQueries(exchange).includes(offer))
      const own = exchanges.flatMap(({ passages }) => passages.map(({ id }) => id))
      expect([offer, idsOf(answer(offer)).some((id) => own.includes(id))]).toEqual([offer, true])
    }
  })
})

describe('listOffers', () => {
  it('interleaves the articles, the latest first', async () => {
    expect(await listOffers(made)).toEqual([
      '轮渡公司怎样保证安全？',
      '新码头什么时候动工？',
      '夜里还有船吗？',
      '如何吸引年轻船员？',
    ])
  })

  it('takes the next asking sentence of a question where the first finds no passage of its exchange', async () => {
    const corpus = await corpusOfExchanges(['客服的电话是多少？路灯什么时候修好？', '路灯明年修好。'])
    expect(await listOffers(corpus)).toEqual(['路灯什么时候修好？'])
  })

  it('takes no sentence of more than 60 characters', async () => {
    const long = `路灯${'在城东和城西的每一条大街小巷里'.repeat(4)}什么时候修好？`
    expect(await listOffers(await corpusOfExchanges([long, '路灯明年修好。']))).toEqual([])
  })

  it('tries the exchanges until four offers are found, eight at most', async () => {
    const lamps = Array.from('甲乙丙丁戊己', (sign) => [`${sign}路的路灯什么时候修好？`, `${sign}路的路灯明年修好。`])
    const four = await corpusOfExchanges(...lamps.map(([question = '', passage = '']) => [question, passage] as const))
    expect(await listOffers(four)).toHaveLength(4)
    const tried: string[] = []
    const noted = {
      ...four,
      index: {
        ...four.index,
        findAsked: (query: string) => (tried.push(query), { kind: 'unanswered' as const }),
      },
    }
    const ten = Array.from({ length: 10 }, (_, place) => `第${place}条路什么时候修好？`)
    const many = await corpusOfExchanges(...ten.map((question) => [question, '会的。'] as const))
    expect(await listOffers({ ...noted, latestFirst: many.latestFirst })).toEqual([])
    expect(tried).toEqual(ten.slice(0, 8))
  })

  it('takes asks in a language in which the reporters asked nothing, one of an exchange', async () => {
    const asks = ['When does the city mend the street lamps?', 'Why?', '城里的路灯什么时候修好']
    const corpus = await corpusOfExchanges(['路灯什么时候修好？', '路灯明年修好。'])
    const asked = corpus.articles.map((article) => ({
      ...article,
      exchanges: article.exchanges.map((exchange) => ({
        ...exchange,
        passages: exchange.passages.map((passage) => ({ ...passage, asks })),
      })),
    }))
    expect(await listOffers(await corpusOf(...asked))).toEqual([
      '路灯什么时候修好？',
      'When does the city mend the street lamps?',
    ])
  })

  it('takes no question that only follows on something', async () => {
    const corpus = await corpusOfExchanges(['是吗？', '路灯明年修好。'], ['为什么？', '路灯太旧了。'])
    expect(await listOffers(corpus)).toEqual([])
  })

  it('is empty where no article has a question', async () => {
    expect(await listOffers(market)).toEqual([])
  })
})

describe('listExamples', () => {
  it('takes an offer, what a speaker said, and who a speaker is', async () => {
    expect(await listExamples(harbour, harbour.suggestions.offers)).toEqual([
      { kind: 'asked', query: '新码头什么时候动工？' },
      { kind: 'said', name: '林海', latinName: 'Lin Hai' },
      { kind: 'who', name: '何船' },
    ])
  })

  it('takes none in another language', async () => {
    expect(await listExamples(harbour, harbour.suggestions.offers, true)).toEqual([
      { kind: 'said', name: '林海', latinName: 'Lin Hai' },
      { kind: 'who', name: '何船' },
    ])
  })

  it('takes further offers where no speaker is listed', async () => {
    const corpus = await corpusOfExchanges(
      ['路灯什么时候修好？', '路灯明年修好。'],
      ['公园几点关门？', '公园晚上十点关门。'],
    )
    expect(corpus.suggestions.examples.chinese.map(toQuery)).toEqual(corpus.suggestions.offers)
    expect(corpus.suggestions.offers).toHaveLength(2)
  })

  it('takes no offer where there is none', async () => {
    expect(await listExamples(market, [])).toEqual([
      { kind: 'said', name: '林海' },
      { kind: 'who', name: '苏雨' },
    ])
  })
})
