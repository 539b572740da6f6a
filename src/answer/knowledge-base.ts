import type { Article } from '../knowledge/article.ts'
import { type Changes, compareKnowledge } from '../knowledge/compare-knowledge.ts'
import type { Knowledge } from '../knowledge/load-knowledge.ts'
import { KnowledgeError, type Problem } from '../knowledge/problem.ts'
import type { Fold } from '../search/fold.ts'
import { createSearchIndex } from '../search/search-index.ts'
import { type Answerer, createAnswerer } from './answerer.ts'

/** What a reload came to: the new index answers, or nothing changed. */
export type Reloaded =
  | { readonly kind: 'reloaded'; readonly changes: Changes; readonly milliseconds: number }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }

/** Answers from the latest knowledge that was without a fault. */
export interface KnowledgeBase extends Answerer {
  /**
   * Reads the folder again, as it is now or later. Queries are answered from the old index until the new one stands;
   * calls that come while a reload is under way share the next.
   */
  reload(): Promise<Reloaded>
}

type Sound = Extract<Knowledge, { kind: 'loaded' }>

interface Loaded {
  readonly articles: readonly Article[]
  readonly answerer: Answerer
}

/**
 * Creates a knowledge base from a first load.
 *
 * @param load reads the knowledge folder
 * @throws KnowledgeError if the first load finds a problem
 */
export async function createKnowledgeBase(load: () => Promise<Knowledge>, fold: Fold): Promise<KnowledgeBase> {
  const build = async ({ articles, vocabulary }: Sound): Promise<Loaded> => {
    const index = await createSearchIndex(articles, fold, vocabulary)
    return { articles, answerer: await createAnswerer(articles, index, fold) }
  }
  const first = await load()
  if (first.kind === 'faulty') throw new KnowledgeError(first.problems)
  let current = await build(first)

  async function reload(): Promise<Reloaded> {
    const start = performance.now()
    const next = await load()
    if (next.kind === 'faulty') return { kind: 'refused', problems: next.problems }
    const built = await build(next)
    const changes = compareKnowledge(current.articles, built.articles)
    current = built
    return { kind: 'reloaded', changes, milliseconds: performance.now() - start }
  }

  let running: Promise<Reloaded> | undefined
  let waiting: Promise<Reloaded> | undefined
  function begin(): Promise<Reloaded> {
    waiting = undefined
    const turn = reload().finally(() => (running = undefined))
    running = turn
    return turn
  }

  return {
    answer: (query) => current.answerer.answer(query),
    isAsking: (query) => current.answerer.isAsking(query),
    open: (link) => current.answerer.open(link),
    findQuery: (code) => current.answerer.findQuery(code),
    answerRemark: (text, told) => current.answerer.answerRemark(text, told),
    get topics() {
      return current.answerer.topics
    },
    get examples() {
      return current.answerer.examples
    },
    reload() {
      // One after the other: an older load must never take over from a newer one. Whoever asks while one is under way
      // shares the next with all who do, for the files may have changed since this one read them.
      if (running) waiting ??= running.then(begin, begin)
      return waiting ?? begin()
    },
  }
}
