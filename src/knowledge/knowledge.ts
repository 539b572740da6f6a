import type { Article } from './article.ts'
import { type Asks, addAsks, findUnknown } from './companions/asks.ts'
import type { Check, Checks } from './companions/checks.ts'
import { isTaught } from './taught/taught-entries.ts'
import type { Problem } from './problems/problem.ts'
import type { Vocabulary } from '../text/synonyms.ts'
import { type VocabularyFile, findShared, joinVocabularies } from './companions/vocabulary.ts'

/** Everything in a folder, or every problem found in it. */
export type Knowledge = Loaded | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

/** Knowledge without a fault. */
export interface Loaded {
  readonly kind: 'loaded'
  /** With their asks. */
  readonly articles: readonly Article[]
  readonly vocabulary: Vocabulary
  readonly checks: readonly Check[]
  /** What admins taught of articles and passages that are gone since: an article must be free to change under it. */
  readonly orphanedLessons: readonly Problem[]
  /** What it was put together from. */
  readonly sources: Sources
}

/** What the files hold, each by itself. */
export interface Sources {
  /** Without asks. */
  readonly articles: readonly Article[]
  readonly asks: readonly Asks[]
  readonly checks: readonly Checks[]
  readonly vocabularies: readonly VocabularyFile[]
}

/**
 * Puts together what the files hold.
 *
 * @param options `knowsAll`: whether these are all the articles, so that what they do not have is nowhere
 */
export function toKnowledge(sources: Sources, { knowsAll = true } = {}): Knowledge {
  const { articles, asks, checks, vocabularies } = sources
  const findGone = (files: readonly Asks[]) => (knowsAll ? files.flatMap((file) => findUnknown(file, articles)) : [])
  const problems = [...findGone(asks.filter(({ file }) => !isTaught(file))), ...findShared(vocabularies)]
  if (problems.length > 0) return faulty(problems)
  return {
    kind: 'loaded', articles: addAsks(articles, asks), vocabulary: joinVocabularies(vocabularies), checks: checks.flatMap((file) => file.checks),
    orphanedLessons: findGone(asks.filter(({ file }) => isTaught(file))), sources,
  }
}

/** Knowledge that cannot be used. */
export function faulty(problems: readonly Problem[]) {
  return { kind: 'faulty' as const, problems }
}
