import type { Fold } from './fold.ts'

/** Creates what makes the same of a query's ways of writing: those that differ only in case, width, script, blanks and punctuation. */
export function createToWording(fold: Fold): (query: string) => string {
  return (query) => {
    const { text } = fold(query)
    // Of marks and pictures alone nothing would be left, and all of them be one.
    return text.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '') || text
  }
}
