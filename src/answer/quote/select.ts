import { type Citation, type Exchange, toSpeakers } from '../../knowledge/article.ts'
import type { Findings, Hit } from '../../search/find-passages.ts'
import { type Answer, type Found, MOST_QUOTES, type Part, type Quote } from '../answer.ts'
import { MOST_FURTHER, pickOthers } from '../browse/related.ts'
import type { Corpus } from '../corpus.ts'
import { type People, concerns } from '../question/people.ts'
import { dropAskingSentences } from '../../text/sentences.ts'
import { readAskedFigure } from './asked-figure.ts'
import { type Closest, listLacks } from './closest.ts'
import { findExcerpt } from './excerpt.ts'
import { listAskedPlaces, listNeededFacts } from './facts.ts'
import { isOnSubject, toSurplus } from './surplus.ts'
import { MIN } from './thresholds.ts'
import { isFloorGiven } from './turns.ts'

/** A query to select passages for. */
export interface PassageQuery {
  readonly query: string
  /** The query without the names of the people among whose passages is searched; by default the query. */
  readonly words?: string
  /** Restricts the search to these passages. */
  readonly among?: readonly Citation[]
  /** What the search for the query finds, where that is known. */
  readonly findings?: Findings
  /** Leaves out the passages of these people, and those about them. */
  readonly excluded?: People
  /** Tells whether a found passage is on the subject. */
  readonly isOn?: (citation: Citation) => boolean
}

/** The passages that were selected for a query. */
export interface Selection {
  /** Best first, at most `MOST_QUOTES`; none where the corpus does not answer. */
  readonly quotes: readonly Quote[]
  /** Other passages on the query, best first; among them the best of each other speaker. */
  readonly further: readonly Quote[]
  /** How far the evidence for the best passage is above the threshold, from -1 to 1. */
  readonly surplus: number
  /** The exchange whose question states what the query asks, where no passage does. */
  readonly stated?: Exchange
  /** Where no passage answers, the one closest to the query, if it is on its subject. */
  readonly closest?: Closest
}

type Judged = Hit & { readonly surplus: number }

/** Searches passages for a query and selects those that answer it. */
export function selectPassages(corpus: Corpus, passageQuery: PassageQuery): Selection {
  const { query, words = query, among, excluded, isOn = () => true } = passageQuery
  const { index, fold } = corpus
  const isNamed = among !== undefined || excluded !== undefined
  const found =
    passageQuery.findings ??
    index.search(query, words === query && !among ? undefined : { words, ...(among && { among }) })
  const findings = withoutPeople(found, excluded)
  const folded = fold(query).text
  const figure = readAskedFigure(folded)
  const places = listAskedPlaces(folded)
  const holds = ({ citation }: Hit, pattern: RegExp) => pattern.test(fold(citation.passage.text).text)
  const judged = findings.hits.map((hit) => {
    const contains = (pattern: RegExp) => holds(hit, pattern)
    const speaksOf = () => speaksOfAll(corpus, hit.citation, places)
    return {
      ...hit,
      surplus: toSurplus(hit, { isUnanswered: findings.isUnanswered, isNamed, figure, speaksOf, contains }),
    }
  })
  const needed = listNeededFacts(folded)
  const isFit = ({ citation }: Hit) => isOn(citation) && !isFloorGiven(citation.passage)
  const fit = judged.filter((hit) => isFit(hit) && holdsAll(corpus, hit.citation, needed))
  const [first] = fit.filter(({ surplus }) => surplus > 0)
  const near = first ? [] : findings.hits.filter((hit) => isFit(hit) && isOnSubject(hit))
  // Of the passages on the subject one that tells such a figure is closer than one that tells none.
  const closest = (figure && near.find((hit) => holds(hit, figure.told))) ?? near[0]
  const chosen = first ? [first, ...listComparable(fit, first)].slice(0, MOST_QUOTES) : []
  const further = first
    ? chooseFurther(
        fit.filter((hit) => !chosen.includes(hit)),
        first,
      )
    : []
  const stated = isNamed ? undefined : findStated(corpus, query, findings)
  return {
    ...(stated && { stated }),
    quotes: chosen.map(({ citation }) => toQuote(corpus, citation, query, folded)),
    further: further.map((citation) => toQuote(corpus, citation, query, folded)),
    surplus: first?.surplus ?? fit[0]?.surplus ?? -1,
    ...(closest && { closest: toClosest(corpus, closest, query, folded) }),
  }
}

/**
 * Relates the best rank among some passages to the best rank of all; 1 where one of them holds the whole query.
 *
 * @param hits among all passages
 */
export function toShareOfBest(hits: readonly Hit[], among: readonly Citation[]): number {
  const passages = new Set(among.map(({ passage }) => passage))
  const own = hits.filter(({ citation }) => passages.has(citation.passage))
  if (own.some(({ isWhole }) => isWhole)) return 1
  return own.length > 0 ? toBestRank(own) / toBestRank(hits) : 0
}

/** Hits are not in the order of their ranks where their meaning counts. */
function toBestRank(hits: readonly Hit[]): number {
  return hits.reduce((best, { rank }) => Math.max(best, rank), -Infinity)
}

/** A filter of the search would need a list of nearly all passages. */
function withoutPeople(findings: Findings, excluded: People | undefined): Findings {
  if (!excluded) return findings
  return { ...findings, hits: findings.hits.filter(({ citation }) => !concerns(citation, excluded)) }
}

