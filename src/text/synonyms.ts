import { type Fold, type Folded, withOrigins } from './fold.ts'
import { createIsWordBoundary } from './terms.ts'

/** The words that queries and articles share in meaning, but not in letters. */
export interface Vocabulary {
  /** Groups of words for one thing, the articles' own word first. */
  readonly synonyms: readonly (readonly string[])[]
  /** Names and fixed terms that are never cut, nor replaced in part. */
  readonly terms: readonly string[]
}

/** Replaces the synonyms in a folded text by the word that the articles use; leaves the given names as they are. */
export type SynonymReplacer = (folded: Folded, names?: NameIndex) => Folded

/** Folded names by their first UTF-16 unit, the longest first. */
export type NameIndex = ReadonlyMap<string, readonly string[]>

/** The replacements that begin alike, as a trie of UTF-16 units: a text is walked once, however many there are. */
interface Replacements {
  /** The one whose word ends here. */
  found?: Replacement
  readonly next: Map<number, Replacements>
}

interface Replacement {
  readonly word: string
  /** What replaces it. */
  readonly canon: string
  /** Replaced wherever its characters stand, not only between word boundaries. */
  readonly isOwn: boolean
}

const LETTER_OR_DIGIT = /[\p{Script=Latin}\p{N}]/u
const NO_NAMES: NameIndex = new Map()
const NONE: readonly Replacement[] = []

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
  const replacements = toTrie(Array.from(canons, ([word, canon]) => ({ word, canon, isOwn: own.has(word) })))
  return (folded, names = NO_NAMES) => replace(folded, replacements, names)
}

/** Makes the index of names that are never replaced in part. */
export function toNameIndex(names: Iterable<string>): NameIndex {
  const byStart = new Map<string, string[]>()
  for (const name of [...new Set(names)].toSorted((a, b) => b.length - a.length)) {
    const own = byStart.get(name.charAt(0))
    if (own) own.push(name)
    else byStart.set(name.charAt(0), [name])
  }
  return byStart
}

function toTrie(all: Iterable<Replacement>): Replacements {
  const root: Replacements = { next: new Map() }
  for (const replacement of all) {
    let node = root
    for (let place = 0; place < replacement.word.length; place++) {
      const unit = replacement.word.charCodeAt(place)
      const known = node.next.get(unit)
      const next: Replacements = known ?? { next: new Map() }
      if (!known) node.next.set(unit, next)
      node = next
    }
    node.found = replacement
  }
  return root
}

/** A replacement at a place of the text. */
interface Found extends Replacement {
  readonly start: number
}

function replace(folded: Folded, replacements: Replacements, names: NameIndex): Folded {
  const { text } = folded
  const isBoundary = createIsBoundary(text)
  const all: Found[] = []
  for (let start = 0; start < text.length;) {
    const found = findReplacement(text, start, isBoundary, replacements, names)
    if (found) all.push({ ...found, start })
    start += found?.word.length ?? 1
  }
  const changed = all.filter(({ word, canon }) => word !== canon)
  return changed.length === 0 ? folded : splice(folded, changed)
}

function splice(folded: Folded, changed: readonly Found[]): Folded {
  let [text, end] = ['', 0]
  for (const { start, word, canon } of changed) {
    text += folded.text.slice(end, start) + canon
    end = start + word.length
  }
  return withOrigins(text + folded.text.slice(end), () => spliceOrigins(folded.origins, changed))
}

function spliceOrigins(origins: readonly number[], changed: readonly Found[]): number[] {
  const places: number[] = []
  let end = 0
  for (const { start, word, canon } of changed) {
    places.push(...origins.slice(end, start))
    for (let unit = 0; unit < canon.length; unit++) places.push(origins[start] ?? 0)
    end = start + word.length
  }
  return [...places, ...origins.slice(end)]
}

function findReplacement(
  text: string,
  start: number,
  isBoundary: (place: number) => boolean,
  replacements: Replacements,
  names: NameIndex,
): Replacement | undefined {
  const name = findName(text, start, names)
  for (const found of listWords(text, start, replacements)) {
    const { word, canon, isOwn } = found
    if (name !== undefined && name.length >= word.length) break
    if (!isWhole(text, start, word)) continue
    // A word that stays as it is need not stand between boundaries where nothing else begins within it.
    const isKept = word === canon && isAlone(text, start, word, replacements, names)
    if (isOwn || isKept || (isBoundary(start) && isBoundary(start + word.length))) return found
  }
  return name === undefined ? undefined : { word: name, canon: name, isOwn: true }
}

function findName(text: string, start: number, names: NameIndex): string | undefined {
  if (names.size === 0) return undefined
  return names.get(text.charAt(start))?.find((one) => text.startsWith(one, start) && isWhole(text, start, one))
}

/** Lists the words that stand at a place of a text, the longest first. */
function listWords(text: string, start: number, all: Replacements): readonly Replacement[] {
  let words: Replacement[] | undefined
  let node = all.next.get(text.charCodeAt(start))
  for (let place = start + 1; node; place++) {
    if (node.found) (words ??= []).unshift(node.found)
    node = node.next.get(text.charCodeAt(place))
  }
  return words ?? NONE
}

/** Tells whether a word is the only one that begins where it stands. */
function isAlone(
  text: string,
  start: number,
  { length }: string,
  replacements: Replacements,
  names: NameIndex,
): boolean {
  if (listWords(text, start, replacements).at(-1)?.word.length !== length) return false
  for (let place = start + 1; place < start + length; place++) {
    if (listWords(text, place, replacements).length > 0 || findName(text, place, names) !== undefined) return false
  }
  return true
}

/** No word goes on behind these marks of a folded text, so that it is segmented clause by clause. */
const CLAUSE_ENDS = /[。、,;:!?\n]/u

/** Creates a test for word boundaries, which segments a clause only when it is first asked for. */
function createIsBoundary(text: string): (place: number) => boolean {
  const clauses = new Map<number, (place: number) => boolean>()
  return (place) => {
    const start = findClauseStart(text, place)
    const known = clauses.get(start)
    if (known) return known(place - start)
    const length = text.slice(start).search(CLAUSE_ENDS)
    const test = createIsWordBoundary(length < 0 ? text.slice(start) : text.slice(start, start + length))
    clauses.set(start, test)
    return test(place - start)
  }
}

function findClauseStart(text: string, place: number): number {
  let start = place
  while (start > 0 && !CLAUSE_ENDS.test(text.charAt(start - 1))) start--
  return start
}

/** A Latin word must not be part of a longer one; Han words have no edges. */
function isWhole(text: string, start: number, word: string): boolean {
  return !goesOn(word.charAt(0), text.charAt(start - 1)) && !goesOn(word.slice(-1), text.charAt(start + word.length))
}

function goesOn(inside: string, outside: string): boolean {
  return LETTER_OR_DIGIT.test(inside) && LETTER_OR_DIGIT.test(outside)
}
