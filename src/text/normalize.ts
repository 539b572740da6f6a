import { blankAskingWords } from './asking-words.ts'
import type { Fold, Folded } from './fold.ts'
import { listEverydayWords } from './everyday-words.ts'
import { listRegionalWords } from './regional-words.ts'
import { type Vocabulary, createSynonymReplacer } from './synonyms.ts'
import { type WordCutter, createWordCutter } from './terms.ts'

/** Brings texts and queries into the one form in which they are matched. */
export interface Normalizer {
  /** Folds a text, and replaces synonyms by the articles' word. */
  readonly normalize: (text: string) => Folded
  /** Normalizes a query, with its asking words blanked. */
  readonly normalizeQuery: (query: string) => string
  /** Cuts a normalized text into words. */
  readonly toWords: WordCutter
}

/**
 * Creates the normalizer of articles, asks and queries.
 *
 * @param names of speakers, which are never cut
 */
export function createNormalizer({ synonyms, terms }: Vocabulary, names: readonly string[], fold: Fold): Normalizer {
  const uncut = [...names, ...terms]
  const general = [...listEverydayWords(), ...listRegionalWords()]
  const replaceSynonyms = createSynonymReplacer({ synonyms, terms: uncut }, fold, general)
  const normalize = (text: string) => replaceSynonyms(fold(text))
  return {
    normalize,
    normalizeQuery(query) {
      const folded = fold(query)
      return replaceSynonyms({ ...folded, text: blankAskingWords(folded.text) }).text
    },
    toWords: createWordCutter(uncut.map((term) => normalize(term).text)),
  }
}
