import { shorten } from '../../text/wording.ts'
import type { Quotable } from '../catalog.ts'
import type { Corpus } from '../corpus.ts'
import { findSentence } from './excerpt.ts'

/** One sentence of a passage or of a reporter's question, word for word, with where it stands. */
export interface NearestLine {
  readonly from: Quotable
  readonly sentence: string
  /** Whether words of its sentence are left out before and behind it. */
  readonly isCutBefore: boolean
  readonly isCutBehind: boolean
}

/** Three lines on a phone, in Han characters. */
const WIDEST = 60

const SENTENCE_END = /[。！？!?.；;…\n][”’」』）)\s]*$/u

/** Takes the sentence that is nearest to a query, or the clauses of it that fit 60 Han characters. */
export function toNearestLine({ index, fold }: Corpus, query: string, from: Quotable): NearestLine {
  const passage = 'passage' in from ? from.passage : { ...from.question, voice: { kind: 'narration' as const } }
  const { text } = passage
  const asked = shorten(query)
  const { start, end } = findSentence(index, asked, fold(asked).text, passage, WIDEST)
  const words = text.slice(start, end)
  return {
    from,
    sentence: dropLoneQuotes(words),
    isCutBefore: start > 0 && !SENTENCE_END.test(text.slice(0, start)),
    isCutBehind: end < text.length && !SENTENCE_END.test(words),
  }
}

const QUOTES = ['“”', '「」'] as const

/** Drops a quotation mark at either end whose fellow stands in another sentence. */
function dropLoneQuotes(words: string): string {
  return QUOTES.reduce((left, [open = '', close = '']) => {
    const surplus = left.split(open).length - left.split(close).length
    if (surplus > 0 && left.startsWith(open)) return left.slice(open.length)
    return surplus < 0 && left.endsWith(close) ? left.slice(0, -close.length) : left
  }, words)
}
