import { type Article, type Citation, toCitations } from '../knowledge/article.ts'
import type { Fold } from '../search/fold.ts'
import type { SearchIndex } from '../search/search-index.ts'
import type { Answer, Found, Quote } from './answer.ts'
import { canHoldFact } from './fact-kinds.ts'
import { asksForWords, blankIdentityWords, saysSomething, toIntent } from './intent.ts'
import { listExamples, listOffers, toLatestFirst } from './offers.ts'
import { type People, type SpeakerFinder, concerns, createSpeakerFinder, speaks } from './speakers.ts'
import { takeTurns } from './take-turns.ts'
import { toTitle } from './titles.ts'

/** Answers queries from one load of the knowledge. */
export interface Answerer {
  answer(query: string): Answer
  /** Queries that this answers, each tried; three at most, of different kinds where there are. */
  readonly examples: readonly string[]
}

const MOST_QUOTES = 3

/**
 * The confidence below which nothing is quoted. Of our own queries (see search/tuning.ts), two in three of whose
 * unanswerable ones are near misses, 0.12 declines 53 % and quotes 75 % of the answerable right at first, 82 % in three;
 * 0.16: 57 %, 75 %, 81 %; 0.20: 62 %, 73 %, 79 %.
 */
const MIN_CONFIDENCE = 0.16
/**
 * The confidence that what a query says besides a speaker's name must reach among that speaker's passages. Of 11 queries
 * for what a speaker did not speak of 0.08 quotes something to 6, 0.12 and 0.16 to 5; 0.16 loses half a point of first.
 */
const MIN_REST_CONFIDENCE = 0.12
/** A further passage is shown while it is this much as confident as the first: below it, it hardly is on the subject. */
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

function lookUpIn(material: Material, query: string): Found | undefined {
  const { articles, citations, fold, finder } = material
  const { people, excluded, namesStranger, rest } = finder.findNamed(fold(query).text)
  // What a stranger said or is, the material does not tell, whatever it tells of the subject.
  if (namesStranger && people.size === 0) return undefined
  switch (toIntent(rest, people.size > 0)) {
    case 'participants':
      return toParticipants(articles)
    case 'identity':
      return people.size > 0 ? toCards(finder, people) : tellHolder(material, query, blankIdentityWords(rest))
    case 'statements':
      return toFound(listStatements(citations, people)) ?? toCards(finder, people)
    case 'content':
      if (people.size > 0) return quoteFrom(material, people, rest)
      return excluded.size > 0 ? quote(material, rest, MIN_CONFIDENCE, (citation) => !concerns(excluded)(citation)) : quote(material, query)
  }
}

/**
 * Quotes only those who are named: another's words must never stand under their names. Their names alone match all
 * their passages, so what else the query says must be held too. What it says in a language that the material is not
 * written in cannot be: then it gets what they said, and is told that this may not be what it asks.
 */
function quoteFrom(material: Material, people: People, rest: string): Found | undefined {
  const quoteAmong = (among: (citation: Citation) => boolean) => quote(material, rest, MIN_REST_CONFIDENCE, among)
  const found = (asksForWords(rest) ? quoteAmong(speaks(people)) : undefined) ?? quoteAmong(concerns(people))
  if (found || /\p{Script=Han}/u.test(rest)) return found
  const quotes = listStatements(material.citations, people)
  const names = [...new Set([...people].map(({ name }) => name))]
  return quotes.length > 0 ? { kind: 'unjudged', names, quotes } : toCards(material.finder, people)
}

/** Who holds an office that nobody listed holds is not told; what else asks 是谁 may stand in a passage. */
function tellHolder(material: Material, query: string, description: string): Found | undefined {
  const cards = toCards(material.finder, material.finder.findHolders(description))
  return cards ?? (toTitle(description) ? undefined : quote(material, query))
}

/** Lists what people said, each of several in turn. */
function listStatements(citations: readonly Citation[], people: People): Quote[] {
  const turns = takeTurns([...people].map((speaker) => citations.filter(speaks(new Set([speaker])))))
  return [...new Set(turns)].slice(0, MOST_QUOTES).map((citation) => ({ ...citation, matches: [] }))
}

function quote({ index, fold }: Material, query: string, minConfidence = MIN_CONFIDENCE, among?: (citation: Citation) => boolean): Found | undefined {
  const folded = fold(query).text
  const quotes: Quote[] = []
  let least = minConfidence
  for (const { citation, confidence } of index.search(query, among)) {
    const { article, passage: { text } } = citation
    if (quotes.length === MOST_QUOTES) break
    if (quotes.length > 0 && confidence < least) continue
    if (!canHoldFact(folded, fold(`${text} ${article.date ?? ''}`).text)) continue
    if (confidence < least) break
    if (quotes.length === 0) least = confidence * MIN_SHARE_OF_FIRST
    quotes.push({ ...citation, matches: index.findMatches(query, text) })
  }
  return toFound(quotes)
}

function toFound(quotes: readonly Quote[]): Found | undefined {
  return quotes.length > 0 ? { kind: 'found', quotes } : undefined
}

function toParticipants(articles: readonly Article[]): Found | undefined {
  const peopled = toLatestFirst(articles).filter(({ speakers }) => speakers.length > 0)
  return peopled.length > 0 ? { kind: 'participants', articles: peopled } : undefined
}

function toCards(finder: SpeakerFinder, people: People): Found | undefined {
  const cards = finder.toCards(people)
  return cards.length > 0 ? { kind: 'speaker', cards } : undefined
}
