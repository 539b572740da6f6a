import type { Article, Citation, Speaker } from '../knowledge/article.ts'
import type { Range } from '../search/highlight.ts'

/** A passage that answers, with the stretches of its text that the query matched. */
export interface Quote extends Citation {
  readonly matches: readonly Range[]
}

/** Someone whom an article lists, and the exchanges in which their words stand. */
export interface Card {
  readonly article: Article
  readonly speaker: Speaker
  /** The innermost headings of the exchanges they speak in, each once. */
  readonly topics: readonly string[]
}

/** What the material holds for a query. */
export type Found =
  /** Passages that cover the query, best first, three at most. */
  | { readonly kind: 'found'; readonly quotes: readonly Quote[] }
  /** What those named said, where it cannot be told what the query asks of them. */
  | { readonly kind: 'unjudged'; readonly names: readonly string[]; readonly quotes: readonly Quote[] }
  /** Who someone is. */
  | { readonly kind: 'speaker'; readonly cards: readonly Card[] }
  /** Who took part, by article. */
  | { readonly kind: 'participants'; readonly articles: readonly Article[] }

/** What a query is answered with; `offers` are queries that the material does answer. */
export type Answer =
  | Found
  /** Nothing in the material covers the query. */
  | { readonly kind: 'none'; readonly offers: readonly string[] }
  /** The query says nothing to look for: a greeting, thanks, a smile. */
  | { readonly kind: 'unasked'; readonly offers: readonly string[] }
