import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Article, Exchange } from '../../knowledge/article.ts'
import { type Suggestion, toQuery } from '../answer.ts'
import type { Corpus } from '../corpus.ts'
import { interleave, takeFirst } from '../interleave.ts'
import { dropPoliteness, toAskingSentences } from '../../text/sentences.ts'
import { lookUp } from '../quote/look-up.ts'

const MOST_OFFERS = 4
const MOST_EXAMPLES = 3
/** Exchanges, and names, that are tried: each takes a search or several, beside the answers to users. */
const MOST_TRIES = 8
/** Characters: an offer is read at a glance. */
export const LONGEST_OFFER = 60

/**
 * Lists queries that the corpus answers, in the reporters' words: of each exchange the first asking sentence that finds
 * one of its passages. Articles are interleaved, the latest first.
 */
export async function listOffers(corpus: Corpus): Promise<string[]> {
  const offers: string[] = []
  const toAsked = ({ exchanges }: Article) => exchanges.filter(({ question }) => question)
  for (const exchange of takeFirst(interleave(corpus.latestFirst, toAsked), MOST_TRIES)) {
    if (offers.length === MOST_OFFERS) break
    const offer = await findInTurns(toAskedQueries(exchange), (query) => isAnsweredFrom(corpus, exchange, query))
    if (offer !== undefined) offers.push(offer)
  }
  return offers
}

/** Lists what the reporter asks in an exchange, as a user would ask it. */
export function toAskedQueries({ question }: Exchange): string[] {
  return toAskingSentences(question?.text ?? '').map(dropPoliteness)
}

/** Lists three queries to begin with: an offer, what someone said, and who someone is. */
export async function listExamples(corpus: Corpus, offers: readonly string[]): Promise<Suggestion[]> {
  const names = corpus.latestFirst.flatMap(({ speakers }) => speakers.map(({ name }) => name))
  const isAnsweredBy = (kind: 'found' | 'speaker', suggestion: Suggestion) =>
    lookUp(corpus, toQuery(suggestion)).answer?.kind === kind
  const toSaid = names.slice(0, MOST_TRIES).map((name) => ({ kind: 'said', name }) as const)
  const toWho = names.slice(-MOST_TRIES).map((name) => ({ kind: 'who', name }) as const)
  const said = await findInTurns(toSaid, (one) => isAnsweredBy('found', one))
  const who = await findInTurns(toWho.toReversed(), (one) => isAnsweredBy('speaker', one))
  const [first, ...others] = offers.map((query) => ({ kind: 'asked', query }) as const)
  return [first, said, who, ...others].filter((suggestion) => suggestion !== undefined).slice(0, MOST_EXAMPLES)
}

function isAnsweredFrom(corpus: Corpus, { passages }: Exchange, query: string): boolean {
  if (query.length > LONGEST_OFFER) return false
  const { answer } = lookUp(corpus, query)
  return answer?.kind === 'found' && answer.quotes.some(({ passage }) => passages.includes(passage))
}

/** Finds the first item that holds, and yields to the event loop before each. */
async function findInTurns<T>(items: readonly T[], holds: (item: T) => boolean): Promise<T | undefined> {
  for (const item of items) {
    await nextTurn()
    if (holds(item)) return item
  }
  return undefined
}
