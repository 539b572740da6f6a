import type { Quote } from '../answer.ts'
import type { Corpus } from '../corpus.ts'
import { asksFigure } from './figures.ts'

/** The least share of the query that a further passage must add to those before it. */
const LEAST_ADDED = 0.15

/**
 * Lists the quotes that an answer shows: the first one, and of the others those that have a part of the query, or a
 * figure that it asks for, which those before lack. Quotes that no words of the query were looked up for are all shown.
 */
export function listAdding({ index, fold }: Corpus, query: string, quotes: readonly Quote[]): Quote[] {
  const shown: Quote[] = []
  const isFigureAsked = asksFigure(fold(query).text)
  for (const quote of quotes) if (addsTo(quote)) shown.push(quote)
  return shown

  function addsTo(quote: Quote): boolean {
    if (shown.length === 0 || !quote.excerpt) return true
    const isFirstFigure = quote.excerpt.hasFigure === true && !shown.some(({ excerpt }) => excerpt?.hasFigure)
    if (isFigureAsked && isFirstFigure) return true
    const before = shown.map(({ passage }) => passage.text).join('\n')
    const [held = 0, both = 0] = index.rate(query, [before, `${before}\n${quote.passage.text}`])
    return both - held >= LEAST_ADDED
  }
}
