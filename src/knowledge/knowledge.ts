import type { Article } from './article.ts'
import { type Asks, addAsks, findUnknown } from './companions/asks.ts'
import type { Check, Checks } from './companions/checks.ts'
import type { Vocabulary } from '../text/synonyms.ts'
import { type VocabularyFile, findShared, joinVocabularies } from './companions/vocabulary.ts'
import type { Problem } from './problems/problem.ts'
import { type Faulty, faulty } from './problems/result.ts'
import { isTaught } from './taught/taught-entries.ts'

/** Everything that a folder holds, or every problem found in it. */
export type Knowledge = Loaded | Faulty

/** Knowledge without a problem. */
export interface Loaded {
  readonly kind: 'loaded'
  /** With their asks. */
  readonly articles: readonly Article[]
  readonly vocabulary: Vocabulary
  readonly checks: readonly Check[]
  /**
   * Taught asks whose article or passage no longer exists. They do not make the knowledge faulty, because an admin's
   * lesson must not keep an article from being edited.
   */
  readonly orphanedLessons: readonly Problem[]
  /** The files it was assembled from. */
  readonly sources: Sources
}

/** The content of the files, one entry per file. */
export interface Sources {
  /** Without asks. */
  readonly articles: readonly Article[]
  readonly asks: readonly Asks[]
  readonly checks: readonly Checks[]
  readonly vocabularies: readonly VocabularyFile[]
}

/**
 * Assembles knowledge from parsed files.
 *
 * @param options `knowsAll`: whether the sources contain every article; if not, unknown ids are no problem
 */
export function toKnowledge(sources: Sources, { knowsAll = true } = {}): Knowledge {
  const { articles, asks, checks, vocabularies } = sources
  const findOrphaned = (files: readonly Asks[]) =>
    knowsAll ? files.flatMap((file) => findUnknown(file, articles)) : []
  const problems = [...findOrphaned(asks.filter(({ file }) => !isTaught(file))), ...findShared(vocabularies)]
  if (problems.length > 0) return faulty(problems)
  return {
    kind: 'loaded',
    articles: addAsks(articles, asks),
    vocabulary: joinVocabularies(vocabularies),
    checks: checks.flatMap((file) => file.checks),
    orphanedLessons: findOrphaned(asks.filter(({ file }) => isTaught(file))),
    sources,
  }
}
