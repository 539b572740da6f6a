import pLimit, { type LimitFunction } from 'p-limit'
import { type Changes, compareKnowledge } from '../knowledge/changes.ts'
import type { Knowledge, Loaded } from '../knowledge/knowledge.ts'
import { KnowledgeError, type Problem } from '../knowledge/problems/problem.ts'
import type { TaughtEntry } from '../knowledge/taught/taught-entries.ts'
import type { TaughtFiles } from '../knowledge/taught/taught-files.ts'
import type { IndexFile } from '../search/search-index.ts'
import type { Fold } from '../text/fold.ts'
import type { Corpus } from './corpus.ts'
import { prepareSuggestions } from './suggest/suggestions.ts'
import { type StagedCorpus, buildCorpus, runStaged, stageAsIs, stageCorpus } from './stage-corpus.ts'
import { runChecks } from './teaching/checks.ts'
import { type Lesson, type Taught, teachLesson } from './teaching/teach.ts'

/** The outcome of a reload; unless it is `reloaded`, the former corpus goes on answering. */
export type Reloaded =
  /** `failedChecks` is empty unless the reload was forced. */
  | {
      readonly kind: 'reloaded'
      readonly changes: Changes
      readonly milliseconds: number
      readonly failedChecks: readonly Problem[]
    }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** Some of `total` checks fail. */
  | { readonly kind: 'failed'; readonly failedChecks: readonly Problem[]; readonly total: number }

/** The corpus in use and the operations that replace it. */
export interface KnowledgeBase {
  /** A reload or a lesson replaces it, so read it for each update. */
  readonly corpus: Corpus
  /** The checks that fail in the first load, which is used all the same. */
  readonly failedChecks: readonly Problem[]
  /** Resolves once the suggestions of the corpus that answered at the call have been tried, or it was replaced. */
  prepared(): Promise<void>
  /**
   * Loads the folder again, all or nothing: the corpus is replaced once the new one is built and its checks hold or the
   * reload is forced. Calls that wait for their turn share one reload. Rejects if the load throws.
   */
  reload(options?: { readonly isForced?: boolean }): Promise<Reloaded>
  /** Teaches a lesson, all or nothing: it holds from now on and after a restart. */
  teach(lesson: Lesson): Promise<Taught>
  /** Lists what was taught. */
  listTaught(): Promise<TaughtEntry[]>
  /** Lists the faults of the files with what was taught; faulty files are not in `listTaught`. */
  listTaughtFaults(): Promise<Problem[]>
}

export interface KnowledgeBaseOptions {
  /** Where lessons are written; without it nothing can be taught. */
  readonly taughtFiles?: TaughtFiles | undefined
  /** Where the index of a large folder is kept; without it always in memory. */
  readonly indexFile?: IndexFile | undefined
}

/**
 * Creates a knowledge base from a first load.
 *
 * @param load loads the knowledge folder; what is the same as in the load before may stay the same objects
 * @throws KnowledgeError if the first load has a problem
 */
export async function createKnowledgeBase(
  load: (before?: Loaded) => Promise<Knowledge>,
  fold: Fold,
  { taughtFiles, indexFile }: KnowledgeBaseOptions = {},
): Promise<KnowledgeBase> {
  const first = await load()
  if (first.kind === 'faulty') throw new KnowledgeError(first.problems)
  const { corpus, failedChecks } = await buildChecked(first, fold, indexFile)

  // A load without a change is the one before, unless the index is damaged.
  const stage = async (loaded: Loaded) =>
    loaded === base.corpus.loaded && base.corpus.index.isSound()
      ? stageAsIs(base.corpus)
      : stageCorpus(loaded, fold, base.corpus)

  async function reload(isForced: boolean): Promise<Reloaded> {
    const start = performance.now()
    const loaded = await load(base.corpus.loaded)
    if (loaded.kind === 'faulty') return { kind: 'refused', problems: loaded.problems }
    const staged = await stage(loaded)
    const failed = await runStaged(staged, runChecks)
    const total = loaded.checks.length + loaded.orphanedLessons.length
    if (failed.length > 0 && !isForced) {
      staged.discard()
      return { kind: 'failed', failedChecks: failed, total }
    }
    const changes = compareKnowledge(base.corpus.articles, staged.corpus.articles)
    swap(staged)
    return { kind: 'reloaded', changes, milliseconds: performance.now() - start, failedChecks: failed }
  }

  // Serial: an older load must not replace a newer one, and no lesson may be lost between two loads.
  const queue = pLimit(1)
  const shareReload = createReloadSharing(queue, reload)
  const listArticleIds = () => base.corpus.articles.map(({ id }) => id)
  const prepare = (next: Corpus) => {
    const preparing = prepareSuggestions(next, () => base.corpus === next)
    // A bug that keeps a query from being tried shows when somebody asks it; the bot goes on without suggestions.
    preparing.catch(() => {})
    return preparing
  }
  const swap = (staged: StagedCorpus) => {
    staged.commit()
    base.corpus = staged.corpus
    prepared = prepare(staged.corpus)
  }
  const base: KnowledgeBase & { corpus: Corpus } = {
    corpus,
    failedChecks,
    prepared: () => prepared,
    reload: ({ isForced = false } = {}) => shareReload(isForced),
    teach: (lesson) => queue(() => teachLesson({ taughtFiles, corpus: base.corpus, stage, swap }, lesson)),
    listTaught: async () => (await taughtFiles?.list(listArticleIds())) ?? [],
    listTaughtFaults: async () => (await taughtFiles?.listFaults(listArticleIds())) ?? [],
  }
  let prepared = prepare(corpus)
  return base
}

/** Builds a first corpus and runs its checks; once more where these meet damage in the file of the index. */
async function buildChecked(
  first: Loaded,
  fold: Fold,
  indexFile?: IndexFile,
): Promise<Pick<KnowledgeBase, 'corpus' | 'failedChecks'>> {
  const corpus = await buildCorpus(first, fold, indexFile)
  try {
    return { corpus, failedChecks: await runChecks(corpus) }
  } catch (error) {
    if (corpus.index.isSound()) throw error
    const anew = await stageCorpus(first, fold, corpus)
    anew.commit()
    return { corpus: anew.corpus, failedChecks: await runChecks(anew.corpus) }
  }
}

/**
 * Lets calls share a reload that has not begun: one that has begun may have read the files before they changed. Forced
 * and unforced calls share separately.
 */
function createReloadSharing(
  queue: LimitFunction,
  reload: (isForced: boolean) => Promise<Reloaded>,
): (isForced: boolean) => Promise<Reloaded> {
  const waiting = new Map<boolean, Promise<Reloaded>>()
  return (isForced) => {
    const shared = waiting.get(isForced)
    if (shared) return shared
    const turn = queue(() => {
      waiting.delete(isForced)
      return reload(isForced)
    })
    waiting.set(isForced, turn)
    return turn
  }
}
