import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Article, type Exchange, type Speaker, toLatinName } from '../../knowledge/article.ts'
import { dropPoliteness, toAskingSentences } from '../../text/sentences.ts'
import { type Suggestion, suits, toQuery } from '../answer.ts'
import type { Corpus } from '../corpus.ts'
import { interleave, takeFirst } from '../interleave.ts'
import { memoize } from '../memoize.ts'
import { lookUp } from '../quote/look-up.ts'
import { hasSubstance } from '../question/small-talk.ts'
import { isSuggestible } from './suggestible.ts'

const MOST_OFFERS = 4
const MOST_EXAMPLES = 3
/** Exchanges, and names, that are tried: each takes a search or several, beside the answers to users. */
const MOST_TRIES = 8
/** Asks of an exchange that are tried. */
const TRIES_OF_EXCHANGE = 3
/** Characters: an offer is read at a glance. */
export const LONGEST_OFFER = 60

/**
 * Lists queries that the corpus answers, first Chinese and then English ones: in the reporters' words or, where they
 * asked nothing in that language, in those of asks. Of each exchange it is the first one that finds one of its
 * passages. Articles are interleaved, the latest first.
 */
export async function listOffers(corpus: Corpus): Promise<string[]> {
  const offers: string[] = []
  for (const isEnglish of [false, true]) {
    const asked = await listAnswered(corpus, (exchange) =>
      toAskedQueries(exchange).filter((query) => suits(query, isEnglish)),
    )
    offers.push(...(asked.length > 0 ? asked : await listAnswered(corpus, (one) => listAsks(one, isEnglish))))
  }
  return offers
}

/** Lists what the reporter asks in an exchange, as a user would ask it. */
export function toAskedQueries({ question }: Exchange): string[] {
  return toAskingSentences(question?.text ?? '')
    .map(dropPoliteness)
    .filter(hasSubstance)
}

/** Lists three queries to begin with: an offer, what someone said, and who someone is. */
export async function listExamples(
  corpus: Corpus,
  offers: readonly string[],
  isEnglish = false,
): Promise<Suggestion[]> {
  const speakers = corpus.latestFirst.flatMap((article) => article.speakers)
  const isAnsweredBy = (kind: 'found' | 'speaker', suggestion: Suggestion) =>
    lookUp(corpus, isEnglish ? toEnglishQuery(suggestion) : toQuery(suggestion)).answer?.kind === kind
  const toSaid = speakers.slice(0, MOST_TRIES).map((speaker) => toPersonal('said', speaker))
  const toWho = speakers.slice(-MOST_TRIES).map((speaker) => toPersonal('who', speaker))
  const said = await findInTurns(toSaid, (one) => isAnsweredBy('found', one))
  const who = await findInTurns(toWho.toReversed(), (one) => isAnsweredBy('speaker', one))
  const [first, ...others] = offers
    .filter((query) => suits(query, isEnglish))
    .map((query) => ({ kind: 'asked', query }) as const)
  return [first, said, who, ...others].filter((suggestion) => suggestion !== undefined).slice(0, MOST_EXAMPLES)
}

/** Makes the suggestion to ask what somebody said, or who they are. */
export function toPersonal(kind: 'said' | 'who', speaker: Speaker): Suggestion {
  const latinName = toLatinName(speaker)
  return { kind, name: speaker.name, ...(latinName !== undefined && { latinName }) }
}

/** Lists the queries that find a passage of their exchange, one an exchange. */
async function listAnswered(corpus: Corpus, toQueries: (exchange: Exchange) => readonly string[]): Promise<string[]> {
  const found: string[] = []
  const listAsked = ({ exchanges }: Article) => exchanges.filter((exchange) => toQueries(exchange).length > 0)
  for (const exchange of takeFirst(interleave(corpus.latestFirst, listAsked), MOST_TRIES)) {
    if (found.length === MOST_OFFERS) break
    const query = await findInTurns(toQueries(exchange), (one) => isAnsweredFrom(corpus, exchange, one))
    if (query !== undefined) found.push(query)
  }
  return found
}

/** Lists the asks of an exchange that may be suggested, in both languages. */
const suggestibleAsks = memoize((exchange: Exchange) =>
  exchange.passages.flatMap(({ asks = [] }) => asks.filter(isSuggestible)),
)

function listAsks(exchange: Exchange, isEnglish: boolean): string[] {
  return suggestibleAsks(exchange)
    .filter((ask) => suits(ask, isEnglish))
    .slice(0, TRIES_OF_EXCHANGE)
}

/** Words a suggestion as the texts do for readers of English. */
function toEnglishQuery(suggestion: Suggestion): string {
  if (suggestion.kind === 'asked') return suggestion.query
  const name = suggestion.latinName ?? suggestion.name
  return suggestion.kind === 'said' ? `What did ${name} say?` : `Who is ${name}?`
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
