import { type Span, findSpans } from './terms.ts'

const SENTENCE = /[^。！？!?；;\n]+/gu

/** Splits a text at sentence ends, semicolons and line breaks, which belong to no sentence. */
export function toSentences(text: string): Span[] {
  return findSpans(text, SENTENCE)
}

/** A sentence with its end; the group holds the end of an asking one, with a closing quotation mark behind it. */
const SENTENCE_WITH_END = /[^。！？?!；\n]*(?:([？?]+[”’」』）)]*)|[。！!；\n]|$)/gu
const PAIRS = ['“”', '‘’', '「」', '（）', '()']
/** A polite opening that reporters use and users do not. */
const POLITENESS = /^请问/u

/** Lists the sentences of a text that end in a question mark, word for word, without those of unbalanced quotation marks. */
export function toAskingSentences(text: string): string[] {
  const asking = [...text.matchAll(SENTENCE_WITH_END)].filter(([, end]) => end !== undefined)
  return asking.map(([sentence]) => sentence.trim()).filter(isBalanced)
}

/** Removes the sentences that end in a question mark, so that what a text states is left. */
export function dropAskingSentences(text: string): string {
  return text.replace(SENTENCE_WITH_END, (sentence, end?: string) => (end === undefined ? sentence : ''))
}

/** Removes a polite opening, so that a reporter's question reads as a user would ask it. */
export function dropPoliteness(question: string): string {
  return question.replace(POLITENESS, '')
}

function isBalanced(sentence: string): boolean {
  return PAIRS.every(([open = '', close = '']) => sentence.split(open).length === sentence.split(close).length)
}
