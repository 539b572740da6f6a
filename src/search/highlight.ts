import type { Folded } from '../text/fold.ts'
import { toTerms } from '../text/terms.ts'

/** A stretch of a text in UTF-16 units, `end` exclusive. */
export interface Range {
  readonly start: number
  readonly end: number
}

const SENTENCE = /[^。！？!?；;\n]+[。！？!?；;\n]*[”’」』）)]*/gu
/** A gap of one character between two matches is filled: 卓越[的]工程师 reads as one match. */
const BRIDGED_GAP = 1

/**
 * Finds what of a text matched, by places in the original: in the sentence that holds most of the query's weight,
 * the stretches that its terms cover. Single characters alone are no match.
 *
 * @param folded the text as it was read
 */
export function findMatches(folded: Folded, weights: ReadonlyMap<string, number>): Range[] {
  const terms = toTerms(folded.text).filter((term) => weights.has(term.text) && term.end - term.start > 1)
  const sentences = [...folded.text.matchAll(SENTENCE)].map(({ 0: sentence, index }) =>
    terms.filter(({ start, end }) => start >= index && end <= index + sentence.length),
  )
  const masses = sentences.map((inside) =>
    [...new Set(inside.map(({ text }) => text))].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0),
  )
  const best = sentences[masses.indexOf(Math.max(...masses))] ?? []
  return join(best.map((term) => toOriginal(term, folded)))
}

/** Where a stretch of the folded text came from; a character that folds into several is taken whole. */
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
