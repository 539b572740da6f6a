/** A term of a folded text, with its place there. */
export interface Term {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Han characters; figures with what joins them, 6+5+4 and 6.8; words of other scripts. */
const RUN = /\p{Script=Han}+|\p{N}+(?:[+./-]\p{N}+)+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu
const HAN = /^\p{Script=Han}/u

/**
 * Cuts a folded text into terms: each Han character and each pair of neighbouring ones,
 * whole figures, and whole words of any other script. Pairs need no dictionary and never break a name;
 * single characters let a paraphrase that shares no pair still be found.
 */
export function toTerms(folded: string): Term[] {
  return [...folded.matchAll(RUN)].flatMap(({ 0: run, index }) =>
    HAN.test(run) ? toHanTerms(run, index) : [{ text: run, start: index, end: index + run.length }],
  )
}

/** Tells a single character or digit from the pairs and words, which say far more. */
export function isSingle(term: string): boolean {
  return [...term].length === 1
}

function toHanTerms(run: string, start: number): Term[] {
  let offset = start
  let before = ''
  return [...run].flatMap((character) => {
    const end = offset + character.length
    const single = { text: character, start: offset, end }
    const pair = { text: before + character, start: offset - before.length, end }
    const terms = before === '' ? [single] : [pair, single]
    offset = end
    before = character
    return terms
  })
}
