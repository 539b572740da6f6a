import { setImmediate as nextTurn } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { type Article, type Citation, toCitations } from '../knowledge/article.ts'
import { hasSameItems } from '../knowledge/changes.ts'
import type { OnProgress } from '../knowledge/progress.ts'
import type { Fold, Folded } from '../text/fold.ts'
import { type Normalizer, createNormalizer } from '../text/normalize.ts'
import type { Vocabulary } from '../text/synonyms.ts'
import { createHasTerm, isHan, toHanCharacters, toPairs } from '../text/terms.ts'
import { type Alteration, listAlterations, pickPassages } from './alterations.ts'
import { listNames, toArticleKey, toPassageEntries, toVocabularyKey } from './article-entries.ts'
import type { AskedArticle } from './asks/asked-article.ts'
import {
  type AlteredArticle,
  type ArticleEntries,
  type Engine,
  EngineError,
  type StagedEngine,
} from './engine/engine.ts'
import { type Findings, type Narrowing, type SearchedView, findPassages } from './find-passages.ts'
import { type Range, findMatches } from './highlight.ts'
import { type WeighedTerms, sumIdf, toIdf, weighTerms } from './idf.ts'
import { type KnownQuestions, createKnownQuestions } from './known-questions.ts'
import { type SearchedVectors, createFindMeaning } from './meaning.ts'
import { openFts5Engine } from './engine/fts5-engine.ts'
import { deleteFts5Files } from './engine/fts5-file.ts'
import { createMiniSearchEngine } from './engine/minisearch-engine.ts'
import { type Pause, countPauses, createPace, pauseAtTimes } from './pace.ts'
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
  /** Makes the vectors of queries that are about to be searched; without a model, or in time, it makes none. */
  readonly prepareQueries: (queries: readonly string[]) => Promise<void>
  /** Makes in slices what the first query in another language than the passages would wait for. */
  readonly prepareTranslation: () => Promise<void>
  /** Tells whether a search for the query reads its vector. */
  readonly readsMeaning: (query: string) => boolean
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
  /** The names of all speakers, which the normalizer knows. */
  readonly names: readonly string[]
  readonly normalizer: Normalizer
  readonly normalize: (text: string) => Folded
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
  /** Undefined while there is no model. */
  readonly findVectors: () => SearchedVectors | undefined
}

type EngineKind = 'memory' | 'file'

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
  const naming = toNaming(articles, normalizer, kept)
  const named = naming.normalizer
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
    ...(await placePassages(articles, firstIds, pause, former)),
    known: questions,
    askedArticles: questions.articles.size,
    ...(await countUnfound(articles, fold, pause, former)),
    compared: isSameEngine ? former.compared : new LRUCache({ max: CACHE_SIZES.compared }),
    ...naming,
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
  /** @param passages the ids of those that are wanted, if not all */
  readonly toEntries: (article: Article, pause: Pause, passages?: Alteration['passages']) => Promise<ArticleEntries>
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
    async toEntries(article, pause, wanted) {
      const listAskPairs = findAsked(article)?.listPairs ?? (() => [])
      const passages = await toPassageEntries(
        wanted ? pickPassages(article, wanted) : article,
        normalizer,
        fold,
        listAskPairs,
        pause,
      )
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
  const alterations = listAlterations(known, firstIds, indexed)
  for (const { after, firstId } of alterations) firstIds.set(after, firstId)
  const used = new Set(firstIds.values())
  const stored = [...engine.articles.values()].filter(({ firstId }) => !used.has(firstId))
  const former = engine.articles.size > 0 ? [] : [...known].filter(([, firstId]) => !used.has(firstId))
  const added = indexed.filter((article) => !firstIds.has(article))
  const total =
    sum([...former.map(([article]) => article), ...added], countPassages) +
    sum(alterations, ({ passages }) => 2 * passages.size)
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
    altered: await Promise.all(alterations.map((one) => toAltered(one, { toKey, toEntries }, counted))),
    added: mapLazily(added, make),
  })
  for (const [place, article] of added.entries()) firstIds.set(article, staged.firstIds[place] ?? 0)
  return { ...staged, firstIds }
}

async function toAltered(
  { before, after, firstId, passages }: Alteration,
  { toKey, toEntries }: ToEntries,
  pause: Pause,
): Promise<AlteredArticle> {
  const [former, next] = [await toEntries(before, pause, passages), await toEntries(after, pause, passages)]
  const altered = [...passages.values()].flatMap((place, index) => {
    const [one, other] = [former.passages[index], next.passages[index]]
    return one && other ? [{ id: firstId + place, before: one, after: other }] : []
  })
  return { firstId, toKey: () => toKey(after), passages: altered }
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

/** Places passages by their ids; those of the former view stay. */
async function placePassages(
  articles: readonly Article[],
  firstIds: ReadonlyMap<Article, number>,
  pause: Pause,
  former?: View,
): Promise<Pick<View, 'citations' | 'ids'>> {
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
  kept: View | undefined,
): Pick<View, 'names' | 'normalizer' | 'normalize'> {
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
  former?: View,
): Promise<Pick<View, 'unfound' | 'unfoundPairs'>> {
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

function toIndex(view: View, surroundings: Surroundings): SearchIndex {
  const { fold, findVectors } = surroundings
  const { engine, known, vocabulary, articles, normalizer, normalize } = view
  const names = view.names.map((name) => fold(name).text)
  const terms = vocabulary.terms.map((term) => fold(term).text)
  const written = { count: engine.countFound, listCharacters: engine.listCharacters }
  const respell = createSpellingCorrector(written, names, terms, view.unfoundPairs)
  const { translate, prepare } = createTranslateQuery({ engine, normalizer, articles, fold, names: view.names })
  const toQuery = memoize((query) => {
    const text = normalizer.normalizeQuery(query)
    return { ...weighQuery(text, engine), translation: translate(query) }
  }, CACHE_SIZES.queries)
  const toLikeness = memoize((query) => known.compare(query), CACHE_SIZES.queries)
  const findMeaning = createFindMeaning(view.citations, findVectors)
  return {
    findMatches: (query, text) => findMatches(text, weighMatches(toQuery(query), text), { fold, normalize }),
    search(query, narrowing = {}) {
      const compareAsks = (among?: ReadonlySet<Article>) => (among ? known.compare(query, among) : toLikeness(query))
      return findPassages(view, toQuery(narrowing.words ?? query), compareAsks, narrowing, findMeaning(query))
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
    prepareQueries: async (queries) => findVectors()?.queries.prepare(queries),
    prepareTranslation: prepare,
    readsMeaning: (query) => findMeaning(query) !== undefined,
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
