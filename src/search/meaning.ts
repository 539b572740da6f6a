import { LRUCache } from 'lru-cache'
import { type Article, type Citation, toCitations } from '../knowledge/article.ts'
import { toSentences } from '../text/sentences.ts'
import { toHanCharacters } from '../text/terms.ts'
import { ASKS, CACHE_SIZES, MEANING } from './tuning.ts'
import type { VectorMatrix } from './vectors/vector-matrix.ts'

/** The vectors that a search reads, as far as they have been made. */
export interface SearchedVectors {
  readonly passages: Pick<VectorMatrix, 'has' | 'findNearest' | 'cosineOf'>
  /** Those of `listEmbeddedSentences`. */
  readonly sentences: Pick<VectorMatrix, 'cosineOf'>
  readonly queries: QueryVectors
}

/** The vectors of queries, which are made before a query is searched. */
export interface QueryVectors {
  /** Those of asks and of unanswered lines. */
  readonly known: Pick<VectorMatrix, 'has' | 'get' | 'cosineOf' | 'findNearest'>
  readonly get: (query: string) => Float32Array | undefined
  /** Makes the missing ones, unless the model is not ready or too slow; never rejects. */
  readonly prepare: (queries: readonly string[]) => Promise<void>
}

/** A query's meaning, as its vector tells it. */
export interface Meaning {
  /** Finds the passages nearest to it. */
  readonly findNearest: (count: number, isAllowed: (id: number) => boolean) => number[]
  /** Its cosine with a passage; with several sentences the mean of the passage's and its best sentence's. */
  readonly toCosine: (passage: string) => number
  /** Its mean cosine with the passages of an article. */
  readonly toMeanCosine: (article: Article) => number
  /** Compares it with the asks of an article; undefined for an article without, or without the vector of any. */
  readonly compareAsks: (article: Article) => NearAsks | undefined
}

/** How near the asks of an article are to the meaning of a query. */
export interface NearAsks {
  /**
   * How much nearer they are than the unanswered lines: the difference of the mean cosines of the nearest few; undefined
   * for an article without unanswered lines.
   */
  readonly margin: number | undefined
  /**
   * The mean cosine of the nearest few on the article's own scale, whatever the model: 0 is what two of its asks have on
   * average, 1 what an ask has with the nearest others; undefined for a few asks, which make no scale.
   */
  readonly nearness: number | undefined
}

/** Finds the meaning of a query; undefined unless it and all passages have a vector: ranks would not compare. */
export type FindMeaning = (query: string) => Meaning | undefined

/**
 * Creates the search for meanings among passages.
 *
 * @param citations by the ids of their passages
 * @param findVectors undefined while there is no model
 */
export function createFindMeaning(
  citations: ReadonlyMap<number, Citation>,
  findVectors: () => SearchedVectors | undefined,
): FindMeaning {
  const haveVectors = createHaveVectors(citations)
  const toSentencesOf = createCachedSentences()
  const compareAsks = createCompareAsks()
  let idsByText: ReadonlyMap<string, readonly number[]> | undefined
  return (query) => {
    const vectors = findVectors()
    const vector = vectors?.queries.get(query)
    if (!vectors || !vector || !haveVectors(vectors)) return undefined
    return {
      findNearest(count, isAllowed) {
        const ids = (idsByText ??= groupByText(citations))
        const listAllowed = (text: string) => (ids.get(text) ?? []).filter(isAllowed)
        const nearest = vectors.passages.findNearest(vector, count, (text) => listAllowed(text).length > 0)
        return nearest.flatMap(({ text }) => listAllowed(text)).slice(0, count)
      },
      toCosine(text) {
        const ofSentences = toSentencesOf(text).map((sentence) => vectors.sentences.cosineOf(sentence, vector))
        return toMeanCosine(vectors.passages.cosineOf(text, vector) ?? 0, ofSentences)
      },
      toMeanCosine(article) {
        const texts = listSpread(toCitations([article]), MEANING.mostAveraged)
        const cosines = texts.map(({ passage }) => vectors.passages.cosineOf(passage.text, vector) ?? 0)
        return toMean(cosines)
      },
      compareAsks: (article) => compareAsks(article, vector, vectors.queries.known),
    }
  }
}

/**
 * Lists the sentences of a passage that have a vector of their own. Chinese queries do better without those of English
 * passages, and a single sentence is the passage.
 */
