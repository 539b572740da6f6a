import { closest, distance } from 'fastest-levenshtein'

/** Finds the known word that a wrong one was probably meant to be: at most half of it may differ. */
export function toSuggestion(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const nearest = closest(word, known)
  return distance(word, nearest) <= Math.max(word.length, nearest.length) / 2 ? nearest : undefined
}
