import type { Exchange } from '../../knowledge/article.ts'
import { type Suggestion, toQuery } from '../answer.ts'
import type { Corpus } from '../corpus.ts'
import { interleave } from '../interleave.ts'
import { dropPoliteness, toAskingSentences } from '../../text/sentences.ts'
import { lookUp } from '../quote/look-up.ts'

const MOST_OFFERS = 4
const MOST_EXAMPLES = 3
/** Exchanges that are tried: each sentence takes a search, and a reload waits for all of them. */
const MOST_TRIES = 8
/** Characters: an offer is read at a glance. */
export const LONGEST_OFFER = 60

/**
 * Lists queries that the corpus answers, in the reporters' words: of each exchange the first asking sentence that finds
 * one of its passages. Articles are interleaved, the latest first.
 */
export function listOffers(corpus: Corpus): string[] {
  const offers: string[] = []
  const asked = interleave(corpus.latestFirst.map(({ exchanges }) => exchanges.filter(({ question }) => question)))
  for (const exchange of asked.slice(0, MOST_TRIES)) {
    if (offers.length === MOST_OFFERS) break
    const offer = toAskedQueries(exchange).find((query) => isAnsweredFrom(corpus, exchange, query))
    if (offer !== undefined) offers.push(offer)
  }
  return offers
}

/** Lists what the reporter asks in an exchange, as a user would ask it. */
export function toAskedQueries({ question }: Exchange): string[] {
  return toAskingSentences(question?.text ?? '').map(dropPoliteness)
}

/** Lists three queries to begin with: an offer, what someone said, and who someone is. */
export function listExamples(corpus: Corpus, offers: readonly string[]): Suggestion[] {
  const names = corpus.latestFirst.flatMap(({ speakers }) => speakers.map(({ name }) => name))
  const isAnsweredBy = (kind: 'found' | 'speaker', suggestion: Suggestion) =>
    lookUp(corpus, toQuery(suggestion)).answer?.kind === kind
  const said = names.map((name) => ({ kind: 'said', name }) as const).find((one) => isAnsweredBy('found', one))
  const who = names.map((name) => ({ kind: 'who', name }) as const).findLast((one) => isAnsweredBy('speaker', one))
  const [first, ...others] = offers.map((query) => ({ kind: 'asked', query }) as const)
  return [first, said, who, ...others].filter((suggestion) => suggestion !== undefined).slice(0, MOST_EXAMPLES)
}

function isAnsweredFrom(corpus: Corpus, { passages }: Exchange, query: string): boolean {
  if (query.length > LONGEST_OFFER) return false
  const { answer } = lookUp(corpus, query)
  return answer?.kind === 'found' && answer.quotes.some(({ passage }) => passages.includes(passage))
}
