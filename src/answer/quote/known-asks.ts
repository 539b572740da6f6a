import type { Citation } from '../../knowledge/article.ts'
import type { Material } from '../corpus.ts'
import { type Reading, certainReading, toFound, toReading, toUnanswered } from './outcome.ts'

const MOST_QUOTES = 3

/** Looks up a query that somebody wrote down as it stands: for the passages that it is to find, or as one that finds none. */
export function lookUpKnown(
  { findAsked, quote, citations }: Pick<Material, 'findAsked' | 'quote' | 'citations'>,
  query: string,
): Reading | undefined {
  const known = findAsked(query)
  if (!known) return undefined
  const found = quote({ query })
  if (known.kind === 'unanswered') return toUnanswered(found)
  const isKnown = ({ passage }: Citation) => known.passages.has(passage.id)
  if (found.quotes[0] && isKnown(found.quotes[0])) return toReading(found)
  // Whatever else the query may mean, by what it names or how it asks, somebody has said what it finds.
  const among = quote({ query, among: isKnown })
  return among.quotes.length > 0
    ? toReading(among)
    : certainReading(
        toFound(
          citations
            .filter(isKnown)
            .slice(0, MOST_QUOTES)
            .map((citation) => ({ ...citation, matches: [] })),
        ),
      )
}
