import { LRUCache } from 'lru-cache'
import type { Loaded } from '../knowledge/knowledge.ts'
import type { OnProgress } from '../knowledge/progress.ts'
import { type IndexSettings, stageIndex } from '../search/staging/stage-index.ts'
import type { Fold } from '../text/fold.ts'
import { toCatalog } from './catalog.ts'
import type { Corpus } from './corpus.ts'
import { listPeople } from './question/listed-people.ts'
import { listRoles } from './question/listed-roles.ts'

/** Selections of some ten kilobytes: the sentences of a few stories. */
const MOST_SENTENCES = 50
/** Readings of some five kilobytes: the queries of a busy hour, or two pages of gaps. */
const MOST_READINGS = 1000

/** A corpus that is prepared beside the one that answers. */
export interface StagedCorpus {
  readonly corpus: Corpus
  /** Makes it the one that lasts: the former corpus must not be used any more. */
  readonly commit: () => void
  /** Gives it up. */
  readonly discard: () => void
}

/** What a corpus is staged with. */
export interface StageOptions extends Omit<IndexSettings, 'fold'> {
  /** Lends its suggestions until those of the new one have been tried; its index has the settings. */
  readonly former?: Corpus | undefined
  /** Told of what is indexed. */
  readonly onProgress?: OnProgress | undefined
}

/**
 * Prepares the corpus of a load of the knowledge, yielding to other work between its steps. What it shares with the
 * former one is not made again; one corpus at a time can be staged.
 */
export async function stageCorpus(
  loaded: Loaded,
  fold: Fold,
  { former, onProgress, ...settings }: StageOptions = {},
): Promise<StagedCorpus> {
  const { articles, vocabulary } = loaded
  const { index, ...staged } = await stageIndex(
    articles,
    vocabulary,
    former?.index ?? { fold, ...settings },
    onProgress,
  )
  const people = listPeople(articles, fold)
  const corpus: Corpus = {
    ...toCatalog(articles),
    loaded,
    index,
    fold,
    people,
    roles: listRoles(people, fold),
    suggestions: former
      ? { ...former.suggestions }
      : { offers: [], examples: { chinese: [], english: [] }, followUps: [] },
    caches: {
      foldedTexts: former?.caches.foldedTexts ?? new WeakMap(),
      factTexts: former?.caches.factTexts ?? new WeakMap(),
      readings: new LRUCache({ max: MOST_READINGS }),
      sentences: new LRUCache({ max: MOST_SENTENCES }),
    },
  }
  return { corpus, ...staged }
}

/** Builds a corpus that has no former one. */
export async function buildCorpus(
  loaded: Loaded,
  fold: Fold,
  options: Omit<StageOptions, 'former'> = {},
): Promise<Corpus> {
  const { corpus, commit } = await stageCorpus(loaded, fold, options)
  commit()
  return corpus
}

/** Stages what needs no index of its own. */
export function stageAsIs(corpus: Corpus): StagedCorpus {
  return { corpus, commit() {}, discard() {} }
}

/** Tries something on a staged corpus, which is discarded where that fails. */
export async function runStaged<T>({ corpus, discard }: StagedCorpus, run: (corpus: Corpus) => Promise<T>): Promise<T> {
  try {
    return await run(corpus)
  } catch (error) {
    discard()
    throw error
  }
}
