import { fits } from '../../../src/answer/browse/pages.ts'

/** Finds the most UTF-16 units of words that several passages on one page may have. */
function findMost(most: number): number {
  return fits(['字'.repeat(most - 1), '字']) ? most : findMost(most - 1)
}

export const WORDS = findMost(4096)
