import { LRUCache } from 'lru-cache'
import type { Article, Citation, Exchange } from '../knowledge/article.ts'
import type { Fold, Folded } from '../text/fold.ts'
import { type Normalizer, createNormalizer } from '../text/normalize.ts'
import type { Vocabulary } from '../text/synonyms.ts'
import { createHasTerm, isHan, toHanCharacters, toPairs } from '../text/terms.ts'
import { listNames, toArticleKey, toPassageEntries, toVocabularyKey } from './article-entries.ts'
import { type ArticleEntries, type Engine, EngineError, type StagedEngine } from './engine.ts'
import { type Range, findMatches } from './highlight.ts'
import { sumIdf, toIdf, weighTerms } from './idf.ts'
import { type KnownQuestions, type Likeness, createKnownQuestions } from './known-questions.ts'
import { openFts5Engine } from './fts5-engine.ts'
import { createMiniSearchEngine } from './minisearch-engine.ts'
import { createPace } from './pace.ts'
import { type ComparedPassage, type WeighedQuery, createComparison, toComparedPassage } from './relevance.ts'
import { type Group, createGroup } from './similar-wordings.ts'
import { createSpellingCorrector } from './spelling.ts'
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
  /** False once its file has shown damage: staged again, it is made anew. */
  readonly isSound: () => boolean
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
  /** By id; shared by all views of one engine, which never uses an id twice. */
  readonly compared: LRUCache<number, ComparedPassage>
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

/** Files that are made anew because those before were damaged. */
const MOST_DAMAGES = 3

function toSurroundings({ fold, file }: IndexSettings): Surroundings {
  let isOfUse = true
  let damages = 0
  let opened: Engine | undefined
  return {
    fold,
    chooseEngine: (passages) =>
      file && isOfUse && passages >= file.from
        ? {
            kind: 'file',
            open: () => (opened?.isSound() ? opened : (opened = openFts5Engine(file.path, file.onDamage))),
          }
        : { kind: 'memory', open: createMiniSearchEngine },
    giveUpFile(error) {
      // What is damaged is made anew; a disk that is full stays so.
      if (!error.isDamage || ++damages > MOST_DAMAGES) isOfUse = false
      file?.onTrouble?.(error)
    },
  }
}

/** Stages beside a former index, which goes on answering where its file cannot be written. */
async function stage(
  former: View | undefined,
  articles: readonly Article[],
  vocabulary: Vocabulary,
  surroundings: Surroundings,
): Promise<StagedIndex> {
  try {
    const staged = await stageWith(former, articles, vocabulary, surroundings)
    if (former) return staged
    // Nothing answers yet, so that a file that cannot be written shows here.
    staged.commit()
    return { index: staged.index, commit() {}, discard() {} }
  } catch (error) {
    if (!(error instanceof EngineError) || (former?.kind === 'file' && former.engine.isSound())) throw error
    surroundings.giveUpFile(error)
    return stage(former, articles, vocabulary, surroundings)
  }
}

async function stageWith(
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
  const isSameEngine = former?.kind === kind && former.engine.isSound() && (kind === 'file' || kept !== undefined)
  const engine = isSameEngine ? former.engine : open()
  const known = isSameEngine && kept ? kept.firstIds : new Map<Article, number>()
  const toEntries = createToEntries(normalizer, vocabulary, fold)
  const { firstIds, ...staged } = await stageArticles(engine, known, articles, toEntries)
  const named = normalizer.withNames(listAllNames(articles))
  const view: View = {
    kind,
    articles,
    vocabulary,
    firstIds,
    engine: staged.engine,
    ...placePassages(articles, firstIds),
    known: await createKnownQuestions(articles, named, fold, kept?.known),
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

function createToEntries(normalizer: Normalizer, vocabulary: Vocabulary, fold: Fold): ToEntries {
  const vocabularyKey = toVocabularyKey(vocabulary)
  const pause = createPace()
  const toKey = (article: Article) => toArticleKey(article, vocabularyKey)
  return {
    toKey,
    async toEntries(article) {
      return { toKey: () => toKey(article), passages: await toPassageEntries(article, normalizer, fold, pause) }
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
  for (const article of articles) {
    const firstId = known.get(article) ?? findStored(engine, article, toKey)
    if (firstId !== undefined) firstIds.set(article, firstId)
  }
  // An article without passages has the first id of the next one.
  const used = new Set(Array.from(firstIds).flatMap(([article, id]) => (countPassages(article) > 0 ? [id] : [])))
  const stored = [...engine.articles.values()].map((one) => ({ ...one, toEntries: undefined }))
  const former = Array.from(known, ([article, firstId]) => {
    return { firstId, length: countPassages(article), toEntries: () => toEntries(article) }
  })
  const added = articles.filter((article) => !firstIds.has(article))
  const staged = await engine.stage({
    removed: (engine.articles.size > 0 ? stored : former).filter(({ firstId }) => !used.has(firstId)),
    added: mapLazily(added, toEntries),
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
    isSound: engine.isSound,
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
