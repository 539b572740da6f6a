import type { Answered } from './ask-terms.ts'
import { createTermStatistics } from './idf.ts'
import { ASKS } from './tuning.ts'

type Counts = Map<string, number>

/** The places of the passages in which a term stands, in order, and the logarithm of how much likelier it is there. */
interface Logs {
  readonly places: readonly number[]
  readonly logs: readonly number[]
}

const NOWHERE: Logs = { places: [], logs: [] }
const LOG_OF_NONE = Math.log(ASKS.smoothing)

/**
 * Creates the likelihood of a query in what is asked of a passage, and said in it: the mean logarithm, over the query's
 * terms, of how much likelier they are there than anywhere; 0 for a passage without asks. Query likelihood with
 * Dirichlet smoothing (Zhai and Lafferty, 2001).
 */
export function createLikelihood(
  asked: readonly Answered[],
  withAsks: ReadonlySet<string>,
): (terms: ReadonlyMap<string, number>) => (passage: string) => number {
  const everywhere: Counts = new Map()
  const models = new Map<string, Counts>()
  for (const { terms, passage } of asked) {
    if (passage === undefined || !withAsks.has(passage)) continue
    const counts = models.get(passage) ?? new Map<string, number>()
    models.set(passage, counts)
    for (const [term, factor] of terms)
      for (const each of [counts, everywhere]) each.set(term, (each.get(term) ?? 0) + factor)
  }
  const total = sum(everywhere.values())
  const toShare = (term: string) => ((everywhere.get(term) ?? 0) + 0.5) / (total + ASKS.unseen)
  const logs = toLogs([...models.values()], toShare)
  const places = new Map(Array.from(models.keys(), (id, place) => [id, place]))
  const lengths = Array.from(models.values(), (counts) => Math.log(sum(counts.values()) + ASKS.smoothing))
  return (terms) => {
    const mass = sum(terms.values())
    const likelihoods = lengths.map(() => 0)
    for (const [term, factor] of terms) addTo(likelihoods, factor, logs.get(term))
    return (passage) => {
      const place = places.get(passage)
      return place === undefined || mass === 0 ? 0 : (likelihoods[place] ?? 0) / mass - (lengths[place] ?? 0)
    }
  }
}

/** The logarithms of each term: a query needs a thousand. */
function toLogs(models: readonly Counts[], toShare: (term: string) => number): Map<string, Logs> {
  const logs = new Map<string, { places: number[]; logs: number[] }>()
  for (const [place, counts] of models.entries()) {
    for (const [term, count] of counts) {
      const own = logs.get(term) ?? { places: [], logs: [] }
      own.places.push(place)
      own.logs.push(Math.log(count / toShare(term) + ASKS.smoothing))
      logs.set(term, own)
    }
  }
  return logs
}

function addTo(likelihoods: number[], factor: number, { places, logs }: Logs = NOWHERE): void {
  let next = 0
  for (let place = 0; place < likelihoods.length; place++) {
    const log = places[next] === place ? logs[next++] : undefined
    likelihoods[place] = (likelihoods[place] ?? 0) + factor * (log ?? LOG_OF_NONE)
  }
}

/**
 * Creates the odds that a wording is asked without an answer: the mean logarithm, over its terms, of how much more often
 * they are than with one (naive Bayes); 0 where nothing unanswered is known.
 */
export function createOdds(asked: readonly Answered[]): (wording: ReadonlySet<string>) => number {
  const [answered, unanswered] = [createTermStatistics(), createTermStatistics()]
  for (const { wording, passage } of asked) (passage === undefined ? unanswered : answered).add(wording)
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
