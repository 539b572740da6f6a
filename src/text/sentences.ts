import { type Span, findSpans } from './terms.ts'

const SENTENCE = /[^。！？!?；;\n]+/gu

/** Splits a text at sentence ends, semicolons and line breaks, which belong to no sentence. */
export function toSentences(text: string): Span[] {
  return findSpans(text, SENTENCE)
}
