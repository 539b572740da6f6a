import type { LRUCache } from 'lru-cache'
import type { Passage } from '../knowledge/article.ts'
import type { Loaded } from '../knowledge/knowledge.ts'
import type { SearchIndex } from '../search/search-index.ts'
import type { Fold } from '../text/fold.ts'
import type { FollowUp, Suggestion } from './answer.ts'
import type { Catalog } from './catalog.ts'
import type { ListedPeople } from './question/listed-people.ts'
import type { ListedRoles } from './question/listed-roles.ts'
import type { Reading, Selection } from './quote/select.ts'

/** One load of the knowledge with everything that answering needs; immutable but for its suggestions and caches. */
export interface Corpus extends Catalog {
  readonly loaded: Loaded
  readonly index: SearchIndex
  readonly fold: Fold
  readonly people: ListedPeople
  readonly roles: ListedRoles
  readonly suggestions: Suggestions
  readonly caches: Caches
}

/** Queries that were tried and are answered; until they have been tried, those of the corpus before. */
export interface Suggestions {
  /** Queries in the reporters' words or, without any, those of asks; of each language four at most. */
  offers: readonly string[]
  /** Queries of different kinds for a new user who reads Chinese, or English; three at most. */
  examples: Examples
  /** Interleaved by article. */
  followUps: readonly FollowUp[]
}

export interface Examples {
  readonly chinese: readonly Suggestion[]
  readonly english: readonly Suggestion[]
}

/** A reading of a query, which may be in a corrected spelling. */
export interface UnderstoodReading extends Reading {
  /** The corrected query, where the query was read in another spelling than its own. */
  readonly understood?: string
}

/** Values that are computed on demand and kept as long as the corpus. */
export interface Caches {
  /** Folded texts of passages, for finding what a message quotes; a reload keeps them. */
  readonly foldedTexts: WeakMap<Passage, string>
  /** Folded texts of passages with their asks, for finding facts; a reload keeps them. */
  readonly factTexts: WeakMap<Passage, string>
  /** The readings of recent queries: a press of "back", a repeated inline query and the next page of gaps use them. */
  readonly readings: LRUCache<string, UnderstoodReading>
  /** The selections for recent sentences of stories. */
  readonly sentences: LRUCache<string, Selection>
}

/** The key of a query in the caches: what was read by words alone is read again once its vector is there. */
export function toCacheKey({ index }: Corpus, query: string): string {
  return `${index.readsMeaning(query) ? 'meaning' : 'words'} ${query}`
}
