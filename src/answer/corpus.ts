import type { Article, Citation, Passage } from '../knowledge/article.ts'
import type { Loaded } from '../knowledge/knowledge.ts'
import type { SearchIndex } from '../search/search-index.ts'
import type { Fold } from '../text/fold.ts'
import type { Answer, FollowUp, Suggestion, Topic } from './answer.ts'
import type { CodeBook } from './browse/codes.ts'
import type { ListedPeople } from './question/people.ts'
import type { ListedRoles } from './question/roles.ts'

/** One load of the knowledge, with everything that answering needs of it. Functions take it; a reload makes a new one. */
export interface Corpus extends Catalog {
  readonly loaded: Loaded
  readonly byId: ReadonlyMap<string, Citation>
  readonly byCode: CodeBook
  readonly index: SearchIndex
  readonly fold: Fold
  readonly people: ListedPeople
  readonly roles: ListedRoles
  /** Exchanges with a question, interleaved by article. */
  readonly topics: readonly Topic[]
  /** Queries that are known to be answered; each was tried. */
  readonly followUps: readonly FollowUp[]
  /** Queries in the reporters' words that are known to be answered. */
  readonly offers: readonly string[]
  /** Queries to begin with, of different kinds; three at most. */
  readonly examples: readonly Suggestion[]
  readonly caches: Caches
}

/** The articles and passages of a corpus. */
export interface Catalog {
  readonly articles: readonly Article[]
  /** The articles by date, the latest first; those without a date come last. */
  readonly latestFirst: readonly Article[]
  /** Every passage with its exchange and article, in reading order. */
  readonly citations: readonly Citation[]
}

/** What is made of the corpus on demand and kept while the corpus lives. */
export interface Caches {
  /** Folded texts of passages, by which a reply finds what a message quotes. */
  readonly foldedTexts: WeakMap<Passage, string>
  /** Folded texts of passages with the date of their article and their asks, in which facts are looked for. */
  readonly factTexts: WeakMap<Passage, string>
  /** The answers to the wordings of the latest list of gaps: an admin pages through it. */
  readonly gapAnswers: Map<string, Answer>
}
