import { toPlainQuery } from '../text/plain-query.ts'
import { shorten } from '../text/wording.ts'
import { type Answer, type Card, listQuotedIds, listQuotes } from './answer.ts'
import { toRelated } from './browse/related.ts'
import { type Corpus, type UnderstoodReading, toCacheKey } from './corpus.ts'
import { headsAny, holdsWords } from './question/held-words.ts'
import { joinSpacedNames } from './question/people.ts'
import { type Intent, saysSomething, toIntent } from './question/intent.ts'
import { isSmallTalk, isThanks, listTalkWords } from './question/small-talk.ts'
import { listSearched, lookUp } from './quote/look-up.ts'
import { listAdding } from './quote/adding.ts'
import { MIN } from './quote/thresholds.ts'
import { withReply } from './quote/turns.ts'

/** The most articles that a refusal names, to tell what the material is about. */
const MOST_TOLD = 3

/** What a text may ask for that names no subject. */
const LISTS: readonly Intent[] = ['participants', 'questions']

/**
 * Makes the vectors by which a query is searched, if they are there in time; without them `answerQuery` goes by words
 * and asks alone.
 */
export async function prepareQuery(corpus: Corpus, asked: string): Promise<void> {
  const query = asked.toWellFormed()
  if (isAsking(corpus, query)) await corpus.index.prepareQueries(listSearched(toSearched(corpus, query)))
}

/** Answers a query from the corpus: only with quotes and lists, never with words of its own. */
export function answerQuery(corpus: Corpus, asked: string): Answer {
  // Telegram refuses an answer that repeats half a surrogate pair.
  const written = asked.toWellFormed()
  if (!isAsking(corpus, written)) {
    const isThanked = isThanks(corpus.fold(written).text)
    return { kind: 'unasked', offers: corpus.suggestions.offers, ...(isThanked && { isThanks: true }) }
  }
  const query = toSearched(corpus, written)
  const { understood, answer, closest, further = [] } = read(corpus, query)
  const note = understood === undefined ? {} : { understood }
  if (answer) {
    const shown =
      answer.kind === 'found' ? { ...answer, quotes: withReply(listAdding(corpus, query, answer.quotes)) } : answer
    const quotes = listQuotes(shown)
    // What adds nothing to the quotes shown is the first of the further passages.
    const all = [...listQuotes(answer), ...further]
    return { ...shown, ...note, ...(quotes.length > 0 && { related: toRelated(corpus, quotes, all, query) }) }
  }
  if (!closest) return toNone(corpus)
  return { kind: 'offered', ...closest, ...note, related: toRelated(corpus, [closest.quote], [], query) }
}

/** Makes the answer to a query on which the corpus holds nothing. */
export function toNone({ suggestions, latestFirst }: Corpus): Extract<Answer, { kind: 'none' }> {
  return {
    kind: 'none',
    offers: suggestions.offers,
    latest: latestFirst.slice(0, MOST_TOLD),
    total: latestFirst.length,
  }
}

/** Lists the ids of all that answers a query as well as the first, whether a message shows it or leads to it. */
export function listAnsweringIds(corpus: Corpus, asked: string): string[] {
  const written = asked.toWellFormed()
  const answer = isAsking(corpus, written) ? read(corpus, toSearched(corpus, written)).answer : undefined
  return answer ? listQuotedIds(answer) : []
}

/** Measures how certain the answer to a query is, from -1, also for none, to 1. */
export function measureAnswer(corpus: Corpus, query: string): number {
  if (!isAsking(corpus, query)) return -1
  const { answer, surplus } = read(corpus, toSearched(corpus, query.toWellFormed()))
  return answer ? surplus : -1
}

/** Tells whether a text asks for anything; greetings, thanks, emoji and small talk do not, unless they head an article. */
export function isAsking(corpus: Corpus, text: string): boolean {
  const folded = corpus.fold(toPlainQuery(shortenSpelt(text))).text
  if (!saysSomething(folded)) return false
  if (!isSmallTalk(folded) || LISTS.includes(toIntent(folded, false))) return true
  return holdsWords(corpus, text, folded) || headsAny(corpus, listTalkWords(folded))
}

/** Makes the form of a query that is looked up; an ask is looked up as it is written. */
function toSearched(corpus: Corpus, written: string): string {
  const query = shortenSpelt(written)
  return corpus.index.findAsked(query) ? query : joinSpacedNames(corpus.people, toPlainQuery(query))
}

/** Shortens a query also where it is long only when folded: ﷺ folds into eighteen characters. */
function shortenSpelt(query: string): string {
  const shortened = shorten(query)
  const spelt = shortened.normalize('NFKC')
  return shorten(spelt) === spelt ? shortened : shorten(spelt)
}

/** Reads a query, or recalls its reading. */
function read(corpus: Corpus, query: string): UnderstoodReading {
  const { readings } = corpus.caches
  const key = toCacheKey(corpus, query)
  const reading = readings.get(key) ?? lookUpCorrected(corpus, query)
  readings.set(key, reading)
  return reading
}

/** Looks a query up as it is written, and in a corrected spelling where that reading is clearly more certain. */
function lookUpCorrected(corpus: Corpus, query: string): UnderstoodReading {
  const asWritten = lookUp(corpus, query)
  if (asWritten.isSettled || (asWritten.answer && asWritten.surplus > MIN.sure)) return asWritten
  const understood = corpus.index.respell(query)
  if (understood === undefined) return asWritten
  const corrected = lookUp(corpus, understood)
  if (!corrected.answer || corrected.surplus <= Math.max(0, asWritten.surplus) + MIN.gain) return asWritten
  const isByOffice = corrected.answer.kind === 'speaker' && !bringsName(corrected.answer.cards, query, understood)
  return isByOffice ? asWritten : { ...corrected, understood }
}

/** A spelling correction may identify a person by name or pinyin, never by office. */
function bringsName(cards: readonly Card[], query: string, understood: string): boolean {
  const isNameCorrected = cards.some(({ speaker: { name } }) => understood.includes(name) && !query.includes(name))
  return isNameCorrected || /[a-z]{2}/iu.test(query)
}
