import { type Citation, toSpeakers } from '../knowledge/article.ts'
import { toPlainQuery } from '../text/plain-query.ts'
import { segmentWords } from '../text/terms.ts'
import { answerQuery, measureAnswer, prepareQuery, toNone } from './answer-query.ts'
import { MOST_QUOTES, listQuotes, listShown, toPlainQuote } from './answer.ts'
import type { Content } from './browse/content.ts'
import { MOST_FURTHER, toRelated } from './browse/related.ts'
import { listSpeech } from './catalog.ts'
import type { Corpus } from './corpus.ts'
import { type Earlier, type Meant, type MeantQueries, readMeant } from './question/complete-query.ts'
import { LONGEST_CONTINUATION, readContinuation } from './question/continuation.ts'
import { MIN } from './quote/thresholds.ts'
import { isFloorGiven } from './quote/turns.ts'

/** An answer to a text that leaves something to what was before it, and the query that it was read as. */
export interface Continued {
  readonly content: Content
  readonly query?: string
}

/** Tells whether a text may be one that only a query before it gives a meaning. */
export function mayContinue({ fold }: Corpus, text: string): boolean {
  return text.length <= LONGEST_CONTINUATION && readContinuation(fold(toPlainQuery(text)).text) !== undefined
}

/** Passages, by their ids, that are remembered as seen: a message shows three, and its pages as many each. */
const MOST_SEEN = 60

/** Makes what a later text may refer to, of an answer and what was before it. */
export function toEarlier(content: Content, shown: readonly string[], query: string, before?: Earlier): Earlier {
  const seen = [...new Set([...(before?.seen ?? []), ...shown])].slice(-MOST_SEEN)
  // What tells of the last answer takes its place only in the list of what was seen.
  const isAbout = before !== undefined && ABOUT.includes(content.kind)
  const last = isAbout ? before : { shown, people: listPeopleIn(content) }
  return { query, shown: last.shown, people: last.people, seen }
}

/** Lists the names of the people whom a content is about, for pronouns after it. */
function listPeopleIn(content: Content): string[] {
  if (content.kind === 'speaker') return content.cards.map(({ speaker }) => speaker.name)
  if (content.kind === 'words') return content.speaker ? [content.speaker.name] : []
  const first = 'citations' in content ? content.citations[0] : firstQuoteOf(content)
  return first ? toSpeakers(first.passage.voice).map(({ name }) => name) : []
}

/**
 * Answers a text that only the query before it gives a meaning; undefined for a query of its own. A pronoun that may
 * mean several people, or nobody who is known, is asked back.
 *
 * @param earlier undefined where nothing was asked before, or too long ago
 */
export async function answerContinued(corpus: Corpus, text: string, earlier?: Earlier): Promise<Continued | undefined> {
  const meant = readMeant(corpus, text, earlier)
  if (!meant) return undefined
  if (meant.kind === 'unclear') return { content: meant }
  if (meant.kind === 'else') return answerElse(corpus, meant, earlier?.seen ?? [])
  return answerBest(corpus, meant, text.trim())
}

/** Contents about the answer before them. */
const ABOUT: readonly Content['kind'][] = ['who', 'source', 'context', 'noMore']

/** Answers the query that is answered best; where none is, what was written if that is, and else the first. */
async function answerBest(
  corpus: Corpus,
  { queries, written, subject }: MeantQueries,
  text: string,
): Promise<Continued> {
  const tried = [...queries, ...(written === undefined ? [] : [written])]
  await Promise.all(tried.map((query) => prepareQuery(corpus, query)))
  const rated = tried.map((query) => ({ query, surplus: rateQuery(corpus, query, subject) }))
  const best = rated.slice(0, queries.length).reduce((most, next) => (next.surplus > most.surplus ? next : most))
  const last = rated.at(-1) ?? best
  const { query, surplus } = best.surplus > -1 || last.surplus === -1 ? best : last
  const answer = answerQuery(corpus, query)
  const isOff = surplus === -1 && listQuotes(answer).length > 0
  const content: Content = isOff ? toNone(corpus) : answer
  return { content: query === text ? content : { understood: query, ...content }, query }
}

/** Rates how well a query is answered, from -1: not at all, or by a passage that lacks the subject it must have. */
function rateQuery(corpus: Corpus, query: string, subject: string | undefined): number {
  const surplus = measureAnswer(corpus, query)
  if (surplus === -1 || subject === undefined) return surplus
  const first = firstQuoteOf(answerQuery(corpus, query))
  if (!first) return surplus
  const { article, exchange, passage } = first
  const texts = [passage.text, [article.title, ...exchange.headings, exchange.question?.text ?? ''].join('\n')]
  const isHeld = (words: string) => corpus.index.rate(words, texts).some((held) => held >= MIN.subject)
  return isHeld(subject) || listWords(subject).every(isHeld) ? surplus : -1
}

/** 汽车人才 may stand apart in a passage, as 汽车 and 人才. */
function listWords(subject: string): string[] {
  const words = segmentWords(subject).filter(({ isWordLike, segment }) => isWordLike && segment.length > 1)
  return words.length > 1 ? words.map(({ segment }) => segment) : [subject]
}

/** Quotes what people said beyond what was shown. */
function answerElse(
  corpus: Corpus,
  { query, speakers }: Extract<Meant, { kind: 'else' }>,
  shown: readonly string[],
): Continued {
  const unseen = (citation: Citation) => !shown.includes(citation.passage.id) && !isFloorGiven(citation.passage)
  const left = [...new Set(speakers.flatMap((speaker) => listSpeech(corpus, speaker)))].filter(unseen)
  if (left.length === 0) return { content: { kind: 'noMore' }, query }
  const quotes = left.slice(0, MOST_QUOTES).map(toPlainQuote)
  const further = left.slice(MOST_QUOTES, MOST_QUOTES + MOST_FURTHER).map(toPlainQuote)
  return {
    content: { kind: 'found', quotes, understood: query, related: toRelated(corpus, quotes, further, query) },
    query,
  }
}

function firstQuoteOf(content: Content): Citation | undefined {
  const { kind } = content
  const isShowing = kind === 'found' || kind === 'unjudged' || kind === 'parts' || kind === 'offered'
  return isShowing ? listShown(content)[0] : undefined
}
