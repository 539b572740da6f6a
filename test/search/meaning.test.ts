import { describe, expect, it } from 'vitest'
import { type Article, type Exchange, toCitations } from '../../src/knowledge/article.ts'
import type { Findings, Hit } from '../../src/search/find-passages.ts'
import { type SearchedVectors, createFindMeaning, listEmbeddedSentences } from '../../src/search/meaning.ts'
import { createSearchIndex } from '../../src/search/staging/stage-index.ts'
import { MEANING } from '../../src/search/tuning.ts'
import { createVectorMatrix } from '../../src/search/vectors/vector-matrix.ts'
import { createFold } from '../../src/text/fold.ts'
import { HARBOUR, MARKET, toArticle } from '../articles.ts'
import { withAsks } from './with-asks.ts'

const fold = createFold()

/** Makes an article of paragraphs, whose ids are `id_0`, `id_1` and so on. */
function articleOf(id: string, ...paragraphs: readonly string[]): Article {
  const body = paragraphs.map((text, place) => `【叙述】${text} ^${place}\n`).join('\n')
  return toArticle(`---\nid: ${id}\ntitle: 题\npublication: 报\n---\n\n# 题\n\n${body}`)
}

/** A unit vector with this cosine to every query's. */
const toVector = (cosine: number) => Float32Array.of(cosine, Math.sqrt(1 - cosine * cosine))
const QUERY_VECTOR = toVector(1)

/** Vectors of texts by their cosines with every query, which has a vector unless it is `unknown`. */
function createVectors(
  cosines: Readonly<Record<string, number>> = {},
  ofSentences: Readonly<Record<string, number>> = {},
) {
  const [passages, sentences] = [createVectorMatrix(2), createVectorMatrix(2)]
  for (const [text, cosine] of Object.entries(cosines)) passages.add(text, toVector(cosine))
  for (const [text, cosine] of Object.entries(ofSentences)) sentences.add(text, toVector(cosine))
  const known = createVectorMatrix(2)
  const get = (query: string) => (query === 'unknown' ? undefined : QUERY_VECTOR)
  return { passages, sentences, queries: { known, get, prepare: async () => {} } }
}

const byId = (articles: readonly Article[]) => new Map(toCitations(articles).entries())
const anyId = () => true

describe('the meaning of a query', () => {
  const article = articleOf('a', '甲。', '乙。', '丙。')

  it('is there once there are vectors of all passages and of the query', () => {
    const vectors = createVectors()
    let found: SearchedVectors | undefined
    const findMeaning = createFindMeaning(byId([article]), () => found)
    expect(findMeaning('q')).toBeUndefined()
    found = vectors
    for (const text of ['丙。', '甲。', '乙。']) {
      expect(findMeaning('q')).toBeUndefined()
      vectors.passages.add(text, toVector(0.5))
    }
    expect(findMeaning('q')).toBeDefined()
    expect(findMeaning('unknown')).toBeUndefined()
  })

  it('finds the nearest passages, the same words in each article that has them', () => {
    const twin = articleOf('b', '丁。', '乙。')
    const vectors = createVectors({ '甲。': 0.1, '乙。': 0.9, '丙。': 0.5, '丁。': 0.7 })
    const meaning = createFindMeaning(byId([article, twin]), () => vectors)('q')
    expect(meaning?.findNearest(9, anyId)).toEqual([1, 4, 3, 2, 0])
    expect(meaning?.findNearest(2, anyId)).toEqual([1, 4])
    expect(meaning?.findNearest(2, (id) => id > 1)).toEqual([4, 3])
    expect(meaning?.findNearest(9, () => false)).toEqual([])
  })

  it('is not asked of a text that is no passage of these', () => {
    const vectors = createVectors({ '甲。': 0.1, '乙。': 0.2, '丙。': 0.3, '旧。': 0.9 })
    expect(createFindMeaning(byId([article]), () => vectors)('q')?.findNearest(1, anyId)).toEqual([2])
  })
})

