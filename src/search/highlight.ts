import type { Folded } from '../text/fold.ts'
import { toSentences } from '../text/sentences.ts'
import { toTerms } from '../text/terms.ts'

/** A range of a text in UTF-16 units; `end` is exclusive. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** UTF-16 units between two matches that are bridged: 卓越[的]工程师 is one match. */
const BRIDGED_GAP = 1

/**
 * Finds the ranges of the original text that match a query: those that its terms cover in the sentence with most of its
 * weight. Single characters alone are no match.
 *
 * @param normalized the text
 * @param weights of the query's terms
 */
export function findMatches(normalized: Folded, weights: ReadonlyMap<string, number>): Range[] {
  const terms = toTerms(normalized.text).filter((term) => weights.has(term.text) && term.end - term.start > 1)
  const sentences = toSentences(normalized.text).map((sentence) =>
    terms.filter(({ start, end }) => start >= sentence.start && end <= sentence.end),
  )
  const masses = sentences.map((inside) =>
    [...new Set(inside.map(({ text }) => text))].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0),
  )
  const best = sentences[masses.indexOf(Math.max(...masses))] ?? []
  return join(best.map((term) => toOriginal(term, normalized)))
}

/** Maps a range back to the original; a character that folds into several is taken whole. */
function toOriginal({ start, end }: Range, { origins }: Folded): Range {
  const lastOrigin = origins[end - 1] ?? 0
  return { start: origins[start] ?? 0, end: origins.slice(end).find((origin) => origin > lastOrigin) ?? lastOrigin }
}

function join(ranges: readonly Range[]): Range[] {
  const joined: Range[] = []
  for (const { start, end } of ranges) {
    const last = joined.at(-1)
    if (last && start - last.end <= BRIDGED_GAP)
      joined[joined.length - 1] = { start: last.start, end: Math.max(end, last.end) }
    else joined.push({ start, end })
  }
  return joined
}
