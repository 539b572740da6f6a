import type { Normalizer } from '../text/normalize.ts'
import { toHanCharacters, toPairs } from '../text/terms.ts'
import { createTermStatistics } from './relevance.ts'
import { ASKS } from './tuning.ts'

/** An ask or a query in the terms by which it is compared. */
export interface AskTerms {
  /** Terms of the subject with their weights: 1 for pairs and words of other scripts, `ASKS.single` for unigrams. */
  readonly terms: ReadonlyMap<string, number>
  /** Terms of the whole wording, asking words included. */
  readonly wording: ReadonlySet<string>
}

/** An ask with the id of the passage that answers it; undefined for an unanswered ask. */
export interface KnownAsk extends AskTerms {
  readonly passage: string | undefined
}

type Counts = Map<string, number>

/** A posting list: the places of the passages that have a term, ascending, with the log of its likelihood ratio. */
interface Postings {
  readonly places: readonly number[]
  readonly logs: readonly number[]
}

const NO_POSTINGS: Postings = { places: [], logs: [] }
const LOG_OF_NONE = Math.log(ASKS.smoothing)

/** Cuts an ask or a query into its terms. */
export function toAskTerms(text: string, normalizer: Normalizer): AskTerms {
  const [subject, whole] = [normalizer.normalizeQuery(text), normalizer.normalize(text).text]
  const singles = toHanCharacters(subject).map((single) => [single, ASKS.single] as const)
  return {
    terms: new Map([...singles, ...toPairs(subject).map((pair) => [pair, 1] as const)]),
    wording: new Set([...toPairs(whole), ...toHanCharacters(whole)]),
  }
}

/**
 * Creates the likelihood of a query in the asks and the text of a passage: the mean logarithm, over the query's terms,
 * of how much likelier a term is there than in all passages; 0 for a passage without asks. Query likelihood with
 * Dirichlet smoothing (Zhai and Lafferty, 2001).
 */
export function createLikelihood(
  asks: readonly KnownAsk[],
  withAsks: ReadonlySet<string>,
): (terms: ReadonlyMap<string, number>) => (passage: string) => number {
  const everywhere: Counts = new Map()
  const models = new Map<string, Counts>()
  for (const { terms, passage } of asks) {
    if (passage === undefined || !withAsks.has(passage)) continue
    const counts = models.get(passage) ?? new Map<string, number>()
    models.set(passage, counts)
    for (const [term, factor] of terms)
      for (const each of [counts, everywhere]) each.set(term, (each.get(term) ?? 0) + factor)
  }
  const total = sum(everywhere.values())
  const toShare = (term: string) => ((everywhere.get(term) ?? 0) + 0.5) / (total + ASKS.unseen)
  const postings = toPostings([...models.values()], toShare)
  const places = new Map(Array.from(models.keys(), (id, place) => [id, place]))
  const lengths = Array.from(models.values(), (counts) => Math.log(sum(counts.values()) + ASKS.smoothing))
  return (terms) => {
    const mass = sum(terms.values())
    const likelihoods = lengths.map(() => 0)
    for (const [term, factor] of terms) addTo(likelihoods, factor, postings.get(term))
    return (passage) => {
      const place = places.get(passage)
      return place === undefined || mass === 0 ? 0 : (likelihoods[place] ?? 0) / mass - (lengths[place] ?? 0)
    }
  }
}

/** Computes all logarithms once, because a query needs a thousand of them. */
function toPostings(models: readonly Counts[], toShare: (term: string) => number): Map<string, Postings> {
  const postings = new Map<string, { places: number[]; logs: number[] }>()
  for (const [place, counts] of models.entries()) {
    for (const [term, count] of counts) {
      const own = postings.get(term) ?? { places: [], logs: [] }
      own.places.push(place)
      own.logs.push(Math.log(count / toShare(term) + ASKS.smoothing))
      postings.set(term, own)
    }
  }
  return postings
}

function addTo(likelihoods: number[], factor: number, { places, logs }: Postings = NO_POSTINGS): void {
  let next = 0
  for (let place = 0; place < likelihoods.length; place++) {
    const log = places[next] === place ? logs[next++] : undefined
    likelihoods[place] = (likelihoods[place] ?? 0) + factor * (log ?? LOG_OF_NONE)
  }
}

/**
 * Creates the log odds that a wording is unanswered: the mean logarithm, over its terms, of how much more frequent they
 * are in unanswered asks than in answered ones (naive Bayes); 0 without unanswered asks.
 */
export function createOdds(asks: readonly KnownAsk[]): (wording: ReadonlySet<string>) => number {
  const [answered, unanswered] = [createTermStatistics(), createTermStatistics()]
  for (const { wording, passage } of asks) (passage === undefined ? unanswered : answered).add(wording)
  return (wording) => {
    if (unanswered.total() === 0 || wording.size === 0) return 0
    const toOdds = (term: string) =>
      unanswered.has(term) || answered.has(term)
        ? Math.log(unanswered.share(term) / answered.share(term))
        : ASKS.unseenOdds
    return sum([...wording].map(toOdds)) / wording.size
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
