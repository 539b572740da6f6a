import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Article, toCitations } from '../knowledge/article.ts'
import type { Fold } from '../text/fold.ts'
import type { Normalizer } from '../text/normalize.ts'
import { toSentences } from '../text/sentences.ts'
import { toWordingKey } from '../text/wording.ts'
import { createTermStatistics } from './relevance.ts'
import { type AskTerms, type KnownAsk, createLikelihood, createOdds, toAskTerms } from './likelihood.ts'
import { ASKS, CHUNK_SIZE } from './tuning.ts'

/** The likeness of a query to the known asks. */
export interface Likeness {
  /** By passage id, above 0 to 1; without the passages whose likeness is 0. */
  readonly passages: ReadonlyMap<string, number>
  /** To the unanswered asks, 0 to 1. */
  readonly unanswered: number
  /** Ids of the passages with an ask in almost the query's words, unless an unanswered ask is closer. */
  readonly verbatim: ReadonlySet<string>
  /** Whether an unanswered ask has almost the query's words, and no answered one is closer. */
  readonly isUnanswered: boolean
  /** The likeness that an unrelated query has by chance; 0 without asks. */
  readonly floor: number
  /** See `createLikelihood`. */
  likelihoodOf(passage: string): number
  /** See `createOdds`. */
  readonly odds: number
}

/** The known asks with the same wording key. */
export type Asked =
  { readonly kind: 'passages'; readonly passages: ReadonlySet<string> } | { readonly kind: 'unanswered' }

/** An index of asks. */
export interface KnownQuestions {
  readonly compare: (query: string) => Likeness
  /** Finds asks with the query's wording key. The passages take precedence over an unanswered ask. */
  readonly find: (query: string) => Asked | undefined
}

/** Creates an index with an entry for each ask: the nearest asks count, not their number. */
export async function createKnownQuestions(
  articles: readonly Article[],
  normalizer: Normalizer,
  fold: Fold,
): Promise<KnownQuestions> {
  const asks = await toKnownAsks(listAsks(articles), normalizer)
  const sentences = await toKnownAsks(listSentences(articles), normalizer)
  const floor = asks.length > 0 ? ASKS.chance : 0
  // Each step takes up to 130 ms for the round-table's asks. Together they blocked the event loop for 350.
  const compareAll = await afterTurn(() => createCompare(asks))
  const toLikeness = await afterTurn(() => createToLikeness(asks))
  const toLikelihood = await afterTurn(() => createLikelihood([...asks, ...sentences], listWithAsks(asks)))
  const toOdds = await afterTurn(() => createOdds([...asks, ...sentences]))
  const find = await afterTurn(() => createFind(listAsks(articles), fold))
  return {
    find,
    compare(query) {
      const { terms, wording } = toAskTerms(query, normalizer)
      return { ...toLikeness(compareAll(terms)), floor, odds: toOdds(wording), likelihoodOf: toLikelihood(terms) }
    },
  }
}

/** Yields to the event loop first. */
async function afterTurn<T>(create: () => T): Promise<T> {
  await nextTurn()
  return create()
}

function createFind(asks: readonly AskText[], fold: Fold): KnownQuestions['find'] {
  const passages = new Map<string, Set<string>>()
  const unanswered = new Set<string>()
  for (const { text, passage } of asks) {
    const key = toWordingKey(text, fold)
    if (passage === undefined) unanswered.add(key)
    else passages.set(key, (passages.get(key) ?? new Set()).add(passage))
  }
  return (query) => {
    const key = toWordingKey(query, fold)
    const found = passages.get(key)
    // Wordings without words all have the empty key.
    if (key === '') return undefined
    if (found) return { kind: 'passages', passages: found }
    return unanswered.has(key) ? { kind: 'unanswered' } : undefined
  }
}

/** Creates the comparison of a query with every ask: the cosine of their TF-IDF vectors, in the order of the asks. */
function createCompare(asks: readonly KnownAsk[]): (terms: AskTerms['terms']) => Float64Array {
  const statistics = createTermStatistics()
  for (const { terms } of asks) statistics.add(terms.keys())
  const weigh = (terms: AskTerms['terms']) =>
    [...terms].map(([term, factor]) => [term, factor * statistics.weigh(term)] as const)
  const toLength = (weights: readonly (readonly [string, number])[]) =>
    Math.hypot(...weights.map(([, weight]) => weight)) || 1
  // MiniSearch creates an object for each ask that shares a character: nearly all of them, and most of a query's time.
  const postings = new Map<string, { readonly asks: number[]; readonly weights: number[] }>()
  for (const [ask, { terms }] of asks.entries()) {
    const weights = weigh(terms)
    const length = toLength(weights)
    for (const [term, weight] of weights) {
      const own = postings.get(term) ?? { asks: [], weights: [] }
      own.asks.push(ask)
      own.weights.push(weight / length)
      postings.set(term, own)
    }
  }
  // The closure must not keep the asks themselves: their terms take 20 MB.
  const total = asks.length
  return (terms) => {
    const cosines = new Float64Array(total)
    const weights = weigh(terms)
    const length = toLength(weights)
    for (const [term, weight] of weights) {
      const own = postings.get(term)
      if (!own) continue
      const share = weight / length
      for (let place = 0; place < own.asks.length; place++) {
        const ask = own.asks[place] ?? 0
        cosines[ask] = (cosines[ask] ?? 0) + share * (own.weights[place] ?? 0)
      }
    }
    return cosines
  }
}

