import { LRUCache } from 'lru-cache'
import type { Article, Citation } from '../knowledge/article.ts'
import type { Fold, Folded } from '../text/fold.ts'
import { type Normalizer, createNormalizer } from '../text/normalize.ts'
import type { Vocabulary } from '../text/synonyms.ts'
import { createHasTerm, isHan, toHanCharacters, toPairs } from '../text/terms.ts'
import { listNames, toArticleKey, toPassageEntries, toVocabularyKey } from './article-entries.ts'
import type { AskedArticle } from './asked-article.ts'
import type { ArticleEntries, Engine, StagedEngine } from './engine.ts'
import { type Findings, type Narrowing, type SearchedView, findPassages } from './find-passages.ts'
import { type Range, findMatches } from './highlight.ts'
import { sumIdf, toIdf, weighTerms } from './idf.ts'
import { type KnownQuestions, createKnownQuestions } from './known-questions.ts'
import { openFts5Engine } from './fts5-engine.ts'
import { createMiniSearchEngine } from './minisearch-engine.ts'
import { createPace } from './pace.ts'
import type { WeighedQuery } from './relevance.ts'
import { type Group, createGroup } from './similar-wordings.ts'
import { createSpellingCorrector } from './spelling.ts'
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
  /** Prepares the index of other articles beside this one; what both have is not indexed again. One at a time. */
  readonly stage: (articles: readonly Article[], vocabulary: Vocabulary) => Promise<StagedIndex>
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
}

const NO_VOCABULARY: Vocabulary = { synonyms: [], terms: [] }

/** Where the engine of large folders keeps its file. */
export interface IndexFile {
  readonly path: string
  /** The number of passages from which it is used. */
  readonly from: number
}

