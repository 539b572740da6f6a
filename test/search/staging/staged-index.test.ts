import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Article, toCitations } from '../../../src/knowledge/article.ts'
import type { Findings } from '../../../src/search/find-passages.ts'
import type { SearchIndex } from '../../../src/search/search-index.ts'
import { createSearchIndex } from '../../../src/search/staging/stage-index.ts'
import { CACHE_SIZES } from '../../../src/search/tuning.ts'
import { type Fold, createFold } from '../../../src/text/fold.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { makeIndexPath } from '../index-file.ts'
import { withAsks } from '../with-asks.ts'

const fold = createFold()
const VOCABULARY = { synonyms: [['船员', '海员']], terms: ['深水泊位'] }
const OTHER_VOCABULARY = { synonyms: [['租金', '摊位费']], terms: [] }
const ASKS = `
article: harbour
asks: { money: [哪个掏腰包, 要花多少], crew: [海上吃得好不好, 海员吃得好不好] }
unanswered: [有没有高铁站]
`
const [ASKED = HARBOUR] = withAsks([HARBOUR], ASKS)
const TAUGHT = { ...ASKED, unanswered: [...(ASKED.unanswered ?? []), '岛上有宾馆吗'] }
/** Has a speaker whose name is a synonym in its asks. */
const NAMED = { ...ASKED, speakers: [...ASKED.speakers, { name: '海员吃', office: '厨师', aliases: [] }] }
const SHORTER = { ...HARBOUR, title: '港口', exchanges: HARBOUR.exchanges.slice(1) }
const EMPTY = { ...FERRY, id: 'empty', exchanges: [] }
/** Has other asks of one passage, and none of another. */
const [LEARNT = HARBOUR] = withAsks(
  [HARBOUR],
  'article: harbour\nasks: { money: [哪个掏腰包, 岛上有宾馆吗], start: [葡萄什么时候熟] }\nunanswered: [有没有高铁站]\n',
)
/** Has two passages of the market once more. */
const TWIN = {
  ...MARKET,
  id: 'twin',
  exchanges: MARKET.exchanges.map((exchange) => ({
    ...exchange,
    passages: exchange.passages.map((passage) => ({ ...passage, id: passage.id.replace('market', 'twin') })),
  })),
}

const QUERIES = [
  '海员的伙食',
  '哪个掏腰包',
  '有没有高铁站',
  '林海',
  '摊位费',
  '岛上的宾馆',
  '港口',
  '葡萄',
  '老人免票',
  '租金',
]

/** What a search found, by ids; numbers to ten digits, since a sum in another order differs in its last bit. */
function summarize({ hits, exchanges, isUnanswered }: Findings) {
  const round = (value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(10)) : value)
  const toRounded = (hit: object) =>
    Object.fromEntries(Object.entries(hit).map(([name, value]) => [name, round(value)]))
  return {
    hits: hits.map(({ citation, ...hit }) => ({ id: citation.passage.id, ...toRounded(hit) })),
    questions: exchanges.map(({ question }) => question?.id),
    isUnanswered,
  }
}

const answer = (index: SearchIndex) =>
  QUERIES.map((query) => ({ query, ...summarize(index.search(query)), asked: index.findAsked(query) }))

