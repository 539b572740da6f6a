import type { Article } from './article.ts'
import { hasSameItems } from './changes.ts'
import type { Asks } from './companions/asks.ts'
import type { Check } from './companions/checks.ts'
import type { Vocabulary } from '../text/synonyms.ts'
import { findShared, joinVocabularies } from './companions/join-vocabularies.ts'
import { addAsks, findUnknown } from './companions/place-asks.ts'
import type { Problem } from './problems/problem.ts'
import { type Faulty, faulty } from './problems/result.ts'
import type { Sources } from './sources.ts'
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

/** How sources are assembled. */
export interface AssemblyOptions {
  /** Whether the sources contain every article; if not, unknown ids are no problem. */
  readonly knowsAll?: boolean
  /** An earlier load. What is the same in its sources stays the same object. */
  readonly before?: Loaded | undefined
}

/** Assembles knowledge from parsed files; gives the load before itself if no file differs. */
export function toKnowledge(sources: Sources, { knowsAll = true, before }: AssemblyOptions = {}): Knowledge {
  const { articles, asks, checks, vocabularies } = sources
  if (before && isSame(before.sources, sources)) return before
  const findOrphaned = (files: readonly Asks[]) => (knowsAll ? findUnknown(files, articles) : [])
  const problems = [...findOrphaned(asks.filter(({ file }) => !isTaught(file))), ...findShared(vocabularies)]
  if (problems.length > 0) return faulty(problems)
  const hasSame = (kind: ListKey) => before !== undefined && hasSameItems(before.sources[kind], sources[kind])
  return {
    kind: 'loaded',
    articles: addAsks(articles, asks, before && { ...before.sources, asked: before.articles }),
    vocabulary: before && hasSame('vocabularies') ? before.vocabulary : joinVocabularies(vocabularies),
    checks: before && hasSame('checks') ? before.checks : checks.flatMap((file) => file.checks),
    // One whose lessons a person took out has none to lose.
    orphanedLessons: findOrphaned(asks.filter((one) => isTaught(one.file) && !isEmpty(one))),
    sources,
  }
}

function isEmpty({ asks, unanswered }: Asks): boolean {
  return Object.keys(asks).length === 0 && unanswered.length === 0
}

type ListKey = Exclude<keyof Sources, 'stamps'>

function isSame(before: Sources, after: Sources): boolean {
  const keys: readonly ListKey[] = ['articles', 'asks', 'checks', 'vocabularies']
  return keys.every((key) => hasSameItems(before[key], after[key]))
}
