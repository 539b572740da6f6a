import { setImmediate as nextTurn } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { type Article, type Citation, toCitations } from '../../knowledge/article.ts'
import { hasSameItems } from '../../knowledge/changes.ts'
import type { OnProgress } from '../../knowledge/progress.ts'
import type { Fold, Folded } from '../../text/fold.ts'
import { type Normalizer, createNormalizer } from '../../text/normalize.ts'
import type { Vocabulary } from '../../text/synonyms.ts'
import { createKnownQuestions } from '../asks/known-questions.ts'
import { type Engine, EngineError } from '../engine/engine.ts'
import { openFts5Engine } from '../engine/fts5-engine.ts'
import { deleteFts5Files } from '../engine/fts5-file.ts'
import { createMiniSearchEngine } from '../engine/minisearch-engine.ts'
import type { SearchedVectors } from '../meaning.ts'
import { type Pause, createPace, pauseAtTimes } from '../pace.ts'
import {
  type EngineKind,
  type IndexView,
  type SearchIndex,
  type StagedIndex,
  memoize,
  toSearchIndex,
} from '../search-index.ts'
import { type PairCounts, addPairs, countPairs } from '../spelling.ts'
import { CACHE_SIZES } from '../tuning.ts'
import { listNames } from './article-entries.ts'
import { countAsks, countPassages, createToEntries, stageArticles, sum } from './stage-articles.ts'

const NO_VOCABULARY: Vocabulary = { synonyms: [], terms: [] }

/** Where the engine of large folders keeps its file. */
export interface IndexFile {
  readonly path: string
  /** The number of passages from which it is used. */
  readonly from: number
  /** Called if the file is of no use: it is made anew, or the index is kept in memory. */
  readonly onTrouble?: ((error: unknown) => void) | undefined
  /** Called once damage has shown: the next index that is staged is made anew. */
  readonly onDamage?: (() => void) | undefined
}

/** What an index is opened with. */
export interface IndexSettings {
  readonly fold: Fold
  /** Without it the index is always kept in memory. */
  readonly file?: IndexFile | undefined
  /** Finds the vectors of a model, once there is one. */
  readonly findVectors?: (() => SearchedVectors | undefined) | undefined
}

/**
 * Prepares the index of all passages of the articles, yielding to the event loop; one at a time.
 *
 * @param from an index that goes on answering until the commit, of which what both have is not made again; or the
 * settings of a first one
 * @param onProgress is told of the passages and asks that are indexed
 */
export function stageIndex(
  articles: readonly Article[],
  vocabulary: Vocabulary,
  from: SearchIndex | IndexSettings,
  onProgress?: OnProgress,
): Promise<StagedIndex> {
  return 'stage' in from
    ? from.stage(articles, vocabulary, onProgress)
    : stage(undefined, { articles, vocabulary, onProgress }, toSurroundings(from))
}

/** Creates the index of articles. */
export async function createSearchIndex(
  articles: readonly Article[],
  fold: Fold,
  vocabulary: Vocabulary = NO_VOCABULARY,
  settings: Omit<IndexSettings, 'fold'> = {},
): Promise<SearchIndex> {
  const { index, commit } = await stageIndex(articles, vocabulary, { fold, ...settings })
  commit()
  return index
}

/** What stays the same for all views. */
interface Surroundings {
  readonly fold: Fold
  /** The engine for a number of passages; the same one again for the same kind. */
  readonly chooseEngine: (passages: number) => { readonly kind: EngineKind; readonly open: () => Engine }
  /** Replaces a damaged file by another; any other file that is of no use by memory. */
  readonly giveUpFile: (error: EngineError) => void
  /** Undefined while there is no model. */
  readonly findVectors: () => SearchedVectors | undefined
}

/** Files that are made anew because those before were damaged. */
const MOST_DAMAGES = 3

function toSurroundings({ fold, file, findVectors = () => undefined }: IndexSettings): Surroundings {
  let isOfUse = true
  let damages = 0
  let opened: Engine | undefined
  const openMemory = () => {
    if (file && !opened) deleteFts5Files(file.path)
    return createMiniSearchEngine()
  }
  return {
    fold,
    findVectors,
    chooseEngine: (passages) =>
      file && isOfUse && passages >= file.from
        ? {
            kind: 'file',
            open: () => (opened?.isSound() ? opened : (opened = openFts5Engine(file.path, file.onDamage))),
          }
        : { kind: 'memory', open: openMemory },
    giveUpFile(error) {
      // What is damaged is made anew; a disk that is full stays so.
      if (!error.isDamage || ++damages > MOST_DAMAGES) isOfUse = false
      file?.onTrouble?.(error)
    },
  }
}

/** What an index is wanted of. */
interface Wanted {
  readonly articles: readonly Article[]
  readonly vocabulary: Vocabulary
  readonly onProgress?: OnProgress | undefined
}

/** Stages beside a former index, which goes on answering where its file cannot be written. */
async function stage(former: IndexView | undefined, wanted: Wanted, surroundings: Surroundings): Promise<StagedIndex> {
  try {
    const staged = await stageWith(former, wanted, surroundings)
    if (former) return staged
    // Nothing answers yet, so that a file that cannot be written shows here.
    staged.commit()
    return { index: staged.index, commit() {}, discard() {} }
  } catch (error) {
    if (!(error instanceof EngineError) || (former?.kind === 'file' && former.engine.isSound())) throw error
    surroundings.giveUpFile(error)
    return stage(former, wanted, surroundings)
  }
}