describe('the cosine of a passage', () => {
  const [one, two] = ['船员的伙食很好', '港口很大']
  const text = `${one}。${two}。`
  const toCosine = (ofSentences: Readonly<Record<string, number>>) => {
    const findMeaning = createFindMeaning(byId([articleOf('a', text)]), () =>
      createVectors({ [text]: 0.4 }, ofSentences),
    )
    return findMeaning('q')?.toCosine(text)
  }

  it("is the mean of its own and its best sentence's", () => {
    expect(toCosine({ [one]: 0.2, [two]: 0.8 })).toBeCloseTo(0.6, 1)
    expect(toCosine({ [one]: 0.2, [two]: -0.2 })).toBeCloseTo(0.3, 1)
  })

  it('is its own until all its sentences have a vector', () => {
    expect(toCosine({})).toBeCloseTo(0.4, 1)
    expect(toCosine({ [one]: 0.8 })).toBeCloseTo(0.4, 1)
  })

  it('counts sentences of Chinese passages that have several', () => {
    expect(listEmbeddedSentences(text)).toEqual([one, two])
    expect(listEmbeddedSentences(`${one}。`)).toEqual([])
    expect(listEmbeddedSentences('The port is large. The food is good; so they say.')).toEqual([])
  })
})

describe('the asks of an article', () => {
  const text = '船员的伙食很好。'
  const asked = (asks: readonly string[], unanswered: readonly string[]): Article => {
    const article = articleOf('a', text)
    const toAsked = (exchange: Exchange): Exchange => {
      return { ...exchange, passages: exchange.passages.map((passage) => ({ ...passage, asks })) }
    }
    return { ...article, exchanges: article.exchanges.map(toAsked), unanswered }
  }
  const compareAsks = (article: Article, cosines: Readonly<Record<string, number>>) => {
    const vectors = createVectors({ [text]: 0.5 })
    for (const [known, cosine] of Object.entries(cosines)) vectors.queries.known.add(known, toVector(cosine))
    return createFindMeaning(byId([article]), () => vectors)('q')?.compareAsks(article)
  }
  const toMargin = (...given: Parameters<typeof compareAsks>) => compareAsks(...given)?.margin
  /** @param angles of the asks' vectors to the query's */
  const toNearness = (angles: readonly number[]) => {
    const cosines = Object.fromEntries(angles.map((angle, place) => [`ask ${place}`, Math.cos(angle)]))
    return compareAsks(asked(Object.keys(cosines), []), cosines)?.nearness
  }

  it('are nearer than its unanswered lines by the difference of the nearest three', () => {
    const cosines = { one: 0.9, two: 0.9, three: 0.6, four: 0.1, none: 0.5, other: 0.99 }
    expect(toMargin(asked(['one', 'two', 'three', 'four'], ['none']), cosines)).toBeCloseTo(0.3, 1)
    expect(toMargin(asked(['four'], ['one']), cosines)).toBeCloseTo(-0.8, 1)
  })

  it('are near on their own scale: 1 as they are to each other, 0 as any two, below 0 as none', () => {
    // Groups of four, whose members are next to each other.
    const groups = [0, 0.5, 1].flatMap((start) => [0, 0.02, 0.04, 0.06].map((step) => start + step))
    expect(toNearness(groups)).toBeCloseTo(1, 1)
    expect(toNearness(groups.map((angle) => angle + 0.4))).toBeLessThan(0.6)
    expect(toNearness(groups.map((angle) => angle + 1.2))).toBeLessThan(0)
  })

  it('have no scale where they are few, or all the same', () => {
    expect(toNearness([0, 0.5, 1])).toBeUndefined()
    expect(toNearness(Array.from({ length: 12 }, () => 0.3))).toBeUndefined()
  })

  it('have no margin without unanswered lines, and none without asks, and until all have a vector', () => {
    expect(toMargin(asked(['one'], []), { one: 0.9 })).toBeUndefined()
    expect(toMargin(asked([], ['one']), { one: 0.9 })).toBeUndefined()
    expect(toMargin(asked(['one', 'two'], ['none']), { one: 0.9, none: 0.5 })).toBeUndefined()
  })
})

