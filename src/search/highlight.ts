import type { Fold, Folded } from '../text/fold.ts'
import { toSentences } from '../text/sentences.ts'
import { type Span, toPairs, toTerms } from '../text/terms.ts'

/** A range of a text in UTF-16 units; `end` is exclusive. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** UTF-16 units between two matches that are bridged: 卓越[的]工程师 is one match. */
const BRIDGED_GAP = 1

/**
 * Finds the ranges of a text that match a query: those that its terms cover in the sentence with most of its weight.
 * Single characters alone are no match.
 *
 * @param weights of the query's terms
 */
export function findMatches(text: string, weights: ReadonlyMap<string, number>, { fold, normalize }: Forms): Range[] {
  const all = toSentences(text)
  // To normalize a sentence takes ten times as long as to fold it, so only where none has the query's own words are
  // synonyms looked for in all.
  const near = all.filter((sentence) => toPairs(fold(sentence.text).text).some((pair) => weights.has(pair)))
  const sentences = (near.length > 0 ? near : all).map((sentence) => matchSentence(sentence, weights, normalize))
  const most = Math.max(0, ...sentences.map(({ mass }) => mass))
  return sentences.find(({ mass }) => mass > 0 && mass === most)?.toRanges() ?? []
}

/** The forms in which a text is matched. */
export interface Forms {
  readonly fold: Fold
  readonly normalize: (text: string) => Folded
}

/** The matches of a sentence, with the weight of its terms. */
interface MatchedSentence {
  readonly mass: number
  /** Their ranges in the text. */
  readonly toRanges: () => Range[]
}

function matchSentence(
  sentence: Span,
  weights: ReadonlyMap<string, number>,
  normalize: (text: string) => Folded,
): MatchedSentence {
  const normalized = normalize(sentence.text)
  const terms = toTerms(normalized.text).filter((term) => weights.has(term.text) && term.end - term.start > 1)
  const distinct = new Set(terms.map(({ text }) => text))
  return {
    mass: [...distinct].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0),
    toRanges: () =>
      join(terms.map((term) => toOriginal(term, normalized))).map(({ start, end }) => {
        return { start: sentence.start + start, end: sentence.start + end }
      }),
  }
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
