/**
 * The pattern of article ids and of local ids. With at most 24 characters each, a passage id fits into Telegram's
 * callback data.
 */
export const ID_PATTERN = /^(?=.{1,24}$)[a-z0-9]+(-[a-z0-9]+)*$/

/** A person whom an article quotes or writes about. */
export interface Speaker {
  readonly name: string
  /** Employer and position, as the source page gives them. */
  readonly office: string
  /** The office in English, for display alone; several are parted by semicolons. */
  readonly officeEn?: string | undefined
  /** The part in the event: host, guest. */
  readonly role?: string | undefined
  readonly roleEn?: string | undefined
  /** Other names of this person. */
  readonly aliases: readonly string[]
}

/**
 * Whose words a passage is: the paper's narration, the text of a document that its publisher issued and nobody tells
 * (`document`), speech of its speakers, or a paragraph about its speakers.
 */
export type Voice =
  | { readonly kind: 'narration' }
  | { readonly kind: 'document' }
  | { readonly kind: 'speech' | 'about'; readonly speakers: readonly Speaker[] }

/** One paragraph of an article, verbatim: the unit that is indexed and quoted. */
export interface Passage {
  /** `<article id>_<local id>`, of `[a-z0-9_-]`; edits to other paragraphs do not change it. */
  readonly id: string
  readonly text: string
  readonly voice: Voice
  /** The asks for this passage; absent if it has none. */
  readonly asks?: readonly string[]
}

/** A question, verbatim. */
export interface Question {
  /** Same form as a passage id. */
  readonly id: string
  readonly text: string
  /** Who asked it; absent where the article calls them a reporter and gives no name. */
  readonly askers?: readonly Speaker[]
}

/** A reporter's question with its answer; without a question a summary or a statement. */
export interface Exchange {
  /** The headings above it, outermost first. */
  readonly headings: readonly string[]
  readonly question?: Question
  readonly passages: readonly Passage[]
}

/** One published text and its speakers. */
export interface Article {
  readonly id: string
  /** The file's path below the knowledge folder, with `/`. */
  readonly file: string
  readonly title: string
  /** Title and publication in English, for display alone. */
  readonly titleEn?: string | undefined
  readonly publicationEn?: string | undefined
  /** The line above the title. */
  readonly kicker?: string | undefined
  readonly publication: string
  /** A year, a month or a day: `2023`, `2023-01`, `2023-01-15`. */
  readonly date?: string | undefined
  /** The http(s) address of the source page. */
  readonly link?: string | undefined
  readonly byline?: string | undefined
  readonly speakers: readonly Speaker[]
  readonly exchanges: readonly Exchange[]
  /** The unanswered asks on its subjects; absent if no file of asks names the article. */
  readonly unanswered?: readonly string[]
}

/** A passage with the exchange and the article that contain it. */
export interface Citation {
  readonly article: Article
  readonly exchange: Exchange
  readonly passage: Passage
}

/** Lists all passages of the articles as citations, in reading order. */
export function toCitations(articles: readonly Article[]): Citation[] {
  return articles.flatMap((article) =>
    article.exchanges.flatMap((exchange) => exchange.passages.map((passage) => ({ article, exchange, passage }))),
  )
}

/** Lists the speakers of a voice; narration and documents have none. */
export function toSpeakers(voice: Voice): readonly Speaker[] {
  return 'speakers' in voice ? voice.speakers : []
}

const LATIN_NAME = /^\p{Lu}[\p{Script=Latin}'’-]*(?: \p{Lu}[\p{Script=Latin}'’.-]*)+$/u

/** Finds the name in Latin letters among the aliases of a speaker with a Chinese name. */
export function toLatinName({ name, aliases }: Pick<Speaker, 'name' | 'aliases'>): string | undefined {
  return /\p{Script=Han}/u.test(name) ? aliases.find((alias) => LATIN_NAME.test(alias)) : undefined
}

/** Joins an article id and a local id to the id of a passage or a question. */
export function toPassageId(articleId: string, localId: string): string {
  return `${articleId}_${localId}`
}

/** Extracts the local id of a passage id: article ids contain no underscore. */
export function toLocalId(passageId: string): string {
  return passageId.slice(passageId.indexOf('_') + 1)
}

/** Counts the asks of the articles, unanswered ones included. */
export function countAsks(articles: readonly Article[]): number {
  const answered = toCitations(articles).map(({ passage }) => passage.asks?.length ?? 0)
  const unanswered = articles.map((article) => article.unanswered?.length ?? 0)
  return [...answered, ...unanswered].reduce((sum, count) => sum + count, 0)
}
