import { type Span, findSpans } from './terms.ts'

/** A clause with its place in the text, without the comma behind it; `next` is where the next one may start. */
export interface Clause {
  readonly start: number
  readonly end: number
  readonly next: number
  /** The number of its sentence. */
  readonly sentence: number
}

const SENTENCE = /[^。！？!?；;\n]+[。！？!?；;]*[”’」』）)]*/gu
/** A full stop ends a sentence before a blank and a capital, unless it ends an abbreviation or an initial. */
const FULL_STOP =
  /(?<=[a-z0-9%)’”"]{2}[.][”’")]?)(?<!\b(?:Mrs|Prof|Gov|Gen|Sen|Rep|Inc|Ltd|Corp|Co|No|St|vs|etc|approx)[.])\s+(?=["“‘(]?\p{Lu})/u
/** A comma between digits belongs to a figure; of a list only the end ends a clause. */
const CLAUSE = /(?:[^，,]|(?<=\d),(?=\d{3}))+[，,]*\s*/gu

/** Lists the sentences of a text, each with its end. */
export function listEndedSentences(text: string): Span[] {
  return findSpans(text, SENTENCE).flatMap(splitAtStops)
}

/** Lists the clauses of a text's sentences. */
export function listClauses(text: string): Clause[] {
  return listEndedSentences(text).flatMap(({ text: words, start }, sentence) =>
    findSpans(words, CLAUSE).flatMap((clause) => {
      const bare = clause.text.replace(/[，,]*\s*$/u, '')
      const blank = bare.length - bare.trimStart().length
      if (bare.trim() === '') return []
      const from = start + clause.start
      return [{ start: from + blank, end: from + bare.length, next: start + clause.end, sentence }]
    }),
  )
}

function splitAtStops(span: Span): Span[] {
  const parts: Span[] = []
  let start = 0
  for (const stop of span.text.matchAll(new RegExp(FULL_STOP, 'gu'))) {
    parts.push({ text: span.text.slice(start, stop.index), start: span.start + start, end: span.start + stop.index })
    start = stop.index + stop[0].length
  }
  parts.push({ text: span.text.slice(start), start: span.start + start, end: span.end })
  return parts
}
