import { setImmediate as nextTurn } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { SearchResult } from 'minisearch'
import type { Article, Citation, Exchange } from '../knowledge/article.ts'
import type { Fold } from '../text/fold.ts'
import { type Normalizer, createNormalizer } from '../text/normalize.ts'
import type { Vocabulary } from '../text/synonyms.ts'
import { createHasTerm, toHanCharacters, toPairs } from '../text/terms.ts'
import { type IndexParts, buildIndex } from './build-index.ts'
import { type Range, findMatches } from './highlight.ts'
import { type KnownQuestions, type Likeness, createKnownQuestions } from './known-questions.ts'
import { type Match, type QueryTerms, type Relevance, createComparison, WORD_MARK, markWord } from './relevance.ts'
import { type Group, createGroup } from './similar-wordings.ts'
import { createSpellingCorrector } from './spelling.ts'
import { ASKS, BM25, BOOST, CACHE_SIZES, MOST_COMPARED, MOST_EXCHANGES } from './tuning.ts'

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
  /** Whether an ask of the passage has almost the query's words. */
  readonly isVerbatim: boolean
}

/** The results of a query. */
export interface Findings {
  /** Best first. */
  readonly hits: readonly Hit[]
  /** The best few exchanges by their whole text, question included; best first. */
  readonly exchanges: readonly Exchange[]
  /** The likeness of the query to the unanswered asks, 0 to 1. */
  readonly unanswered: number
  /** Whether an unanswered ask has almost the query's words. */
  readonly isUnanswered: boolean
  /** The mean log odds that the query's words are unanswered rather than answered; 0 without unanswered asks. */
  readonly odds: number
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
}

/** Creates the index of all passages of the articles; yields to the event loop while it builds. */
export async function createSearchIndex(
  articles: readonly Article[],
  fold: Fold,
  vocabulary: Vocabulary = { synonyms: [], terms: [] },
): Promise<SearchIndex> {
  const names = articles.flatMap(({ speakers }) => speakers.map(({ name }) => name))
  const normalizer = createNormalizer(vocabulary, names, fold)
  const parts = await buildIndex(articles, normalizer)
  const asks = await createKnownQuestions(articles, normalizer, fold)
  const foldAll = (texts: readonly string[]) => texts.map((text) => fold(text).text)
  await nextTurn()
  const respell = createSpellingCorrector(foldAll(listTexts(articles)), foldAll(names), foldAll(vocabulary.terms))
  const normalize = memoize(normalizer.normalize, CACHE_SIZES.texts)
  const toTerms = memoize((query) => toQueryTerms(query, normalizer), CACHE_SIZES.queries)
  const toLikeness = memoize(asks.compare, CACHE_SIZES.queries)
  return {
    findMatches: (query, text) => findMatches(normalize(text), weighPairs(toTerms(query), parts)),
    search: (query, { among, words = query } = {}) =>
      search(parts, toTerms(words), toLikeness(query), toIsAmong(among)),
    rate(query, texts) {
      const normalized = texts.map((text) => normalize(text).text)
      return rate(parts, toTerms(query), normalized)
    },
    findAsked: asks.find,
    group: createGroup(normalizer, fold, parts.weights.words, foldAll(names)),
    respell: (query) => respell(fold(query).text),
    normalize: (text) => normalize(text).text,
  }
}

/** Caches the results for the most recently used texts. */
function memoize<T extends object>(make: (text: string) => T, max: number): (text: string) => T {
  const cache = new LRUCache<string, T>({ max, memoMethod: (text) => make(text) })
  return (text) => cache.memo(text)
}

/** Lists all texts of the corpus, from which the spelling corrector learns. */
function listTexts(articles: readonly Article[]): string[] {
  return articles.flatMap((article) => [
    article.title,
    ...article.speakers.flatMap(({ name, office }) => [name, office]),
    ...article.exchanges.flatMap(({ headings, question, passages }) => [
      ...headings,
      question?.text ?? '',
      ...passages.flatMap(({ text, asks = [] }) => [text, ...asks]),
    ]),
    ...(article.unanswered ?? []),
  ])
}

function rate({ weights }: IndexParts, { pairs, singles }: QueryTerms, normalized: readonly string[]): number[] {
  const mass = weights.pairs.weighAll(pairs) + weights.singles.weighAll(singles) || 1
  return normalized.map((text) => {
    const has = createHasTerm(text)
    const shared = (terms: ReadonlySet<string>) => [...terms].filter(has)
    return (weights.pairs.weighAll(shared(pairs)) + weights.singles.weighAll(shared(singles))) / mass
  })
}

function toQueryTerms(query: string, normalizer: Normalizer): QueryTerms {
  const text = normalizer.normalizeQuery(query)
  return {
    text,
    pairs: new Set(toPairs(text)),
    words: new Set(normalizer.toWords(text)),
    singles: new Set(toHanCharacters(text)),
  }
}

