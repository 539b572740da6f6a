import type { Answered } from './ask-terms.ts'
import { createStatistics } from './statistics.ts'
import { ASKS } from './tuning.ts'

type Counts = Map<string, number>

/**
 * Creates the likelihood of a query in what is asked of a passage, and said in it: the mean logarithm, over the query's
 * terms, of how much likelier they are there than anywhere; 0 for a passage without asks. Query likelihood with
 * Dirichlet smoothing (Zhai and Lafferty, 2001).
 */
export function createLikelihood(asked: readonly Answered[], withAsks: ReadonlySet<string>): (terms: ReadonlyMap<string, number>) => (passage: string) => number {
  const everywhere: Counts = new Map()
  const models = new Map<string, Counts>()
  for (const { terms, passage } of asked) {
    if (passage === undefined || !withAsks.has(passage)) continue
    const counts = models.get(passage) ?? new Map<string, number>()
    models.set(passage, counts)
    for (const [term, factor] of terms) for (const each of [counts, everywhere]) each.set(term, (each.get(term) ?? 0) + factor)
  }
  const totals = new Map([...models].map(([id, counts]) => [id, sum(counts.values())]))
  const total = sum(everywhere.values())
  return (terms) => {
    const mass = sum(terms.values())
    const shares = [...terms].map(([term, factor]) => ({ term, factor, share: ((everywhere.get(term) ?? 0) + 0.5) / (total + ASKS.unseen) }))
    return (passage) => {
      const counts = models.get(passage)
      if (!counts || mass === 0) return 0
      const length = (totals.get(passage) ?? 0) + ASKS.smoothing
      let likelihood = 0
      for (const { term, factor, share } of shares) likelihood += factor * Math.log((counts.get(term) ?? 0) / share + ASKS.smoothing)
      return likelihood / mass - Math.log(length)
    }
  }
}

/**
 * Creates the odds that a wording is asked without an answer: the mean logarithm, over its terms, of how much more often
 * they are than with one (naive Bayes); 0 where nothing unanswered is known.
 */
export function createOdds(asked: readonly Answered[]): (wording: ReadonlySet<string>) => number {
  const [answered, unanswered] = [createStatistics(), createStatistics()]
  for (const { wording, passage } of asked) (passage === undefined ? unanswered : answered).add(wording)
  return (wording) => {
    if (unanswered.total() === 0 || wording.size === 0) return 0
    const toOdds = (term: string) => (unanswered.has(term) || answered.has(term) ? Math.log(unanswered.share(term) / answered.share(term)) : ASKS.unseenOdds)
    return sum([...wording].map(toOdds)) / wording.size
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
