import type { Range } from '../../search/highlight.ts'
import type { Folded } from '../../text/fold.ts'
import type { Quote } from '../answer.ts'

/** A passage on the subject of a query that does not answer it. */
export interface Closest {
  readonly quote: Quote
  /** The words of the query that it does not hold, as they are written there. */
  readonly lacks: readonly string[]
}

/** A particle between two words that belong together: 人均[可]支配. */
const JOINED_GAP = /^\p{Script=Han}?$/u
const LATIN = /[\p{Script=Latin}\p{N}]/u

/**
 * Lists words of a query as they are written there, neighbours as one; those that do not stand there in their normalized
 * form are left out.
 *
 * @param folded the query
 * @param missing words of its normalized form
 */
export function listLacks(query: string, folded: Folded, missing: readonly string[]): string[] {
  const joined: Range[] = []
  const found = missing.flatMap((word) => findWord(folded.text, word))
  for (const range of found.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last && isJoined(folded.text.slice(last.start, last.end), folded.text.slice(last.end, range.start)))
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
    else joined.push(range)
  }
  return joined.map((range) => toWritten(query, folded, range))
}

function isJoined(before: string, between: string): boolean {
  return !LATIN.test(before) && JOINED_GAP.test(between)
}

/** Finds a word; one of Latin letters or digits only whole: `age` is no part of `page`. */
function findWord(text: string, word: string): Range[] {
  const isWhole = (start: number) =>
    !(LATIN.test(word.charAt(0)) && LATIN.test(text.charAt(start - 1))) &&
    !(LATIN.test(word.slice(-1)) && LATIN.test(text.charAt(start + word.length)))
  let start = text.indexOf(word)
  while (start >= 0 && !isWhole(start)) start = text.indexOf(word, start + 1)
  return start < 0 ? [] : [{ start, end: start + word.length }]
}

function toWritten(query: string, { origins }: Folded, { start, end }: Range): string {
  const [first = 0, last = 0] = [origins[start], origins[end - 1]]
  const next = origins.slice(end).find((origin) => origin > last) ?? query.length
  return query.slice(first, next).trim()
}