async function stageWith(
  former: IndexView | undefined,
  { articles, vocabulary, onProgress }: Wanted,
  surroundings: Surroundings,
): Promise<StagedIndex> {
  const { fold, findVectors, chooseEngine } = surroundings
  const { kind, open } = chooseEngine(sum(articles, countPassages))
  // Another vocabulary normalizes every text anew.
  const kept = former?.vocabulary === vocabulary ? former : undefined
  const normalizer = kept?.normalizer ?? createNormalizer(vocabulary, [], fold)
  // The file has the articles of any earlier view, by their keys.
  const isSameEngine = former?.kind === kind && former.engine.isSound() && (kind === 'file' || kept !== undefined)
  const engine = isSameEngine ? former.engine : open()
  const known = isSameEngine && kept ? kept.firstIds : new Map<Article, number>()
  const pause = createPace()
  const unasked = articles.filter((article) => !kept?.known.articles.has(article))
  const unindexed = articles.filter((article) => !known.has(article))
  const { onIndexed, onAsk } = joinProgress(sum(unasked, countAsks), sum(unindexed, countPassages), onProgress)
  const naming = toNaming(articles, normalizer, kept)
  const named = naming.normalizer
  const questions = await createKnownQuestions(articles, named, fold, kept?.known, onAsk)
  const findAsked = (article: Article) => questions.articles.get(article) ?? kept?.known.articles.get(article)
  const toEntries = createToEntries(normalizer, vocabulary, fold, findAsked)
  const staging = { engine, known, articles, onProgress: onIndexed }
  const { firstIds, ...staged } = await stageArticles(staging, toEntries, pause)
  const view: IndexView = {
    kind,
    articles,
    vocabulary,
    firstIds,
    engine: staged.engine,
    ...(await placePassages(articles, firstIds, pause, former)),
    known: questions,
    askedArticles: questions.articles.size,
    ...(await countUnfound(articles, fold, pause, former)),
    compared: isSameEngine ? former.compared : new LRUCache({ max: CACHE_SIZES.compared }),
    ...naming,
  }
  // What uses the index first begins in a turn of its own.
  await nextTurn()
  const index = toSearchIndex(view, {
    fold,
    findVectors,
    stage: (next, nextVocabulary, onNext) =>
      stage(view, { articles: next, vocabulary: nextVocabulary, onProgress: onNext }, surroundings),
  })
  return { index, commit: staged.commit, discard: staged.discard }
}

/**
 * Joins the progress of the asks to that of the passages, which are indexed after them.
 *
 * @param passages at most: the engine may have some of them
 */
function joinProgress(asks: number, passages: number, onProgress: OnProgress = () => {}) {
  let asked = 0
  return {
    onAsk: () => onProgress(++asked, asks + passages),
    onIndexed: (done: number, total: number) => onProgress(asks + done, asks + total),
  }
}

/** Places passages by their ids; those of the former view stay. */
async function placePassages(
  articles: readonly Article[],
  firstIds: ReadonlyMap<Article, number>,
  pause: Pause,
  former?: IndexView,
): Promise<Pick<IndexView, 'citations' | 'ids'>> {
  const citations = new Map<number, Citation>()
  const ids = new Map<string, number>()
  const place = (id: number, citation: Citation) => {
    citations.set(id, citation)
    ids.set(citation.passage.id, id)
  }
  const isPlaced = (article: Article) => former?.firstIds.get(article) === firstIds.get(article)
  const placed = new Set(former?.articles.filter((article) => firstIds.has(article) && isPlaced(article)))
  await pauseAtTimes(former?.citations ?? [], pause, ([id, citation]) => {
    if (placed.has(citation.article)) place(id, citation)
  })
  for (const article of articles) {
    if (placed.has(article)) continue
    for (const [index, citation] of toCitations([article]).entries())
      place((firstIds.get(article) ?? 0) + index, citation)
    await pause()
  }
  return { citations, ids }
}

function listAllNames(articles: readonly Article[]): string[] {
  return [...new Set(articles.flatMap((article) => listNames(article)))]
}

/** Prepares the normalizer; with the vocabulary and the names of a former view it is that one's. */
function toNaming(
  articles: readonly Article[],
  normalizer: Normalizer,
  kept: IndexView | undefined,
): Pick<IndexView, 'names' | 'normalizer' | 'normalize'> {
  const names = listAllNames(articles)
  if (kept && hasSameItems(kept.names, names))
    return { names: kept.names, normalizer: kept.normalizer, normalize: kept.normalize }
  const named = normalizer.withNames(names)
  return { names, normalizer: named, normalize: memoize<Folded>(named.normalize, CACHE_SIZES.texts) }
}

/** Counts the pairs of the texts by which no passage is found; those that a former view has are not counted again. */
async function countUnfound(
  articles: readonly Article[],
  fold: Fold,
  pause: Pause,
  former?: IndexView,
): Promise<Pick<IndexView, 'unfound' | 'unfoundPairs'>> {
  const before = new Map(former?.articles.map((article) => [article.id, article]))
  const unfound = new Map<Article, PairCounts>()
  for (const article of articles) {
    const texts = listUnfound(article)
    const earlier = before.get(article.id)
    const isSame = earlier === article || (earlier && hasSameItems(listUnfound(earlier), texts))
    const known = isSame ? former?.unfound.get(earlier) : undefined
    unfound.set(article, known ?? (await countPairs(texts, fold, pause)))
  }
  const [all, known] = [[...unfound.values()], [...(former?.unfound.values() ?? [])]]
  const isSame = former !== undefined && hasSameItems(known, all)
  return { unfound, unfoundPairs: isSame ? former.unfoundPairs : await addPairs(all, pause) }
}

function listUnfound({ speakers, unanswered = [] }: Article): string[] {
  return [...speakers.flatMap(({ name, office }) => [name, office]), ...unanswered]
}
