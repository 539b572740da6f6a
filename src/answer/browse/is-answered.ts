import type { Answer } from '../answer.ts'
import type { Content } from './opened.ts'

/** Leave somebody without what they asked for. That there is no more than was shown is an answer. */
const UNANSWERED: readonly Content['kind'][] = [
  'near',
  'none',
  'unsaid',
  'unjudged',
] satisfies readonly Answer['kind'][]

/** Tells whether somebody has what they asked for. */
export function isAnswered({ kind }: Content): boolean {
  return !UNANSWERED.includes(kind)
}
