import { isHan, toRuns, toStem } from './terms.ts'

const ALL_HAN = /^\p{Script=Han}+$/u

/** Cuts a folded text into words of two characters or more. */
export type CutWords = (folded: string) => string[]

/**
 * Creates the cutting into words: ICU's dictionary (`Intl.Segmenter`), but for the names and terms that it does not know.
 *
 * @param terms folded
 */
export function createWordCutter(terms: readonly string[]): CutWords {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  const known = terms.filter((term) => ALL_HAN.test(term)).toSorted((a, b) => b.length - a.length)
  const whole = known.length > 0 ? new RegExp(`(${known.join('|')})`, 'u') : undefined
  const cutHan = (run: string) =>
    (whole?.test(run) ? run.split(whole) : [run]).flatMap((part) =>
      whole?.test(part)
        ? [part]
        : [...segmenter.segment(part)].map(({ segment }) => segment).filter((word) => word.length > 1),
    )
  return (folded) => toRuns(folded).flatMap(({ text }) => (isHan(text) ? cutHan(text) : [toStem(text)]))
}
