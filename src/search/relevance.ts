import { toSentences } from '../text/sentences.ts'
import { createHasTerm, isHan, toRuns, toStem } from '../text/terms.ts'
import type { IndexedText } from './engine/engine.ts'
import { type WeighedTerms, sumIdf } from './idf.ts'
import type { Translation } from './translation/translate-query.ts'
import { BM25, RELEVANCE } from './tuning.ts'

/** A normalized query with its terms and their IDF. */
export interface WeighedQuery {
  readonly text: string
  readonly pairs: WeighedTerms
  readonly singles: WeighedTerms
  /** The words that decide what it asks, each once. */
  readonly words: readonly string[]
  /** What it means in passages of the other language; only where it may be about such. */
  readonly translation?: Translation | undefined
}

/** A passage prepared for comparison with queries; what few queries need is made when it is first read. */
export interface ComparedPassage extends IndexedText {
  /** Its title, text and speakers. */
  readonly whole: string
  /** The text without marks: 博士直通车 matches 博士“直通车”. */
  readonly letters: string
  /** The frequencies of its figures, and of its words of other scripts; those of the title count twice. */
  readonly words: ReadonlyMap<string, number>
  /** Tests for terms in its text and in its question; each cuts its words once. */
  readonly has: HasTerm
  readonly hasAsked: HasTerm
  readonly sentences: readonly Sentence[]
}

/** A sentence of a passage, with the test for terms in it. */
interface Sentence {
  readonly text: string
  readonly has: HasTerm
}

type HasTerm = ReturnType<typeof createHasTerm>

/** The relevance of a passage to a query. */
export interface Relevance {
  /** Comparable within one query only. */
  readonly rank: number
  /** The share of the query that the passage covers, 0 to 1: the mean of shares of its IDF mass. */
  readonly cover: number
  /** Whether it has all terms of the query. */
  readonly isWhole: boolean
  /** Whether it, or its question, has any of them. */
  readonly isShared: boolean
  /** The share of the query's IDF mass that its question has, 0 to 1. */
  readonly question: number
  /** The share of the query's concepts that a passage of the other language has, 0 to 1. */
  readonly concepts?: number
}

const MARKS = /[^\p{L}\p{N}]+/gu

/** Prepares a passage for comparison. */
export function toComparedPassage(indexed: IndexedText): ComparedPassage {
  const { title, question, text, speakers } = indexed
  const whole = `${title}\n${text}\n${speakers}`
  let letters: string | undefined
  let sentences: ComparedPassage['sentences'] | undefined
  let words: ReadonlyMap<string, number> | undefined
  return {
    ...indexed,
    whole,
    has: createHasTerm(text),
    hasAsked: createHasTerm(question),
    // Few queries need all of these.
    get letters() {
      return (letters ??= text.replace(MARKS, ''))
    },
    get words() {
      return (words ??= countWords(`${title}\n${whole}`))
    },
    get sentences() {
      return (sentences ??= toSentences(text).map((one) => ({ text: one.text, has: createHasTerm(one.text) })))
    },
  }
}

/** A term of a query with its IDF; a word of another script than Han matches only whole. */
interface Term {
  readonly text: string
  readonly weight: number
  readonly isWord: boolean
}

/** Creates the comparison of one query with passages, which sums the query's IDF once. */
export function createComparison(
  { text, pairs, singles }: WeighedQuery,
  meanLength: number,
): (passage: ComparedPassage) => Relevance {
  const terms = Array.from(pairs, ([pair, weight]): Term => ({ text: pair, weight, isWord: !isHan(pair) }))
  const characters = [...singles]
  const pairMass = sumIdf(pairs) || 1
  const singleMass = sumIdf(singles) || 1
  const run = text.replace(MARKS, '')
  return (passage) => {
    const matched = matchPairs(passage, terms)
    const isMissing = (pair: string) => pairs.has(pair) && !matched.some((term) => term.text === pair)
    const shares = {
      score: scoreMatches(matched, passage.length / (meanLength || 1)) / pairMass,
      pairs: sumWeights(matched) / pairMass,
      singles: sumCharacters(characters, passage.whole) / singleMass,
      question: passage.question === '' ? 0 : sumIdf(pairs, passage.hasAsked) / pairMass,
      order: measureOrder(run, passage.text, isMissing) / (run.length || 1),
      sentence: weighBestSentence(passage.sentences, matched) / pairMass,
    }
    return {
      rank:
        shares.score +
        RELEVANCE.pairs * shares.pairs +
        RELEVANCE.singles * shares.singles +
        RELEVANCE.question * shares.question +
        RELEVANCE.order * shares.order,
      cover:
        (Math.min(1, shares.score / RELEVANCE.fullScore) + 2 * shares.pairs + shares.sentence + shares.singles) / 5,
      isWhole: isWhole({ pairs, singles }, passage),
      isShared: shares.pairs + shares.question > 0,
      question: shares.question,
    }
  }
}

