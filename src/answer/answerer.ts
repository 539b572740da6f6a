import { type Article, type Citation, toCitations } from '../knowledge/article.ts'
import { blankAskingWords } from '../search/asking-words.ts'
import type { Fold } from '../search/fold.ts'
import type { SearchIndex } from '../search/search-index.ts'
import type { Answer, Found, Quote } from './answer.ts'
import { canHoldFact } from './fact-kinds.ts'
import { blankIdentityWords, toIntent } from './intent.ts'
import { listExamples, listOffers, toLatestFirst } from './offers.ts'
import { type Names, type SpeakerFinder, concerns, createSpeakerFinder, speaks } from './speakers.ts'

/** Answers queries from one load of the knowledge. */
export interface Answerer {
  answer(query: string): Answer
  /** Queries that this answers, each tried; three at most, of different kinds where there are. */
  readonly examples: readonly string[]
}

const MOST_QUOTES = 3

/**
 * The confidence below which nothing is quoted. On our own queries (see search/tuning.ts), two in three of whose
 * unanswerable ones are near misses, 0.12 declines 43 % and quotes 76 % of the answerable right at first, 84 % in three;
 * 0.16: 53 %, 75 %, 83 %; 0.20: 60 %, 73 %, 79 %.
 */
const MIN_CONFIDENCE = 0.16
/**
 * The confidence that what a query says besides a speaker's name must reach among that speaker's passages. Of 11 queries
 * for what a speaker did not speak of 0.08 quotes something to 8, 0.12 to 6, 0.16 to 5; first falls by half a point to 1 with each step.
 */
const MIN_REST_CONFIDENCE = 0.12
/** A further passage is shown while it is this much as confident as the first; 0.6 loses half a point in three. */
const MIN_SHARE_OF_FIRST = 0.4

interface Material {
  readonly citations: readonly Citation[]
  readonly articles: readonly Article[]
  readonly index: SearchIndex
  readonly fold: Fold
  readonly finder: SpeakerFinder
}

/** Creates what answers from these articles, looking passages up in their index. */
export function createAnswerer(articles: readonly Article[], index: SearchIndex, fold: Fold): Answerer {
  const material = { articles, citations: toCitations(articles), index, fold, finder: createSpeakerFinder(articles, fold) }
  const lookUp = (query: string) => lookUpIn(material, query)
  const offers = listOffers(articles, lookUp)
  return {
    answer: (query) => lookUp(query) ?? { kind: saysSomething(fold(query).text) ? 'none' : 'unasked', offers },
    examples: listExamples(articles, offers, lookUp),
  }
}

function saysSomething(folded: string): boolean {
  return /[\p{L}\p{N}]/u.test(blankAskingWords(folded))
}

function lookUpIn(material: Material, query: string): Found | undefined {
  const { articles, citations, fold, finder } = material
  const folded = fold(query).text
  const { names, rest } = finder.findNamed(folded)
  switch (toIntent(rest, names.size > 0)) {
    case 'participants':
      return toParticipants(articles)
    case 'identity':
      return toCards(finder, names.size > 0 ? names : finder.findHolders(blankIdentityWords(folded))) ?? quote(material, query, query)
    case 'statements':
      return toFound(citations.filter(speaks(names)).map((citation) => ({ ...citation, matches: [] }))) ?? toCards(finder, names)
    case 'content':
      return names.size > 0 ? quoteFrom(material, names, query, rest) : quote(material, query, query)
  }
}

/** Quotes only those who are named: another's words must never stand under their names. */
function quoteFrom(material: Material, names: Names, query: string, rest: string): Found | undefined {
  return isSpokenOf(material, names, rest) ? quote(material, query, rest, concerns(names)) : undefined
}

/** @param marked what is marked in the words: the query, without names that all its passages share anyway */
function quote({ index, fold }: Material, query: string, marked: string, among?: (citation: Citation) => boolean): Found | undefined {
  const folded = fold(query).text
  const hits = index.search(query, among).filter(({ citation }) => canHoldFact(folded, fold(citation.passage.text).text))
  const first = hits[0]?.confidence ?? 0
  if (first < MIN_CONFIDENCE) return undefined
  const worthy = hits.filter(({ confidence }) => confidence >= first * MIN_SHARE_OF_FIRST).slice(0, MOST_QUOTES)
  return toFound(worthy.map(({ citation }) => ({ ...citation, matches: index.findMatches(marked, citation.passage.text) })))
}

/**
 * Tells whether those named spoke of what else a query says. Their names alone match all their passages,
 * so the rest must be held too; a rest in a script that the material is not written in cannot be judged.
 */
function isSpokenOf({ index }: Material, names: Names, rest: string): boolean {
  if (!/\p{Script=Han}/u.test(rest)) return true
  return index.search(rest, concerns(names)).some(({ confidence }) => confidence >= MIN_REST_CONFIDENCE)
}

function toFound(quotes: readonly Quote[]): Found | undefined {
  return quotes.length > 0 ? { kind: 'found', quotes: quotes.slice(0, MOST_QUOTES) } : undefined
}

function toParticipants(articles: readonly Article[]): Found | undefined {
  const peopled = toLatestFirst(articles).filter(({ speakers }) => speakers.length > 0)
  return peopled.length > 0 ? { kind: 'participants', articles: peopled } : undefined
}

function toCards(finder: SpeakerFinder, names: Names): Found | undefined {
  const cards = finder.toCards(names)
  return cards.length > 0 ? { kind: 'speaker', cards } : undefined
}
