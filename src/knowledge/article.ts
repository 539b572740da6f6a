import type { FrontMatter } from './article-file/front-matter-schema.ts'

/** Someone an article quotes or writes about, with the office that the page gives. */
export type Speaker = FrontMatter['speakers'][number]

/**
 * Whose words a passage is: the paper's own narration, the speech of its speakers,
 * or a paragraph about them that is not their words.
 */
export type Voice =
  { readonly kind: 'narration' } | { readonly kind: 'speech' | 'about'; readonly speakers: readonly Speaker[] }

/** One paragraph of an article, word for word; what is indexed and shown. */
export interface Passage {
  /** `<article id>_<local id>`, of `[a-z0-9_-]`; unchanged by edits to other paragraphs. */
  readonly id: string
  readonly text: string
  readonly voice: Voice
  /** Ways in which people ask for it, where a file of asks gives any. */
  readonly asks?: readonly string[]
}

/** A reporter's question as it was put. */
export interface Question {
  readonly id: string
  readonly text: string
}

/** A reporter's question and the answer to it; a summary or a statement is one without a question. */
export interface Exchange {
  /** The headings above it, outermost first. */
  readonly headings: readonly string[]
  readonly question?: Question
  readonly passages: readonly Passage[]
}

/** One published text with those who speak in it. */
export interface Article extends FrontMatter {
  /** The file's path below the knowledge folder, with `/`. */
  readonly file: string
  readonly exchanges: readonly Exchange[]
  /** What people ask on its subjects that it does not answer, where a file of asks gives any. */
  readonly unanswered?: readonly string[]
}

/** A passage with the exchange and the article that it stands in. */
export interface Citation {
  readonly article: Article
  readonly exchange: Exchange
  readonly passage: Passage
}

/** Lists every passage of the articles with where it stands, in reading order. */
export function toCitations(articles: readonly Article[]): Citation[] {
  return articles.flatMap((article) =>
    article.exchanges.flatMap((exchange) => exchange.passages.map((passage) => ({ article, exchange, passage }))),
  )
}

/** Lists those whom a voice names; narration names nobody. */
export function toSpeakers(voice: Voice): readonly Speaker[] {
  return voice.kind === 'narration' ? [] : voice.speakers
}

/** Counts the ways of asking that the articles have, those without an answer among them. */
export function countAsks(articles: readonly Article[]): number {
  const asked = toCitations(articles).map(({ passage }) => passage.asks?.length ?? 0)
  const unanswered = articles.map((article) => article.unanswered?.length ?? 0)
  return [...asked, ...unanswered].reduce((sum, count) => sum + count, 0)
}
