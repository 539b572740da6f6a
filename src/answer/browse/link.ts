/** The passages that an answer found, by their codes, with the number of them that it shows at first. */
export interface Results {
  readonly codes: readonly string[]
  readonly shown: number
  /** The kind of an answer that does not claim to answer, so that nothing opens it as one that does. */
  readonly kind?: 'unjudged' | 'offered'
}

/** Which passages surround one: those on both sides, those from it on, or those back from it. */
export const DIRECTIONS = ['around', 'on', 'back'] as const
export type Direction = (typeof DIRECTIONS)[number]

/**
 * What a button or a start parameter opens. It holds all that opening needs, so it works after a restart, and after a
 * reload while the corpus holds what it names. `at` and `by` are codes; `page` is counted from 0.
 */
export type Link =
  /** The passages themselves; `by` is the speaker whose name the button bears. */
  | { readonly kind: 'answer'; readonly results: Results; readonly by?: string }
  /** Back to the answer; `isOwn` if the message was sent as that answer and has opened no other query since. */
  | { readonly kind: 'back'; readonly results: Results; readonly isOwn?: boolean }
  /** Further passages of the answer, or the best passage of each other speaker among them. */
  | { readonly kind: 'more'; readonly results: Results; readonly page: number }
  | { readonly kind: 'others'; readonly results: Results; readonly page: number }
  | { readonly kind: 'context'; readonly at: string; readonly direction: Direction; readonly results: Results }
  /** All passages of a speaker. */
  | { readonly kind: 'words'; readonly at: string; readonly page: number; readonly results: Results }
  /** An exchange, by its question. */
  | { readonly kind: 'exchange'; readonly at: string }
  /** A suggested query, and the answer under which it was suggested. */
  | { readonly kind: 'query'; readonly at: string; readonly results: Results }
  /** Queries that are suggested below an answer; they unfold among its buttons. */
  | { readonly kind: 'followUps'; readonly results: Results }
  /** The card of a speaker. */
  | { readonly kind: 'speaker'; readonly at: string }
  /** The card of an article, or its topics; an empty `at` is the only article, or a choice of all. */
  | { readonly kind: 'article'; readonly at: string }
  | { readonly kind: 'topics'; readonly at: string; readonly page: number }
  | { readonly kind: 'speakers'; readonly page: number }
  /** A choice of articles, to open one or its topics. */
  | { readonly kind: 'articles'; readonly page: number; readonly isForTopics?: boolean }

/** No answer to go back to. */
export const NO_RESULTS: Results = { codes: [], shown: 0 }
