import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SearchResult } from 'minisearch'
import type { Article, Citation, Exchange } from '../knowledge/article.ts'
import type { Vocabulary } from '../knowledge/companions/vocabulary.ts'
import { type KnownQuestions, type Likeness, createKnownQuestions } from './known-questions.ts'
import type { Fold } from '../text/fold.ts'
import { type Range, findMatches } from './highlight.ts'
import { type Parts, WORD_MARK, buildParts, markWord, toSingles } from './build-index.ts'
import { type Normalizer, createNormalizer } from '../text/normalize.ts'
import { type QueryTerms, createComparison } from './relevance.ts'
import { type Group, createGroup } from './similar-wordings.ts'
import { remember } from './remember.ts'
import { createSpellingCorrector } from './spelling.ts'
import { createHolds } from '../text/terms.ts'
import { ASKS, BM25, BOOST, KEPT, MOST_COMPARED } from './tuning.ts'

const MOST_EXCHANGES = 5

/** A passage that fits a query. */
export interface Hit {
  readonly citation: Citation
  /** Only to be compared within one query. */
  readonly rank: number
  /** How much of the query its words cover, 0 to 1. */
  readonly cover: number
  /** Whether the passage holds all that the query says, word for word. */
  readonly isWhole: boolean
  /** How like the query is to the ways of asking for it, 0 to 1; undefined where none are known. */
  readonly asked: number | undefined
  /** Whether an ask for it says the same in almost the same words. */
  readonly isVerbatim: boolean
}

/** What a query finds. */
export interface Findings {
  /** Best first. */
  readonly hits: readonly Hit[]
  /** The exchanges nearest to it, their questions among their words, best first; a few. */
  readonly exchanges: readonly Exchange[]
  /** How like the query is to what the material is known not to answer, 0 to 1. */
  readonly unanswered: number
  /** Whether it is known in almost these words to be unanswered. */
  readonly isUnanswered: boolean
  /** How much more its words are asked without an answer than with one: the mean of their log odds; 0 where nothing is known. */
  readonly odds: number
}

/** How a search is narrowed. */
export interface Narrowing {
  /** Leaves out the passages that it refuses. */
  readonly among?: (citation: Citation) => boolean
  /** The words to be found in the passages, where they are not all that the query says: without the names in it. */
  readonly words?: string
}

/** Where passages are looked up. */
export interface SearchIndex {
  /** Finds the passages that fit a query. */
  search(query: string, narrowing?: Narrowing): Findings
  /** Finds the stretches of a passage's text that the query matches. */
  findMatches(query: string, text: string): Range[]
  /** The share of the query that each of several texts holds, 0 to 1, single characters among it. */
  readonly rate: (query: string, texts: readonly string[]) => number[]
  /** Reads a query in pinyin, or with characters that only sound right, as it was meant; undefined where it stands as it is. */
  readonly respell: (query: string) => string | undefined
  /** Tells what a query finds that somebody wrote down in the same words, whatever its case, script and punctuation. */
  readonly findAsked: KnownQuestions['find']
  readonly group: Group
  /** Reads a text in the one form in which it is matched: folded, with the articles' own words for synonyms. */
  readonly read: (text: string) => string
}

/** Creates the index of all passages of the articles, without holding up whoever is asking meanwhile. */
export async function createSearchIndex(
  articles: readonly Article[],
  fold: Fold,
  vocabulary: Vocabulary = { synonyms: [], terms: [] },
): Promise<SearchIndex> {
  const names = articles.flatMap(({ speakers }) => speakers.map(({ name }) => name))
  const reader = createNormalizer(vocabulary, names, fold)
  const parts = await buildParts(articles, reader)
  const asks = await createKnownQuestions(articles, reader, fold)
  const foldAll = (texts: readonly string[]) => texts.map((text) => fold(text).text)
  await nextTurn()
  const respell = createSpellingCorrector(foldAll(listTexts(articles)), foldAll(names), foldAll(vocabulary.terms))
  const read = remember(reader.read, KEPT.texts)
  const toTerms = remember((query) => toQueryTerms(reader.readQuery(query), reader), KEPT.queries)
  const toLikeness = remember(asks.compare, KEPT.queries)
  return {
    findMatches: (query, text) => findMatches(read(text), weighPairs(toTerms(query), parts)),
    search: (query, { among = () => true, words = query } = {}) =>
      search(parts, toTerms(words), toLikeness(query), among),
    rate: (query, texts) =>
      rate(
        parts,
        toTerms(query),
        texts.map((text) => read(text).text),
      ),
    findAsked: asks.find,
    group: createGroup(reader, fold, parts.channels.words, foldAll(names)),
    respell: (query) => respell(fold(query).text),
    read: (text) => read(text).text,
  }
}

/** Everything that the material writes, and that people are known to ask. */
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

