import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Check } from '../../knowledge/companions/checks.ts'
import type { OnProgress } from '../../knowledge/progress.ts'
import type { Problem } from '../../knowledge/problems/problem.ts'
import { problemTexts } from '../../knowledge/problems/problem-texts.ts'
import { listAnsweringIds, prepareQuery } from '../answer-query.ts'
import { findQuotable } from '../catalog.ts'
import type { Corpus } from '../corpus.ts'
import { type NearestLine, toNearestLine } from '../quote/nearest-line.ts'

/** A check that does not hold, or a taught ask whose passage is gone, which has no finding. */
export interface FailedCheck extends Problem {
  readonly finding?: Finding
}

/** What a check is about, and what became of it: of each passage the sentence that is nearest to the query. */
export interface Finding {
  readonly query: string
  /** What must be found; undefined where nothing must be. */
  readonly expected?: NearestLine | undefined
  /** What was found, best first. */
  readonly found: readonly NearestLine[]
}

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
): Promise<FailedCheck[]> {
  const { checks, orphanedLessons } = corpus.loaded
  const failed: FailedCheck[] = [...orphanedLessons]
  for (const [done, check] of checks.entries()) {
    await prepareQuery(corpus, check.query)
    if (!isWanted()) break
    failed.push(...toFault(corpus, check, listAnsweringIds(corpus, check.query)))
    onProgress?.(done + 1, checks.length)
    await nextTurn()
  }
  return failed
}

function toFault(corpus: Corpus, check: Check, all: readonly string[]): FailedCheck[] {
  const { file, line, query, passage, notFrom } = check
  const ids = notFrom === undefined ? all : all.filter((id) => findQuotable(corpus, id)?.article.id === notFrom)
  if (passage === undefined ? ids.length === 0 : ids.includes(passage)) return []
  const toLine = (id: string) => {
    const from = findQuotable(corpus, id)
    return from ? [toNearestLine(corpus, query, from)] : []
  }
  const found = ids.flatMap(toLine)
  if (passage === undefined) {
    const text = notFrom === undefined ? problemTexts.checkFound(query, ids) : problemTexts.checkFoundHere(query, ids)
    return [{ file, line, text, finding: { query, found } }]
  }
  const [expected] = toLine(passage)
  if (!expected) return [{ file, line, text: problemTexts.checkGone(query, passage) }]
  return [{ file, line, text: problemTexts.checkMissed(query, passage, ids), finding: { query, expected, found } }]
}

/** Identifies a failed check or orphaned lesson regardless of its line and of what was found instead. */
export function identifyCheck({ text: { values } }: Problem): string {
  return JSON.stringify([values['query'], values['passage'], values['article'], values['id']])
}
