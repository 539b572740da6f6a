import { LRUCache } from 'lru-cache'
import type { Article } from '../knowledge/article.ts'
import type { OnProgress } from '../knowledge/progress.ts'
import type { Fold, Folded } from '../text/fold.ts'
import type { Normalizer } from '../text/normalize.ts'
import type { Vocabulary } from '../text/synonyms.ts'
import { listContentWords } from '../text/content-words.ts'
import { createHasTerm, isHan, toHanCharacters, toPairs } from '../text/terms.ts'
import type { KnownQuestions } from './asks/known-questions.ts'
import type { Engine } from './engine/engine.ts'
import { type Findings, type Narrowing, type SearchedView, findPassages } from './find-passages.ts'
import { type Range, findMatches } from './highlight.ts'
import { type WeighedTerms, sumIdf, toIdf, weighTerms } from './idf.ts'
import { type Meaning, type SearchedVectors, createFindMeaning } from './meaning.ts'
import type { WeighedQuery } from './relevance.ts'
import { type Group, createGroup } from './similar-wordings.ts'
import { type PairCounts, createSpellingCorrector } from './spelling.ts'
import { createTranslateQuery } from './translation/translate-query.ts'
import { rateConcepts, weighConceptTerms } from './translation/translated-relevance.ts'
import { CACHE_SIZES } from './tuning.ts'

