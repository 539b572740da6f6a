import type { Corpus } from './corpus.ts'
import { type Article, type Citation, toCitations } from '../knowledge/article.ts'
import type { Fold } from '../text/fold.ts'
import type { SearchIndex } from '../search/search-index.ts'
import type { Answer, Card } from './answer.ts'
import { createAround } from './browse/related.ts'
import { type Topic, listAsked } from './browse/lists.ts'
import { listFollowUps } from './suggest/follow-ups.ts'
import { saysSomething } from './question/intent.ts'
import { createCodeBooks } from './browse/codes.ts'
import { type GapFinder, createGapFinder } from './teaching/gaps.ts'
import type { Link } from './browse/link.ts'
import { createFindQuery, createOpen } from './browse/open-link.ts'
import { listQuotes } from './list-quotes.ts'
import { type LookUp, createLookUp } from './quote/look-up.ts'
import { type Suggestion, listExamples, listOffers } from './suggest/offers.ts'
import type { Content } from './browse/opened.ts'
import type { Reading } from './quote/outcome.ts'
import { type Remarked, type RepliedMessage, createAnswerRemark } from './replies.ts'
import { shorten } from '../text/wording.ts'
import { MIN } from './quote/thresholds.ts'

/** Answers queries from one load of the knowledge. */
export interface Answerer extends GapFinder {
  /** A passage by its code. */
  readonly findPassage: (code: string) => Citation | undefined
  readonly answer: (query: string) => Answer
  /** Tells whether a text asks for anything: thanks and smiles do not. */
  readonly isAsking: (query: string) => boolean
  /** Opens what a button leads to; undefined where the material does not hold it any more. */
  readonly open: (link: Link) => Content | undefined
  /** The query that a link of kind `query` asks, while it is offered. */
  readonly findQuery: (code: string) => string | undefined
  /** Finds a passage by its id, with where it stands. */
  readonly findCitation: (id: string) => Citation | undefined
  /** Answers who said it, where from, what around it and what more, about a message of the bot; undefined for any other text. */
  readonly answerRemark: (text: string, told: RepliedMessage) => Remarked | undefined
  /** What the reporters asked, the latest article's first question first. */
  readonly topics: readonly Topic[]
  /** Queries that this answers, each tried; three at most, of different kinds where there are. */
  readonly examples: readonly Suggestion[]
}

/** Creates what answers from these articles, looking passages up in their index, without holding up whoever is asking meanwhile. */
export async function createAnswerer(articles: readonly Article[], index: SearchIndex, fold: Fold): Promise<Answerer> {
  const lookUp = createLookUp(articles, index, fold)
  const tryOut = (query: string) => lookUp(query).answer
  const offers = listOffers(articles, tryOut)
  const followUps = await listFollowUps(articles, tryOut)
  const toAround = createAround(articles, followUps)
  const findQuery = createFindQuery(followUps)

  const isAsking = (query: string) => saysSomething(fold(query).text)

  function answer(asked: string): Answer {
    // Half a pair of surrogates would come back in the answer, which Telegram refuses.
    const query = asked.toWellFormed()
    if (!isAsking(query)) return { kind: 'unasked', offers }
    const { understood, answer: found, neighbours, further = [] } = lookUpAsMeant(lookUp, index, shorten(query))
    const note = understood === undefined ? {} : { understood }
    if (found) {
      const quotes = listQuotes(found)
      return { ...found, ...note, ...(quotes.length > 0 && { around: toAround(quotes, further, query) }) }
    }
    if (neighbours.length > 0) return { kind: 'near', neighbours, ...note }
    return { kind: 'none', offers }
  }

  const open = createOpen(articles, findQuery, answer, toAround)
  const { findPassage } = createCodeBooks(articles)
  const byId = new Map(toCitations(articles).map((citation) => [citation.passage.id, citation]))
  const gaps = createGapFinder(index, fold, answer, (id) => byId.get(id))
  return {
    ...gaps,
    answer,
    isAsking,
    findPassage,
    findCitation: (id) => byId.get(id),
    open,
    findQuery,
    answerRemark: createAnswerRemark(articles, fold, answer, open),
    topics: listAsked(articles),
    examples: listExamples(articles, offers, tryOut),
  }
}

/** Looks a query up as it stands and, where another reading of it is clearly surer, as that. */
function lookUpAsMeant(lookUp: LookUp, index: SearchIndex, query: string): Reading & { readonly understood?: string } {
  const asWritten = lookUp(query)
  if (asWritten.isSettled || (asWritten.answer && asWritten.surplus > MIN.sure)) return asWritten
  const understood = index.respell(query)
  if (understood === undefined) return asWritten
  const asMeant = lookUp(understood)
  if (asMeant.answer?.kind === 'speaker' && !bringsName(asMeant.answer.cards, query, understood)) return asWritten
  return asMeant.answer && asMeant.surplus > Math.max(0, asWritten.surplus) + MIN.gain
    ? { ...asMeant, understood }
    : asWritten
}

/** Who is meant may only follow from a name that was misspelt, or spelt in pinyin: an office that reads otherwise is another. */
function bringsName(cards: readonly Card[], query: string, understood: string): boolean {
  return (
    cards.some(({ speaker: { name } }) => understood.includes(name) && !query.includes(name)) ||
    /[a-z]{2}/iu.test(query)
  )
}

/** Answers a query with the words of the corpus. */
export function answerQuery(corpus: Corpus, query: string): Answer {
  return corpus.answer(query)
}

/** Tells whether a text asks for anything: greetings, thanks and smiles do not. */
export function isAsking(corpus: Corpus, text: string): boolean {
  return corpus.isAsking(text)
}
