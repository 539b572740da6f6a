import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Article, type Exchange, type Passage, toSpeakers } from '../../knowledge/article.ts'
import { type FollowUp, type Suggestion, suits, toQuery } from '../answer.ts'
import { type Coded, createCodeMap, toCode } from '../browse/codes.ts'
import type { Corpus } from '../corpus.ts'
import { interleave } from '../interleave.ts'
import { memoize } from '../memoize.ts'
import { listAdding } from '../quote/adding.ts'
import { lookUp } from '../quote/look-up.ts'
import { LONGEST_OFFER, toAskedQueries, toPersonal } from './offers.ts'
import { isSuggestible } from './suggestible.ts'

interface Candidate {
  readonly article: Article
  readonly exchange: Exchange
  /** One of these passages must be found first. */
  readonly wanted: readonly Passage[]
  /** Ways of asking for them, at least one; the first that finds one is taken. */
  readonly suggestions: readonly Suggestion[]
}

/** Tries in a corpus, however large: each is a search, which goes on beside the answers to users. */
const MOST_TRIES = 200
const TRIES_OF_CANDIDATE = 3

/** The queries that may be suggested, tried or not, by their codes: old messages have buttons to them. */
export const suggestedQueries = createCodeMap((article): Coded<string> => {
  const queries = listCandidates(article).flatMap(({ suggestions }) => suggestions.map(toQuery))
  return queries.map((query) => [toCode('query', query), query])
})

/**
 * Lists queries that were tried and are answered: the reporters' questions, asks of single passages, and what each
 * speaker said. A query that does not find its passage first is dropped. Articles are interleaved, the latest first.
 *
 * @param followUps the list to which each is added as soon as it is tried
 */
export async function listFollowUps(
  corpus: Corpus,
  followUps: FollowUp[] = [],
  isWanted = () => true,
): Promise<readonly FollowUp[]> {
  // Buttons find a query by the code of its words, so each is listed once.
  const listed = new Set<string>()
  let tries = 0
  for (const { article, exchange, wanted, suggestions } of interleave(corpus.latestFirst, listCandidates)) {
    for (const suggestion of suggestions.filter((one) => !listed.has(toQuery(one))).slice(0, TRIES_OF_CANDIDATE)) {
      const query = toQuery(suggestion)
      if (tries++ >= MOST_TRIES) return followUps
      await nextTurn()
      if (!isWanted()) return followUps
      const found = tryQuery(corpus, query, wanted)
      if (found.length === 0) continue
      listed.add(query)
      followUps.push({ article, exchange, suggestion, found })
      break
    }
  }
  return followUps
}

function tryQuery(corpus: Corpus, query: string, wanted: readonly Passage[]): string[] {
  const { answer } = lookUp(corpus, query)
  if (answer?.kind !== 'found') return []
  const [first] = answer.quotes
  return first && wanted.includes(first.passage)
    ? listAdding(corpus, query, answer.quotes).map(({ passage }) => passage.id)
    : []
}

const listCandidates: (article: Article) => readonly Candidate[] = memoize((article: Article) => {
  const all = article.exchanges.flatMap((exchange) => toCandidates(article, exchange))
  return all.filter(({ suggestions }) => suggestions.length > 0)
})

function toCandidates(article: Article, exchange: Exchange): Candidate[] {
  const { passages } = exchange
  const place = { article, exchange }
  const speeches = passages.filter(({ voice }) => voice.kind === 'speech')
  const speakers = [...new Set(speeches.flatMap(({ voice }) => toSpeakers(voice)))]
  const asked = toAskedQueries(exchange).filter((query) => query.length <= LONGEST_OFFER)
  return [
    { ...place, wanted: passages, suggestions: asked.map(toAsked) },
    ...passages.flatMap((passage) => toAskCandidates(place, passage)),
    ...speakers.map((speaker) => ({
      ...place,
      wanted: speeches.filter(({ voice }) => toSpeakers(voice).some(({ name }) => name === speaker.name)),
      suggestions: [toPersonal('said', speaker)],
    })),
  ]
}

/** The asks of a passage, in each language by themselves. */
function toAskCandidates(place: Pick<Candidate, 'article' | 'exchange'>, passage: Passage): Candidate[] {
  const asks = (passage.asks ?? []).filter(isSuggestible)
  return [false, true].map((isEnglish) => {
    const own = asks.filter((ask) => suits(ask, isEnglish))
    return { ...place, wanted: [passage], suggestions: own.map(toAsked) }
  })
}

function toAsked(query: string): Suggestion {
  return { kind: 'asked', query }
}