function weighPairs({ pairs }: QueryTerms, { weights }: IndexParts): ReadonlyMap<string, number> {
  return new Map([...pairs].map((pair) => [pair, weights.pairs.weigh(pair)]))
}

function search(
  parts: IndexParts,
  terms: QueryTerms,
  likeness: Likeness,
  among: (citation: Citation) => boolean,
): Findings {
  const { citations, passages, exchangeIds } = parts
  const ratedExchanges = searchExchanges(parts, terms)
  const found = passages.search(terms.text, {
    boost: BOOST,
    bm25: BM25,
    tokenize: () => [...terms.pairs, ...[...terms.words].map(markWord)],
    // MiniSearch types stored ids as any; ours are numbers.
    filter: ({ id }) => isAmong(citations[id as number], among),
  })
  const candidates = addAskedPassages(found.slice(0, MOST_COMPARED), likeness, parts, among)
  const hits = rank(candidates, parts, terms, likeness, ratedExchanges)
  const exchanges = [...exchangeIds.keys()]
  return {
    hits: hits.toSorted((a, b) => Number(b.isVerbatim) - Number(a.isVerbatim) || b.rank - a.rank),
    exchanges: ratedExchanges.slice(0, MOST_EXCHANGES).flatMap(({ id }) => exchanges[id] ?? []),
    unanswered: likeness.unanswered,
    isUnanswered: likeness.isUnanswered,
    odds: likeness.odds,
  }
}

function rank(
  candidates: readonly Candidate[],
  { citations, indexed, exchangeIds, weights }: IndexParts,
  terms: QueryTerms,
  likeness: Likeness,
  ratedExchanges: readonly RatedExchange[],
): Hit[] {
  const compare = createComparison(terms, weights)
  const exchangeScores = new Map(ratedExchanges.map(({ id, score }) => [id, score]))
  return candidates.flatMap(({ id, score, match }) => {
    const [citation, passage] = [citations[id], indexed[id]]
    if (!citation || !passage) return []
    const exchangeScore = exchangeScores.get(exchangeIds.get(citation.exchange) ?? -1) ?? 0
    const relevance = compare(passage, { score, exchangeScore, ...toMatchedTerms(match) })
    return [toHit(citation, relevance, likeness)]
  })
}

function toHit(citation: Citation, relevance: Relevance, likeness: Likeness): Hit {
  const { id, asks } = citation.passage
  const isVerbatim = likeness.verbatim.has(id)
  if (!asks) {
    // Without this a passage without asks would rank below those that any query resembles by chance.
    const byChance = ASKS.rank * likeness.floor
    return { citation, ...relevance, rank: relevance.rank + byChance, asked: undefined, isVerbatim }
  }
  const asked = likeness.passages.get(id) ?? 0
  const byAsks = relevance.rank + ASKS.rank * asked + ASKS.likelihood * likeness.likelihoodOf(id)
  return { citation, ...relevance, rank: byAsks, asked, isVerbatim }
}

function toIsAmong(among: readonly Citation[] | undefined): (citation: Citation) => boolean {
  if (!among) return () => true
  const ids = new Set(among.map(({ passage }) => passage.id))
  return ({ passage }) => ids.has(passage.id)
}

function isAmong(citation: Citation | undefined, among: (citation: Citation) => boolean): boolean {
  return citation !== undefined && among(citation)
}

interface RatedExchange {
  readonly id: number
  readonly score: number
}

function searchExchanges({ exchanges }: IndexParts, { text, pairs }: QueryTerms): RatedExchange[] {
  return exchanges.search(text, { bm25: BM25, tokenize: () => [...pairs] }).map(toScored)
}

/** MiniSearch multiplies the sum of BM25+ by the number of matched query terms, which this undoes. */
function toScored({ id, score, queryTerms }: SearchResult): RatedExchange {
  // MiniSearch types stored ids as any; ours are numbers.
  return { id: id as number, score: score / queryTerms.length }
}

interface Candidate {
  readonly id: number
  readonly score: number
  readonly match: SearchResult['match']
}

/** Adds the passages that match only by their asks. */
function addAskedPassages(
  found: readonly SearchResult[],
  { passages }: Likeness,
  { citations }: IndexParts,
  among: (citation: Citation) => boolean,
): Candidate[] {
  const candidates = found.map((result) => ({ ...toScored(result), match: result.match }))
  const ids = new Set(candidates.map(({ id }) => id))
  const others = [...citations.entries()].filter(
    ([id, citation]) => passages.has(citation.passage.id) && !ids.has(id) && among(citation),
  )
  return [...candidates, ...others.map(([id]) => ({ id, score: 0, match: {} }))]
}

function toMatchedTerms(match: SearchResult['match']): Pick<Match, 'pairs' | 'words'> {
  const terms = Object.keys(match)
  const words = terms.filter((term) => term.startsWith(WORD_MARK)).map((term) => term.slice(WORD_MARK.length))
  return { pairs: new Set(terms.filter((term) => !term.startsWith(WORD_MARK))), words: new Set(words) }
}
