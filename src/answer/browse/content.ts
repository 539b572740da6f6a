import type { Citation, Speaker } from '../../knowledge/article.ts'
import type { Answer } from '../answer.ts'
import type { ArticleCard, ArticleList, Page, SpeakerList, Topics } from './lists.ts'
import type { Surroundings } from './surroundings.ts'

/** What a reply or a button shows: an answer, or what a link or a remark opens. */
export type Content =
  | Answer
  | Attribution
  | NoMore
  | Unplaced
  | Unclear
  | Surroundings
  | Listing
  | Topics
  | SpeakerList
  | ArticleList
  | ArticleCard

/** A page of passages: the further ones of an answer, those of other speakers, or all that one speaker said. */
export interface Listing extends Page<Citation> {
  readonly kind: 'more' | 'others' | 'words'
  /** The speaker of all of them, where the page is one speaker's. */
  readonly speaker?: Speaker
  readonly total: number
  /** How many of further passages are the best ones of other speakers. */
  readonly others?: number
}

/** Who said what a message quotes (`who`), or where it stands (`source`). */
export interface Attribution {
  readonly kind: 'who' | 'source'
  readonly citations: readonly Citation[]
  /** Present where the message quotes other words too, which the material no longer has. */
  readonly isPart?: true
}

/** Nothing is left beyond what was shown. */
export interface NoMore {
  readonly kind: 'noMore' | 'noTranslation'
}

/** A remark about nothing that can be found: the message quotes no passage of the corpus, or none is replied to. */
export interface Unplaced {
  readonly kind: 'noQuote' | 'noReply'
}

/** A pronoun that may stand for several people or things, or for none that is known. */
export interface Unclear {
  readonly kind: 'unclear'
  readonly pronoun: string
  /** The people whom it may stand for; where there are none it may be anything. */
  readonly people: readonly Speaker[]
}

/** Kinds of content that leave a query unanswered. `noMore` answers the question whether there is more. */
const UNANSWERED: readonly Content['kind'][] = [
  'offered',
  'none',
  'unsaid',
  'unjudged',
  'noQuote',
  'noReply',
  'unclear',
]

/** Tells whether a content answers what was asked. */
export function isAnswered({ kind }: Content): boolean {
  return !UNANSWERED.includes(kind)
}
