import { stemmer } from 'stemmer'

/** A term of a folded text, with its place there. */
export interface Term {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Han characters; figures with what joins them, 6+5+4 and 6.8; words of other scripts. */
const RUN = /\p{Script=Han}+|\p{N}+(?:[+./-]\p{N}+)+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu
const HAN = /^\p{Script=Han}/u
const LATIN_WORD = /^[a-z]{3,}$/u

/**
 * Cuts a folded text into terms: each Han character and each pair of neighbouring ones,
 * whole figures, and whole words of any other script. Pairs need no dictionary and never break a name;
 * single characters let a paraphrase that shares no pair still be found.
 */
export function toTerms(folded: string): Term[] {
  return toRuns(folded).flatMap((run) => (HAN.test(run.text) ? toHanTerms(run) : [toWord(run)]))
}

/** Cuts a folded text into runs of Han characters, figures and words. */
export function toRuns(folded: string): Term[] {
  return [...folded.matchAll(RUN)].map(({ 0: text, index }) => ({ text, start: index, end: index + text.length }))
}

/** Tells a run of Han characters from a figure or a word of another script. */
export function isHan(run: string): boolean {
  return HAN.test(run)
}

/** Tells a single character or digit from the pairs and words, which say far more. */
export function isSingle(term: string): boolean {
  return [...term].length === 1
}

/** The term that a word of another script is matched by: an English word's stem (Porter). */
export function toStem(word: string): string {
  return LATIN_WORD.test(word) ? stemmer(word) : word
}

function toWord({ text, start, end }: Term): Term {
  return { text: toStem(text), start, end }
}

function toHanTerms({ text: run, start }: Term): Term[] {
  const terms: Term[] = []
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

/** Creates the telling of whether a text that was read holds a term: Han characters wherever they stand, words of other scripts whole. */
export function createHolds(read: string): (term: string) => boolean {
  let words: ReadonlySet<string> | undefined
  return (term) => {
    if (isHan(term)) return read.includes(term)
    words ??= new Set(toRuns(read).flatMap(({ text }) => (isHan(text) ? [] : [toStem(text)])))
    return words.has(term)
  }
}
