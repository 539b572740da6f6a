import { toSentences } from '../text/sentences.ts'
import { createHasTerm, isHan, toPairs } from '../text/terms.ts'
import { RELEVANCE } from './tuning.ts'

/** A normalized query and its terms. */
export interface QueryTerms {
  readonly text: string
  readonly pairs: ReadonlySet<string>
  readonly words: ReadonlySet<string>
  readonly singles: ReadonlySet<string>
}

/** A passage prepared for comparison with queries. */
export interface IndexedPassage {
  /** Its titles and its text, normalized. */
  readonly whole: string
  readonly titlePairs: ReadonlySet<string>
  readonly text: string
  /** The text without marks: 博士直通车 matches 博士“直通车”. */
  readonly letters: string
  /** Tests for terms in the text, and in each of its sentences. */
  readonly has: HasTerm
  readonly sentences: readonly HasTerm[]
}

type HasTerm = ReturnType<typeof createHasTerm>

/** The IDF of pairs, words and single characters. */
export interface TermWeights {
  readonly pairs: TermStatistics
  readonly words: TermStatistics
  readonly singles: TermStatistics
}

/** The index's result for a passage: BM25+ of it and of its exchange, and the query's terms that it has. */
export interface Match {
  readonly score: number
  readonly exchangeScore: number
  readonly pairs: ReadonlySet<string>
  readonly words: ReadonlySet<string>
}

/** The relevance of a passage to a query. */
export interface Relevance {
  /** Comparable within one query only. */
  readonly rank: number
  /** The share of the query that the passage covers, 0 to 1: the mean of shares of its IDF mass. */
  readonly cover: number
  /** Whether it has all terms of the query. */
  readonly isWhole: boolean
}

const MARKS = /[^\p{L}\p{N}]+/gu

/** Prepares a passage from its titles and its text, both normalized. */
export function toIndexedPassage(title: string, text: string): IndexedPassage {
  return {
    whole: `${title}\n${text}`,
    titlePairs: new Set(toPairs(title)),
    text,
    letters: text.replace(MARKS, ''),
    has: createHasTerm(text),
    sentences: toSentences(text).map((sentence) => createHasTerm(sentence.text)),
  }
}

/** Creates the comparison of one query with passages, which computes the query's IDF masses once. */
export function createComparison(
  query: QueryTerms,
  weights: TermWeights,
): (passage: IndexedPassage, match: Match) => Relevance {
  const pairMass = weights.pairs.weighAll(query.pairs) || 1
  const wordMass = weights.words.weighAll(query.words)
  const singleMass = weights.singles.weighAll(query.singles) || 1
  const run = query.text.replace(MARKS, '')
  return (passage, { score, exchangeScore, pairs, words }) => {
    const { whole, titlePairs, text, sentences } = passage
    const shares = {
      score: score / (pairMass + wordMass),
      pairs: weights.pairs.weighAll(pairs) / pairMass,
      words: wordMass > 0 ? weights.words.weighAll(words) / wordMass : 0,
      singles: weights.singles.weighAll([...query.singles].filter((single) => whole.includes(single))) / singleMass,
      exchange: exchangeScore / pairMass,
      title: shareOfTitle(titlePairs, query.pairs, weights.pairs),
      order: longestCommonRun(run, text) / (run.length || 1),
      sentence: weighBestSentence(sentences, query.pairs, weights.pairs) / pairMass,
    }
    const rank =
      shares.score +
      RELEVANCE.pairs * shares.pairs +
      RELEVANCE.singles * shares.singles +
      RELEVANCE.exchange * shares.exchange +
      RELEVANCE.title * shares.title +
      RELEVANCE.order * shares.order +
      RELEVANCE.length * Math.log(text.length + 1)
    const cover =
      (Math.min(1, shares.score / RELEVANCE.fullScore) +
        shares.pairs +
        (wordMass > 0 ? shares.words : shares.pairs) +
        shares.sentence +
        shares.singles) /
      5
    return { rank, cover, isWhole: isWhole(query.pairs, passage) }
  }
}

/** Tells whether a passage has all pairs, ignoring marks between their characters. */
function isWhole(pairs: ReadonlySet<string>, { letters, has }: IndexedPassage): boolean {
  return pairs.size > 0 && [...pairs].every((pair) => (isHan(pair) ? letters.includes(pair) : has(pair)))
}

/** The share of the title's IDF mass that the query repeats. */
function shareOfTitle(titlePairs: ReadonlySet<string>, pairs: ReadonlySet<string>, statistics: TermStatistics): number {
  const repeated = [...titlePairs].filter((pair) => pairs.has(pair))
  return repeated.length === 0 ? 0 : statistics.weighAll(repeated) / statistics.weighAll(titlePairs)
}

function weighBestSentence(
  sentences: readonly HasTerm[],
  pairs: ReadonlySet<string>,
  statistics: TermStatistics,
): number {
  let most = 0
  for (const has of sentences) {
    let mass = 0
    for (const pair of pairs) if (has(pair)) mass += statistics.weigh(pair)
    most = Math.max(most, mass)
  }
  return most
}

/** The length of the longest substring of the query that the text contains. */
function longestCommonRun(run: string, text: string): number {
  let longest = 0
  for (let start = 0; start + longest < run.length; start++) {
    while (start + longest < run.length && text.includes(run.slice(start, start + longest + 1))) longest++
  }
  return longest
}

/** Distinguishes a word from a pair of the same two characters. */
export const WORD_MARK = '\u0000'

/** Marks a term as a word. */
export function markWord(word: string): string {
  return WORD_MARK + word
}

/** Document frequencies of terms in a collection of texts. */
export interface TermStatistics {
  /** BM25's IDF, above 0; the highest for a term that occurs nowhere. */
  weigh(term: string): number
  /** Sums the IDF of terms. */
  weighAll(terms: Iterable<string>): number
  has(term: string): boolean
  /** The share of the texts that contain a term, smoothed by half a text for each outcome (Krichevsky and Trofimov). */
  share(term: string): number
  /** The number of texts. */
  total(): number
}

/** Statistics to which texts can be added. */
export interface GrowingTermStatistics extends TermStatistics {
  /** Adds a text by its terms. */
  add(terms: Iterable<string>): void
}

/** Creates the statistics of an empty collection. */
export function createTermStatistics(): GrowingTermStatistics {
  const counts = new Map<string, number>()
  let total = 0
  const weigh = (term: string) => {
    const count = counts.get(term) ?? 0
    return Math.log(1 + (total - count + 0.5) / (count + 0.5))
  }
  return {
    add(terms) {
      total++
      for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1)
    },
    weigh,
    /** Sums the IDF of terms. */
    weighAll(terms) {
      let mass = 0
      for (const term of terms) mass += weigh(term)
      return mass
    },
    has: (term) => counts.has(term),
    share: (term) => ((counts.get(term) ?? 0) + 0.5) / (total + 1),
    total: () => total,
  }
}
