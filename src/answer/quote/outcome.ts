import type { Citation } from '../../knowledge/article.ts'
import type { Answer, Found, Neighbour, Part, Quote } from '../answer.ts'
import type { Selection } from './select.ts'

/** What a query came to. */
export interface Reading {
  /** Undefined where the material does not answer. */
  readonly answer?: Exclude<Answer, { kind: 'near' | 'none' | 'unasked' }>
  /** How sure the answer is; to be compared between ways of reading one query. */
  readonly surplus: number
  /** Whether no other reading of the query is to be tried: it asks for somebody whom nobody lists, or is known to be unanswered. */
  readonly isSettled?: true
  /** Passages on the query besides those that the answer quotes, best first. */
  readonly further?: readonly Quote[]
  /** Questions of the reporters that come close. */
  readonly neighbours: readonly Neighbour[]
}

/** What the material does not tell. */
export const NOTHING: Reading = { surplus: -1, neighbours: [] }

const MOST_NEIGHBOURS = 3
/** What needs no searching is as sure as can be. */
const CERTAIN = 1

/** Makes the outcome of what was found without searching; nothing where there is none. */
export function certainReading(answer: Reading['answer']): Reading {
  return answer ? { answer, surplus: CERTAIN, neighbours: [] } : NOTHING
}

/** Makes the outcome of a search. */
export function toReading({ quotes, surplus, nearest, further }: Selection): Reading {
  const found = toFound(quotes)
  return { surplus, further, neighbours: toNeighbours(nearest), ...(found && { answer: found }) }
}

/** Makes the outcome of a query of which it is known that nothing answers it. */
export function toUnanswered({ nearest }: Selection): Reading {
  return { ...NOTHING, isSettled: true, neighbours: toNeighbours(nearest) }
}

/** Makes quotes an answer; undefined where there are none. */
export function toFound(quotes: readonly Quote[]): Found | undefined {
  return quotes.length > 0 ? { kind: 'found', quotes } : undefined
}

/** Makes a part of an answer, which shows one passage. */
export function toPart({ label, quotes }: Part): Part {
  return { label, quotes: quotes.slice(0, 1) }
}

function toNeighbours(nearest: readonly Citation[]): Neighbour[] {
  const unique = [...new Map(nearest.map((citation) => [citation.exchange, citation])).values()]
  return unique
    .flatMap(({ article, exchange }) => (exchange.question ? [{ article, exchange, question: exchange.question }] : []))
    .slice(0, MOST_NEIGHBOURS)
}