/** A search index over the passages of a corpus. */
export interface SearchIndex {
  /** Finds the passages that are relevant to a query. */
  search(query: string, narrowing?: Narrowing): Findings
  /** Finds the ranges of a text that match a query. */
  findMatches(query: string, text: string): Range[]
  /** The share of the query's IDF mass that each text has, 0 to 1, single characters included. */
  readonly rate: (query: string, texts: readonly string[]) => number[]
  /** The terms of a query that each text has, with their IDF. */
  readonly matchTerms: (query: string, texts: readonly string[]) => WeighedTerms[]
  /** The cosine of a query with each sentence of a passage; undefined where one of the vectors is not there. */
  readonly compareSentences: (query: string, sentences: readonly string[]) => (number | undefined)[]
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
export interface IndexView extends SearchedView {
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

type HasTerm = ReturnType<typeof createHasTerm>

/** Where an engine keeps its passages. */
export type EngineKind = 'memory' | 'file'

/** What an index works with beside its view. */
export interface IndexPorts {
  readonly fold: Fold
  /** Undefined while there is no model. */
  readonly findVectors: () => SearchedVectors | undefined
  readonly stage: SearchIndex['stage']
}

/** Creates the index of a view. */
export function toSearchIndex(view: IndexView, { fold, findVectors, stage }: IndexPorts): SearchIndex {
  const { engine, known, vocabulary, articles, normalizer, normalize } = view
  const names = view.names.map((name) => fold(name).text)
  const terms = vocabulary.terms.map((term) => fold(term).text)
  const written = { count: engine.countFound, listCharacters: engine.listCharacters }
  let uncut: readonly string[] | undefined
  // A folder may list thousands of names; no part of one is ever replaced, so folded they are normalized.
  const listUncut = () => (uncut ??= [...names, ...vocabulary.terms.map((term) => normalize(term).text)])
  const respell = createSpellingCorrector(written, names, terms, view.unfoundPairs)
  const { translate, prepare } = createTranslateQuery({ engine, normalizer, articles, fold, names: view.names })
  const toQuery = memoize((query) => {
    const text = normalizer.normalizeQuery(query)
    return weighQuery(text, engine, {
      listWords: () => listContentWords(text, listUncut()),
      translate: () => translate(query),
    })
  }, CACHE_SIZES.queries)
  // The clauses of a passage are rated by several queries.
  const toMatched = memoize((text) => {
    const normalized = normalize(text).text
    return { normalized, has: createHasTerm(normalized) }
  }, CACHE_SIZES.texts)
  const toLikeness = memoize((query) => known.compare(query), CACHE_SIZES.queries)
  const findMeaning = createFindMeaning(view.citations, findVectors)
  const find = (query: string, narrowing: Narrowing, meaning: Meaning | undefined) => {
    const compareAsks = (among?: ReadonlySet<Article>) => (among ? known.compare(query, among) : toLikeness(query))
    return findPassages(view, toQuery(narrowing.words ?? query), compareAsks, narrowing, meaning)
  }
  // One reading of a query may search for it several times.
  const found = new LRUCache<string, { readonly findings: Findings; readonly isByMeaning: boolean }>({
    max: CACHE_SIZES.queries,
  })
  return {
    findMatches: (query, text) => findMatches(text, weighMatches(toQuery(query), text), { fold, normalize }),
    search(query, narrowing) {
      const meaning = findMeaning(query)
      const recent = narrowing ? undefined : found.get(query)
      if (recent && recent.isByMeaning === (meaning !== undefined)) return recent.findings
      const findings = find(query, narrowing ?? {}, meaning)
      if (!narrowing) found.set(query, { findings, isByMeaning: meaning !== undefined })
      return findings
    },
    rate(query, texts) {
      const weighed = toQuery(query)
      const { translation } = weighed
      return texts.map((text) => {
        const { normalized, has } = toMatched(text)
        return translation?.isFor(text) ? rateConcepts(translation.concepts, normalized) : rate(weighed, has)
      })
    },
    matchTerms(query, texts) {
      const weighed = toQuery(query)
      return texts.map((text) => holdTerms(weighMatches(weighed, text), weighed.singles, toMatched(text).has))
    },
    compareSentences(query, sentences) {
      const vectors = findVectors()
      const vector = vectors?.queries.get(query)
      return sentences.map((sentence) => vector && vectors?.sentences.cosineOf(sentence, vector))
    },
    findAsked: known.find,
    group: createGroup(normalizer, fold, (word) => weighWord(word, engine), names),
    respell: (query) => respell(fold(query).text),
    normalize: (text) => normalize(text).text,
    prepareQueries: async (queries) => findVectors()?.queries.prepare(queries),
    prepareTranslation: prepare,
    readsMeaning: (query) => findMeaning(query) !== undefined,
    isSound: engine.isSound,
    stage,
  }
}

/** Caches the results for the most recently used texts. */
export function memoize<T extends object>(make: (text: string) => T, max: number): (text: string) => T {
  const cache = new LRUCache<string, T>({ max, memoMethod: (text) => make(text) })
  return (text) => cache.memo(text)
}

/** What of a query is made only when it is read: the asks that excerpts are chosen by are only weighed. */
interface OnDemand {
  readonly listWords: () => WeighedQuery['words']
  readonly translate: () => WeighedQuery['translation']
}

function weighQuery(text: string, { size, countHeld }: Engine, { listWords, translate }: OnDemand): WeighedQuery {
  let words: WeighedQuery['words'] | undefined
  let translated: { readonly translation: WeighedQuery['translation'] } | undefined
  return {
    text,
    pairs: weighTerms(toPairs(text), size, countHeld),
    singles: weighTerms(toHanCharacters(text), size, countHeld),
    get words() {
      return (words ??= listWords())
    },
    get translation() {
      return (translated ??= { translation: translate() }).translation
    },
  }
}

/** The IDF of a word: that of its rarest pair, which no passage without the word need have. */
function weighWord(word: string, { size, countHeld }: Engine): number {
  const pairs = isHan(word) ? toPairs(word) : []
  // A single character has no pair.
  return toIdf(Math.min(...(pairs.length > 0 ? pairs : [word]).map(countHeld)), size)
}

function rate({ pairs, singles }: WeighedQuery, has: HasTerm): number {
  return (sumIdf(pairs, has) + sumIdf(singles, has)) / (sumIdf(pairs) + sumIdf(singles) || 1)
}

/** The terms of a query that a text has. */
function holdTerms(terms: WeighedTerms, singles: WeighedTerms, has: HasTerm): WeighedTerms {
  return new Map([...singles, ...terms].filter(([term]) => has(term)))
}

/** The terms of a query by which a text, as it is written, is highlighted. */
function weighMatches({ pairs, translation }: WeighedQuery, text: string): WeighedTerms {
  return translation?.isFor(text) ? weighConceptTerms(translation.concepts) : pairs
}
