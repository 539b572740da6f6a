import type { Corpus } from './corpus.ts'
import { type Changes, compareKnowledge } from '../knowledge/changes.ts'
import type { Knowledge, Loaded } from '../knowledge/knowledge.ts'
import type { TaughtFiles } from '../knowledge/taught/taught-files.ts'
import type { TaughtEntry } from '../knowledge/taught/taught-entries.ts'
import { KnowledgeError, type Problem } from '../knowledge/problems/problem.ts'
import type { Fold } from '../text/fold.ts'
import { createSearchIndex } from '../search/search-index.ts'
import { type Answerer, createAnswerer } from './answer-query.ts'
import type { Built } from './teaching/built.ts'
import { type Lesson, type Teaching, type Taught, createTeaching } from './teaching/teach.ts'
import { verify } from './teaching/checks.ts'

/** What a reload came to: the new index answers, or nothing changed. */
export type Reloaded =
  /** `failed` are the checks that did not hold, where the reload was to be done all the same. */
  | {
      readonly kind: 'reloaded'
      readonly changes: Changes
      readonly milliseconds: number
      readonly failedChecks: readonly Problem[]
    }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** The knowledge is sound, and some checks did not hold. */
  | { readonly kind: 'failed'; readonly failedChecks: readonly Problem[]; readonly total: number }

/** Answers from the latest knowledge that was without a fault, and held its checks. */
export interface KnowledgeBase extends Answerer {
  /** What the latest load holds; read it anew for each update, a reload replaces it. */
  readonly corpus: Corpus
  /**
   * Reads the folder again, as it is now or later. Queries are answered from the old index until the new one stands and
   * its checks hold, or are to be passed over; calls that come while a reload is under way share the next.
   */
  reload(options?: { readonly isForced?: boolean }): Promise<Reloaded>
  /** Makes wordings find a passage, or nothing, from now on and after a restart, or takes that back. */
  teach(lesson: Lesson): Promise<Taught>
  /** Lists what admins taught. */
  listTaught(): Promise<TaughtEntry[]>
  /** Lists what is wrong with the files of it, in which nothing is listed then. */
  listTaughtFaults(): Promise<Problem[]>
  /** The checks that the first load did not hold; it answers all the same, there being nothing else. */
  readonly failedChecks: readonly Problem[]
}

/**
 * Creates a knowledge base from a first load.
 *
 * @param load reads the knowledge folder
 * @param notebook keeps what is taught; without one nothing can be
 * @throws KnowledgeError if the first load finds a problem
 */
export async function createKnowledgeBase(
  load: () => Promise<Knowledge>,
  fold: Fold,
  notebook?: TaughtFiles,
): Promise<KnowledgeBase> {
  const build = async (loaded: Loaded): Promise<Built> => {
    const index = await createSearchIndex(loaded.articles, fold, loaded.vocabulary)
    return { loaded, answerer: await createAnswerer(loaded.articles, index, fold) }
  }
  const first = await load()
  if (first.kind === 'faulty') throw new KnowledgeError(first.problems)
  let current = await build(first)
  const failedChecks = await verify(current.loaded, current.answerer.answer)

  async function reload(isForced: boolean): Promise<Reloaded> {
    const start = performance.now()
    const next = await load()
    if (next.kind === 'faulty') return { kind: 'refused', problems: next.problems }
    const built = await build(next)
    const missed = await verify(next, built.answerer.answer)
    if (missed.length > 0 && !isForced)
      return { kind: 'failed', failedChecks: missed, total: next.checks.length + next.orphanedLessons.length }
    const changes = compareKnowledge(current.loaded.articles, built.loaded.articles)
    current = built
    return { kind: 'reloaded', changes, milliseconds: performance.now() - start, failedChecks: missed }
  }

  const takeTurn = createTurns()
  const share = createSharing(takeTurn, reload)
  const teaching: Teaching = createTeaching({
    notebook,
    fold,
    build,
    getCurrent: () => current,
    swap: (built) => (current = built),
  })
  return {
    answer: (query) => current.answerer.answer(query),
    isAsking: (query) => current.answerer.isAsking(query),
    open: (link) => current.answerer.open(link),
    findQuery: (code) => current.answerer.findQuery(code),
    findCitation: (id) => current.answerer.findCitation(id),
    answerRemark: (text, told) => current.answerer.answerRemark(text, told),
    get corpus() {
      return current.answerer
    },
    get topics() {
      return current.answerer.topics
    },
    get examples() {
      return current.answerer.examples
    },
    toGaps: (unmet) => current.answerer.toGaps(unmet),
    toGapCode: (wording) => current.answerer.toGapCode(wording),
    suggest: (wordings) => current.answerer.suggest(wordings),
    findPassage: (code) => current.answerer.findPassage(code),
    failedChecks,
    reload: ({ isForced = false } = {}) => share(isForced),
    teach: (lesson) => takeTurn(() => teaching.teach(lesson)),
    listTaughtFaults: async () => (await notebook?.listFaults(current.loaded.articles.map(({ id }) => id))) ?? [],
    listTaught: async () => (await notebook?.list(current.loaded.articles.map(({ id }) => id))) ?? [],
  }
}

type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>

/** One after the other: an older load must never take over from a newer one, nor a lesson be lost between two. */
function createTurns(): TakeTurn {
  let waiting = 0
  let latest: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = waiting === 0 ? work() : latest.then(work)
    waiting++
    latest = turn.catch(() => {}).then(() => waiting--)
    return turn
  }
}

/**
 * Whoever asks while one is under way shares the next with all who do, for the files may have changed since this one read
 * them; one that is forced is shared only by those that are.
 */
function createSharing(
  takeTurn: TakeTurn,
  reload: (isForced: boolean) => Promise<Reloaded>,
): (isForced: boolean) => Promise<Reloaded> {
  const waiting = new Map<boolean, Promise<Reloaded>>()
  return (isForced) => {
    const before = waiting.get(isForced)
    if (before) return before
    let isUnderWay = false
    const turn = takeTurn(() => {
      isUnderWay = true
      waiting.delete(isForced)
      return reload(isForced)
    })
    if (!isUnderWay) waiting.set(isForced, turn)
    return turn
  }
}
