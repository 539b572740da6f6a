/** The passages that an answer found, by their codes, and how many of them it shows at first. */
export interface Results {
  readonly codes: readonly string[]
  readonly shown: number
  /** Whether the answer did not tell what was asked. */
  readonly isUnjudged?: boolean
}

/** Which paragraphs: those around one, those from it on, or those back from it. */
export const DIRECTIONS = ['around', 'on', 'back'] as const
export type Direction = (typeof DIRECTIONS)[number]

/**
 * Something that can be opened later, whatever was asked: it tells all that opening it needs, and so survives restarts and,
 * while the material holds it, reloads. `at` is a code, `page` is counted from 0.
 */
export type Link =
  /** The passages themselves; `by` is the code of whose words they are to be, where a button says a name. */
  | { readonly kind: 'answer'; readonly results: Results; readonly by?: string }
  /** Back to the answer that showed them; `isOwn` where the message was sent as that answer, and no button has asked anything else since. */
  | { readonly kind: 'back'; readonly results: Results; readonly isOwn?: boolean }
  /** What the answer found besides; or of it the best passage of each other speaker. */
  | { readonly kind: 'more'; readonly results: Results; readonly page: number }
  | { readonly kind: 'others'; readonly results: Results; readonly page: number }
  | { readonly kind: 'context'; readonly at: string; readonly direction: Direction; readonly results: Results }
  /** All that somebody said. */
  | { readonly kind: 'words'; readonly at: string; readonly page: number; readonly results: Results }
  /** An exchange by its question. */
  | { readonly kind: 'exchange'; readonly at: string }
  /** A query that is known to be answered, and the answer under which it was offered. */
  | { readonly kind: 'query'; readonly at: string; readonly results: Results }
  /** Someone's card, an article. No article is the only one, or a choice of all. */
  | { readonly kind: 'speaker' | 'article'; readonly at: string }
  | { readonly kind: 'topics'; readonly at: string; readonly page: number }
  | { readonly kind: 'speakers'; readonly page: number }
  /** A choice of articles, to open one or its topics. */
  | { readonly kind: 'articles'; readonly page: number; readonly isForTopics?: boolean }

/** Nothing to go back to. */
export const NO_RESULTS: Results = { codes: [], shown: 0 }
