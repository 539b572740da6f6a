import type { Citation, Exchange } from '../../knowledge/article.ts'
import type { Fold } from '../../text/fold.ts'
import type { Findings, Hit, SearchIndex } from '../../search/search-index.ts'
import type { Quote } from '../answer.ts'
import { MOST_RESULTS, pickOthers } from '../browse/related.ts'
import { dropAskingSentences } from '../suggest/asking-sentences.ts'
import { canHoldFact } from './fact-kinds.ts'
import { findFact } from './facts.ts'
import { EVIDENCE, MIN } from './thresholds.ts'

/** What is asked of the index. */
export interface PassageQuery {
  readonly query: string
  /** The query without the names of those among whose words it is looked for. */
  readonly words?: string
  readonly among?: (citation: Citation) => boolean
  /** Whether a passage that was found is on the subject. */
  readonly isOn?: (citation: Citation) => boolean
}

/** What a quest came to. */
export interface Selection {
  /** Best first, three at most; none where the material does not answer. */
  readonly quotes: readonly Quote[]
  /** Those on the query besides, best first; among them the best of each other speaker. */
  readonly further: readonly Quote[]
  /** How far the best passage is above what is asked of it, 0 where it just is not. */
  readonly surplus: number
  /** The exchange whose question itself says what is asked for, and no passage does. */
  readonly stated?: Exchange
  /** The passages nearest to the query, whether they answer it or not. */
  readonly nearest: readonly Citation[]
}

/** Looks passages up and judges whether they answer. */
export type Quoter = (quest: PassageQuery) => Selection

const MOST_QUOTES = 3
const MOST_FURTHER = MOST_RESULTS - MOST_QUOTES

export function createQuoter(index: SearchIndex, fold: Fold): Quoter {
  const toFactText = createFactTexts(fold)
  return ({ query, words = query, among, isOn = () => true }) => {
    const findings = index.search(query, { words, ...(among && { among }) })
    const folded = fold(query).text
    const judged = findings.hits.map((hit) => ({ ...hit, surplus: toSurplus(hit, findings, among !== undefined) }))
    const fit = judged.filter(({ citation }) => canHoldFact(folded, toFactText(citation)) && isOn(citation))
    const [first] = fit.filter(({ surplus }) => surplus > 0)
    const quotes = first ? [first, ...listFurther(fit, first)].slice(0, MOST_QUOTES) : []
    const stated = among ? undefined : findStated(query, findings, index)
    return {
      ...(stated && { stated }),
      quotes: quotes.map(({ citation }) => toQuote(citation, folded, index)),
      further: (first
        ? chooseFurther(
            fit.filter((hit) => !quotes.includes(hit)),
            first,
          )
        : []
      ).map((citation) => ({ ...citation, matches: index.findMatches(query, citation.passage.text) })),
      surplus: first?.surplus ?? fit[0]?.surplus ?? -1,
      nearest: findings.hits.filter(isNear).map(({ citation }) => citation),
    }
  }
}

/** Finds the exchange whose question tells most of the query before it asks, and far more of it than the best passage does. */
function findStated(query: string, { hits, exchanges }: Findings, index: SearchIndex): Exchange | undefined {
  const asked = exchanges.filter(({ question }) => question)
  const [passage = 0, ...questions] = index.rate(query, [
    hits[0]?.citation.passage.text ?? '',
    ...asked.map(({ question }) => dropAskingSentences(question?.text ?? '')),
  ])
  const most = Math.max(0, ...questions)
  return most >= MIN.question && most >= passage + MIN.questionLead ? asked[questions.indexOf(most)] : undefined
}

/** Creates the comparison of what some passages hold of a query with what the best of all does: 1 where one of them is the best. */
export function createShareOfBest(
  index: SearchIndex,
): (words: string, among: (citation: Citation) => boolean) => number {
  return (words, among) => {
    const { hits } = index.search(words)
    const own = hits.filter(({ citation }) => among(citation))
    // Who says it all says it, however much others do.
    if (own.some(({ isWhole }) => isWhole)) return 1
    return own[0] && hits[0] ? own[0].rank / hits[0].rank : 0
  }
}

/** A passage with the date of its article, and with what is known to be asked of it: it answers that, whatever its words. */
function createFactTexts(fold: Fold): (citation: Citation) => string {
  const folded = new Map<Citation['passage'], string>()
  return ({ article, passage }) => {
    const known =
      folded.get(passage) ?? fold([passage.text, article.date ?? '', ...(passage.asks ?? [])].join('\n')).text
    folded.set(passage, known)
    return known
  }
}

/** How far the evidence that a passage answers is above the least that is asked for. */
function toSurplus(
  { citation, rank, cover, isWhole, asked, isVerbatim }: Hit,
  { unanswered, isUnanswered, odds }: Findings,
  isNamed: boolean,
): number {
  if (isVerbatim) return 1
  if (isUnanswered) return -1
  // Who only names something gets what stands there.
  if (isWhole) return cover
  if (asked === undefined) return cover - (isNamed ? MIN.namedCover : MIN.cover)
  if (rank < MIN.rank) return rank - MIN.rank
  const count = citation.passage.asks?.length ?? 0
  const trust = count ** 2 / (count ** 2 + EVIDENCE.halfTrusted ** 2)
  const byAsks = asked - unanswered - EVIDENCE.odds * odds - (isNamed ? MIN.named : MIN.asked)
  return trust * byAsks + (1 - trust) * (cover - (isNamed ? MIN.namedCover : MIN.cover))
}

/** Close to the query, whatever of it the passage does not tell. */
function isNear({ cover, asked = 0 }: Hit): boolean {
  return asked + cover > MIN.near
}

/** Of the hits that are left, those of speakers not heard yet before the others, until there are enough; then in their order. */
function chooseFurther<T extends Hit>(rest: readonly T[], first: T): Citation[] {
  const near = rest.filter(({ rank }) => rank / first.rank > MIN.furtherShare).map(({ citation }) => citation)
  const others = pickOthers([first.citation, ...near])
  const chosen = new Set([...others, ...near].slice(0, MOST_FURTHER))
  return near.filter((citation) => chosen.has(citation))
}

function listFurther<T extends Hit & { readonly surplus: number }>(fit: readonly T[], first: T): T[] {
  return fit.filter(
    (hit) => hit !== first && Math.min(hit.surplus / first.surplus, hit.rank / first.rank) > MIN.shareOfFirst,
  )
}

function toQuote(citation: Citation, query: string, index: SearchIndex): Quote {
  const { text } = citation.passage
  const fact = findFact(query, text, index.rate)
  return { ...citation, matches: index.findMatches(query, text), ...(fact && { fact }) }
}
