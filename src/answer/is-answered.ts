import type { Answer } from './answer.ts'
import type { Opened } from './opened.ts'

/** Leave somebody without what they asked for. That there is no more than was shown is an answer. */
const UNANSWERED: readonly Opened['kind'][] = ['near', 'none', 'unsaid', 'unjudged'] satisfies readonly Answer['kind'][]

/** Tells whether somebody has what they asked for. */
export function isAnswered({ kind }: Opened): boolean {
  return !UNANSWERED.includes(kind)
}
