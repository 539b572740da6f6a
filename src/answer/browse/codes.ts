import { createHash } from 'node:crypto'
import { type Article, type Citation, type Speaker, toCitations } from '../../knowledge/article.ts'

/** What a code can stand for. */
type Kind = 'passage' | 'exchange' | 'speaker' | 'article' | 'query' | 'gap'

/** Characters of a code: 64^5 codes, so that in 0.4 % of folders with 3,000 passages any two of them share one. */
export const CODE_LENGTH = 5

/** Makes the code of an id: five characters of `[A-Za-z0-9_-]`, the same after every restart and reload. */
export function toCode(kind: Kind, id: string): string {
  return createHash('sha256').update(`${kind} ${id}`).digest('base64url').slice(0, CODE_LENGTH)
}

/** Makes the code of a passage. */
export function toPassageCode({ passage }: Citation): string {
  return toCode('passage', passage.id)
}

/** Makes the code of a speaker of an article. */
export function toSpeakerCode({ id }: Article, { name }: Speaker): string {
  return toCode('speaker', `${id} ${name}`)
}

/** What codes stand for. A code that two things share is left out, so that neither is shown in place of the other. */
export interface CodeBook {
  readonly passages: ReadonlyMap<string, Citation>
  /** An exchange by its question's id, as its first passage. */
  readonly exchanges: ReadonlyMap<string, Citation>
  readonly speakers: ReadonlyMap<string, { readonly article: Article; readonly speaker: Speaker }>
  readonly articles: ReadonlyMap<string, Article>
  /** Suggested queries. */
  readonly queries: ReadonlyMap<string, string>
}

/** Makes the code book of articles, without suggested queries. */
export function toCodeBook(articles: readonly Article[]): CodeBook {
  const citations = toCitations(articles)
  const firsts = citations.filter(({ exchange, passage }) => exchange.question && exchange.passages[0] === passage)
  const listed = articles.flatMap((article) => article.speakers.map((speaker) => ({ article, speaker })))
  return {
    passages: byCode(citations, toPassageCode),
    exchanges: byCode(firsts, ({ exchange }) => toCode('exchange', exchange.question?.id ?? '')),
    speakers: byCode(listed, ({ article, speaker }) => toSpeakerCode(article, speaker)),
    articles: byCode(articles, ({ id }) => toCode('article', id)),
    queries: new Map(),
  }
}

/** Adds suggested queries to a code book. */
export function addQueryCodes(book: CodeBook, queries: readonly string[]): CodeBook {
  return { ...book, queries: byCode(queries, (query) => toCode('query', query)) }
}

function byCode<T>(things: readonly T[], toCodeOf: (thing: T) => string): Map<string, T> {
  const found = new Map<string, T>()
  const shared = new Set<string>()
  for (const thing of things) {
    const code = toCodeOf(thing)
    if (found.has(code)) shared.add(code)
    found.set(code, thing)
  }
  for (const code of shared) found.delete(code)
  return found
}
