import type { PageText } from './page-text.ts'

/** The same words have to open so many paragraphs, or any words before the same mark so many. */
const MIN_SAME_WORDS = 2
const MIN_SAME_MARK = 3
const LONGEST_HAN = 14
const MOST_LATIN_WORDS = 5
/** UTF-16 units, with what stands in brackets. */
const LONGEST_OPENING = 100
/** A few words, what may stand in brackets behind them, and a colon, a dash, a tab, blanks, a bracket or a full stop. */
const OPENING =
  /^\s*([\p{Script=Han}\p{L}\p{N}·（）().'’ -]{1,30}?)(?:（[^（）\n]{1,40}）|\([^()\n]{1,60}\))?(：|:|——|—|–|\t|\u3000+| {2,}|】|\. )/u
/** 她算了一笔账：, 原因在于：. */
const IS_SENTENCE = /[了的是着过在把有这那]/u

/**
 * Finds the paragraphs that open with a few words before a mark, as others of the page do, where no rule has read a label:
 * they may be turns, of whomever.
 *
 * @returns the places of their blocks, in order
 */
export function findUnreadOpenings(texts: readonly PageText[]): number[] {
  const openings = texts.flatMap((text) => {
    const opening = text.isLabelled ? undefined : readOpening(text.one.plain)
    return opening ? [{ ...opening, index: text.index }] : []
  })
  const words = countBy(openings.map((opening) => opening.words + opening.mark))
  const marks = countBy(openings.map(({ mark }) => mark))
  return openings.flatMap((opening) => {
    const isSame = (words.get(opening.words + opening.mark) ?? 0) >= MIN_SAME_WORDS
    return isSame || (marks.get(opening.mark) ?? 0) >= MIN_SAME_MARK ? [opening.index] : []
  })
}

function readOpening(plain: string): { words: string; mark: string } | undefined {
  const [, words = '', mark = ''] = OPENING.exec(plain.slice(0, LONGEST_OPENING)) ?? []
  const isHan = /\p{Script=Han}/u.test(words)
  const isShort = isHan
    ? words.length <= LONGEST_HAN && !IS_SENTENCE.test(words)
    : /^\p{Lu}/u.test(words) && words.split(' ').length <= MOST_LATIN_WORDS
  return isShort ? { words, mark: mark.trim() } : undefined
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
