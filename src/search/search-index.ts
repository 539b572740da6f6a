import { setImmediate as nextTurn } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { Article, Citation } from '../knowledge/article.ts'
import type { OnProgress } from '../knowledge/progress.ts'
import type { Fold, Folded } from '../text/fold.ts'
import { type Normalizer, createNormalizer } from '../text/normalize.ts'
import type { Vocabulary } from '../text/synonyms.ts'
import { createHasTerm, isHan, toHanCharacters, toPairs } from '../text/terms.ts'
import { listNames, toArticleKey, toPassageEntries, toVocabularyKey } from './article-entries.ts'
import type { AskedArticle } from './asked-article.ts'
import { type ArticleEntries, type Engine, EngineError, type StagedEngine } from './engine/engine.ts'
import { type Findings, type Narrowing, type SearchedView, findPassages } from './find-passages.ts'
import { type Range, findMatches } from './highlight.ts'
import { type WeighedTerms, sumIdf, toIdf, weighTerms } from './idf.ts'
import { type KnownQuestions, createKnownQuestions } from './known-questions.ts'
import { openFts5Engine } from './engine/fts5-engine.ts'
import { deleteFts5Files } from './engine/fts5-file.ts'
import { createMiniSearchEngine } from './engine/minisearch-engine.ts'
import { type Pause, countPauses, createPace } from './pace.ts'
import type { WeighedQuery } from './relevance.ts'
import { type Group, createGroup } from './similar-wordings.ts'
import { type PairCounts, addPairs, countPairs, createSpellingCorrector } from './spelling.ts'
import { rateConcepts, weighConceptTerms } from './translated-relevance.ts'
import { createTranslateQuery } from './translate-query.ts'
import { CACHE_SIZES } from './tuning.ts'

/** A search index over the passages of a corpus. */
export interface SearchIndex {
  /** Finds the passages that are relevant to a query. */
  search(query: string, narrowing?: Narrowing): Findings
  /** Finds the ranges of a text that match a query. */
  findMatches(query: string, text: string): Range[]
  /** The share of the query's IDF mass that each text has, 0 to 1, single characters included. */
  readonly rate: (query: string, texts: readonly string[]) => number[]
  /** Corrects a query in pinyin or with homophones; undefined if it is correct. */
  readonly respell: (query: string) => string | undefined
  /** Finds the asks in the query's words, ignoring case, script and punctuation. */
  readonly findAsked: KnownQuestions['find']
  readonly group: Group
  /** Normalizes a text: folded, with synonyms replaced by the articles' word. */
  readonly normalize: (text: string) => string
  /** False once its file has shown damage: staged again, it is made anew. */
  readonly isSound: () => boolean
  /** Prepares the index of other articles beside this one; what both have is not indexed again. One at a time. */
  readonly stage: (
    articles: readonly Article[],
    vocabulary: Vocabulary,
    onProgress?: OnProgress,
  ) => Promise<StagedIndex>
}

/** An index that is prepared; `commit` makes it the one that lasts, `discard` gives it up. */
export interface StagedIndex {
  readonly index: SearchIndex
  readonly commit: () => void
  readonly discard: () => void
}

/** One state of the index. */
interface View extends SearchedView {
  readonly kind: EngineKind
  readonly articles: readonly Article[]
  readonly vocabulary: Vocabulary
  readonly normalizer: Normalizer
  readonly firstIds: ReadonlyMap<Article, number>
  readonly known: KnownQuestions
  /** The pairs of characters in texts by which no passage is found, by article. */
  readonly unfound: ReadonlyMap<Article, PairCounts>
  /** Their sums. */
  readonly unfoundPairs: PairCounts
}

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

/** What stays the same for all views. */
interface Surroundings {
  readonly fold: Fold
  /** The engine for a number of passages; the same one again for the same kind. */
  readonly chooseEngine: (passages: number) => { readonly kind: EngineKind; readonly open: () => Engine }
  /** Replaces a damaged file by another; any other file that is of no use by memory. */
  readonly giveUpFile: (error: EngineError) => void
}

type EngineKind = 'memory' | 'file'

/** What an index is opened with. */
export interface IndexSettings {
  readonly fold: Fold
  /** Without it the index is always kept in memory. */
  readonly file?: IndexFile | undefined
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
  file?: IndexFile,
): Promise<SearchIndex> {
  const { index, commit } = await stageIndex(articles, vocabulary, { fold, file })
  commit()
  return index
}

/** Files that are made anew because those before were damaged. */
const MOST_DAMAGES = 3

