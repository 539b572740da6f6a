import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Check } from '../../knowledge/companions/checks.ts'
import type { Problem } from '../../knowledge/problems/problem.ts'
import { problemTexts } from '../../knowledge/problems/problem-texts.ts'
import { answerQuery } from '../answer-query.ts'
import { listQuotedIds } from '../answer.ts'
import type { Corpus } from '../corpus.ts'

/**
 * Runs the checks of a corpus, yielding to other work between them, and lists those that fail, after the lessons whose
 * passage is gone.
 */
export async function runChecks(corpus: Corpus): Promise<Problem[]> {
  const { articles, checks, orphanedLessons } = corpus.loaded
  const exchanges = articles.flatMap((article) => article.exchanges)
  const questionIds = exchanges.flatMap(({ question }) => question?.id ?? [])
  const passageIds = exchanges.flatMap(({ passages }) => passages.map(({ id }) => id))
  const known = new Set([...questionIds, ...passageIds])
  const failed = [...orphanedLessons]
  for (const check of checks) {
    const text = toFault(check, listQuotedIds(answerQuery(corpus, check.query)), known)
    if (text) failed.push({ file: check.file, line: check.line, text })
    await nextTurn()
  }
  return failed
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
