import type { Quote } from '../answer.ts'
import type { Corpus } from '../corpus.ts'
import { asksFigure } from './figures.ts'

/** The least share of the query that the words of a further quote add to those before it. */
const LEAST_ADDED = 0.3
/** The share of the query from which a passage is taken to answer all of it. */
const ALL_OF_QUERY = 0.9

/**
 * Lists the quotes that an answer shows: the first one, and of the others those that add a part of the query, or a
 * figure that it asks for, which those before lack. Without asks it is less sure which passage answers, so there those
 * that come near the first are shown too, unless it has all of the query. Quotes that no words were looked up for are
 * all shown.
 */
export function listAdding({ index, fold }: Corpus, query: string, quotes: readonly Quote[]): Quote[] {
  const [first, ...others] = quotes
  if (!first) return []
  const isFigureAsked = asksFigure(fold(query).text)
  const [heldByFirst = 0] = others.length > 0 ? index.rate(query, [first.passage.text]) : []
  const shown = [first]
  for (const quote of others) if (addsTo(quote)) shown.push(quote)
  return shown

  function addsTo(quote: Quote): boolean {
    if (!first?.passage.asks && heldByFirst < ALL_OF_QUERY) return true
    if (!quote.excerpt) return true
    const hasFigure = shown.some(({ excerpt }) => excerpt?.hasFigure)
    if (isFigureAsked && quote.excerpt.hasFigure && !hasFigure) return true
    const before = shown.map(toWords).join('\n')
    const [held = 0, both = 0] = index.rate(query, [before, `${before}\n${toWords(quote)}`])
    return both - held >= LEAST_ADDED
  }
}

/** The words of a quote that answer. */
function toWords({ passage: { text }, excerpt }: Quote): string {
  return (excerpt?.stretches ?? []).map(({ start, end }) => text.slice(start, end)).join('\n')
}
