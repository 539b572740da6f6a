import { stemmer } from 'stemmer'

/** A piece of a text with its place there, in UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Cuts a folded text into words of two characters or more. */
export type WordCutter = (folded: string) => string[]

/** A run of Han characters, a figure with its joints (6+5+4, 6.8), or a word of another script. */
const RUN = /\p{Script=Han}+|\p{N}+(?:[+./-]\p{N}+)+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu
const HAN_RUN = /\p{Script=Han}+/gu
const ALL_HAN = /^\p{Script=Han}+$/u
const HAN_START = /^\p{Script=Han}/u
const LONE_UNITS = /^[^\uD800-\uDFFF]*$/
const HAN = /\p{Script=Han}/gu
const LATIN_WORD = /^[a-z]{3,}$/u
const WORD_SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * Cuts a folded text into terms: Han unigrams and bigrams, whole figures, and stemmed words of any other script.
 * Bigrams need no dictionary and never break a name. Unigrams match a paraphrase that shares no bigram.
 */
export function toTerms(folded: string): Span[] {
  return toRuns(folded).flatMap((run) => (isHan(run.text) ? toHanTerms(run) : [{ ...run, text: toStem(run.text) }]))
}

/** Lists the terms of a folded text without the Han unigrams. */
export function toPairs(folded: string): string[] {
  const pairs: string[] = []
  // Written for speed: every text that is indexed passes here.
  for (const [run] of folded.matchAll(RUN)) {
    if (isHan(run)) addHanPairs(pairs, run)
    else pairs.push(toStem(run))
  }
  return pairs
}

/** Cuts a folded text into runs of Han characters, figures and words. */
export function toRuns(folded: string): Span[] {
  return findSpans(folded, RUN)
}

/** Lists the runs of Han characters of a text. */
export function toHanRuns(text: string): Span[] {
  return findSpans(text, HAN_RUN)
}

/** Lists the Han characters of a text, repetitions included. */
export function toHanCharacters(text: string): string[] {
  return text.match(HAN) ?? []
}

/** Cuts a text by ICU's dictionary, marks and blanks included. */
export function segmentWords(text: string): Intl.SegmentData[] {
  return [...WORD_SEGMENTER.segment(text)]
}

/** Creates a test for the boundaries of words by the same dictionary; a few tests cost less than all segments. */
export function createIsWordBoundary(text: string): (place: number) => boolean {
  const segments = WORD_SEGMENTER.segment(text)
  return (place) => place === text.length || segments.containing(place)?.index === place
}

/**
 * Creates a word cutter that uses ICU's dictionary, and never cuts the given terms, which the dictionary lacks.
 *
 * @param terms folded
 */
export function createWordCutter(terms: readonly string[]): WordCutter {
  const known = terms.filter((term) => ALL_HAN.test(term)).toSorted((a, b) => b.length - a.length)
  let pattern: RegExp | undefined
  const cutPart = (part: string) => (pattern?.test(part) ? [part] : listLongWords(part))
  const cutHan = (run: string) => {
    // Made when first needed: a folder may list thousands of names.
    if (known.length > 0) pattern ??= new RegExp(`(${known.join('|')})`, 'u')
    return (pattern ? run.split(pattern) : [run]).flatMap(cutPart)
  }
  return (folded) => toRuns(folded).flatMap(({ text }) => (isHan(text) ? cutHan(text) : [toStem(text)]))
}

/** Tells a run that starts with a Han character from a figure or a word of another script. */
export function isHan(run: string): boolean {
  return HAN_START.test(run)
}

/** Tells a single character or digit from pairs and words, which are more specific. */
export function isSingle(term: string): boolean {
  return [...term].length === 1
}

/** Maps a word to its term: an English word to its stem (Porter), others to themselves. */
export function toStem(word: string): string {
  return LATIN_WORD.test(word) ? stemmer(word) : word
}

/** Creates a test for terms in a normalized text: Han terms match anywhere, words of other scripts only whole. */
export function createHasTerm(normalized: string): (term: string) => boolean {
  let words: ReadonlySet<string> | undefined
  return (term) => {
    if (isHan(term)) return normalized.includes(term)
    words ??= new Set(toRuns(normalized).flatMap(({ text }) => (isHan(text) ? [] : [toStem(text)])))
    return words.has(term)
  }
}

/** Finds the matches of a global pattern in a text. */
export function findSpans(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    text: found,
    start: index,
    end: index + found.length,
  }))
}

function toHanTerms({ text: run, start }: Span): Span[] {
  const terms: Span[] = []
  let offset = start
  let before = ''
  for (const character of run) {
    const end = offset + character.length
    if (before !== '') terms.push({ text: before + character, start: offset - before.length, end })
    terms.push({ text: character, start: offset, end })
    offset = end
    before = character
  }
  return terms
}

function addHanPairs(pairs: string[], run: string): void {
  const characters = LONE_UNITS.test(run) ? run : [...run]
  for (let place = 1; place < characters.length; place++)
    pairs.push(`${characters[place - 1] ?? ''}${characters[place] ?? ''}`)
}

function listLongWords(run: string): string[] {
  return segmentWords(run).flatMap(({ segment }) => (segment.length > 1 ? [segment] : []))
}
