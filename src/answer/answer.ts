import type { Article, Citation, Exchange, Question, Speaker } from '../knowledge/article.ts'
import type { Range } from '../search/highlight.ts'
import type { Link } from './browse/link.ts'

/** A passage that answers a query, with the stretches of its text that the query matches. */
export interface Quote extends Citation {
  readonly matches: readonly Range[]
  /** The words of the passage that answer the query; absent where no query is known. */
  readonly excerpt?: Excerpt
}

/** Words of a passage that answer a query: ranges in the passage's text, in UTF-16 units. */
export interface Excerpt {
  /** One or two, in the order of the text; the whole text of a short passage. */
  readonly stretches: readonly Range[]
  /** Within the stretches: the figures that the query asks for or, without any, what matches it. */
  readonly marks: readonly Range[]
  /** Present where the marks are figures or dates that the query asks for. */
  readonly hasFigure?: true
}

/** What else the corpus holds beside the quotes of an answer. */
export interface Related {
  /** Further passages on the query, best first. */
  readonly further: readonly Quote[]
  /** The speakers of the first quote, with the number of their passages. */
  readonly speakers: readonly ListedSpeaker[]
  /** Whether the article holds other passages than the first quote. */
  readonly hasSurroundings: boolean
  /** Queries that the same article is known to answer with other passages; three at most for readers of a language. */
  readonly followUps: readonly Suggestion[]
}

/** A speaker of an article, with the number of passages that are their speech. */
export interface ListedSpeaker {
  readonly article: Article
  readonly speaker: Speaker
  readonly total: number
}

/** Who a speaker is, and where they speak. */
export interface Card {
  readonly article: Article
  readonly speaker: Speaker
  /** What they speak of there, by the headings of the exchanges, each once. */
  readonly topics: readonly string[]
  /** The number of passages that are their speech. */
  readonly passages: number
}

/** The answer to one part of a query; without quotes where the corpus does not answer that part. */
export interface Part {
  /** The words of the query that this part answers; the name where people are compared. */
  readonly label: string
  /** Whose answer it is, where people are compared. */
  readonly speaker?: Speaker
  readonly quotes: readonly Quote[]
}

/** Someone a query may mean, and the link to what they said or are. */
export interface Choice {
  readonly article: Article
  readonly speaker: Speaker
  readonly link: Link
}

/**
 * A query that the corpus is known to answer: a question or ask of the knowledge (`asked`), or one that the texts word
 * in each language ("what did X say", "who is X").
 */
export type Suggestion =
  | { readonly kind: 'asked'; readonly query: string }
  | {
      readonly kind: 'said' | 'who'
      readonly name: string
      /** The name in Latin letters, for readers of English. */
      readonly latinName?: string
    }

/** Picks the first suggestions that a reader of this language can read; where there are none, the first of all. */
export function pickReadable<T extends Suggestion | string>(
  suggestions: readonly T[],
  isEnglish: boolean,
  most = Infinity,
): readonly T[] {
  const readable = suggestions.filter((one) => suits(one, isEnglish))
  return (readable.length > 0 ? readable : suggestions).slice(0, most)
}

/** Tells whether a suggestion reads well in this language; what somebody said, or is, each language words itself. */
export function suits(suggestion: Suggestion | string, isEnglish: boolean): boolean {
  const query = typeof suggestion === 'object' && suggestion.kind === 'asked' ? suggestion.query : suggestion
  return typeof query === 'object' || /\p{Script=Han}/u.test(query) !== isEnglish
}

/** A suggestion that was tried: where it comes from, and the ids of the passages that answer it. */
export interface FollowUp {
  readonly article: Article
  readonly exchange: Exchange
  readonly suggestion: Suggestion
  readonly found: readonly string[]
}

/** An exchange as an item of a list: by what is asked, or by the heading above it. */
export interface Topic {
  readonly label: string
  readonly first: Citation
}

/** What the corpus holds for a query. */
export type Found =
  /** Passages that answer the query, best first, at most `MOST_QUOTES`. */
  | { readonly kind: 'found'; readonly quotes: readonly Quote[] }
  /** A reporter's question states the answer, and no passage does. */
  | { readonly kind: 'stated'; readonly article: Article; readonly question: Question }
  /** The query asks two things or compares: the quotes of each part. */
  | { readonly kind: 'parts'; readonly parts: readonly Part[] }
  /** What the named people said; whether it answers the query cannot be judged. */
  | { readonly kind: 'unjudged'; readonly people: readonly Speaker[]; readonly quotes: readonly Quote[] }
  /** Who someone is. */
  | { readonly kind: 'speaker'; readonly cards: readonly Card[] }
  /** Who took part, by article. */
  | { readonly kind: 'participants'; readonly articles: readonly Article[] }
  /** What the reporters asked, by article. */
  | { readonly kind: 'questions'; readonly articles: readonly Article[] }

/** The answer to a query; `offers` are queries that the corpus does answer. */
export type Answer = (
  | Found
  /** Several people bear the name or title in the query. */
  | { readonly kind: 'choice'; readonly called: string; readonly choices: readonly Choice[] }
  /** The named people did not speak of the subject; `others` did. */
  | { readonly kind: 'unsaid'; readonly people: readonly Speaker[]; readonly others: readonly Choice[] }
  /** The corpus does not answer the query: `quote` is the closest passage, which does not hold these words of it. */
  | { readonly kind: 'offered'; readonly quote: Quote; readonly lacks: readonly string[] }
  /** The corpus holds nothing on the query; `latest` are the few articles that tell what it is about. */
  | {
      readonly kind: 'none'
      readonly offers: readonly string[]
      readonly latest: readonly Article[]
      /** Of all articles. */
      readonly total: number
    }
  /** The query asks nothing: a greeting, thanks, an emoji. */
  | { readonly kind: 'unasked'; readonly offers: readonly string[]; readonly isThanks?: true }
) & {
  /** The corrected query, where the query was answered in another spelling than its own. */
  readonly understood?: string
  /** Present where the answer quotes passages. */
  readonly related?: Related
}

/** The most passages that an answer quotes, and that a message is made to hold. */
export const MOST_QUOTES = 3

/** Lists the quotes that an answer shows, in its order; of a part only the first. */
export function listQuotes(answer: Answer): readonly Quote[] {
  if (answer.kind === 'found' || answer.kind === 'unjudged') return answer.quotes
  return answer.kind === 'parts' ? answer.parts.flatMap(({ quotes }) => quotes.slice(0, 1)) : []
}

/** Lists the passages that an answer shows, whether they answer or are only close. */
export function listShown(answer: Answer): readonly Quote[] {
  return answer.kind === 'offered' ? [answer.quote] : listQuotes(answer)
}

/** Lists the ids of what an answer quotes: its passages, or the reporter's question that states it. */
export function listQuotedIds(answer: Answer): string[] {
  if (answer.kind === 'stated') return [answer.question.id]
  return listQuotes(answer).map(({ passage }) => passage.id)
}

/** Makes a quote of a citation, without matches. */
export function toPlainQuote(citation: Citation): Quote {
  return { ...citation, matches: [] }
}

/** Words a suggestion as a query, which is Chinese unless a user asked it otherwise. */
export function toQuery(suggestion: Suggestion): string {
  if (suggestion.kind === 'asked') return suggestion.query
  return suggestion.kind === 'said' ? `${suggestion.name}说了什么？` : `${suggestion.name}是谁？`
}