describe('a search by meaning', () => {
  const MEANT = '五花肉切块焯水。'
  const WORDED = '新码头明年动工。'
  const OTHER = '摊位费三年不涨。'
  const QUERY = '码头'
  /** Its words cover little of it. */
  const STRANGE = '新码头动工与葡萄成熟采摘装箱'

  async function create(cosines: Readonly<Record<string, number>>, articles = [articleOf('a', MEANT, WORDED, OTHER)]) {
    const own = createVectors(cosines)
    const index = await createSearchIndex(articles, fold, undefined, { findVectors: () => own })
    const byWords = await createSearchIndex(articles, fold)
    return { index, byWords, vectors: own }
  }
  const idsOf = ({ hits }: Findings) => hits.map(({ citation }) => citation.passage.id)

  it('finds passages that share no word with the query', async () => {
    const { index, byWords } = await create({ [MEANT]: 0.5, [WORDED]: 0.9, [OTHER]: 0.2 })
    expect(idsOf(byWords.search(QUERY))).toEqual(['a_1'])
    expect(idsOf(index.search(QUERY))).toEqual(['a_1', 'a_0', 'a_2'])
    expect([index.readsMeaning(QUERY), byWords.readsMeaning(QUERY)]).toEqual([true, false])
  })

  it('goes by words alone where a vector is missing', async () => {
    const { index, byWords } = await create({ [MEANT]: 0.5, [WORDED]: 0.9 })
    expect(index.search(QUERY)).toEqual(byWords.search(QUERY))
    expect(index.readsMeaning(QUERY)).toBe(false)
  })

  it.each([
    ['least where words cover all of the query', QUERY, MEANING.covered, 1],
    ['the more, the less of it they cover', STRANGE, 0, MEANING.covered / 2],
  ])('orders by the sum of the rank and the weighed cosine, which weighs %s', async (_, query, least, most) => {
    // With more passages a word is rarer, and counts more.
    const others = Array.from({ length: 30 }, (_unused, place) => `第${place}种点心。`)
    const articles = [articleOf('a', MEANT, WORDED), articleOf('b', ...others)]
    const far = Object.fromEntries(others.map((text) => [text, -0.9]))
    /** Searches where the cosine of one passage is that much greater than of the one with the words. */
    const search = async (ahead: number) =>
      (await create({ ...far, [MEANT]: ahead / 2, [WORDED]: -ahead / 2 }, articles)).index.search(query)
    const findings = await search(0)
    const [worded, meant] = ['a_1', 'a_0'].map((id) => findings.hits.find((hit) => hit.citation.passage.id === id))
    const cover = Math.max(...findings.hits.map((hit) => hit.cover))
    expect(cover).toBeGreaterThan(least)
    expect(cover).toBeLessThanOrEqual(most)
    const weight = MEANING.least + MEANING.uncovered * Math.max(0, MEANING.covered - cover)
    const balance = ((worded?.rank ?? 0) - (meant?.rank ?? 0)) / weight
    expect(idsOf(await search(balance / 2))[0]).toBe('a_1')
    expect(idsOf(await search(2 * balance))[0]).toBe('a_0')
  })

  it('breaks a tie of the words by the smallest weight', async () => {
    const articles = [articleOf('a', '码头在东边。', '码头在西边。')]
    const order = async (east: number, west: number) =>
      idsOf((await create({ '码头在东边。': east, '码头在西边。': west }, articles)).index.search(QUERY))
    expect(await order(0.5, 0.6)).toEqual(['a_1', 'a_0'])
    expect(await order(0.6, 0.5)).toEqual(['a_0', 'a_1'])
  })

  const toOwnHit = (hit: Hit | undefined) => ({ ...hit, evidence: undefined })

  it('changes no hit itself but for the meaning in its evidence', async () => {
    const articles = withAsks(
      [HARBOUR, MARKET],
      'article: harbour\nasks: { money: [哪个掏腰包, 要花多少] }\nunanswered: [有没有高铁站]\n',
    )
    const texts = toCitations(articles).map(({ passage }) => passage.text)
    const cosines = Object.fromEntries(texts.map((text, place) => [text, (place % 7) / 7]))
    const { index, byWords } = await create(cosines, articles)
    for (const query of ['码头扩建的投资', '哪个掏腰包', '有没有高铁站', '船员的伙食', '红烧肉怎么做']) {
      const [meant, worded] = [index.search(query), byWords.search(query)]
      const found = new Map(meant.hits.map((hit) => [hit.citation.passage.id, hit]))
      expect(meant.hits).toHaveLength(texts.length)
      const byMeaning = worded.hits.map(({ citation }) => found.get(citation.passage.id))
      expect(byMeaning.map(toOwnHit)).toEqual(worded.hits.map(toOwnHit))
      expect(meant.exchanges).toEqual(worded.exchanges)
      expect(meant.isUnanswered).toBe(worded.isUnanswered)
    }
  })

  it('leaves the passage first that is asked for in these very words', async () => {
    const [article = HARBOUR] = withAsks(
      [articleOf('a', MEANT, WORDED, OTHER)],
      'article: a\nasks: { 2: [红烧肉怎么做] }\n',
    )
    const { index } = await create({ [MEANT]: 0.99, [WORDED]: 0.9, [OTHER]: -0.9 }, [article])
    expect(idsOf(index.search('红烧肉怎么做'))[0]).toBe('a_2')
    expect(idsOf(index.search('怎么焯水'))[0]).toBe('a_0')
  })

  it('finds only what it may', async () => {
    const { index, byWords } = await create({ [MEANT]: 0.99, [WORDED]: 0.9, [OTHER]: 0.1 })
    const among = toCitations([articleOf('a', MEANT, WORDED, OTHER)]).slice(1)
    expect(idsOf(index.search(QUERY, { among }))).toEqual(['a_1', 'a_2'])
    expect(idsOf(byWords.search(QUERY, { among }))).toEqual(['a_1'])
    expect(idsOf(index.search(QUERY, { among: [] }))).toEqual([])
  })

  it('adds a few passages, however many there are', async () => {
    const texts = Array.from({ length: MEANING.nearest + 20 }, (_, place) => `第${place}种点心。`)
    const cosines = Object.fromEntries(texts.map((text, place) => [text, place / 100]))
    const { index } = await create(cosines, [articleOf('a', ...texts)])
    const found = idsOf(index.search('码头'))
    expect(found).toHaveLength(MEANING.nearest)
    expect(found[0]).toBe(`a_${texts.length - 1}`)
  })

  it('waits for the vectors of its own passages where it is staged, and not for those that are gone', async () => {
    const first = articleOf('a', MEANT, WORDED)
    const { index, vectors } = await create({ [MEANT]: 0.5, [WORDED]: 0.9 }, [first])
    const { index: next } = await index.stage([first, articleOf('b', OTHER)], { synonyms: [], terms: [] })
    expect([index.readsMeaning(QUERY), next.readsMeaning(QUERY)]).toEqual([true, false])
    vectors.passages.add(OTHER, toVector(0.95))
    expect(idsOf(next.search('点心'))[0]).toBe('b_0')
    vectors.passages.remove(MEANT)
    vectors.passages.remove(WORDED)
    const { index: last } = await next.stage([articleOf('b', OTHER)], { synonyms: [], terms: [] })
    expect(last.readsMeaning(QUERY)).toBe(true)
  })
})