/** What stays the same for all views. */
interface Surroundings {
  readonly fold: Fold
  /** The engine for a number of passages; the same one again for the same kind. */
  readonly chooseEngine: (passages: number) => { readonly kind: EngineKind; readonly open: () => Engine }
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
 */
export function stageIndex(
  articles: readonly Article[],
  vocabulary: Vocabulary,
  from: SearchIndex | IndexSettings,
): Promise<StagedIndex> {
  return 'stage' in from
    ? from.stage(articles, vocabulary)
    : stage(undefined, articles, vocabulary, toSurroundings(from))
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

function toSurroundings({ fold, file }: IndexSettings): Surroundings {
  let opened: Engine | undefined
  return {
    fold,
    chooseEngine: (passages) =>
      file && passages >= file.from
        ? { kind: 'file', open: () => (opened ??= openFts5Engine(file.path)) }
        : { kind: 'memory', open: createMiniSearchEngine },
  }
}

async function stage(
  former: View | undefined,
  articles: readonly Article[],
  vocabulary: Vocabulary,
  surroundings: Surroundings,
): Promise<StagedIndex> {
  const { fold, chooseEngine } = surroundings
  const { kind, open } = chooseEngine(articles.reduce((sum, article) => sum + countPassages(article), 0))
  // Another vocabulary normalizes every text anew.
  const kept = former?.vocabulary === vocabulary ? former : undefined
  const normalizer = kept?.normalizer ?? createNormalizer(vocabulary, [], fold)
  // The file has the articles of any earlier view, by their keys.
  const isSameEngine = former?.kind === kind && (kind === 'file' || kept !== undefined)
  const engine = isSameEngine ? former.engine : open()
  const known = kept?.kind === kind ? kept.firstIds : new Map<Article, number>()
  const named = normalizer.withNames(listAllNames(articles))
  const questions = await createKnownQuestions(articles, named, fold, kept?.known)
  const findAsked = (article: Article) => questions.articles.get(article) ?? kept?.known.articles.get(article)
  const toEntries = createToEntries(normalizer, vocabulary, fold, findAsked)
  const { firstIds, ...staged } = await stageArticles(engine, known, articles, toEntries)
  const view: View = {
    kind,
    articles,
    vocabulary,
    firstIds,
    engine: staged.engine,
    ...placePassages(articles, firstIds),
    known: questions,
    askedArticles: questions.articles.size,
    compared: isSameEngine ? former.compared : new LRUCache({ max: CACHE_SIZES.compared }),
    normalizer: named,
  }
  return { index: toIndex(view, surroundings), commit: staged.commit, discard: staged.discard }
}

/** Makes the entries of an article, and its key. */
interface ToEntries {
  readonly toKey: (article: Article) => string
  readonly toEntries: (article: Article) => Promise<ArticleEntries>
}

function createToEntries(
  normalizer: Normalizer,
  vocabulary: Vocabulary,
  fold: Fold,
  findAsked: (article: Article) => AskedArticle | undefined,
): ToEntries {
  const vocabularyKey = toVocabularyKey(vocabulary)
  const pause = createPace()
  const toKey = (article: Article) => toArticleKey(article, vocabularyKey)
  return {
    toKey,
    async toEntries(article) {
      const listAskPairs = findAsked(article)?.listPairs ?? (() => [])
      const passages = await toPassageEntries(article, normalizer, fold, listAskPairs, pause)
      return { toKey: () => toKey(article), passages }
    },
  }
}

/** Stages the articles that the engine does not have, and gives the first ids of all. */
async function stageArticles(
  engine: Engine,
  known: ReadonlyMap<Article, number>,
  articles: readonly Article[],
  { toKey, toEntries }: ToEntries,
): Promise<Omit<StagedEngine, 'firstIds'> & { readonly firstIds: ReadonlyMap<Article, number> }> {
  const firstIds = new Map<Article, number>()
  // An article without passages would share its first id with another one.
  const indexed = articles.filter((article) => countPassages(article) > 0)
  for (const article of indexed) {
    const firstId = known.get(article) ?? findStored(engine, () => toKey(article))
    if (firstId !== undefined) firstIds.set(article, firstId)
  }
  const used = new Set(firstIds.values())
  const stored = [...engine.articles.values()].map((one) => ({ ...one, toEntries: undefined }))
  const former = Array.from(known, ([article, firstId]) => {
    return { firstId, length: countPassages(article), toEntries: () => toEntries(article) }
  })
  const added = indexed.filter((article) => !firstIds.has(article))
  const staged = await engine.stage({
    removed: (engine.articles.size > 0 ? stored : former).filter(({ firstId }) => !used.has(firstId)),
    added: mapLazily(added, toEntries),
  })
  for (const [place, article] of added.entries()) firstIds.set(article, staged.firstIds[place] ?? 0)
  return { ...staged, firstIds }
}

function findStored({ articles }: Engine, toKey: () => string): number | undefined {
  return articles.size > 0 ? articles.get(toKey())?.firstId : undefined
}

async function* mapLazily<T, R>(values: Iterable<T>, map: (value: T) => Promise<R>): AsyncIterable<R> {
  for (const value of values) yield await map(value)
}

function countPassages({ exchanges }: Article): number {
  return exchanges.reduce((sum, { passages }) => sum + passages.length, 0)
}

function placePassages(
  articles: readonly Article[],
  firstIds: ReadonlyMap<Article, number>,
): Pick<View, 'citations' | 'ids'> {
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
  }
  return { citations, ids }
}

function listAllNames(articles: readonly Article[]): string[] {
  return [...new Set(articles.flatMap((article) => listNames(article)))]
}

/** Lists the texts of articles by which no passage is found. */
function listUnfound(articles: readonly Article[]): string[] {
  return articles.flatMap(({ speakers, unanswered = [] }) => [
    ...speakers.flatMap(({ name, office }) => [name, office]),
    ...unanswered,
  ])
}

function toIndex(view: View, surroundings: Surroundings): SearchIndex {
  const { fold } = surroundings
  const { engine, known, vocabulary, articles } = view
  const normalizer = view.normalizer
  const names = listAllNames(articles).map((name) => fold(name).text)
  const terms = vocabulary.terms.map((term) => fold(term).text)
  const written = { count: engine.countFound, listCharacters: engine.listCharacters }
  const respell = createSpellingCorrector(written, names, terms, () =>
    listUnfound(articles).map((text) => fold(text).text),
  )
  const normalize = memoize<Folded>(normalizer.normalize, CACHE_SIZES.texts)
  const toQuery = memoize((query) => weighQuery(normalizer.normalizeQuery(query), engine), CACHE_SIZES.queries)
  const toLikeness = memoize((query) => known.compare(query), CACHE_SIZES.queries)
  return {
    findMatches: (query, text) => findMatches(normalize(text), toQuery(query).pairs),
    search(query, narrowing = {}) {
      const compareAsks = (among?: ReadonlySet<Article>) => (among ? known.compare(query, among) : toLikeness(query))
      return findPassages(view, toQuery(narrowing.words ?? query), compareAsks, narrowing)
    },
    rate(query, texts) {
      const normalized = texts.map((text) => normalize(text).text)
      return rate(toQuery(query), normalized)
    },
    findAsked: known.find,
    group: createGroup(normalizer, fold, (word) => weighWord(word, engine), names),
    respell: (query) => respell(fold(query).text),
    normalize: (text) => normalize(text).text,
    stage: (next, nextVocabulary) => stage(view, next, nextVocabulary, surroundings),
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

function rate({ pairs, singles }: WeighedQuery, normalized: readonly string[]): number[] {
  const mass = sumIdf(pairs) + sumIdf(singles) || 1
  return normalized.map((text) => {
    const has = createHasTerm(text)
    return (sumIdf(pairs, has) + sumIdf(singles, has)) / mass
  })
}