/** A term of a query that a passage has. */
interface Matched extends Term {
  readonly frequency: number
}

function matchPairs(passage: ComparedPassage, terms: readonly Term[]): Matched[] {
  const matched: Matched[] = []
  for (const { text, weight, isWord } of terms) {
    const frequency = isWord ? (passage.words.get(text) ?? 0) : countHan(passage, text)
    if (frequency > 0) matched.push({ text, weight, isWord, frequency })
  }
  return matched
}

/** Counts a pair of Han characters in a passage; in its title it counts once more. */
export function countHan({ title, whole }: ComparedPassage, pair: string): number {
  const count = countOccurrences(whole, pair)
  return count > 0 && title.includes(pair) ? count + 1 : count
}

function sumWeights(matched: readonly Matched[]): number {
  let mass = 0
  for (const { weight } of matched) mass += weight
  return mass
}

function sumCharacters(characters: readonly (readonly [string, number])[], text: string): number {
  let mass = 0
  for (const [character, weight] of characters) if (text.includes(character)) mass += weight
  return mass
}

/** BM25+ of what is matched, with its IDF as weight. */
export function scoreMatches(
  matched: readonly { readonly weight: number; readonly frequency: number }[],
  relativeLength: number,
): number {
  const { k, b, d } = BM25
  let score = 0
  for (const { weight, frequency } of matched)
    score += weight * (d + (frequency * (k + 1)) / (frequency + k * (1 - b + b * relativeLength)))
  return score
}

/** Tells whether a passage has all pairs, ignoring marks between their characters. */
function isWhole({ pairs, singles }: Pick<WeighedQuery, 'pairs' | 'singles'>, passage: ComparedPassage): boolean {
  if (pairs.size === 0) return false
  // Few passages have all characters, and only for these are the marks left out.
  for (const single of singles.keys()) if (!passage.text.includes(single)) return false
  const { letters, has } = passage
  for (const pair of pairs.keys()) if (isHan(pair) ? !letters.includes(pair) : !has(pair)) return false
  return true
}

function weighBestSentence(sentences: readonly Sentence[], matched: readonly Matched[]): number {
  let most = 0
  for (const { text, has } of sentences) {
    let mass = 0
    for (const term of matched) if (term.isWord ? has(term.text) : text.includes(term.text)) mass += term.weight
    if (mass > most) most = mass
  }
  return most
}

/**
 * The length of the longest substring of the query that the text contains.
 *
 * @param isMissing tells which pairs of the query the passage lacks: with none of them a longer substring begins
 */
function measureOrder(run: string, text: string, isMissing: (pair: string) => boolean): number {
  let longest = 0
  for (let start = 0; start + longest < run.length; start++) {
    // Another pair than those of the query may stand where marks were left out.
    const isShort = isMissing(run.slice(start, start + 2))
    if (isShort && longest > 0) continue
    while (start + longest < run.length && text.includes(run.slice(start, start + longest + 1))) longest++
  }
  return longest
}

function countWords(normalized: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { text } of toRuns(normalized)) {
    if (isHan(text)) continue
    const word = toStem(text)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

function countOccurrences(text: string, term: string): number {
  let count = 0
  for (let place = text.indexOf(term); place >= 0; place = text.indexOf(term, place + 1)) count++
  return count
}