describe('the findings of a query', () => {
  const TEXTS = ['五花肉切块焯水。', '新码头明年动工。']

  /** Creates an index whose searches by meaning are counted. */
  async function createCounted() {
    const own = createVectors()
    let count = 0
    const findNearest: typeof own.passages.findNearest = (...given) => (count++, own.passages.findNearest(...given))
    const vectors = { ...own, passages: { ...own.passages, findNearest } }
    const index = await createSearchIndex([articleOf('a', ...TEXTS)], fold, undefined, { findVectors: () => vectors })
    const makeVectors = () => TEXTS.forEach((text, place) => own.passages.add(text, toVector(0.9 - place / 2)))
    return { index, makeVectors, countSearches: () => count }
  }

  it('are searched once', async () => {
    const { index, makeVectors, countSearches } = await createCounted()
    makeVectors()
    expect(index.search('码头')).toBe(index.search('码头'))
    expect(countSearches()).toBe(1)
    index.search('动工')
    expect(countSearches()).toBe(2)
  })

  it('are searched anew once the vectors are there', async () => {
    const { index, makeVectors, countSearches } = await createCounted()
    const byWords = index.search('码头')
    expect(index.search('码头')).toBe(byWords)
    expect(byWords.hits[0]?.evidence?.nearer).toBeUndefined()
    makeVectors()
    const byMeaning = index.search('码头')
    expect(byMeaning.hits).toHaveLength(2)
    expect(byMeaning.hits[0]?.evidence?.nearer).toBeDefined()
    expect(index.search('码头')).toBe(byMeaning)
    expect(countSearches()).toBe(1)
  })

  it('are searched anew among some passages, and for other words', async () => {
    const { index, makeVectors } = await createCounted()
    makeVectors()
    const { hits } = index.search('码头')
    const among = hits.slice(1).map(({ citation }) => citation)
    expect(index.search('码头', { among }).hits.map(({ citation }) => citation)).toEqual(among)
    const ofOther = index.search('码头', { words: '葡萄' }).hits
    expect(ofOther.map(({ evidence }) => evidence?.missing)).toEqual([['葡萄'], ['葡萄']])
    expect(index.search('码头').hits).toBe(hits)
  })
})
