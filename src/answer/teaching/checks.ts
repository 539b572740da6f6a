import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Check } from '../../knowledge/companions/checks.ts'
import type { Loaded } from '../../knowledge/knowledge.ts'
import type { Problem } from '../../knowledge/problems/problem.ts'
import { problemTexts } from '../../knowledge/problems/problem-texts.ts'
import type { Answer } from '../answer.ts'
import { listQuotes } from '../list-quotes.ts'

/** Holds answers to the checks of their knowledge, of passages and of reporters' questions, giving others their turn, and tells each that does not hold, after what was taught of passages that are gone. */
export async function verify(
  { articles, checks, orphanedLessons }: Pick<Loaded, 'articles' | 'checks' | 'orphanedLessons'>,
  answer: (query: string) => Answer,
): Promise<Problem[]> {
  const known = new Set(
    articles.flatMap(({ exchanges }) =>
      exchanges.flatMap(({ question, passages }) => [
        ...(question ? [question.id] : []),
        ...passages.map(({ id }) => id),
      ]),
    ),
  )
  const failed = [...orphanedLessons]
  for (const check of checks) {
    const text = toFault(check, listFound(answer(check.query)), known)
    if (text) failed.push({ file: check.file, line: check.line, text })
    await nextTurn()
  }
  return failed
}

/** Lists the ids of what an answer quotes: its passages, or the question that says it. */
export function listFound(answer: Answer): string[] {
  if (answer.kind === 'stated') return [answer.question.id]
  return answer.kind === 'found' || answer.kind === 'unjudged' || answer.kind === 'parts'
    ? listQuotes(answer).map(({ passage }) => passage.id)
    : []
}

function toFault(
  { query, passage }: Check,
  found: readonly string[],
  known: ReadonlySet<string>,
): Problem['text'] | undefined {
  if (passage === undefined) return found.length > 0 ? problemTexts.checkFound(query, found) : undefined
  if (!known.has(passage)) return problemTexts.checkGone(query, passage)
  return found.includes(passage) ? undefined : problemTexts.checkMissed(query, passage, found)
}
