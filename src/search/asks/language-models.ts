import type { Passage } from '../../knowledge/article.ts'
import { type Pause, pauseAtTimes } from '../pace.ts'
import { ASKS } from '../tuning.ts'
import type { CutTexts, NumberedTerms, OwnedTerms } from './ask-terms.ts'

/** The terms of a passage's asks and sentences by their numbers, with their frequencies. */
export interface LanguageModel {
  readonly counts: ReadonlyMap<number, number>
  readonly total: number
}

interface Likelihood {
  readonly models: ReadonlyMap<Passage, LanguageModel>
  /** By passage id; 0 for a passage without asks. */
  readonly of: (terms: readonly string[]) => (passage: string) => number
}

/**
 * Creates the likelihood of a query by passage.
 *
 * @param passages the passages that have asks, with the terms of their asks and sentences
 * @param former the models of the former version
 */
export async function createLikelihood(
  passages: ReadonlyMap<Passage, readonly NumberedTerms[]>,
  ids: CutTexts['ids'],
  pause: Pause,
  former: ReadonlyMap<Passage, LanguageModel> | undefined,
): Promise<Likelihood> {
  const everywhere = new Float64Array(ids.size)
  const models = new Map<Passage, LanguageModel>()
  let total = 0
  for (const [passage, texts] of passages) {
    const model = former?.get(passage) ?? toModel(texts)
    models.set(passage, model)
    total += model.total
    for (const [id, count] of model.counts) everywhere[id] = (everywhere[id] ?? 0) + count
    await pause()
  }
  const byId = new Map(Array.from(models, ([{ id }, model]) => [id, model]))
  const toShare = (id: number) => ((everywhere[id] ?? 0) + 0.5) / (total + ASKS.unseen)
  const toLikelihood = (terms: readonly string[]) => {
    const known = terms.flatMap((term) => ids.get(term) ?? [])
    const shares = known.map(toShare)
    return (passage: string) => {
      const model = byId.get(passage)
      if (!model || terms.length === 0) return 0
      const ratios = known.map((id, place) => (model.counts.get(id) ?? 0) / (shares[place] ?? 1))
      // A term without a number occurs nowhere.
      const logs = ratios.reduce((sum, ratio) => sum + Math.log(ratio + ASKS.smoothing), 0)
      const unknown = (terms.length - known.length) * Math.log(ASKS.smoothing)
      return (logs + unknown) / terms.length - Math.log(model.total + ASKS.smoothing)
    }
  }
  return { models, of: toLikelihood }
}

function toModel(texts: readonly NumberedTerms[]): LanguageModel {
  const counts = new Map<number, number>()
  for (const { terms } of texts) for (const id of terms) counts.set(id, (counts.get(id) ?? 0) + 1)
  return { counts, total: texts.reduce((sum, { terms }) => sum + terms.length, 0) }
}

/**
 * Creates the log odds that a wording is unanswered: the mean logarithm, over its terms, of how much more frequent they
 * are in unanswered asks than in answered ones (naive Bayes); 0 without unanswered asks.
 */
export async function createOdds(
  texts: readonly OwnedTerms[],
  ids: CutTexts['ids'],
  pause: Pause,
): Promise<(wording: readonly string[]) => number> {
  const counts = { answered: new Uint32Array(ids.size), unanswered: new Uint32Array(ids.size) }
  const totals = { answered: 0, unanswered: 0 }
  await pauseAtTimes(texts, pause, ({ wording, passage }) => {
    const side = passage === undefined ? 'unanswered' : 'answered'
    totals[side]++
    const own = counts[side]
    for (const id of wording) own[id] = (own[id] ?? 0) + 1
  })
  // The share of the texts that contain a term, smoothed by half a text for each outcome (Krichevsky and Trofimov).
  const toShare = (side: keyof typeof counts, id: number) => ((counts[side][id] ?? 0) + 0.5) / (totals[side] + 1)
  const toOdds = (term: string) => {
    const id = ids.get(term)
    if (id === undefined || (counts.answered[id] ?? 0) + (counts.unanswered[id] ?? 0) === 0) return ASKS.unseenOdds
    return Math.log(toShare('unanswered', id) / toShare('answered', id))
  }
  return (wording) => {
    if (totals.unanswered === 0 || wording.length === 0) return 0
    return wording.reduce((sum, term) => sum + toOdds(term), 0) / wording.length
  }
}
