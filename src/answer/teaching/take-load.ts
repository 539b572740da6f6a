import { type Changes, compareKnowledge } from '../../knowledge/changes.ts'
import type { Loaded } from '../../knowledge/knowledge.ts'
import type { OnProgress } from '../../knowledge/progress.ts'
import { toFolderState } from '../../knowledge/sources.ts'
import type { BuildProgress } from '../build-progress.ts'
import type { Corpus } from '../corpus.ts'
import type { Disagreed, Refused } from '../sharing.ts'
import { type StagedCorpus, runStaged } from '../stage-corpus.ts'
import { type FailedCheck, runChecks } from './checks.ts'

/** The outcome of a reload; unless it is `reloaded`, the former corpus goes on answering. */
export type Reloaded = Taken | Refused | Disagreed

/** What became of a load without a problem. */
export type Taken =
  /** `failedChecks` is empty unless the reload was forced; `state` is that of the folder, see `toFolderState`. */
  | {
      readonly kind: 'reloaded'
      readonly state: string
      readonly changes: Changes
      readonly milliseconds: number
      readonly failedChecks: readonly FailedCheck[]
      readonly total: number
    }
  /** Some of `total` checks fail. */
  | {
      readonly kind: 'failed'
      readonly state: string
      readonly failedChecks: readonly FailedCheck[]
      readonly total: number
    }

/** Passes over checks that fail; where a state is given, only if the folder is in it. */
export type Force = 'any' | { readonly state: string } | undefined

/** What a load is taken with. */
export interface Taking {
  readonly corpus: Corpus
  /** Prepares the corpus of a load beside the one that answers. */
  readonly stage: (loaded: Loaded, onProgress?: OnProgress) => Promise<StagedCorpus>
  /** Makes a staged corpus the one that answers. */
  readonly swap: (staged: StagedCorpus, failedChecks: readonly FailedCheck[]) => void
  /** Makes the vectors of a few passages, which checks are then answered by. */
  readonly makeVectors: (loaded: Loaded) => Promise<unknown>
  readonly force: Force
  readonly progress: BuildProgress
  /** When it began, by `performance.now()`. */
  readonly start: number
}

/**
 * Takes a load into use, all or nothing: once its checks hold, or it is forced, and what is to be written is written.
 *
 * @param write undefined if all is written, and otherwise why not
 */
export async function takeLoad<T = never>(
  taking: Taking,
  loaded: Loaded,
  write?: () => Promise<T | undefined>,
): Promise<Taken | T> {
  const { corpus, stage, swap, makeVectors, force, progress, start } = taking
  const state = toFolderState(loaded.sources)
  const isForced = force === 'any' || force?.state === state
  const staged = await stage(loaded, progress.indexing)
  const failedChecks = await runStaged(staged, async (next) => {
    await makeVectors(loaded)
    return runChecks(next, { onProgress: progress.checking })
  })
  const total = loaded.checks.length + loaded.orphanedLessons.length
  if (failedChecks.length > 0 && !isForced) {
    staged.discard()
    return { kind: 'failed', state, failedChecks, total }
  }
  const objection = await runStaged(staged, async () => write?.())
  if (objection !== undefined) {
    staged.discard()
    return objection
  }
  const changes = compareKnowledge(corpus.articles, staged.corpus.articles)
  swap(staged, failedChecks)
  return { kind: 'reloaded', state, changes, milliseconds: performance.now() - start, failedChecks, total }
}
