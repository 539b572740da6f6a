import type { Answer, Quote } from './answer.ts'

/** Lists the passages that an answer quotes, in its order. */
export function listQuotes(answer: Answer): readonly Quote[] {
  if (answer.kind === 'found' || answer.kind === 'unjudged') return answer.quotes
  return answer.kind === 'parts' ? answer.parts.flatMap(({ quotes }) => quotes.slice(0, 1)) : []
}