describe.each([
  { name: 'in memory', toFile: () => undefined },
  { name: 'in a file', toFile: () => ({ path: makeIndexPath(), from: 0 }) },
])('a staged index $name', ({ toFile }) => {
  const create = (articles: readonly Article[], vocabulary = VOCABULARY) =>
    createSearchIndex(articles, fold, vocabulary, { file: toFile() })

  it.each([
    ['some', [HARBOUR, MARKET], [SHORTER, MARKET]],
    ['all', [HARBOUR], [SHORTER]],
  ])('tells of every passage that is taken out and put in: %s', async (_, before, after) => {
    const index = await create(before)
    const told: (readonly [number, number])[] = []
    const { discard } = await index.stage(after, VOCABULARY, (done, total) => void told.push([done, total]))
    const total = toCitations([HARBOUR]).length + toCitations([SHORTER]).length
    expect(told).toEqual(Array.from({ length: total }, (_step, place) => [place + 1, total]))
    discard()
  })
  const answerFresh = async (articles: readonly Article[], vocabulary = VOCABULARY) =>
    answer(await create(articles, vocabulary))

  it('answers with the other articles beside the one that answers now', async () => {
    const index = await create([ASKED, MARKET])
    const { index: next, commit } = await index.stage([TAUGHT, FERRY], VOCABULARY)
    const [before, after] = [await answerFresh([ASKED, MARKET]), await answerFresh([TAUGHT, FERRY])]
    expect([answer(index), answer(next)]).toEqual([before, after])
    commit()
    expect(answer(next)).toEqual(after)
  })

  it('leaves nothing behind where it is discarded', async () => {
    const index = await create([ASKED, MARKET])
    const { discard } = await index.stage([TAUGHT, FERRY, TWIN], VOCABULARY)
    discard()
    expect(answer(index)).toEqual(await answerFresh([ASKED, MARKET]))
    const { index: next } = await index.stage([ASKED, MARKET, EMPTY], VOCABULARY)
    expect(answer(next)).toEqual(await answerFresh([ASKED, MARKET, EMPTY]))
  })

  it('normalizes all articles anew for another vocabulary', async () => {
    const index = await create([ASKED, MARKET])
    const { index: next } = await index.stage([ASKED, MARKET], OTHER_VOCABULARY)
    expect(answer(next)).toEqual(await answerFresh([ASKED, MARKET], OTHER_VOCABULARY))
    expect(answer(index)).toEqual(await answerFresh([ASKED, MARKET]))
  })

  it('that was replaced does not change what the next one answers', async () => {
    const index = await create([MARKET, ASKED, FERRY])
    const { index: next, commit } = await index.stage([ASKED, FERRY], VOCABULARY)
    commit()
    for (const query of QUERIES) {
      const { hits } = index.search(query, { among: toCitations([MARKET, ASKED, FERRY]) })
      expect(hits.every(({ rank, cover }) => Number.isFinite(rank) && cover >= 0 && cover <= 1 + 1e-9)).toBe(true)
    }
    expect(answer(next)).toEqual(await answerFresh([ASKED, FERRY]))
  })

  it('cuts the asks of an article anew whose names changed', async () => {
    const index = await create([ASKED])
    const { index: next } = await index.stage([NAMED], VOCABULARY)
    expect(answer(next)).toEqual(await answerFresh([NAMED]))
    expect(answer(next)).not.toEqual(answer(index))
  })

  it('orders equal hits alike, in whatever order the articles came', async () => {
    const index = await create([TWIN])
    const { index: next } = await index.stage([MARKET, TWIN], VOCABULARY)
    const ids = next.search('摊位费').hits.map(({ citation }) => citation.passage.id)
    expect(ids).toEqual(['market_fee', 'twin_fee'])
    expect(answer(next)).toEqual(await answerFresh([MARKET, TWIN]))
    expect(answer(next)).toEqual(await answerFresh([TWIN, MARKET]))
  })

  it('takes an article out that came beside one without passages', async () => {
    let index = await createSearchIndex([EMPTY], fold, VOCABULARY)
    for (const articles of [
      [TWIN, EMPTY],
      [FERRY, EMPTY],
    ]) {
      const staged = await index.stage(articles, VOCABULARY)
      staged.commit()
      index = staged.index
    }
    expect(answer(index)).toEqual(await answerFresh([FERRY, EMPTY]))
  })

  it('answers like a new index after any changes', async () => {
    const pool = [ASKED, TAUGHT, LEARNT, NAMED, SHORTER, MARKET, FERRY, TWIN, EMPTY]
    const articles = fc.subarray(pool).map((some) => some.filter((one, place) => place === idsOf(some).indexOf(one.id)))
    const change = fc.record({
      articles,
      vocabulary: fc.constantFrom(VOCABULARY, VOCABULARY, OTHER_VOCABULARY),
      isKept: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(articles, fc.array(change, { maxLength: 5 }), async (first, changes) => {
        let expected = await answerFresh(first)
        let index = await create(first)
        for (const { isKept, ...wanted } of changes) {
          const staged = await index.stage(wanted.articles, wanted.vocabulary)
          const changed = await answerFresh(wanted.articles, wanted.vocabulary)
          expect(answer(staged.index)).toEqual(changed)
          expect(answer(index)).toEqual(expected)
          if (isKept) {
            staged.commit()
            index = staged.index
            expected = changed
          } else staged.discard()
        }
        expect(answer(index)).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })

  it('answers like a new index after any lessons', async () => {
    const lesson = fc.record({
      passage: fc.constantFrom('harbour_start', 'harbour_crew', 'market_fee', undefined),
      ask: fc.constantFrom('海员的伙食', '葡萄', '岛上的宾馆', '有没有高铁站', '租金', '林海的码头'),
      isKept: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(lesson, { maxLength: 6 }), async (lessons) => {
        let articles: readonly Article[] = [ASKED, MARKET]
        let expected = await answerFresh(articles)
        let index = await create(articles)
        for (const { passage, ask, isKept } of lessons) {
          const next = articles.map((article) => toggleAsk(article, ask, passage))
          const staged = await index.stage(next, VOCABULARY)
          const changed = await answerFresh(next)
          expect(answer(staged.index)).toEqual(changed)
          expect(answer(index)).toEqual(expected)
          if (isKept) {
            staged.commit()
            index = staged.index
            expected = changed
            articles = next
          } else staged.discard()
        }
        expect(answer(index)).toEqual(expected)
      }),
      { numRuns: 12 },
    )
  })
})

/** Adds an ask to a passage, or to the unanswered ones of the harbour, or takes it away; as a lesson does. */
function toggleAsk(article: Article, ask: string, id: string | undefined): Article {
  const toggle = (asks: readonly string[] = []) =>
    asks.includes(ask) ? asks.filter((one) => one !== ask) : [...asks, ask]
  if (id === undefined)
    return article.id === 'harbour' ? { ...article, unanswered: toggle(article.unanswered) } : article
  if (!id.startsWith(article.id)) return article
  const exchanges = article.exchanges.map((exchange) => ({
    ...exchange,
    passages: exchange.passages.map((passage) =>
      passage.id === id ? { ...passage, asks: toggle(passage.asks) } : passage,
    ),
  }))
  return { ...article, exchanges }
}

const idsOf = (articles: readonly Article[]) => articles.map(({ id }) => id)

describe('the work of staging', () => {
  let folded: string[]
  const countingFold: Fold = (text) => {
    folded.push(text)
    return fold(text)
  }
  const textsOf = (article: Article) => [
    ...toCitations([article]).flatMap(({ passage: { text, asks = [] } }) => [text, ...asks]),
    ...(article.unanswered ?? []),
  ]
  beforeEach(() => {
    folded = []
  })

  it('leaves the articles alone that stay', async () => {
    const index = await createSearchIndex([ASKED, MARKET, FERRY], countingFold, VOCABULARY)
    expect(folded).toEqual(expect.arrayContaining([ASKED, MARKET, FERRY].flatMap(textsOf)))
    folded = []
    await index.stage([ASKED, FERRY, TWIN], VOCABULARY)
    const stay = [ASKED, FERRY].flatMap(textsOf)
    expect(folded.filter((text) => stay.includes(text))).toEqual([])
    expect(folded).toEqual(expect.arrayContaining(textsOf(TWIN)))
  })

  it('cuts only the asks of a changed article that are new', async () => {
    const index = await createSearchIndex([ASKED, MARKET], countingFold, VOCABULARY)
    folded = []
    await index.stage([TAUGHT, MARKET], VOCABULARY)
    const asksOf = (text: string) => folded.filter((one) => one === text).length
    // Once for the spelling, beside those for its words and its terms.
    expect(asksOf('有没有高铁站')).toBe(1)
    expect(asksOf('岛上有宾馆吗')).toBeGreaterThan(2)
  })

  it('normalizes only the passage whose asks change', async () => {
    const index = await createSearchIndex([ASKED, MARKET], countingFold, VOCABULARY)
    folded = []
    const learnt = toggleAsk(ASKED, '葡萄', 'harbour_start')
    await index.stage([learnt, MARKET], VOCABULARY)
    const others = toCitations([ASKED]).filter(({ passage: { id } }) => id !== 'harbour_start')
    const texts = others.flatMap(({ passage: { text, asks = [] } }) => [text, ...asks])
    expect(texts.length).toBeGreaterThan(others.length)
    expect(folded.filter((text) => texts.includes(text))).toEqual([])
    expect(folded).toContain('葡萄')
  })

  it('grows with the articles, not with the articles times the terms', async () => {
    const terms = Array.from({ length: 500 }, (_, place) => `固定词${place}`)
    const articles = Array.from({ length: 40 }, (_, place) => ({ ...EMPTY, id: `empty-${place}` }))
    await createSearchIndex(articles, countingFold, { synonyms: [], terms })
    expect(folded.length).toBeLessThan(10 * (terms.length + articles.length))
  })
})

it('leaves out no passage because others were compared in between', async () => {
  const paragraphs = Array.from(
    { length: CACHE_SIZES.compared + 100 },
    (_, place) => `【叙述】码头 ${place} 号。 ^p-${place}\n`,
  )
  const long = toArticle(`---\nid: long\ntitle: 长\npublication: 报\n---\n\n# 长\n\n${paragraphs.join('\n')}`)
  const index = await createSearchIndex([long], fold)
  const citations = toCitations([long])
  for (let start = 0; start < CACHE_SIZES.compared; start += 100)
    index.search('码头', { among: citations.slice(start, start + 100) })
  const among = [...citations.slice(0, 50), ...citations.slice(-50)]
  expect(index.search('码头', { among }).hits).toHaveLength(among.length)
})

describe('the names of another article', () => {
  const appointed = toArticle(
    '---\nid: appointed\ntitle: 任免\npublication: 报\n---\n\n# 任免\n\n【叙述】市里任命远航集团的经理。 ^manager\n',
  )
  const named = toArticle(
    '---\nid: named\ntitle: 采访\npublication: 报\nspeakers: [{ name: 任命远, office: 船长 }]\n---\n\n' +
      '# 采访\n\n【任命远】今天出海。 ^sea\n',
  )
  const vocabulary = { synonyms: [['任免', '任命']], terms: [] }

  it('do not change how an article is normalized', async () => {
    const isWholeIn = async (...articles: readonly Article[]) => {
      const { hits } = (await createSearchIndex(articles, fold, vocabulary)).search('任命，经理')
      return hits.find(({ citation }) => citation.article === appointed)?.isWhole
    }
    expect(await isWholeIn(appointed)).toBe(true)
    expect(await isWholeIn(appointed, named)).toBe(true)
    expect(await isWholeIn({ ...appointed, speakers: named.speakers })).toBeUndefined()
  })

  it('are not replaced in part in its own', async () => {
    const index = await createSearchIndex([named], fold, vocabulary)
    expect(index.search('任命远').hits.map(({ citation }) => citation.passage.id)).toEqual(['named_sea'])
    expect(index.normalize('任命远和任命')).toBe('任命远和任免')
  })
})
