import type { Answerer } from './answer-query.ts'
import { type Article, type Citation, toCitations } from '../knowledge/article.ts'
import type { Fold } from '../text/fold.ts'
import type { SearchIndex } from '../search/search-index.ts'
import { type Quoter, createQuoter, createShareOfBest } from './quote/select.ts'
import { type FindRole, createFindRole } from './question/roles.ts'
import { type SpeakerFinder, createSpeakerFinder } from './question/people.ts'

/** What queries are looked up in: one load of the knowledge. */
export interface Material {
  readonly articles: readonly Article[]
  readonly citations: readonly Citation[]
  readonly fold: Fold
  readonly finder: SpeakerFinder
  readonly findRole: FindRole
  readonly quote: Quoter
  readonly rate: SearchIndex['rate']
  readonly findAsked: SearchIndex['findAsked']
  readonly toShareOfBest: (words: string, among: (citation: Citation) => boolean) => number
}

/** Creates the material of these articles. */
export function createMaterial(articles: readonly Article[], index: SearchIndex, fold: Fold): Material {
  return {
    articles,
    fold,
    citations: toCitations(articles),
    finder: createSpeakerFinder(articles, fold),
    findRole: createFindRole(articles, fold, index.read),
    quote: createQuoter(index, fold),
    toShareOfBest: createShareOfBest(index),
    rate: index.rate,
    findAsked: index.findAsked,
  }
}

/** One load of the knowledge with everything made of it that answering needs. (Until the answer room is rebuilt: the Answerer.) */
export type Corpus = Answerer
