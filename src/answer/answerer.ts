import type { Article } from '../knowledge/article.ts'
import type { Fold } from '../search/fold.ts'
import type { SearchIndex } from '../search/search-index.ts'
import type { Answer, Card, Link } from './answer.ts'
import { saysSomething } from './intent.ts'
import { createOpen } from './links.ts'
import { type LookUp, createLookUp } from './look-up.ts'
import { listExamples, listOffers } from './offers.ts'
import type { Outcome } from './outcome.ts'
import { MIN } from './tuning.ts'

/** Answers queries from one load of the knowledge. */
export interface Answerer {
  readonly answer: (query: string) => Answer
  /** Opens what a button leads to; undefined where the material does not hold it any more. */
  readonly open: (link: Link) => Answer | undefined
  /** Queries that this answers, each tried; three at most, of different kinds where there are. */
  readonly examples: readonly string[]
}

/** UTF-16 units: a query of 4096 would hold up everybody for seconds. */
const LONGEST = 500

/** Creates what answers from these articles, looking passages up in their index. */
export function createAnswerer(articles: readonly Article[], index: SearchIndex, fold: Fold): Answerer {
  const lookUp = createLookUp(articles, index, fold)
  const tryOut = (query: string) => lookUp(query).answer
  const offers = listOffers(articles, tryOut)
  return {
    answer(query) {
      if (!saysSomething(fold(query).text)) return { kind: 'unasked', offers }
      const { understood, answer, neighbours } = lookUpAsMeant(lookUp, index, shorten(query))
      const note = understood === undefined ? {} : { understood }
      if (answer) return { ...answer, ...note }
      if (neighbours.length > 0) return { kind: 'near', neighbours, ...note }
      return { kind: 'none', offers }
    },
    open: createOpen(articles),
    examples: listExamples(articles, offers, tryOut),
  }
}

/** Its beginning and its end, where what somebody asks around a text that they paste stands. */
function shorten(query: string): string {
  return query.length <= LONGEST ? query : `${query.slice(0, LONGEST / 2)}\n${query.slice(-LONGEST / 2)}`
}

/** Looks a query up as it stands and, where another reading of it is clearly surer, as that. */
function lookUpAsMeant(lookUp: LookUp, index: SearchIndex, query: string): Outcome & { readonly understood?: string } {
  const asWritten = lookUp(query)
  if (asWritten.isSettled || (asWritten.answer && asWritten.surplus > MIN.sure)) return asWritten
  const understood = index.respell(query)
  if (understood === undefined) return asWritten
  const asMeant = lookUp(understood)
  if (asMeant.answer?.kind === 'speaker' && !bringsName(asMeant.answer.cards, query, understood)) return asWritten
  return asMeant.answer && asMeant.surplus > Math.max(0, asWritten.surplus) + MIN.gain ? { ...asMeant, understood } : asWritten
}

/** Who is meant may only follow from a name that was misspelt, or spelt in pinyin: an office that reads otherwise is another. */
function bringsName(cards: readonly Card[], query: string, understood: string): boolean {
  return cards.some(({ speaker: { name } }) => understood.includes(name) && !query.includes(name)) || /[a-z]{2}/iu.test(query)
}
