import type { Fold, Folded } from './fold.ts'
import { segmentWords } from './terms.ts'

/** The words that queries and articles share in meaning, but not in letters. */
export interface Vocabulary {
  /** Groups of words for one thing, the articles' own word first. */
  readonly synonyms: readonly (readonly string[])[]
  /** Names and fixed terms that are never cut, nor replaced in part. */
  readonly terms: readonly string[]
}

/** Replaces the synonyms in a folded text by the word that the articles use. */
export type SynonymReplacer = (folded: Folded) => Folded

/** By their first UTF-16 unit, the longest first. */
type Replacements = ReadonlyMap<string, readonly Replacement[]>

interface Replacement {
  readonly word: string
  /** What replaces it. */
  readonly canon: string
  /** Replaced wherever its characters stand, not only between word boundaries. */
  readonly isOwn: boolean
}

const LETTER_OR_DIGIT = /[\p{Script=Latin}\p{N}]/u

/**
 * Creates a synonym replacer that takes the longest match first, and never replaces a part of a term.
 * All units of a replacement have the origin of the word that it replaces.
 *
 * @param general groups of any folder: replaced only between word boundaries, so that 年轻[人]才 does not match 年轻人
 */
export function createSynonymReplacer(
  { synonyms, terms }: Vocabulary,
  fold: Fold,
  general: readonly (readonly string[])[] = [],
): SynonymReplacer {
  const canons = new Map<string, string>()
  for (const term of terms) canons.set(fold(term).text, fold(term).text)
  for (const group of [...synonyms, ...general]) {
    const [first = '', ...others] = group.map((word) => fold(word).text)
    // An earlier group may have replaced the first word: its canon then holds for this whole group.
    const canon = canons.get(first) ?? first
    for (const word of [first, ...others]) if (!canons.has(word)) canons.set(word, canon)
  }
  const own = new Set([...terms, ...synonyms.flat()].map((word) => fold(word).text))
  const replacements = toReplacements([...canons].map(([word, canon]) => ({ word, canon, isOwn: own.has(word) })))
  return replacements.size === 0 ? (folded) => folded : (folded) => replace(folded, replacements)
}

function toReplacements(all: readonly Replacement[]): Replacements {
  const byStart = new Map<string, Replacement[]>()
  for (const replacement of all.toSorted((a, b) => b.word.length - a.word.length)) {
    const start = replacement.word.slice(0, 1)
    byStart.set(start, [...(byStart.get(start) ?? []), replacement])
  }
  return byStart
}

function replace({ text, origins }: Folded, replacements: Replacements): Folded {
  const isBoundary = createIsBoundary(text)
  let replaced = ''
  const places: number[] = []
  for (let start = 0; start < text.length;) {
    const character = text.charAt(start)
    const found = findReplacement(text, start, isBoundary, replacements.get(character))
    const [word, by] = found ? [found.word, found.canon] : [character, character]
    replaced += by
    for (let unit = 0; unit < by.length; unit++) places.push(origins[by === word ? start + unit : start] ?? 0)
    start += word.length
  }
  return { text: replaced, origins: [...places, ...origins.slice(text.length)] }
}

function findReplacement(
  text: string,
  start: number,
  isBoundary: (place: number) => boolean,
  candidates: readonly Replacement[] = [],
): Replacement | undefined {
  return candidates.find(
    ({ word, isOwn }) =>
      text.startsWith(word, start) &&
      isWhole(text, start, word) &&
      (isOwn || (isBoundary(start) && isBoundary(start + word.length))),
  )
}

/** Creates a test for word boundaries, which segments the text only when it is first called. */
function createIsBoundary(text: string): (place: number) => boolean {
  let boundaries: ReadonlySet<number> | undefined
  return (place) => {
    boundaries ??= new Set([text.length, ...segmentWords(text).map(({ index }) => index)])
    return boundaries.has(place)
  }
}

/** A Latin word must not be part of a longer one; Han words have no edges. */
function isWhole(text: string, start: number, word: string): boolean {
  return !goesOn(word.charAt(0), text.charAt(start - 1)) && !goesOn(word.slice(-1), text.charAt(start + word.length))
}

function goesOn(inside: string, outside: string): boolean {
  return LETTER_OR_DIGIT.test(inside) && LETTER_OR_DIGIT.test(outside)
}