interface AskText {
  readonly text: string
  /** The id of the passage that answers it; undefined for an unanswered ask. */
  readonly passage: string | undefined
}

function listAsks(articles: readonly Article[]): AskText[] {
  const asked = toCitations(articles).flatMap(({ passage: { id, asks = [] } }) =>
    asks.map((text) => ({ text, passage: id })),
  )
  return [
    ...asked,
    ...articles.flatMap(({ unanswered = [] }) => unanswered.map((text) => ({ text, passage: undefined }))),
  ]
}

function listWithAsks(asks: readonly KnownAsk[]): Set<string> {
  return new Set(asks.flatMap(({ passage }) => passage ?? []))
}

/** Lists the sentences of the passages as asks of them: a passage answers what it says. */
function listSentences(articles: readonly Article[]): AskText[] {
  if (!articles.some(({ unanswered }) => unanswered)) return []
  return toCitations(articles).flatMap(({ passage: { id, text } }) =>
    toSentences(text).map((sentence) => ({ text: sentence.text, passage: id })),
  )
}

async function toKnownAsks(texts: readonly AskText[], normalizer: Normalizer): Promise<KnownAsk[]> {
  const asks: KnownAsk[] = []
  for (const { text, passage } of texts) {
    asks.push({ ...toAskTerms(text, normalizer), passage })
    if (asks.length % CHUNK_SIZE === 0) await nextTurn()
  }
  return asks
}

/** Creates the likeness from cosines: the mean of the nearest few asks of each passage, and of the unanswered asks. */
function createToLikeness(
  asks: readonly KnownAsk[],
): (cosines: Float64Array) => Omit<Likeness, 'floor' | 'likelihoodOf' | 'odds'> {
  const ids = [...new Set(asks.map(({ passage }) => passage))]
  const owners = Int32Array.from(asks, ({ passage }) => ids.indexOf(passage))
  const counts = ids.map((_, owner) => owners.filter((one) => one === owner).length)
  return (cosines) => {
    // For each passage the cosines of its nearest asks, descending.
    const nearest = new Float64Array(ids.length * ASKS.nearest)
    for (let ask = 0; ask < cosines.length; ask++) insert(nearest, (owners[ask] ?? 0) * ASKS.nearest, cosines[ask] ?? 0)
    const means = ids.map((_, owner) => {
      const own = nearest.subarray(owner * ASKS.nearest, (owner + 1) * ASKS.nearest)
      return own.reduce((sum, one) => sum + one, 0) / Math.min(ASKS.nearest, counts[owner] ?? ASKS.nearest)
    })
    const passages = ids.flatMap((id, owner) =>
      id !== undefined && (means[owner] ?? 0) > 0 ? [[id, means[owner] ?? 0] as const] : [],
    )
    const toClosest = (id: string | undefined) =>
      ids.includes(id) ? (nearest[ids.indexOf(id) * ASKS.nearest] ?? 0) : 0
    const unanswered = toClosest(undefined)
    const closest = Math.max(0, ...passages.map(([id]) => toClosest(id)))
    const verbatim = new Set(
      passages.flatMap(([id]) => (toClosest(id) >= Math.max(ASKS.verbatim, unanswered) ? [id] : [])),
    )
    return {
      passages: new Map(passages),
      unanswered: means[ids.indexOf(undefined)] ?? 0,
      verbatim,
      isUnanswered: unanswered >= ASKS.verbatim && unanswered > closest,
    }
  }
}

/** Inserts a number into the descending list of the greatest few that begins at `start`. */
function insert(greatest: Float64Array, start: number, number: number): void {
  let place = start + ASKS.nearest - 1
  if (number <= (greatest[place] ?? 0)) return
  for (; place > start && (greatest[place - 1] ?? 0) < number; place--) greatest[place] = greatest[place - 1] ?? 0
  greatest[place] = number
}
