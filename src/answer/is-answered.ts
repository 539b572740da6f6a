import type { Answer } from './answer.ts'
import type { Opened } from './opened.ts'

/** Leave somebody without what they asked for. */
const UNANSWERED: readonly Opened['kind'][] = ['near', 'none', 'unsaid', 'unjudged', 'noMore'] satisfies readonly (Answer['kind'] | 'noMore')[]

/** Tells whether somebody has what they asked for. */
export function isAnswered({ kind }: Opened): boolean {
  return !UNANSWERED.includes(kind)
}