function rate({ channels }: Parts, { pairs, singles }: QueryTerms, read: readonly string[]): number[] {
  const mass = channels.pairs.weighAll(pairs) + channels.singles.weighAll(singles) || 1
  return read.map((text) => {
    const holds = createHolds(text)
    const held = (all: ReadonlySet<string>) => [...all].filter(holds)
    return (channels.pairs.weighAll(held(pairs)) + channels.singles.weighAll(held(singles))) / mass
  })
}

function toQueryTerms(text: string, reader: Normalizer): QueryTerms {
  return {
    text,
    pairs: new Set(reader.toPairs(text)),
    words: new Set(reader.toWords(text)),
    singles: new Set(toSingles(text)),
  }
}

function weighPairs({ pairs }: QueryTerms, { channels }: Parts): ReadonlyMap<string, number> {
  return new Map([...pairs].map((pair) => [pair, channels.pairs.weigh(pair)]))
}

function search(parts: Parts, terms: QueryTerms, likeness: Likeness, among: (citation: Citation) => boolean): Findings {
  const { citations, comparables, passages, exchangeIds, channels } = parts
  const compare = createComparison(terms, channels)
  const parents = searchParents(parts, terms)
  const parentScores = new Map(parents.map(({ id, score }) => [id, score]))
  const found = passages.search(terms.text, {
    boost: BOOST,
    bm25: BM25,
    tokenize: () => [...terms.pairs, ...[...terms.words].map(markWord)],
    filter: ({ id }) => isAmong(citations[id as number], among),
  })
  const hits = withAsked(found.slice(0, MOST_COMPARED), likeness, parts, among).flatMap(
    ({ id, score, match }): Hit[] => {
      const [citation, comparable] = [citations[id], comparables[id]]
      if (!citation || !comparable) return []
      const parentScore = parentScores.get(exchangeIds.get(citation.exchange) ?? -1) ?? 0
      const relevance = compare(comparable, { score, parentScore, ...toHeld(match) })
      const asked = citation.passage.asks ? (likeness.passages.get(citation.passage.id) ?? 0) : undefined
      // A passage whose asks are not known must not stand behind those that any query is a little like.
      const rank =
        asked === undefined
          ? relevance.rank + ASKS.rank * likeness.floor
          : relevance.rank + ASKS.rank * asked + ASKS.likelihood * likeness.likelihoodOf(citation.passage.id)
      return [{ citation, ...relevance, rank, asked, isVerbatim: likeness.verbatim.has(citation.passage.id) }]
    },
  )
  const exchanges = [...exchangeIds.keys()]
  const nearest = parents.slice(0, MOST_EXCHANGES).flatMap(({ id }) => exchanges[id] ?? [])
  const inOrder = hits.toSorted((a, b) => Number(b.isVerbatim) - Number(a.isVerbatim) || b.rank - a.rank)
  return {
    hits: inOrder,
    exchanges: nearest,
    unanswered: likeness.unanswered,
    isUnanswered: likeness.isUnanswered,
    odds: likeness.odds,
  }
}

function isAmong(citation: Citation | undefined, among: (citation: Citation) => boolean): boolean {
  return citation !== undefined && among(citation)
}

function searchParents(
  { exchanges }: Parts,
  { text, pairs }: QueryTerms,
): { readonly id: number; readonly score: number }[] {
  const found = exchanges.search(text, { bm25: BM25, tokenize: () => [...pairs] })
  // MiniSearch types stored ids as any; ours are numbers. It multiplies the sum of BM25+ by the number of terms held.
  return found.map(({ id, score, queryTerms }) => ({ id: id as number, score: score / queryTerms.length }))
}

interface Candidate {
  readonly id: number
  readonly score: number
  readonly match: SearchResult['match']
}

/** Adds the passages that are asked for in words of their asks only. */
function withAsked(
  found: readonly SearchResult[],
  { passages }: Likeness,
  { citations }: Parts,
  among: (citation: Citation) => boolean,
): Candidate[] {
  const ids = new Set(found.map(({ id }) => id as number))
  const others = [...citations.entries()].filter(
    ([id, citation]) => passages.has(citation.passage.id) && !ids.has(id) && among(citation),
  )
  // MiniSearch multiplies the sum of BM25+ by the number of terms held.
  return [
    ...found.map(({ id, score, match, queryTerms }) => ({ id: id as number, score: score / queryTerms.length, match })),
    ...others.map(([id]) => ({ id, score: 0, match: {} })),
  ]
}

function toHeld(match: SearchResult['match']): { pairs: ReadonlySet<string>; words: ReadonlySet<string> } {
  const held = Object.keys(match)
  const words = held.filter((term) => term.startsWith(WORD_MARK)).map((term) => term.slice(WORD_MARK.length))
  return { pairs: new Set(held.filter((term) => !term.startsWith(WORD_MARK))), words: new Set(words) }
}
