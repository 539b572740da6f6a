/** One block of a page: a heading or a paragraph, with the characters of the page. */
export interface Block {
  /** Line breaks within a paragraph are kept as `\n`. */
  readonly text: string
  /** The line of the source in which it begins, from 1; in HTML and Word the number of the block. */
  readonly line: number
  /** How deep the source has it as a heading, 1 to 6; undefined for a paragraph. */
  readonly depth?: number | undefined
  /** Whether the source has all of it in bold, as papers set headings. */
  readonly isBold?: boolean | undefined
}

/** A page as it was taken off paper or the web: its blocks, in the order of the source. */
export interface Page {
  readonly blocks: readonly Block[]
  /** What stands beside the article, such as navigation; in the order of the source. */
  readonly beside: readonly Block[]
  /** What the source tells beside its text, such as the title and the date in the head of an HTML page. */
  readonly about: PageHead
  /** What a person should know of how it was read. */
  readonly notices: readonly PageNotice[]
}

/** What a source tells of itself. */
export interface PageHead {
  readonly title?: string | undefined
  readonly date?: string | undefined
  readonly publication?: string | undefined
  readonly link?: string | undefined
  readonly byline?: string | undefined
}

/** The encoding, where it was not UTF-8; what was left out, where something was. */
export type PageNotice =
  | { readonly kind: 'encoding'; readonly encoding: string }
  | { readonly kind: 'leftOut'; readonly what: 'image' | 'table' | 'footnote' | 'script'; readonly count: number }

/** What came of reading a page. */
export type ReadPage =
  { readonly kind: 'read'; readonly page: Page } | { readonly kind: 'refused'; readonly reason: string }
