import type { Citation, Speaker } from '../../knowledge/article.ts'
import type { Answer } from '../answer.ts'
import type { ArticleCard, ArticleList, SpeakerList, Topics } from './lists.ts'
import type { Surroundings } from './surroundings.ts'
import type { Page } from './pages.ts'

/** Passages without a query: the further ones of an answer, those of others, or all that somebody said. */
export interface Listing extends Page<Citation> {
  readonly kind: 'more' | 'others' | 'words'
  /** Whose words they are, where they are one person's. */
  readonly speaker?: Speaker
  readonly total: number
}

/** What a link opens, or a remark about an answer is answered with. */
export type Content =
  Answer | Attribution | NoMore | Surroundings | Listing | Topics | SpeakerList | ArticleList | ArticleCard

/** Who said what an answer quotes, or where it stands. */
export interface Attribution {
  readonly kind: 'who' | 'source'
  readonly citations: readonly Citation[]
}

/** There is no more than was shown. */
export interface NoMore {
  readonly kind: 'noMore'
}
