import type { Citation } from '../../knowledge/article.ts'
import type { Answer, Found, Neighbour, Part, Quote } from '../answer.ts'
import type { Selection } from './select.ts'

/** What one reading of a query came to. */
export interface Reading {
  /** Undefined where the corpus does not answer. */
  readonly answer?: Exclude<Answer, { kind: 'near' | 'none' | 'unasked' }>
  /** How certain the answer is, from -1 to 1; comparable between readings of one query. */
  readonly surplus: number
  /** Whether no other reading is tried: the query asks for someone who is not listed, or is known to be unanswered. */
  readonly isSettled?: true
  /** Passages on the query beside those that the answer quotes, best first. */
  readonly further?: readonly Quote[]
  /** Reporters' questions that are close to the query. */
  readonly neighbours: readonly Neighbour[]
}

/** The reading of a query that the corpus does not answer. */
export const NOTHING: Reading = { surplus: -1, neighbours: [] }

const MOST_NEIGHBOURS = 3
/** The surplus of an answer that needs no search. */
const CERTAIN = 1

/** Makes the reading of an answer that needed no search; `NOTHING` without an answer. */
export function certainReading(answer: Reading['answer']): Reading {
  return answer ? { answer, surplus: CERTAIN, neighbours: [] } : NOTHING
}

/** Makes the reading of a selection. */
export function toReading({ quotes, surplus, nearest, further }: Selection): Reading {
  const found = toFound(quotes)
  return { surplus, further, neighbours: toNeighbours(nearest), ...(found && { answer: found }) }
}

/** Makes the reading of a query that is known to be unanswered. */
export function unansweredReading({ nearest }: Selection): Reading {
  return { ...NOTHING, isSettled: true, neighbours: toNeighbours(nearest) }
}

/** Makes an answer of quotes; undefined without any. */
export function toFound(quotes: readonly Quote[]): Found | undefined {
  return quotes.length > 0 ? { kind: 'found', quotes } : undefined
}

/** Makes a part of an answer, which shows one quote. */
export function toPart({ label, quotes }: Part): Part {
  return { label, quotes: quotes.slice(0, 1) }
}

function toNeighbours(nearest: readonly Citation[]): Neighbour[] {
  const byExchange = new Map(nearest.map((citation) => [citation.exchange, citation]))
  const asked = [...byExchange.values()].flatMap(({ article, exchange }) =>
    exchange.question ? [{ article, exchange, question: exchange.question }] : [],
  )
  return asked.slice(0, MOST_NEIGHBOURS)
}
