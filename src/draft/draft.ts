/** A draft of an article, made of a page. */
export interface Draft {
  /** The article's file: front matter, headings, marked paragraphs, and a `<!-- ? … -->` for every guess. */
  readonly text: string
  /** The name of the file that the draft suggests, such as `harbour-2024.md`. */
  readonly file: string
  /** The guesses that a person has to look at, in the order of the file. */
  readonly guesses: readonly Guess[]
  /** What of the page is not in the article: photo credits, bylines, navigation. */
  readonly leftovers: readonly Leftover[]
  /** What to say of how the page was read, each a sentence. */
  readonly notices: readonly string[]
}

/** A guess with its reason, as the comment tells it. */
export interface Guess {
  /** The line of the draft. */
  readonly line: number
  readonly reason: string
}

/** Words of the page that the body of the article leaves out. */
export interface Leftover {
  readonly line: number
  readonly text: string
  readonly use: LeftoverUse
}

/** Why they are left out: the head says them, a mark does (label), they are the `**` of bold words, or they are no text of the article. */
export type LeftoverUse =
  'head' | 'introduction' | 'label' | 'emphasis' | 'signature' | 'beside' | 'credit' | 'byline' | 'meta' | 'web'

/** What came of a page: a draft, or a sentence on why there is none. */
export type Drafted =
  { readonly kind: 'drafted'; readonly draft: Draft } | { readonly kind: 'refused'; readonly reason: string }
