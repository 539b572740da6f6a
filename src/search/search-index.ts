import { setImmediate as nextTurn } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { Article, Citation, Exchange } from '../knowledge/article.ts'
import type { OnProgress } from '../knowledge/progress.ts'
import type { Fold, Folded } from '../text/fold.ts'
import { type Normalizer, createNormalizer } from '../text/normalize.ts'
import type { Vocabulary } from '../text/synonyms.ts'
import { createHasTerm, isHan, toHanCharacters, toPairs } from '../text/terms.ts'
import { listNames, toArticleKey, toPassageEntries, toVocabularyKey } from './article-entries.ts'
import type { ArticleEntries, Engine, StagedEngine } from './engine.ts'
import { type Range, findMatches } from './highlight.ts'
import { sumIdf, toIdf, weighTerms } from './idf.ts'
import { type KnownQuestions, type Likeness, createKnownQuestions } from './known-questions.ts'
import { openFts5Engine } from './fts5-engine.ts'
import { createMiniSearchEngine } from './minisearch-engine.ts'
import { type Pause, countPauses, createPace } from './pace.ts'
import { type ComparedPassage, type WeighedQuery, createComparison, toComparedPassage } from './relevance.ts'
import { type Group, createGroup } from './similar-wordings.ts'
import { type PairCounts, addPairs, countPairs, createSpellingCorrector } from './spelling.ts'
import { ASKS, CACHE_SIZES, MOST_ASKED, MOST_COMPARED, MOST_EXCHANGES } from './tuning.ts'

/** A passage that fits a query. */
export interface Hit {
  readonly citation: Citation
  /** Comparable within one query only. */
  readonly rank: number
  /** The share of the query that its words cover, 0 to 1. */
  readonly cover: number
  /** Whether the passage has all terms of the query. */
  readonly isWhole: boolean
  /** The likeness of the query to the passage's asks, 0 to 1; undefined for a passage without asks. */
  readonly asked: number | undefined
  /** The likeness of the query to the unanswered asks of the passage's article, 0 to 1. */
  readonly unanswered: number
  /** The mean log odds that the query's words are unanswered rather than answered there; 0 without unanswered asks. */
  readonly odds: number
  /** Whether an ask of the passage has almost the query's words. */
  readonly isVerbatim: boolean
}

/** The results of a query. */
export interface Findings {
  /** Best first. */
  readonly hits: readonly Hit[]
  /** The few exchanges whose questions have most of the query; best first, of equal ones the shortest. */
  readonly exchanges: readonly Exchange[]
  /** Whether an unanswered ask has almost the query's words. */
  readonly isUnanswered: boolean
}

