import { createHash } from 'node:crypto'
import { type Article, type Citation, type Speaker, toCitations } from '../../knowledge/article.ts'

/** What can be led to. */
type Kind = 'passage' | 'exchange' | 'speaker' | 'article' | 'query' | 'gap'

/** Characters of a code: 64^5 codes, so that of 3,000 passages any two share one in 0.4 % of all folders. */
export const CODE_LENGTH = 5

/** Makes the code of something: as short as a button's data needs, of `[A-Za-z0-9_-]`, the same after every restart and reload. */
export function toCode(kind: Kind, id: string): string {
  return createHash('sha256').update(`${kind} ${id}`).digest('base64url').slice(0, CODE_LENGTH)
}

/** Makes the code of a passage. */
export function toPassageCode({ passage }: Citation): string {
  return toCode('passage', passage.id)
}

/** Makes the code of someone in an article. */
export function toSpeakerCode({ id }: Article, { name }: Speaker): string {
  return toCode('speaker', `${id} ${name}`)
}

/** Creates the finding of things by their codes; a code that two share leads to neither, lest the wrong one be shown. */
export function createCodeBook<T>(
  things: readonly T[],
  toCodeOf: (thing: T) => string,
): (code: string) => T | undefined {
  const found = new Map<string, T | undefined>()
  for (const thing of things) {
    const code = toCodeOf(thing)
    found.set(code, found.has(code) ? undefined : thing)
  }
  return (code) => found.get(code)
}

/** Finds what the articles hold by its code. */
export interface CodeBooks {
  readonly findPassage: (code: string) => Citation | undefined
  readonly findExchange: (code: string) => Citation | undefined
  readonly findSpeaker: (code: string) => { readonly article: Article; readonly speaker: Speaker } | undefined
  readonly findArticle: (code: string) => Article | undefined
}

/** Creates the code books of these articles; an exchange is found by its question's id, as its first passage. */
export function createCodeBooks(articles: readonly Article[]): CodeBooks {
  const citations = toCitations(articles)
  const firsts = citations.filter(({ exchange, passage }) => exchange.question && exchange.passages[0] === passage)
  const listed = articles.flatMap((article) => article.speakers.map((speaker) => ({ article, speaker })))
  return {
    findPassage: createCodeBook(citations, toPassageCode),
    findExchange: createCodeBook(firsts, ({ exchange }) => toCode('exchange', exchange.question?.id ?? '')),
    findSpeaker: createCodeBook(listed, ({ article, speaker }) => toSpeakerCode(article, speaker)),
    findArticle: createCodeBook(articles, ({ id }) => toCode('article', id)),
  }
}
