import { loadDictionary } from '../../text/dictionary/dictionary.ts'
import { createIsWordBoundary, toStem } from '../../text/terms.ts'

/** What a page, a dictionary and ICU know of words and phrases. */
export interface PageWords {
  /** How often a run of up to four characters stands on the page. */
  readonly count: (run: string) => number
  /** The characters of the page. */
  readonly total: number
  /** Whether a run of words stands on the page. */
  readonly hasRun: (run: string) => boolean
  readonly isWord: (word: string) => boolean
  /** Whether a word of the Latin script stands on the page or in the dictionary's glosses. */
  readonly isLatinWord: (word: string) => boolean
}

/** Units that are counted; what is longer is counted at its beginning. */
const MOST_COUNTED = 200_000
const LONGEST_RUN = 4

/** Counts the words and phrases of a page. @param texts folded */
export function countPageWords(texts: readonly string[]): PageWords {
  const all = texts.join('\n').slice(0, MOST_COUNTED)
  const counts = new Map<string, number>()
  for (let start = 0; start < all.length; start++)
    for (let length = 1; length <= LONGEST_RUN; length++) {
      const run = all.slice(start, start + length)
      counts.set(run, (counts.get(run) ?? 0) + 1)
    }
  const latin = countLatinWords(texts)
  const dictionary = loadDictionary()
  return {
    count: (run) => counts.get(run) ?? 0,
    total: all.length,
    hasRun: memoize((run) => (run.length > LONGEST_RUN ? all.includes(run) : counts.has(run))),
    isWord: memoize((word) => (dictionary?.listGlosses(word).length ?? 0) > 0),
    isLatinWord: memoize(
      (word) => (latin.get(word) ?? 0) > 0 || (dictionary?.translate([toStem(word)])[0]?.size ?? 0) > 0,
    ),
  }
}

/** Tells whether a word of ICU's dictionary lies across a place of a text. */
export function isWithinWord(text: string, place: number): boolean {
  return !createIsWordBoundary(text)(place)
}

/** Words at the edge of a block may be cut, so they count for nothing. */
function countLatinWords(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const { 0: word, index } of text.slice(0, MOST_COUNTED).matchAll(/[a-z]+/gu))
      if (index > 0 && index + word.length < text.length) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function memoize<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}
