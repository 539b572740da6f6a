import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Check } from '../../knowledge/companions/checks.ts'
import type { OnProgress } from '../../knowledge/progress.ts'
import type { Problem } from '../../knowledge/problems/problem.ts'
import { problemTexts } from '../../knowledge/problems/problem-texts.ts'
import { listAnsweringIds, prepareQuery } from '../answer-query.ts'
import { type Catalog, holdsId } from '../catalog.ts'
import type { Corpus } from '../corpus.ts'

export interface CheckOptions {
  /** Whether the corpus still answers; if not, the rest is left out. */
  readonly isWanted?: () => boolean
  readonly onProgress?: OnProgress | undefined
}

/**
 * Runs the checks of a corpus, yielding to other work between them, and lists those that fail, after the lessons whose
 * passage is gone.
 */
export async function runChecks(
  corpus: Corpus,
  { isWanted = () => true, onProgress }: CheckOptions = {},
): Promise<Problem[]> {
  const { checks, orphanedLessons } = corpus.loaded
  const failed = [...orphanedLessons]
  for (const [done, check] of checks.entries()) {
    await prepareQuery(corpus, check.query)
    if (!isWanted()) break
    const text = toFault(check, listAnsweringIds(corpus, check.query), corpus)
    if (text) failed.push({ file: check.file, line: check.line, text })
    onProgress?.(done + 1, checks.length)
    await nextTurn()
  }
  return failed
}

function toFault({ query, passage }: Check, found: readonly string[], catalog: Catalog): Problem['text'] | undefined {
  if (passage === undefined) return found.length > 0 ? problemTexts.checkFound(query, found) : undefined
  if (!holdsId(catalog, passage)) return problemTexts.checkGone(query, passage)
  return found.includes(passage) ? undefined : problemTexts.checkMissed(query, passage, found)
}
