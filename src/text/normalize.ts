import type { Vocabulary } from '../knowledge/companions/vocabulary.ts'
import { blankAskingWords } from './asking-words.ts'
import type { Fold, Folded } from './fold.ts'
import { listEverydayWords } from './everyday-words.ts'
import { listRegionalWords } from './regional-words.ts'
import { createSynonymReplacer } from './synonyms.ts'
import { isSingle, toTerms } from './terms.ts'
import { type CutWords, createWordCutter } from './words.ts'

/** Reads texts and queries in the one form in which they are matched. */
export interface Normalizer {
  /** Folds a text, and replaces synonyms by the articles' word. */
  readonly read: (text: string) => Folded
  /** Reads a query, its asking words blanked. */
  readonly readQuery: (query: string) => string
  /** Lists the pairs of neighbouring Han characters, the figures and the words of other scripts, of a text that was read. */
  readonly toPairs: (read: string) => string[]
  readonly toWords: CutWords
}

/**
 * Creates the reader of articles, asks and queries.
 *
 * @param names of speakers, which are never cut
 */
export function createNormalizer({ synonyms, terms }: Vocabulary, names: readonly string[], fold: Fold): Normalizer {
  const uncut = [...names, ...terms]
  const canonize = createSynonymReplacer({ synonyms, terms: uncut }, fold, [
    ...listEverydayWords(),
    ...listRegionalWords(),
  ])
  const read = (text: string) => canonize(fold(text))
  return {
    read,
    readQuery: (query) => {
      const folded = fold(query)
      return canonize({ ...folded, text: blankAskingWords(folded.text) }).text
    },
    toPairs,
    toWords: createWordCutter(uncut.map((term) => read(term).text)),
  }
}

/** A single Han character that stands alone is kept: it is all that there is. */
function toPairs(read: string): string[] {
  return toTerms(read).flatMap(({ text }) => (isSingle(text) && /\p{Script=Han}/u.test(text) ? [] : [text]))
}
