import pLimit, { type LimitFunction } from 'p-limit'
import type { Knowledge, Loaded } from '../knowledge/knowledge.ts'
import type { OnProgress } from '../knowledge/progress.ts'
import { KnowledgeError, type Problem } from '../knowledge/problems/problem.ts'
import type { ArticleFiles } from '../knowledge/submission/article-files.ts'
import type { SubmittedFile } from '../knowledge/submission/read-submission.ts'
import type { TaughtEntry } from '../knowledge/taught/taught-entries.ts'
import type { TaughtFiles } from '../knowledge/taught/taught-files.ts'
import { toFolderState } from '../knowledge/sources.ts'
import { EngineError } from '../search/engine/engine.ts'
import type { IndexFile } from '../search/staging/stage-index.ts'
import type { Fold } from '../text/fold.ts'
import { type BuildProgress, type OnBuild, toBuildProgress } from './build-progress.ts'
import type { Corpus } from './corpus.ts'
import type { Preparing, Sharing } from './sharing.ts'
import { MOST_MADE_FIRST, type VectorsInUse, listWantedTexts } from './corpus-vectors.ts'
import { prepareExamples, prepareSuggestions } from './suggest/suggestions.ts'
import { type StagedCorpus, buildCorpus, stageAsIs, stageCorpus } from './stage-corpus.ts'
import { type Added, type AddOptions, type Checked, addArticle, checkArticle } from './teaching/add-article.ts'
import { type FailedCheck, runChecks } from './teaching/checks.ts'
import { type Force, type Reloaded, takeLoad } from './teaching/take-load.ts'
import { type Lesson, type Taught, teachLesson } from './teaching/teach.ts'

/** The corpus in use and the operations that replace it. */
export interface KnowledgeBase {
  /** A reload or a lesson replaces it, so read it for each update. */
  readonly corpus: Corpus
  /** The checks that fail in the first load, which is used all the same. */
  readonly failedChecks: Promise<readonly FailedCheck[]>
  /** Resolves once the suggestions of the corpus that answered at the call have been tried, or it was replaced. */
  prepared(): Promise<void>
  /**
   * Loads the folder again, all or nothing: the corpus is replaced once the new one is built and its checks hold or the
   * reload is forced. Calls that wait for their turn share one reload. Rejects if the load throws.
   */
  reload(options?: ReloadOptions): Promise<Reloaded>
  /** Reloads unless the folder is as it was when it was last taken into use; undefined then. */
  reloadChanged(): Promise<Reloaded | undefined>
  /** Reloads because another copy of the bot has proposed it, all copies or none. */
  reloadWith(preparing: Preparing): Promise<Reloaded>
  /** Takes into use what other copies have, unless this one is level with them. */
  catchUp(): Promise<void>
  /** Reads an article as if it lay in the folder; nothing changes. */
  checkArticle(submitted: SubmittedFile): Promise<Checked>
  /** Adds an article to the folder and reloads, all or nothing: it is written once its checks hold or it is forced. */
  addArticle(submitted: SubmittedFile, options?: AddOptions): Promise<Added>
  /** Teaches a lesson, all or nothing: it holds from now on and after a restart. */
  teach(lesson: Lesson): Promise<Taught>
  /**
   * Searches by vectors from now on, and makes those of the corpus, and of each that comes into use, beside the queries
   * of users. A reload makes those of a few changed passages before its checks.
   */
  useVectors(inUse: VectorsInUse): void
  /** Lists what was taught. */
  listTaught(): Promise<TaughtEntry[]>
  /** Lists the faults of the files with what was taught; faulty files are not in `listTaught`. */
  listTaughtFaults(): Promise<Problem[]>
}

export interface ReloadOptions {
  readonly force?: Force
  readonly onBuild?: OnBuild | undefined
}

export interface KnowledgeBaseOptions {
  /** Where lessons are written; without it nothing can be taught. */
  readonly taughtFiles?: TaughtFiles | undefined
  /** Where articles are added; without it none can be. */
  readonly articleFiles?: ArticleFiles | undefined
  /** Keeps the knowledge one with that of other copies of the bot; without it there are none. */
  readonly sharing?: Sharing | undefined
  /** Where the index of a large folder is kept; without it always in memory. */
  readonly indexFile?: IndexFile | undefined
  /** Told of the first build. */
  readonly onBuild?: OnBuild | undefined
}

