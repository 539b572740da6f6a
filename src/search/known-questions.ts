import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Article, toCitations } from '../knowledge/article.ts'
import { type Answered, type AskTerms, readAsk } from './ask-terms.ts'
import { createLikelihood, createOdds } from './likelihood.ts'
import type { Fold } from '../text/fold.ts'
import type { Normalizer } from '../text/normalize.ts'
import { createTermStatistics } from './idf.ts'
import { ASKS, CHUNK_SIZE } from './tuning.ts'
import { toWordingKey } from '../text/wording.ts'

/** How like a query is to known ways of asking. */
export interface Likeness {
  /** By passage id, 0 to 1; passages that no ask is like are left out. */
  readonly passages: ReadonlyMap<string, number>
  /** To those that the material does not answer, 0 to 1. */
  readonly unanswered: number
  /** By passage id, for those with an ask that is the query but for a word or so, and for none that is unanswered more so. */
  readonly verbatim: ReadonlySet<string>
  /** Whether it is known to be unanswered in almost these words, and not answered more so. */
  readonly isUnanswered: boolean
  /** What any query is like some ask by chance; 0 where no asks are known. */
  readonly floor: number
  /** See `createLikelihood`. */
  likelihoodOf(passage: string): number
  /** See `createOdds`. */
  readonly odds: number
}

/** What is known of a wording. */
export type Asked =
  { readonly kind: 'passages'; readonly passages: ReadonlySet<string> } | { readonly kind: 'unanswered' }

/** The known ways of asking. */
export interface KnownQuestions {
  readonly compare: (query: string) => Likeness
  /** What stands there in the same words; where they are asked both with an answer and without one, the passages. */
  readonly find: (query: string) => Asked | undefined
}

const SENTENCE = /[^。！？!?；;\n]+/gu

/** Creates the index of all asks, each one by itself: what matters is the nearest, not how many there are. */
export async function createKnownQuestions(
  articles: readonly Article[],
  reader: Normalizer,
  fold: Fold,
): Promise<KnownQuestions> {
  const asks = await readAll(listAsks(articles), reader)
  const said = await readAll(listSaid(articles), reader)
  const floor = asks.length > 0 ? ASKS.chance : 0
  // Of the round-table's asks each takes up to 130 ms: all in one turn held everybody up for 350.
  const compareAll = await inTurn(() => createCompare(asks))
  const toLikeness = await inTurn(() => createToLikeness(asks))
  const toLikelihood = await inTurn(() => createLikelihood([...asks, ...said], listWithAsks(asks)))
  const toOdds = await inTurn(() => createOdds([...asks, ...said]))
  const find = await inTurn(() => createFind(listAsks(articles), fold))
  return {
    find,
    compare(query) {
      const { terms, wording } = readAsk(query, reader)
      return { ...toLikeness(compareAll(terms)), floor, odds: toOdds(wording), likelihoodOf: toLikelihood(terms) }
    },
  }
}

/** Creates something once others have had their turn. */
async function inTurn<T>(create: () => T): Promise<T> {
  await nextTurn()
  return create()
}

function createFind(asks: readonly Said[], fold: Fold): KnownQuestions['find'] {
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
    // Of signs alone nothing is known.
    if (key === '') return undefined
    return found ? { kind: 'passages', passages: found } : unanswered.has(key) ? { kind: 'unanswered' } : undefined
  }
}

/** Creates the comparison with every ask, in their order: the cosine of their terms' TF-IDF. */
function createCompare(asks: readonly Answered[]): (terms: AskTerms['terms']) => Float64Array {
  const statistics = createTermStatistics()
  for (const { terms } of asks) statistics.add(terms.keys())
  const weigh = (terms: AskTerms['terms']) =>
    [...terms].map(([term, factor]) => [term, factor * statistics.weigh(term)] as const)
  const toLength = (weights: readonly (readonly [string, number])[]) =>
    Math.hypot(...weights.map(([, weight]) => weight)) || 1
  // MiniSearch would make an object for each ask that shares a character: most of them, and most of a query's time.
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
  // What is compared needs no more of the asks: their terms would fill 20 MB.
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

interface Said {
  readonly text: string
  /** The passage's id; undefined where nothing answers. */
  readonly passage: string | undefined
}

function listAsks(articles: readonly Article[]): Said[] {
  const asked = toCitations(articles).flatMap(({ passage: { id, asks = [] } }) =>
    asks.map((text) => ({ text, passage: id })),
  )
  return [
    ...asked,
    ...articles.flatMap(({ unanswered = [] }) => unanswered.map((text) => ({ text, passage: undefined }))),
  ]
}

function listWithAsks(asks: readonly Answered[]): Set<string> {
  return new Set(asks.flatMap(({ passage }) => passage ?? []))
}

/** The sentences of the passages, which are as good as asked: what they say, they answer. */
function listSaid(articles: readonly Article[]): Said[] {
  if (!articles.some(({ unanswered }) => unanswered)) return []
  return toCitations(articles).flatMap(({ passage: { id, text } }) =>
    (text.match(SENTENCE) ?? []).map((sentence) => ({ text: sentence, passage: id })),
  )
}

async function readAll(all: readonly Said[], reader: Normalizer): Promise<Answered[]> {
  const read: Answered[] = []
  for (const { text, passage } of all) {
    read.push({ ...readAsk(text, reader), passage })
    if (read.length % CHUNK_SIZE === 0) await nextTurn()
  }
  return read
}

/** Creates the mean likeness of the nearest few asks of each passage, and of those without one. */
function createToLikeness(
  asks: readonly Answered[],
): (cosines: Float64Array) => Omit<Likeness, 'floor' | 'likelihoodOf' | 'odds'> {
  const ids = [...new Set(asks.map(({ passage }) => passage))]
  const owners = Int32Array.from(asks, ({ passage }) => ids.indexOf(passage))
  const counts = ids.map((_, owner) => owners.filter((one) => one === owner).length)
  return (cosines) => {
    // By passage its nearest asks, the nearest first.
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

/** Puts a number in its place among the greatest few that stand from `start` on. */
function insert(greatest: Float64Array, start: number, number: number): void {
  let place = start + ASKS.nearest - 1
  if (number <= (greatest[place] ?? 0)) return
  for (; place > start && (greatest[place - 1] ?? 0) < number; place--) greatest[place] = greatest[place - 1] ?? 0
  greatest[place] = number
}
