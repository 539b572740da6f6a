import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Article, type Exchange, type Passage, toSpeakers } from '../../knowledge/article.ts'
import type { Answer } from '../answer.ts'
import { LONGEST_OFFER, type Suggestion, toLatestFirst, toQueries, toQuery } from './offers.ts'
import { interleave } from './take-turns.ts'

/** A query that was tried, and the passages that answer it. */
export interface FollowUp {
  readonly article: Article
  readonly exchange: Exchange
  readonly suggestion: Suggestion
  /** Their ids. */
  readonly found: readonly string[]
}

type LookUp = (query: string) => Answer | undefined
interface Candidate {
  readonly article: Article
  readonly exchange: Exchange
  /** The passages of which one must be found first. */
  readonly wanted: readonly Passage[]
  /** Ways of asking for them, of which the first that finds one is taken. */
  readonly suggestions: readonly Suggestion[]
}

/** Each try is a search, of 3 ms on one article and 25 in a folder of a hundred, and a reload waits for them all. */
const MOST_TRIES = 200
const TRIES_EACH = 3
/** Characters: shorter asks are bare keywords. */
const SHORTEST_ASK = 8
/** Characters: a button shows no more. */
const LONGEST_ASK = 24
const OPEN =
  /^[^，,；;。]*(?:什么|哪些|哪几|怎么|怎样|如何|多少|为何|\b(?:what|who|how|when|where|which|why)\b)[^，,；;。]*$/iu
const SLANG = /啥|咋|嘛|呗|啦|咱|听说|那个|他们|她们|它们|[吧呀哦]/u

/**
 * Lists queries that are known to be answered, by trying them: the reporters' questions, ways of asking for single passages,
 * and what each speaker said. One that does not find its passage first is dropped. The latest articles come first.
 */
export async function listFollowUps(articles: readonly Article[], lookUp: LookUp): Promise<FollowUp[]> {
  const candidates = interleave(
    toLatestFirst(articles).map((article) => article.exchanges.flatMap((exchange) => toCandidates(article, exchange))),
  )
  const followUps: FollowUp[] = []
  // Two of the same words would be one to a button.
  const listed = new Set<string>()
  let tries = 0
  for (const { article, exchange, wanted, suggestions } of candidates) {
    for (const suggestion of suggestions.filter((one) => !listed.has(toQuery(one))).slice(0, TRIES_EACH)) {
      const query = toQuery(suggestion)
      if (tries++ >= MOST_TRIES) return followUps
      await nextTurn()
      const found = tryOut(query, wanted, lookUp)
      if (found.length === 0) continue
      listed.add(query)
      followUps.push({ article, exchange, suggestion, found })
      break
    }
  }
  return followUps
}

function tryOut(query: string, wanted: readonly Passage[], lookUp: LookUp): string[] {
  const answer = lookUp(query)
  if (answer?.kind !== 'found') return []
  const [first] = answer.quotes
  return first && wanted.includes(first.passage) ? answer.quotes.map(({ passage }) => passage.id) : []
}

function toCandidates(article: Article, exchange: Exchange): Candidate[] {
  const { passages } = exchange
  const said = [...new Set(passages.flatMap(({ voice }) => (voice.kind === 'speech' ? toSpeakers(voice) : [])))]
  return [
    {
      article,
      exchange,
      wanted: passages,
      suggestions: toQueries(exchange)
        .filter((query) => query.length <= LONGEST_OFFER)
        .map(toAsked),
    },
    ...passages.map((passage) => ({
      article,
      exchange,
      wanted: [passage],
      suggestions: (passage.asks ?? []).filter((ask) => isFit(ask, passage)).map(toAsked),
    })),
    // Who speaks in a passage alone is told of by it.
    ...said.map(({ name }) => ({
      article,
      exchange,
      suggestions: [{ kind: 'said', name } as const],
      wanted: passages.filter(
        ({ voice }) => voice.kind === 'speech' && voice.speakers.some((speaker) => speaker.name === name),
      ),
    })),
  ]
}

function toAsked(query: string): Suggestion {
  return { kind: 'asked', query }
}

/** A whole and open question in the article's own script, of one part and without slang. */
function isFit(ask: string, { text }: Passage): boolean {
  const isHan = (words: string) => /\p{Script=Han}/u.test(words)
  return (
    OPEN.test(ask) &&
    !SLANG.test(ask) &&
    ask.length >= SHORTEST_ASK &&
    ask.length <= LONGEST_ASK &&
    isHan(ask) === isHan(text)
  )
}
