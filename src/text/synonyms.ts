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

interface Replacements {
  readonly byWord: ReadonlyMap<string, Replacement>
  /** The lengths of the words that start with a UTF-16 unit, the longest first: few, however many words there are. */
  readonly lengths: ReadonlyMap<string, readonly number[]>
}

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
  const foldAll = (words: readonly string[]) => words.map((word) => fold(word).text)
  const ownTerms = foldAll(terms)
  const ownGroups = synonyms.map(foldAll)
  const canons = new Map(ownTerms.map((term) => [term, term]))
  for (const group of [...ownGroups, ...general.map(foldAll)]) {
    const [first = ''] = group
    // An earlier group may have replaced the first word: its canon then holds for this whole group.
    const canon = canons.get(first) ?? first
    for (const word of group) if (!canons.has(word)) canons.set(word, canon)
  }
  const own = new Set([ownTerms, ...ownGroups].flat())
  const replacements = toReplacements([...canons].map(([word, canon]) => ({ word, canon, isOwn: own.has(word) })))
  return canons.size === 0 ? (folded) => folded : (folded) => replace(folded, replacements)
}

function toReplacements(all: readonly Replacement[]): Replacements {
  const lengths = new Map<string, Set<number>>()
  for (const { word } of all) {
    const start = word.slice(0, 1)
    lengths.set(start, (lengths.get(start) ?? new Set()).add(word.length))
  }
  return {
    byWord: new Map(all.map((replacement) => [replacement.word, replacement])),
    lengths: new Map([...lengths].map(([start, some]) => [start, [...some].toSorted((a, b) => b - a)])),
  }
}

function replace({ text, origins }: Folded, replacements: Replacements): Folded {
  const isBoundary = createIsBoundary(text)
  let replaced = ''
  const places: number[] = []
  for (let start = 0; start < text.length;) {
    const character = text.charAt(start)
    const found = findReplacement(text, start, isBoundary, replacements)
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
  { byWord, lengths }: Replacements,
): Replacement | undefined {
  for (const length of lengths.get(text.charAt(start)) ?? []) {
    const found = byWord.get(text.slice(start, start + length))
    if (!found || !isWhole(text, start, found.word)) continue
    if (found.isOwn || (isBoundary(start) && isBoundary(start + found.word.length))) return found
  }
  return undefined
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
