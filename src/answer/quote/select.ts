import type { Citation, Exchange } from '../../knowledge/article.ts'
import type { Findings, Hit } from '../../search/search-index.ts'
import { MOST_QUOTES, type Quote } from '../answer.ts'
import { MOST_FURTHER, pickOthers } from '../browse/related.ts'
import type { Corpus } from '../corpus.ts'
import { dropAskingSentences } from '../question/asking-sentences.ts'
import { canHoldFact, findFact } from './facts.ts'
import { EVIDENCE, MIN } from './thresholds.ts'

/** A query to select passages for. */
export interface PassageQuery {
  readonly query: string
  /** The query without the names of the people among whose passages is searched; by default the query. */
  readonly words?: string
  /** Restricts the search to these passages. */
  readonly among?: (citation: Citation) => boolean
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
  const { query, words = query, among, isOn = () => true } = passageQuery
  const { index, fold } = corpus
  const findings = index.search(query, { words, ...(among && { among }) })
  const folded = fold(query).text
  const judged = findings.hits.map((hit) => ({ ...hit, surplus: toSurplus(hit, findings, among !== undefined) }))
  const fit = judged.filter(({ citation }) => canHoldFact(folded, factTextOf(corpus, citation)) && isOn(citation))
  const [first] = fit.filter(({ surplus }) => surplus > 0)
  const chosen = first ? [first, ...listComparable(fit, first)].slice(0, MOST_QUOTES) : []
  const further = first
    ? chooseFurther(
        fit.filter((hit) => !chosen.includes(hit)),
        first,
      )
    : []
  const stated = among ? undefined : findStated(corpus, query, findings)
  return {
    ...(stated && { stated }),
    quotes: chosen.map(({ citation }) => toQuote(corpus, citation, folded)),
    further: further.map((citation) => ({ ...citation, matches: index.findMatches(query, citation.passage.text) })),
    surplus: first?.surplus ?? fit[0]?.surplus ?? -1,
    nearest: findings.hits.filter(isNear).map(({ citation }) => citation),
  }
}

/** The best rank of some passages for a query as a share of the best rank of all; 1 where one of them holds all of it. */
export function toShareOfBest({ index }: Corpus, words: string, among: (citation: Citation) => boolean): number {
  const { hits } = index.search(words)
  const own = hits.filter(({ citation }) => among(citation))
  if (own.some(({ isWhole }) => isWhole)) return 1
  return own[0] && hits[0] ? own[0].rank / hits[0].rank : 0
}

/** Finds the exchange whose question states most of the query before it asks, and far more of it than the best passage. */
function findStated({ index }: Corpus, query: string, { hits, exchanges }: Findings): Exchange | undefined {
  const asked = exchanges.filter(({ question }) => question)
  const stated = asked.map(({ question }) => dropAskingSentences(question?.text ?? ''))
  const [passage = 0, ...questions] = index.rate(query, [hits[0]?.citation.passage.text ?? '', ...stated])
  const most = Math.max(0, ...questions)
  const isStated = most >= MIN.question && most >= passage + MIN.questionLead
  return isStated ? asked[questions.indexOf(most)] : undefined
}

/** The folded text of a passage, the date of its article and the passage's asks, whose facts it answers by definition. */
function factTextOf({ caches: { factTexts }, fold }: Corpus, { article, passage }: Citation): string {
  const known = factTexts.get(passage)
  if (known !== undefined) return known
  const { text } = fold([passage.text, article.date ?? '', ...(passage.asks ?? [])].join('\n'))
  factTexts.set(passage, text)
  return text
}

/** How far the evidence that a passage answers is above the threshold. */
function toSurplus(hit: Hit, { unanswered, isUnanswered, odds }: Findings, isNamed: boolean): number {
  const { citation, rank, cover, isWhole, asked, isVerbatim } = hit
  if (isVerbatim) return 1
  if (isUnanswered) return -1
  // A query of nothing but words of the passage is answered by it.
  if (isWhole) return cover
  const byCover = cover - (isNamed ? MIN.namedCover : MIN.cover)
  if (asked === undefined) return byCover
  if (rank < MIN.rank) return rank - MIN.rank
  const count = citation.passage.asks?.length ?? 0
  const trust = count ** 2 / (count ** 2 + EVIDENCE.halfTrusted ** 2)
  const byAsks = asked - unanswered - EVIDENCE.odds * odds - (isNamed ? MIN.named : MIN.asked)
  return trust * byAsks + (1 - trust) * byCover
}

/** Tells whether a passage is close to the query, whatever part of it the passage leaves unanswered. */
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

function toQuote({ index }: Corpus, citation: Citation, query: string): Quote {
  const { text } = citation.passage
  const fact = findFact(query, text, index.rate)
  return { ...citation, matches: index.findMatches(query, text), ...(fact && { fact }) }
}