/** Loads the knowledge folder; what is the same as in the load before may stay the same objects. */
type Load = (request: LoadRequest) => Promise<Knowledge>

export interface LoadRequest {
  readonly before?: Loaded | undefined
  readonly onProgress?: OnProgress | undefined
  /** An article that is read as if it lay in the folder. */
  readonly submitted?: SubmittedFile | undefined
  /** The files that may differ from the load before: no others are read. */
  readonly only?: ReadonlySet<string> | undefined
}

const ignore: OnBuild = () => {}

/**
 * Creates a knowledge base from a first load.
 *
 * @throws KnowledgeError if the first load has a problem
 */
export async function createKnowledgeBase(
  load: Load,
  fold: Fold,
  { taughtFiles, articleFiles, sharing, indexFile, onBuild = ignore }: KnowledgeBaseOptions = {},
): Promise<KnowledgeBase> {
  const { reading, indexing } = toBuildProgress(onBuild)
  const first = await load({ onProgress: reading })
  if (first.kind === 'faulty') throw new KnowledgeError(first.problems)
  let inUse: VectorsInUse | undefined
  const findVectors = () => inUse?.vectors
  const corpus = await buildCorpus(first, fold, { file: indexFile, findVectors, onProgress: indexing })
  // Who starts the bot is often the first to be welcomed.
  await prepareExamples(corpus).catch(leaveDamage)

  // A load without a change is the one before, unless the index is damaged.
  const stage = async (loaded: Loaded, onProgress?: OnProgress) =>
    loaded === base.corpus.loaded && base.corpus.index.isSound()
      ? stageAsIs(base.corpus)
      : stageCorpus(loaded, fold, { former: base.corpus, onProgress })

  const toTaking = (start: number, force: Force, progress: BuildProgress) => ({
    corpus: base.corpus,
    stage,
    swap,
    makeVectors: async (loaded: Loaded) =>
      inUse?.vectors.makeFew(listWantedTexts(loaded, false).passages, MOST_MADE_FIRST),
    force,
    progress,
    start,
  })

  async function reload(force: Force, progress: BuildProgress, preparing?: Preparing): Promise<Reloaded> {
    const start = performance.now()
    const loaded = await load({ before: base.corpus.loaded, onProgress: progress.reading })
    if (loaded.kind === 'faulty') return { kind: 'refused', problems: loaded.problems }
    return takeLoad(toTaking(start, force, progress), loaded, async () =>
      preparing?.ready(toFolderState(loaded.sources)),
    )
  }

  /** Reloads with all copies, where there are any. */
  async function reloadAll(force: Force, progress: BuildProgress): Promise<Reloaded> {
    const preparing = await sharing?.propose(force)
    return preparing ? reloadWith(preparing, progress) : reload(force, progress)
  }

  async function reloadWith(preparing: Preparing, progress: BuildProgress): Promise<Reloaded> {
    try {
      const outcome = await reload(preparing.force, progress, preparing)
      if (outcome.kind === 'refused' || outcome.kind === 'failed') await preparing.refuse()
      return outcome
    } catch (error) {
      // If that fails too, the original error is the one to report.
      await preparing.refuse().catch(() => {})
      throw error
    }
  }

  async function reloadChanged(): Promise<Reloaded | undefined> {
    const loaded = await load({ before: base.corpus.loaded })
    if (loaded === base.corpus.loaded && base.corpus.index.isSound()) return undefined
    return reloadAll(undefined, toBuildProgress(ignore))
  }

  async function catchUp(): Promise<void> {
    const behind = await sharing?.findBehind()
    if (!behind) return
    const { loaded: before } = base.corpus
    let isLevel = toFolderState(before.sources) === behind.state
    for (const only of [behind.files, undefined]) {
      if (isLevel) break
      const loaded = await load({ before, only })
      isLevel = loaded.kind === 'loaded' && toFolderState(loaded.sources) === behind.state
      // Its checks were run by the copy that took it into use first.
      if (isLevel && loaded.kind === 'loaded') swap(await stage(loaded))
    }
    sharing?.noteLevel(behind, isLevel)
  }

  const toAdding = () => ({
    articleFiles,
    corpus: base.corpus,
    load: (submitted: SubmittedFile, onProgress?: OnProgress) =>
      load({ before: base.corpus.loaded, onProgress, submitted }),
  })

  // Serial: an older load must not replace a newer one, and no lesson may be lost between two loads.
  const queue = pLimit(1)
  const shareReload = createReloadSharing(queue, reloadAll)
  const listArticleIds = () => base.corpus.articles.map(({ id }) => id)
  const prepare = (next: Corpus) => {
    const preparing = prepareSuggestions(next, () => base.corpus === next)
    // A bug that keeps a query from being tried shows when somebody asks it; the bot goes on without suggestions.
    preparing.catch(() => {})
    return preparing
  }
  const swap = (staged: StagedCorpus, failed?: readonly FailedCheck[]) => {
    staged.commit()
    base.corpus = staged.corpus
    // A lesson breaks no check that held.
    if (failed) failing = Promise.resolve(failed)
    prepared = prepare(staged.corpus)
    makeVectors()
  }
  const makeVectors = () => {
    if (!inUse) return
    const { vectors, withQueries, onMade } = inUse
    void vectors.make(listWantedTexts(base.corpus.loaded, withQueries), inUse).then(onMade)
  }
  const base: KnowledgeBase & { corpus: Corpus } = {
    corpus,
    get failedChecks() {
      return failedChecks
    },
    prepared: () => prepared,
    reload: ({ force, onBuild: onReload } = {}) => shareReload(force, onReload),
    reloadChanged: () => queue(reloadChanged),
    reloadWith: (preparing) => queue(() => reloadWith(preparing, toBuildProgress(ignore))),
    catchUp: () => queue(catchUp),
    checkArticle: (submitted) => checkArticle(toAdding(), submitted),
    addArticle: (submitted, { onBuild: onAdd = ignore, ...options } = {}) =>
      queue(async () => {
        await catchUp()
        const progress = toBuildProgress(onAdd)
        const taking = toTaking(performance.now(), options.force, progress)
        return addArticle({ ...toAdding(), taking, failing: await failing }, submitted, options)
      }),
    teach: (lesson) =>
      queue(() =>
        teachLesson(
          {
            taughtFiles,
            get corpus() {
              return base.corpus
            },
            catchUp,
            stage,
            swap,
          },
          lesson,
        ),
      ),
    useVectors(given) {
      inUse = given
      makeVectors()
    },
    listTaught: async () => (await taughtFiles?.list(listArticleIds())) ?? [],
    listTaughtFaults: async () => (await taughtFiles?.listFaults(listArticleIds())) ?? [],
  }
  // Beside the first queries: they need not wait for it.
  const failedChecks = runChecks(corpus, { isWanted: () => base.corpus === corpus }).catch(leaveDamage)
  let failing: Promise<readonly FailedCheck[]> = failedChecks
  let prepared = prepare(corpus)
  return base
}

/** Damage in the file of the index has the folder loaded again (`onDamage`), which runs the checks anew. */
function leaveDamage(error: unknown): [] {
  if (error instanceof EngineError) return []
  throw error
}

/**
 * Lets calls share a reload that has not begun: one that has begun may have read the files before they changed. Only
 * calls that force the same share one.
 */
function createReloadSharing(
  queue: LimitFunction,
  reload: (force: Force, progress: BuildProgress) => Promise<Reloaded>,
): (force: Force, onBuild?: OnBuild) => Promise<Reloaded> {
  const waiting = new Map<string, { readonly turn: Promise<Reloaded>; readonly listeners: OnBuild[] }>()
  return (force, onBuild = ignore) => {
    const key = JSON.stringify(force ?? 'none')
    const shared = waiting.get(key)
    if (shared) {
      shared.listeners.push(onBuild)
      return shared.turn
    }
    const listeners = [onBuild]
    const turn = queue(() => {
      waiting.delete(key)
      return reload(
        force,
        toBuildProgress((share) => listeners.forEach((listener) => listener(share))),
      )
    })
    waiting.set(key, { turn, listeners })
    return turn
  }
}
