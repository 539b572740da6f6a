import type { Article, Exchange } from '../../knowledge/article.ts'
import type { Answer } from '../answer.ts'
import { toAskingSentences } from './asking-sentences.ts'
import { interleave } from './take-turns.ts'

/** What a reporter begins with, and a user who asks the same does not. */
export const POLITENESS = /^请问/u

/** A query that is known to be answered: as somebody put it, or one of our own, which is said in each language. */
export type Suggestion =
  { readonly kind: 'asked'; readonly query: string } | { readonly kind: 'said' | 'who'; readonly name: string }

/** Puts a suggestion as a query. */
export function toQuery(suggestion: Suggestion): string {
  if (suggestion.kind === 'asked') return suggestion.query
  return suggestion.kind === 'said' ? `${suggestion.name}说了什么？` : `${suggestion.name}是谁？`
}

type LookUp = (query: string) => Answer | undefined

const MOST_OFFERS = 4
const MOST_EXAMPLES = 3
/** Each try is a search, and a reload waits for them: where so many find nothing of their own, more will not either. */
const MOST_TRIES = 8
/** In characters: an offered query is read at a glance. */
export const LONGEST_OFFER = 60

/**
 * Lists queries that the material answers, in the reporters' own words: of each exchange the first asking sentence
 * that finds a passage of that exchange. The articles take turns, the latest first.
 */
export function listOffers(articles: readonly Article[], lookUp: LookUp): string[] {
  const offers: string[] = []
  const asked = interleave(toLatestFirst(articles).map(({ exchanges }) => exchanges.filter(({ question }) => question)))
  for (const exchange of asked.slice(0, MOST_TRIES)) {
    if (offers.length === MOST_OFFERS) break
    const offer = toQueries(exchange).find((sentence) => isAnsweredFrom(exchange, sentence, lookUp))
    if (offer !== undefined) offers.push(offer)
  }
  return offers
}

/** What a reporter asked, as a user would ask it: without the politeness at its head. */
export function toQueries({ question }: Exchange): string[] {
  return toAskingSentences(question?.text ?? '').map((sentence) => sentence.replace(POLITENESS, ''))
}

function isAnsweredFrom({ passages }: Exchange, sentence: string, lookUp: LookUp): boolean {
  if (sentence.length > LONGEST_OFFER) return false
  const found = lookUp(sentence)
  return found?.kind === 'found' && found.quotes.some(({ passage }) => passages.includes(passage))
}

/** Lists three queries to begin with: what was asked, what someone said, who someone is. */
export function listExamples(articles: readonly Article[], offers: readonly string[], lookUp: LookUp): Suggestion[] {
  const speakers = toLatestFirst(articles).flatMap((article) => article.speakers)
  const said = speakers
    .map(({ name }) => ({ kind: 'said', name }) as const)
    .find((suggestion) => lookUp(toQuery(suggestion))?.kind === 'found')
  const who = speakers
    .map(({ name }) => ({ kind: 'who', name }) as const)
    .findLast((suggestion) => lookUp(toQuery(suggestion))?.kind === 'speaker')
  const [first, ...others] = offers.map((query) => ({ kind: 'asked', query }) as const)
  return [first, said, who, ...others].filter((suggestion) => suggestion !== undefined).slice(0, MOST_EXAMPLES)
}

/** Sorts the articles by their dates; those without one come last. */
export function toLatestFirst(articles: readonly Article[]): Article[] {
  return articles.toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
}
