import type { Citation, Exchange } from '../../knowledge/article.ts'
import type { Findings, Hit } from '../../search/find-passages.ts'
import { type Answer, type Found, MOST_QUOTES, type Neighbour, type Part, type Quote } from '../answer.ts'
import { MOST_FURTHER, pickOthers } from '../browse/related.ts'
import type { Corpus } from '../corpus.ts'
import { type People, concerns } from '../question/people.ts'
import { dropAskingSentences } from '../../text/sentences.ts'
import { findFact, listNeededFacts } from './facts.ts'
import { EVIDENCE, MIN } from './thresholds.ts'
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
  /** The passages nearest to the query, whether they answer it or not. */
  readonly nearest: readonly Citation[]
}

type Judged = Hit & { readonly surplus: number }

/** Searches passages for a query and selects those that answer it. */
export function selectPassages(corpus: Corpus, passageQuery: PassageQuery): Selection {
  const { query, words = query, among, excluded, isOn = () => true } = passageQuery
  const { index, fold } = corpus
  const isNamed = among !== undefined || excluded !== undefined
  const found = passageQuery.findings ?? index.search(query, { words, ...(among && { among }) })
  const findings = withoutPeople(found, excluded)
  const folded = fold(query).text
  const judged = findings.hits.map((hit) => ({ ...hit, surplus: toSurplus(hit, findings, isNamed) }))
  const needed = listNeededFacts(folded)
  const fit = judged.filter(
    ({ citation }) => holdsAll(corpus, citation, needed) && isOn(citation) && !isFloorGiven(citation.passage),
  )
  const [first] = fit.filter(({ surplus }) => surplus > 0)
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
    further: further.map((citation) => toFurtherQuote(corpus, query, citation)),
    surplus: first?.surplus ?? fit[0]?.surplus ?? -1,
    nearest: findings.hits.filter(isNear).map(({ citation }) => citation),
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

/** The folded text that may hold a fact: the passage, the date of its article and its asks. */
function factTextOf({ caches: { factTexts }, fold }: Corpus, { article, passage }: Citation): string {
  const known = factTexts.get(passage)
  if (known !== undefined) return known
  const { text } = fold([passage.text, article.date ?? '', ...(passage.asks ?? [])].join('\n'))
  factTexts.set(passage, text)
  return text
}

/** How far the evidence that a passage answers is above the threshold. */
function toSurplus(hit: Hit, { isUnanswered }: Findings, isNamed: boolean): number {
  const { citation, rank, cover, isWhole, asked, isVerbatim, unanswered, odds, margin } = hit
  if (isVerbatim) return 1
  if (isUnanswered) return -1
  // The passage contains the whole query.
  if (isWhole) return cover
  const byCover = cover - (isNamed ? MIN.namedCover : MIN.cover)
  if (asked === undefined) return byCover
  if (rank < MIN.rank) return rank - MIN.rank
  const count = citation.passage.asks?.length ?? 0
  const trust = count ** 2 / (count ** 2 + EVIDENCE.halfTrusted ** 2)
  const byMargin = margin === undefined ? 0 : EVIDENCE.margin * (margin - EVIDENCE.leastMargin)
  const byAsks = asked - unanswered - EVIDENCE.odds * odds + byMargin - (isNamed ? MIN.named : MIN.asked)
  return trust * byAsks + (1 - trust) * byCover
}

/** Tells whether a passage is close to the query, even if it does not answer it. */
function isNear({ cover, asked = 0 }: Hit): boolean {
  return asked + cover > MIN.near
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

/** Makes a quote whose matches are found when first read: most further passages are only counted. */
function toFurtherQuote({ index }: Corpus, query: string, citation: Citation): Quote {
  let matches: Quote['matches'] | undefined
  return {
    ...citation,
    get matches() {
      return (matches ??= index.findMatches(query, citation.passage.text))
    },
  }
}

function toQuote({ index }: Corpus, citation: Citation, query: string, folded: string): Quote {
  const { text } = citation.passage
  const fact = findFact(folded, text, index.rate)
  return { ...citation, matches: index.findMatches(query, text), ...(fact && { fact }) }
}

/** What one reading of a query came to. */
export interface Reading {
  /** Undefined where the corpus does not answer. */
  readonly answer?: Exclude<Answer, { kind: 'near' | 'none' | 'unasked' }>
  /** How certain the answer is, from -1 to 1; comparable between readings of one query. */
  readonly surplus: number
  /** Whether no other reading is tried: the query asks for someone who is not listed, or is known to be unanswered. */
  readonly isSettled?: true
  /** Passages on the query beside those that the answer quotes, best first. */
  readonly further?: readonly Quote[]
  /** Reporters' questions that are close to the query. */
  readonly neighbours: readonly Neighbour[]
}

/** The reading of a query that the corpus does not answer. */
export const NOTHING: Reading = { surplus: -1, neighbours: [] }

const MOST_NEIGHBOURS = 3
/** The surplus of an answer that needs no search. */
const CERTAIN = 1

/** Makes the reading of an answer that needed no search; `NOTHING` without an answer. */
export function certainReading(answer: Reading['answer']): Reading {
  return answer ? { answer, surplus: CERTAIN, neighbours: [] } : NOTHING
}

/** Makes the reading of a selection. */
export function toReading({ quotes, surplus, nearest, further }: Selection): Reading {
  const found = toFound(quotes)
  return { surplus, further, neighbours: toNeighbours(nearest), ...(found && { answer: found }) }
}

/** Makes the reading of a query that is known to be unanswered. */
export function unansweredReading({ nearest }: Selection): Reading {
  return { ...NOTHING, isSettled: true, neighbours: toNeighbours(nearest) }
}

/** Makes an answer of quotes; undefined without any. */
export function toFound(quotes: readonly Quote[]): Found | undefined {
  return quotes.length > 0 ? { kind: 'found', quotes } : undefined
}

/** Makes a part of an answer, which shows one quote. */
export function toPart({ label, quotes }: Part): Part {
  return { label, quotes: quotes.slice(0, 1) }
}

function toNeighbours(nearest: readonly Citation[]): Neighbour[] {
  const byExchange = new Map(nearest.map((citation) => [citation.exchange, citation]))
  const asked = [...byExchange.values()].flatMap(({ article, exchange }) =>
    exchange.question ? [{ article, exchange, question: exchange.question }] : [],
  )
  return asked.slice(0, MOST_NEIGHBOURS)
}