function toClosest(corpus: Corpus, { citation, evidence }: Hit, query: string, folded: string): Closest {
  const lacks = listLacks(query, corpus.fold(query), evidence?.missing ?? [])
  return { quote: toQuote(corpus, citation, query, folded), lacks }
}

/** Finds the exchange whose question states most of the query, and far more of it than the best passage does. */
function findStated({ index }: Corpus, query: string, { hits, exchanges }: Findings): Exchange | undefined {
  const asked = exchanges.filter(({ question }) => question)
  if (asked.length === 0) return undefined
  const stated = asked.map(({ question }) => dropAskingSentences(question?.text ?? ''))
  const [passage = 0, ...questions] = index.rate(query, [hits[0]?.citation.passage.text ?? '', ...stated])
  const most = Math.max(0, ...questions)
  const isStated = most >= MIN.question && most >= passage + MIN.questionLead
  return isStated ? asked[questions.indexOf(most)] : undefined
}

function holdsAll(corpus: Corpus, citation: Citation, needed: readonly RegExp[]): boolean {
  return needed.every((fact) => fact.test(factTextOf(corpus, citation)))
}

/** Tells whether a passage speaks of places: itself, or what stands above it. */
function speaksOfAll({ fold }: Corpus, { article, exchange, passage }: Citation, places: readonly RegExp[]): boolean {
  if (places.length === 0) return true
  const { voice } = passage
  const offices = toSpeakers(voice).map(({ office }) => office)
  const above = [article.title, article.kicker ?? '', article.publication, ...exchange.headings, ...offices]
  const { text } = fold([passage.text, exchange.question?.text ?? '', ...above].join('\n'))
  return places.every((place) => place.test(text))
}

/** The folded text that may hold a fact: the passage and its asks. */
function factTextOf({ caches: { factTexts }, fold }: Corpus, { passage }: Citation): string {
  const known = factTexts.get(passage)
  if (known !== undefined) return known
  const { text } = fold([passage.text, ...(passage.asks ?? [])].join('\n'))
  factTexts.set(passage, text)
  return text
}

/** Chooses further passages: those of speakers not heard yet take precedence; the order stays by rank. */
function chooseFurther(rest: readonly Judged[], first: Judged): Citation[] {
  const near = rest.filter(({ rank }) => rank / first.rank > MIN.furtherShare).map(({ citation }) => citation)
  const others = pickOthers([first.citation, ...near])
  const chosen = new Set([...others, ...near].slice(0, MOST_FURTHER))
  return near.filter((citation) => chosen.has(citation))
}

/** Lists the hits whose surplus and rank are comparable with the first's. */
function listComparable(fit: readonly Judged[], first: Judged): Judged[] {
  const toShare = ({ surplus, rank }: Judged) => Math.min(surplus / first.surplus, rank / first.rank)
  return fit.filter((hit) => hit !== first && toShare(hit) > MIN.shareOfFirst)
}

/** Makes a quote whose matches and excerpt are found when first read: most quotes are only counted. */
function toQuote({ index }: Corpus, citation: Citation, query: string, folded: string): Quote {
  const { passage } = citation
  let matches: Quote['matches'] | undefined
  let excerpt: Quote['excerpt']
  return {
    ...citation,
    get matches() {
      return (matches ??= index.findMatches(query, passage.text))
    },
    get excerpt() {
      return (excerpt ??= findExcerpt(index, query, folded, passage))
    },
  }
}

/** What one reading of a query came to. */
export interface Reading {
  /** Undefined where the corpus does not answer. */
  readonly answer?: Exclude<Answer, { kind: 'offered' | 'none' | 'unasked' }>
  /** How certain the answer is, from -1 to 1; comparable between readings of one query. */
  readonly surplus: number
  /** Whether no other reading is tried: the query asks for someone who is not listed, or is known to be unanswered. */
  readonly isSettled?: true
  /** Passages on the query beside those that the answer quotes, best first. */
  readonly further?: readonly Quote[]
  /** The passage closest to the query. */
  readonly closest?: Closest | undefined
}

/** The reading of a query that the corpus does not answer. */
export const NOTHING: Reading = { surplus: -1 }

/** The surplus of an answer that needs no search. */
const CERTAIN = 1

/** Makes the reading of an answer that needed no search; `NOTHING` without an answer. */
export function certainReading(answer: Reading['answer']): Reading {
  return answer ? { answer, surplus: CERTAIN } : NOTHING
}

/** Makes the reading of a selection. */
export function toReading({ quotes, surplus, closest, further }: Selection): Reading {
  const found = toFound(quotes)
  return { surplus, further, closest, ...(found && { answer: found }) }
}

/** Makes the reading of a query that is known to be unanswered. */
export function unansweredReading({ closest }: Selection): Reading {
  return { ...NOTHING, isSettled: true, closest }
}

/** Makes an answer of quotes; undefined without any. */
export function toFound(quotes: readonly Quote[]): Found | undefined {
  return quotes.length > 0 ? { kind: 'found', quotes } : undefined
}

/** Makes a part of an answer, which shows one quote. */
export function toPart({ label, quotes }: Part): Part {
  return { label, quotes: quotes.slice(0, 1) }
}