/** Restrictions of a search. */
export interface Narrowing {
  /** The passages that may be found; all by default. */
  readonly among?: readonly Citation[]
  /** The words to find in passages, if they differ from the query: for example without the names in it. */
  readonly words?: string
}

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
interface View {
  readonly kind: EngineKind
  readonly articles: readonly Article[]
  readonly vocabulary: Vocabulary
  readonly normalizer: Normalizer
  readonly engine: Engine
  readonly firstIds: ReadonlyMap<Article, number>
  readonly citations: ReadonlyMap<number, Citation>
  /** By passage id. */
  readonly ids: ReadonlyMap<string, number>
  readonly known: KnownQuestions
  /** The pairs of characters in texts by which no passage is found, by article. */
  readonly unfound: ReadonlyMap<Article, PairCounts>
  /** Their sums. */
  readonly unfoundPairs: PairCounts
  /** By id; shared by all views of one engine, which never uses an id twice. */
  readonly compared: LRUCache<number, ComparedPassage>
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

/** What an index is wanted of. */
interface Wanted {
  readonly articles: readonly Article[]
  readonly vocabulary: Vocabulary
  readonly onProgress?: OnProgress | undefined
}

async function stage(
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
  const isSameEngine = former?.kind === kind && (kind === 'file' || kept !== undefined)
  const engine = isSameEngine ? former.engine : open()
  const known = kept?.kind === kind ? kept.firstIds : new Map<Article, number>()
  const pause = createPace()
  const toEntries = createToEntries(normalizer, vocabulary, fold)
  const unasked = articles.filter((article) => !kept?.known.articles.has(article))
  const { onIndexed, onAsk } = joinProgress(sum(unasked, countAsks), onProgress)
  const staging = { engine, known, articles, onProgress: onIndexed }
  const { firstIds, ...staged } = await stageArticles(staging, toEntries, pause)
  const named = normalizer.withNames(listAllNames(articles))
  const view: View = {
    kind,
    articles,
    vocabulary,
    firstIds,
    engine: staged.engine,
    ...(await placePassages(articles, firstIds, pause)),
    known: await createKnownQuestions(articles, named, fold, kept?.known, onAsk),
    ...(await countUnfound(articles, fold, pause, former?.unfound)),
    compared: isSameEngine ? former.compared : new LRUCache({ max: CACHE_SIZES.compared }),
    normalizer: named,
  }
  // What uses the index first begins in a turn of its own.
  await nextTurn()
  return { index: toIndex(view, surroundings), commit: staged.commit, discard: staged.discard }
}

/** Joins the progress of the entries to that of the asks that are cut after them. */
function joinProgress(asks: number, onProgress: OnProgress = () => {}) {
  let [indexed, asked] = [0, 0]
  return {
    onIndexed(done: number, total: number) {
      indexed = total
      onProgress(done, total + asks)
    },
    onAsk: () => onProgress(indexed + ++asked, indexed + asks),
  }
}

/** Makes the entries of an article, and its key. */
interface ToEntries {
  readonly toKey: (article: Article) => string
  readonly toEntries: (article: Article, pause: Pause) => Promise<ArticleEntries>
}

function createToEntries(normalizer: Normalizer, vocabulary: Vocabulary, fold: Fold): ToEntries {
  const vocabularyKey = toVocabularyKey(vocabulary)
  const toKey = (article: Article) => toArticleKey(article, vocabularyKey)
  return {
    toKey,
    async toEntries(article, pause) {
      return { toKey: () => toKey(article), passages: await toPassageEntries(article, normalizer, fold, pause) }
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
  for (const article of articles) {
    const firstId = known.get(article) ?? findStored(engine, () => toKey(article))
    if (firstId !== undefined) firstIds.set(article, firstId)
    await pause()
  }
  // An article without passages has the first id of the next one.
  const used = new Set(Array.from(firstIds, ([article, firstId]) => `${firstId} ${countPassages(article)}`))
  const stored = [...engine.articles.values()].filter(({ firstId, length }) => !used.has(`${firstId} ${length}`))
  const former = engine.articles.size > 0 ? [] : [...known].filter(([article]) => !firstIds.has(article))
  const added = articles.filter((article) => !firstIds.has(article))
  const total = sum([...former.map(([article]) => article), ...added], countSteps)
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

function findStored({ articles }: Engine, toKey: () => string): number | undefined {
  return articles.size > 0 ? articles.get(toKey())?.firstId : undefined
}

async function* mapLazily<T, R>(values: Iterable<T>, map: (value: T) => Promise<R>): AsyncIterable<R> {
  for (const value of values) yield await map(value)
}

function countPassages({ exchanges }: Article): number {
  return sum(exchanges, ({ passages }) => passages.length)
}

/** Counts the pauses while the entries of an article are made: one for each passage and each ask of it. */
function countSteps({ exchanges }: Article): number {
  return sum(exchanges, ({ passages }) => sum(passages, ({ asks = [] }) => 1 + asks.length))
}

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
  const toQuery = memoize((query) => weighQuery(normalizer.normalizeQuery(query), engine), CACHE_SIZES.queries)
  const toLikeness = memoize(known.compare, CACHE_SIZES.queries)
  return {
    findMatches: (query, text) => findMatches(normalize(text), toQuery(query).pairs),
    search: (query, narrowing = {}) => search(view, toQuery(narrowing.words ?? query), toLikeness(query), narrowing),
    rate(query, texts) {
      const normalized = texts.map((text) => normalize(text).text)
      return rate(toQuery(query), normalized)
    },
    findAsked: known.find,
    group: createGroup(normalizer, fold, (word) => weighWord(word, engine), names),
    respell: (query) => respell(fold(query).text),
    normalize: (text) => normalize(text).text,
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

function rate({ pairs, singles }: WeighedQuery, normalized: readonly string[]): number[] {
  const mass = sumIdf(pairs) + sumIdf(singles) || 1
  return normalized.map((text) => {
    const has = createHasTerm(text)
    return (sumIdf(pairs, has) + sumIdf(singles, has)) / mass
  })
}

function search(view: View, query: WeighedQuery, likeness: Likeness, narrowing: Narrowing): Findings {
  const { engine, citations } = view
  const compare = createComparison(query, engine.meanLength)
  const candidates = readCompared(view, listCandidates(view, query, likeness, narrowing))
  const compared = candidates
    .flatMap(([id, passage]) => {
      const citation = citations.get(id)
      return citation ? [{ id, citation, ...compare(passage) }] : []
    })
    .toSorted((a, b) => compareIds(a.citation.article.id, b.citation.article.id) || a.id - b.id)
  const hits = compared.flatMap(({ id: _id, citation, isShared, question: _question, ...relevance }) =>
    isShared || likeness.passages.has(citation.passage.id) ? [toHit(citation, relevance, likeness)] : [],
  )
  const asked = compared
    .filter(({ question }) => question > 0)
    // Of questions that have equally much of the query, the shorter one asks for little else.
    .toSorted((a, b) => b.question - a.question || measureQuestion(a.citation) - measureQuestion(b.citation))
  const exchanges = new Set(asked.map(({ citation }) => citation.exchange))
  return {
    hits: hits.toSorted((a, b) => Number(b.isVerbatim) - Number(a.isVerbatim) || b.rank - a.rank),
    exchanges: [...exchanges].slice(0, MOST_EXCHANGES),
    isUnanswered: likeness.isUnanswered,
  }
}

function measureQuestion({ exchange: { question } }: Citation): number {
  return question?.text.length ?? 0
}

/** Orders equal hits in the same way whatever the order in which their articles came into the index. */
function compareIds(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** Lists the ids of the passages that are compared closely: those with most of the query, and those most asked for. */
function listCandidates(view: View, { pairs }: WeighedQuery, { passages }: Likeness, { among }: Narrowing): number[] {
  const { engine, ids, citations } = view
  const listed = among && new Set(among.flatMap(({ passage }) => ids.get(passage.id) ?? []))
  // So few are all compared.
  if (listed && listed.size <= MOST_COMPARED) return [...listed]
  const isAllowed = (id: number) => citations.has(id) && (listed?.has(id) ?? true)
  const found = engine.find([...pairs.keys()], MOST_COMPARED, isAllowed)
  return [...new Set([...found, ...listAsked(passages, view, isAllowed)])]
}

/** Lists the passages whose asks are most like the query. */
function listAsked(passages: Likeness['passages'], { ids }: View, isAllowed: (id: number) => boolean): number[] {
  const nearest = [...passages].toSorted(([, a], [, b]) => b - a)
  const found = nearest.flatMap(([passage]) => {
    const id = ids.get(passage)
    return id !== undefined && isAllowed(id) ? [id] : []
  })
  return found.slice(0, MOST_ASKED)
}

/** Reads the passages, most of which were compared shortly before. */
function readCompared({ engine, compared }: View, ids: readonly number[]): (readonly [number, ComparedPassage])[] {
  const passages = new Map(ids.map((id) => [id, compared.get(id)]))
  const missing = ids.filter((id) => !passages.get(id))
  const read = engine.read(missing)
  for (const [place, id] of missing.entries()) {
    const text = read[place]
    if (!text) continue
    const passage = toComparedPassage(text)
    passages.set(id, passage)
    compared.set(id, passage)
  }
  return [...passages].flatMap(([id, passage]) => (passage ? [[id, passage] as const] : []))
}

function toHit(citation: Citation, relevance: Pick<Hit, 'rank' | 'cover' | 'isWhole'>, likeness: Likeness): Hit {
  const { id, asks } = citation.passage
  const known = likeness.articles.get(citation.article)
  const { unanswered = 0, odds = 0 } = known ?? {}
  const hit = { citation, ...relevance, unanswered, odds, isVerbatim: likeness.verbatim.has(id) }
  if (!asks) {
    // Without this a passage without asks would rank below those that any query resembles by chance.
    const byChance = ASKS.rank * likeness.floor
    return { ...hit, rank: relevance.rank + byChance, asked: undefined }
  }
  const asked = likeness.passages.get(id) ?? 0
  const likelihood = known?.likelihoodOf(id) ?? 0
  return { ...hit, rank: relevance.rank + ASKS.rank * asked + ASKS.likelihood * likelihood, asked }
}
