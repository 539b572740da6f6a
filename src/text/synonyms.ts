import type { Vocabulary } from '../knowledge/companions/vocabulary.ts'
import type { Fold, Folded } from './fold.ts'

/** Replaces the words of a folded text by those that the articles use for the same. */
export type Canonize = (folded: Folded) => Folded

/** Words that begin alike, the longest first, each with what stands for it. */
type Replacements = ReadonlyMap<string, readonly Replacement[]>

interface Replacement {
  readonly word: string
  readonly canon: string
  /** Whether it stands wherever its characters do, and not only between words. */
  readonly isOwn: boolean
}

const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })
const WORD = /[\p{Script=Latin}\p{N}]/u

/**
 * Creates the replacement of synonyms, longest first; a term that must not be cut is left whole.
 * A replaced stretch comes from the whole of what stood there, so that places in it still lead to the original.
 *
 * @param general groups of no folder in particular: their words are replaced only where words meet, so that 年轻[人]才 is not read as 年轻人
 */
export function createSynonymReplacer(
  { synonyms, terms }: Vocabulary,
  fold: Fold,
  general: readonly (readonly string[])[] = [],
): Canonize {
  const canons = new Map<string, string>()
  for (const term of terms) canons.set(fold(term).text, fold(term).text)
  const own = new Set(terms.map((term) => fold(term).text))
  for (const group of [...synonyms, ...general]) {
    const [canon = '', ...others] = group.map((word) => fold(word).text)
    // What stands for the first of a group, in an earlier one, stands for all of it.
    const last = canons.get(canon) ?? canon
    for (const word of [canon, ...others]) if (!canons.has(word)) canons.set(word, last)
  }
  for (const word of synonyms.flat()) own.add(fold(word).text)
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
  const isBorder = createIsBorder(text)
  let replaced = ''
  const places: number[] = []
  for (let start = 0; start < text.length;) {
    const character = text.charAt(start)
    const found = findReplacement(text, start, isBorder, replacements.get(character))
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
  isBorder: (place: number) => boolean,
  candidates: readonly Replacement[] = [],
): Replacement | undefined {
  return candidates.find(
    ({ word, isOwn }) =>
      text.startsWith(word, start) &&
      isWhole(text, start, word) &&
      (isOwn || (isBorder(start) && isBorder(start + word.length))),
  )
}

/** Creates the telling of where words meet. */
function createIsBorder(text: string): (place: number) => boolean {
  let borders: ReadonlySet<number> | undefined
  return (place) => {
    borders ??= new Set([text.length, ...[...WORDS.segment(text)].map(({ index }) => index)])
    return borders.has(place)
  }
}

/** A word of letters must not be part of a longer one; Han words have no edges. */
function isWhole(text: string, start: number, word: string): boolean {
  return !goesOn(word.charAt(0), text.charAt(start - 1)) && !goesOn(word.slice(-1), text.charAt(start + word.length))
}

function goesOn(inside: string, outside: string): boolean {
  return WORD.test(inside) && WORD.test(outside)
}
