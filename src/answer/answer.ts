import type { Article, Citation, Exchange, Question, Speaker } from '../knowledge/article.ts'
import type { Range } from '../search/highlight.ts'
import type { Link } from './browse/link.ts'
import type { Suggestion } from './suggest/offers.ts'

/** A passage that answers, with the stretches of its text that the query matched. */
export interface Quote extends Citation {
  readonly matches: readonly Range[]
  /** Where a figure or a date is asked for: the sentence that holds it, and where it stands. */
  readonly fact?: Fact
}

/** A sentence with the figure or date that was asked for, by places in the passage. */
export interface Fact {
  readonly sentence: Range
  /** The part of the sentence that holds it. */
  readonly clause: Range
  readonly figures: readonly Range[]
}

/** What there is around the passages that an answer quotes. */
export interface Related {
  /** Further passages on the query, best first. */
  readonly further: readonly Quote[]
  /** Those whose words the first passage is, and how many passages of theirs there are. */
  readonly words: readonly Words[]
  /** Whether the first passage has others around it. */
  readonly hasSurroundings: boolean
  /** Queries known to be answered by the same article, with something else; three at most. */
  readonly followUps: readonly Suggestion[]
}

export interface Words {
  readonly article: Article
  readonly speaker: Speaker
  readonly total: number
}

/** Someone whom an article lists, and the exchanges in which their words stand. */
export interface Card {
  readonly article: Article
  readonly speaker: Speaker
  /** The innermost headings of the exchanges they speak in, each once. */
  readonly topics: readonly string[]
  /** How many passages are their words. */
  readonly words: number
}

/** What one part of a query is answered with; no quotes where the material does not tell. */
export interface Part {
  /** The words of the query that this answers; a name, or undefined, where several are compared. */
  readonly label: string
  readonly quotes: readonly Quote[]
}

/** Someone whom a query may mean, and what there is of theirs. */
export interface Choice {
  readonly article: Article
  readonly speaker: Speaker
  readonly link: Link
}

/** A reporter's question that stands close to a query. */
export interface Neighbour {
  readonly article: Article
  readonly exchange: Exchange
  readonly question: Question
}

/** What the material holds for a query. */
export type Found =
  /** Passages that cover the query, best first, three at most. */
  | { readonly kind: 'found'; readonly quotes: readonly Quote[] }
  /** A reporter's question says it, and no passage does. */
  | { readonly kind: 'stated'; readonly article: Article; readonly question: Question }
  /** A query that asks two things, or compares: each part with its passages. */
  | { readonly kind: 'parts'; readonly parts: readonly Part[] }
  /** What those named said, where it cannot be told what the query asks of them. */
  | { readonly kind: 'unjudged'; readonly names: readonly string[]; readonly quotes: readonly Quote[] }
  /** Who someone is. */
  | { readonly kind: 'speaker'; readonly cards: readonly Card[] }
  /** Who took part, by article. */
  | { readonly kind: 'participants'; readonly articles: readonly Article[] }
  /** What the reporters asked, by article. */
  | { readonly kind: 'questions'; readonly articles: readonly Article[] }

/** What a query is answered with; `offers` are queries that the material does answer. */
export type Answer = (
  | Found
  /** Several bear the name or title that the query names. */
  | { readonly kind: 'choice'; readonly called: string; readonly choices: readonly Choice[] }
  /** Those named are known, and did not speak of it; others may have. */
  | { readonly kind: 'unsaid'; readonly names: readonly string[]; readonly others: readonly Choice[] }
  /** The material does not cover the query, but these questions come close. */
  | { readonly kind: 'near'; readonly neighbours: readonly Neighbour[] }
  /** Nothing in the material covers the query. */
  | { readonly kind: 'none'; readonly offers: readonly string[] }
  /** The query says nothing to look for: a greeting, thanks, a smile. */
  | { readonly kind: 'unasked'; readonly offers: readonly string[] }
) & {
  /** What the query was read as, where that is not what it says. */
  readonly understood?: string
  /** What there is around the passages, where it quotes any. */
  readonly around?: Related
}