export function listEmbeddedSentences(text: string): string[] {
  const sentences = toHanCharacters(text).length > 0 ? toSentences(text) : []
  return sentences.length > 1 ? sentences.map((sentence) => sentence.text) : []
}

/** Lists at most so many of some items, at equal distances. */
function listSpread<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, items.length / most)
  return items.filter((_, place) => Math.floor(place / step) !== Math.floor((place - 1) / step))
}

/** A sentence without a vector leaves the passage its own. */
function toMeanCosine(own: number, ofSentences: readonly (number | undefined)[]): number {
  let best: number | undefined
  for (const cosine of ofSentences) {
    if (cosine === undefined) return own
    best = Math.max(best ?? cosine, cosine)
  }
  return best === undefined ? own : (own + best) / 2
}

/** Creates the test whether all passages have a vector, which goes on from the first one that had none. */
function createHaveVectors(citations: ReadonlyMap<number, Citation>): (vectors: SearchedVectors) => boolean {
  const left = citations.values()
  let next = left.next()
  return ({ passages }) => {
    while (next.done !== true && passages.has(next.value.passage.text)) next = left.next()
    return next.done === true
  }
}

function createCachedSentences(): (text: string) => readonly string[] {
  const cache = new LRUCache<string, readonly string[]>({
    max: CACHE_SIZES.compared,
    memoMethod: (text) => listEmbeddedSentences(text),
  })
  return (text) => cache.memo(text)
}

/** Several articles may hold the same words. */
function groupByText(citations: ReadonlyMap<number, Citation>): Map<string, number[]> {
  const byText = new Map<string, number[]>()
  for (const [id, { passage }] of citations) {
    const same = byText.get(passage.text)
    if (same) same.push(id)
    else byText.set(passage.text, [id])
  }
  return byText
}

type KnownQueries = QueryVectors['known']

/** The asks of an article and its unanswered lines. */
interface AskedTexts {
  readonly asks: ReadonlySet<string>
  readonly unanswered: ReadonlySet<string>
}

/** Creates the comparison of a query with the asks of an article, which caches their texts, and their scale. */
function createCompareAsks(): (article: Article, vector: Float32Array, known: KnownQueries) => NearAsks | undefined {
  const compared = new WeakMap<Article, AskedTexts & { readonly scale: Scale | undefined }>()
  return (article, vector, known) => {
    let texts = compared.get(article)
    if (!texts) {
      const listed = listAsked(article)
      if (![...listed.asks, ...listed.unanswered].every(known.has)) return undefined
      texts = { ...listed, scale: measureScale(listed.asks, known) }
      compared.set(article, texts)
    }
    const { asks, unanswered, scale } = texts
    if (asks.size === 0) return undefined
    const cosine = toNearness(asks, vector, known)
    return {
      margin: unanswered.size > 0 ? cosine - toNearness(unanswered, vector, known) : undefined,
      nearness: scale && (cosine - scale.apart) / (scale.close - scale.apart),
    }
  }
}

/** The mean cosine of two asks of an article, and that of an ask with the nearest others. */
interface Scale {
  readonly apart: number
  readonly close: number
}

/** Measures the scale of an article on some of its asks, at equal distances; undefined where it has too few. */
function measureScale(asks: ReadonlySet<string>, known: KnownQueries): Scale | undefined {
  if (asks.size < MEANING.leastScaled) return undefined
  const some = listSpread([...asks], MEANING.mostScaled)
  const [apart, close]: [number[], number[]] = [[], []]
  for (const ask of some) {
    const vector = Float32Array.from(known.get(ask) ?? [])
    for (const other of some) if (other !== ask) apart.push(known.cosineOf(other, vector) ?? 0)
    const others = known.findNearest(vector, ASKS.nearest, (text) => text !== ask && asks.has(text))
    close.push(toMean(others.map(({ cosine }) => cosine)))
  }
  const scale = { apart: toMean(apart), close: toMean(close) }
  return scale.close > scale.apart ? scale : undefined
}

function toMean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / (numbers.length || 1)
}

function listAsked(article: Article): AskedTexts {
  return {
    asks: new Set(toCitations([article]).flatMap(({ passage }) => passage.asks ?? [])),
    unanswered: new Set(article.unanswered),
  }
}

/** The mean cosine of the nearest few texts. */
function toNearness(texts: ReadonlySet<string>, vector: Float32Array, known: KnownQueries): number {
  const nearest = known.findNearest(vector, ASKS.nearest, (text) => texts.has(text))
  return toMean(nearest.map(({ cosine }) => cosine))
}
