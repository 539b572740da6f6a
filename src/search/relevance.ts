import { RELEVANCE } from './tuning.ts'
import type { TermStatistics } from './idf.ts'
import { createHolds, isHan } from '../text/terms.ts'

/** A query as it is compared with passages. */
export interface QueryTerms {
  readonly text: string
  readonly pairs: ReadonlySet<string>
  readonly words: ReadonlySet<string>
  readonly singles: ReadonlySet<string>
}

/** A passage as it is compared with queries. */
export interface IndexedPassage {
  /** Its titles and its text, both read. */
  readonly whole: string
  readonly titlePairs: ReadonlySet<string>
  readonly text: string
  /** The text without the marks between its characters: 博士“直通车”. */
  readonly letters: string
  /** The telling of what the text holds, and each of its sentences. */
  readonly holds: Holds
  readonly sentences: readonly Holds[]
}

type Holds = ReturnType<typeof createHolds>

/** The IDF of pairs, words and single characters. */
export interface TermWeights {
  readonly pairs: TermStatistics
  readonly words: TermStatistics
  readonly singles: TermStatistics
}

/** What the index says of a passage: BM25+ of it and of its exchange, and the query's terms that it holds. */
export interface Match {
  readonly score: number
  readonly parentScore: number
  readonly pairs: ReadonlySet<string>
  readonly words: ReadonlySet<string>
}

/** How well a passage fits a query. */
export interface Relevance {
  /** To be compared within one query. */
  readonly rank: number
  /** How much of the query the passage covers, 0 to 1: the mean of the shares of its IDF mass. */
  readonly cover: number
  /** Whether it holds all that the query says, word for word. */
  readonly isWhole: boolean
}

const SENTENCE = /[^。！？!?；;\n]+/gu
const MARKS = /[^\p{L}\p{N}]+/gu

/** Makes what queries are compared with of a passage's titles and its text, both read. */
export function toIndexedPassage(
  title: string,
  text: string,
  toPairs: (read: string) => readonly string[],
): IndexedPassage {
  return {
    whole: `${title}\n${text}`,
    titlePairs: new Set(toPairs(title)),
    text,
    letters: text.replace(MARKS, ''),
    holds: createHolds(text),
    sentences: (text.match(SENTENCE) ?? []).map(createHolds),
  }
}

/** Creates the comparison of one query with passages. */
export function createComparison(
  query: QueryTerms,
  channels: TermWeights,
): (passage: IndexedPassage, match: Match) => Relevance {
  const pairMass = channels.pairs.weighAll(query.pairs) || 1
  const wordMass = channels.words.weighAll(query.words)
  const singleMass = channels.singles.weighAll(query.singles) || 1
  const run = query.text.replace(MARKS, '')
  return (passage, { score, parentScore, pairs, words }) => {
    const { whole, titlePairs, text, sentences } = passage
    const shares = {
      score: score / (pairMass + wordMass),
      pairs: channels.pairs.weighAll(pairs) / pairMass,
      words: wordMass > 0 ? channels.words.weighAll(words) / wordMass : 0,
      singles: channels.singles.weighAll([...query.singles].filter((single) => whole.includes(single))) / singleMass,
      parent: parentScore / pairMass,
      title: shareOfTitle(titlePairs, query.pairs, channels.pairs),
      order: longestCommonRun(run, text) / (run.length || 1),
      sentence: weighBestSentence(sentences, query.pairs, channels.pairs) / pairMass,
    }
    const rank =
      shares.score +
      RELEVANCE.pairs * shares.pairs +
      RELEVANCE.singles * shares.singles +
      RELEVANCE.parent * shares.parent +
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

/** Whether all pairs stand in a passage, marks between their characters left aside. */
function isWhole(pairs: ReadonlySet<string>, { letters, holds }: IndexedPassage): boolean {
  return pairs.size > 0 && [...pairs].every((pair) => (isHan(pair) ? letters.includes(pair) : holds(pair)))
}

/** How much of the title the query repeats. */
function shareOfTitle(titlePairs: ReadonlySet<string>, pairs: ReadonlySet<string>, statistics: TermStatistics): number {
  const repeated = [...titlePairs].filter((pair) => pairs.has(pair))
  return repeated.length === 0 ? 0 : statistics.weighAll(repeated) / statistics.weighAll(titlePairs)
}

function weighBestSentence(
  sentences: readonly Holds[],
  pairs: ReadonlySet<string>,
  statistics: TermStatistics,
): number {
  let most = 0
  for (const holds of sentences) {
    let mass = 0
    for (const pair of pairs) if (holds(pair)) mass += statistics.weigh(pair)
    most = Math.max(most, mass)
  }
  return most
}

/** The length of the longest stretch of the query that stands in the text. */
function longestCommonRun(run: string, text: string): number {
  let longest = 0
  for (let start = 0; start + longest < run.length; start++) {
    while (start + longest < run.length && text.includes(run.slice(start, start + longest + 1))) longest++
  }
  return longest
}