function toSurroundings({ fold, file }: IndexSettings): Surroundings {
  let isOfUse = true
  let damages = 0
  let opened: Engine | undefined
  const openMemory = () => {
    if (file && !opened) deleteFts5Files(file.path)
    return createMiniSearchEngine()
  }
  return {
    fold,
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
async function stage(former: View | undefined, wanted: Wanted, surroundings: Surroundings): Promise<StagedIndex> {
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
  former: View | undefined,
  { articles, vocabulary, onProgress }: Wanted,
  surroundings: Surroundings,
): Promise<StagedIndex> {
  const { fold, chooseEngine } = surroundings
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
  const named = normalizer.withNames(listAllNames(articles))
  const questions = await createKnownQuestions(articles, named, fold, kept?.known, onAsk)
  const findAsked = (article: Article) => questions.articles.get(article) ?? kept?.known.articles.get(article)
  const toEntries = createToEntries(normalizer, vocabulary, fold, findAsked)
  const staging = { engine, known, articles, onProgress: onIndexed }
  const { firstIds, ...staged } = await stageArticles(staging, toEntries, pause)
  const view: View = {
    kind,
    articles,
    vocabulary,
    firstIds,
    engine: staged.engine,
    ...(await placePassages(articles, firstIds, pause)),
    known: questions,
    askedArticles: questions.articles.size,
    ...(await countUnfound(articles, fold, pause, former?.unfound)),
    compared: isSameEngine ? former.compared : new LRUCache({ max: CACHE_SIZES.compared }),
    normalizer: named,
  }
  // What uses the index first begins in a turn of its own.
  await nextTurn()
  return { index: toIndex(view, surroundings), commit: staged.commit, discard: staged.discard }
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

/** Makes the entries of an article, and its key. */
interface ToEntries {
  readonly toKey: (article: Article) => string
  readonly toEntries: (article: Article, pause: Pause) => Promise<ArticleEntries>
}

function createToEntries(
  normalizer: Normalizer,
  vocabulary: Vocabulary,
  fold: Fold,
  findAsked: (article: Article) => AskedArticle | undefined,
): ToEntries {
  const vocabularyKey = toVocabularyKey(vocabulary)
  const toKey = (article: Article) => toArticleKey(article, vocabularyKey)
  return {
    toKey,
    async toEntries(article, pause) {
      const listAskPairs = findAsked(article)?.listPairs ?? (() => [])
      const passages = await toPassageEntries(article, normalizer, fold, listAskPairs, pause)
      return { toKey: () => toKey(article), passages }
    },
  }
}

/** What articles are staged for, and what of them the engine has. */
interface Staging extends Pick<Wanted, 'articles' | 'onProgress'> {
  readonly engine: Engine
  /** The first ids of the articles that the former view has. */
  readonly known: ReadonlyMap<Article, number>
}

/** Stages the articles that the engine does not have, and gives the first ids of all. */
async function stageArticles(
  { engine, known, articles, onProgress }: Staging,
  { toKey, toEntries }: ToEntries,
  pause: Pause,
): Promise<Omit<StagedEngine, 'firstIds'> & { readonly firstIds: ReadonlyMap<Article, number> }> {
  const firstIds = new Map<Article, number>()
  // An article without passages would share its first id with another one.
  const indexed = articles.filter((article) => countPassages(article) > 0)
  for (const article of indexed) {
    const firstId = known.get(article) ?? findStored(engine, article, toKey)
    if (firstId !== undefined) firstIds.set(article, firstId)
    await pause()
  }
  const used = new Set(firstIds.values())
  const stored = [...engine.articles.values()].filter(({ firstId }) => !used.has(firstId))
  const former = engine.articles.size > 0 ? [] : [...known].filter(([article]) => !firstIds.has(article))
  const added = indexed.filter((article) => !firstIds.has(article))
  const total = sum([...former.map(([article]) => article), ...added], countPassages)
  const make = (article: Article) => toEntries(article, counted)
  const counted = countPauses(pause, total, onProgress)
  const staged = await engine.stage({
    removed: [
      ...stored,
      ...former.map(([article, firstId]) => ({
        firstId,
        length: countPassages(article),
        toEntries: () => make(article),
      })),
    ],
    added: mapLazily(added, make),
  })
  for (const [place, article] of added.entries()) firstIds.set(article, staged.firstIds[place] ?? 0)
  return { ...staged, firstIds }
}

function findStored({ articles }: Engine, article: Article, toKey: (article: Article) => string): number | undefined {
  const stored = articles.size > 0 ? articles.get(toKey(article)) : undefined
  return stored?.length === countPassages(article) ? stored.firstId : undefined
}

async function* mapLazily<T, R>(values: Iterable<T>, map: (value: T) => Promise<R>): AsyncIterable<R> {
  for (const value of values) yield await map(value)
}

function countPassages({ exchanges }: Article): number {
  return sum(exchanges, ({ passages }) => passages.length)
}

/** Counts the pauses while the entries of an article are made: one for each passage and each ask of it. */
function countAsks({ exchanges, unanswered = [] }: Article): number {
  return unanswered.length + sum(exchanges, ({ passages }) => sum(passages, ({ asks = [] }) => asks.length))
}

function sum<T>(items: readonly T[], toNumber: (item: T) => number): number {
  return items.reduce((total, item) => total + toNumber(item), 0)
}

async function placePassages(
  articles: readonly Article[],
  firstIds: ReadonlyMap<Article, number>,
  pause: Pause,
): Promise<Pick<View, 'citations' | 'ids'>> {
  const citations = new Map<number, Citation>()
  const ids = new Map<string, number>()
  for (const article of articles) {
    let id = firstIds.get(article) ?? 0
    for (const exchange of article.exchanges) {
      for (const passage of exchange.passages) {
        citations.set(id, { article, exchange, passage })
        ids.set(passage.id, id++)
      }
    }
    await pause()
  }
  return { citations, ids }
}

function listAllNames(articles: readonly Article[]): string[] {
  return [...new Set(articles.flatMap((article) => listNames(article)))]
}

/** Counts the pairs of the texts by which no passage is found; those of the former articles are not counted again. */
async function countUnfound(
  articles: readonly Article[],
  fold: Fold,
  pause: Pause,
  former?: View['unfound'],
): Promise<Pick<View, 'unfound' | 'unfoundPairs'>> {
  const unfound = new Map<Article, PairCounts>()
  for (const article of articles) {
    const { speakers, unanswered = [] } = article
    const texts = [...speakers.flatMap(({ name, office }) => [name, office]), ...unanswered]
    unfound.set(article, former?.get(article) ?? (await countPairs(texts, fold, pause)))
  }
  return { unfound, unfoundPairs: await addPairs(unfound.values(), pause) }
}

function toIndex(view: View, surroundings: Surroundings): SearchIndex {
  const { fold } = surroundings
  const { engine, known, vocabulary, articles } = view
  const normalizer = view.normalizer
  const names = listAllNames(articles).map((name) => fold(name).text)
  const terms = vocabulary.terms.map((term) => fold(term).text)
  const written = { count: engine.countFound, listCharacters: engine.listCharacters }
  const respell = createSpellingCorrector(written, names, terms, view.unfoundPairs)
  const normalize = memoize<Folded>(normalizer.normalize, CACHE_SIZES.texts)
  const translate = createTranslateQuery({ engine, normalizer, articles, fold, names: listAllNames(articles) })
  const toQuery = memoize((query) => {
    const text = normalizer.normalizeQuery(query)
    return { ...weighQuery(text, engine), translation: translate(query) }
  }, CACHE_SIZES.queries)
  const toLikeness = memoize((query) => known.compare(query), CACHE_SIZES.queries)
  return {
    findMatches: (query, text) => findMatches(text, weighMatches(toQuery(query), text), { fold, normalize }),
    search(query, narrowing = {}) {
      const compareAsks = (among?: ReadonlySet<Article>) => (among ? known.compare(query, among) : toLikeness(query))
      return findPassages(view, toQuery(narrowing.words ?? query), compareAsks, narrowing)
    },
    rate(query, texts) {
      const weighed = toQuery(query)
      const { translation } = weighed
      return texts.map((text) => {
        const normalized = normalize(text).text
        return translation?.isFor(text) ? rateConcepts(translation.concepts, normalized) : rate(weighed, normalized)
      })
    },
    findAsked: known.find,
    group: createGroup(normalizer, fold, (word) => weighWord(word, engine), names),
    respell: (query) => respell(fold(query).text),
    normalize: (text) => normalize(text).text,
    isSound: engine.isSound,
    stage: (next, nextVocabulary, onProgress) =>
      stage(view, { articles: next, vocabulary: nextVocabulary, onProgress }, surroundings),
  }
}

/** Caches the results for the most recently used texts. */
function memoize<T extends object>(make: (text: string) => T, max: number): (text: string) => T {
  const cache = new LRUCache<string, T>({ max, memoMethod: (text) => make(text) })
  return (text) => cache.memo(text)
}

function weighQuery(text: string, { size, countHeld }: Engine): WeighedQuery {
  return {
    text,
    pairs: weighTerms(toPairs(text), size, countHeld),
    singles: weighTerms(toHanCharacters(text), size, countHeld),
  }
}

/** The IDF of a word: that of its rarest pair, which no passage without the word need have. */
function weighWord(word: string, { size, countHeld }: Engine): number {
  const pairs = isHan(word) ? toPairs(word) : []
  // A single character has no pair.
  return toIdf(Math.min(...(pairs.length > 0 ? pairs : [word]).map(countHeld)), size)
}

function rate({ pairs, singles }: WeighedQuery, normalized: string): number {
  const has = createHasTerm(normalized)
  return (sumIdf(pairs, has) + sumIdf(singles, has)) / (sumIdf(pairs) + sumIdf(singles) || 1)
}

/** The terms of a query by which a text, as it is written, is highlighted. */
function weighMatches({ pairs, translation }: WeighedQuery, text: string): WeighedTerms {
  return translation?.isFor(text) ? weighConceptTerms(translation.concepts) : pairs
}
