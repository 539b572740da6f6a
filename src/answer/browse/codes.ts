import { hash } from 'node:crypto'
import type { Article, Citation, Speaker } from '../../knowledge/article.ts'
import { type Catalog, type Entry, listCitations } from '../catalog.ts'
import { memoize } from '../memoize.ts'

/** What a code can stand for. */
type Kind = 'passage' | 'exchange' | 'speaker' | 'article' | 'query' | 'gap'

/** Characters of a code: 64^5 codes, so that in 0.4 % of folders with 3,000 passages any two of them share one. */
export const CODE_LENGTH = 5

/** Makes the code of an id: five characters of `[A-Za-z0-9_-]`, the same after every restart and reload. */
export function toCode(kind: Kind, id: string): string {
  return hash('sha256', `${kind} ${id}`, 'base64url').slice(0, CODE_LENGTH)
}

/** Makes the code of a passage. */
export function toPassageCode({ passage }: Citation): string {
  return toCode('passage', passage.id)
}

/** Makes the code of a speaker of an article. */
export function toSpeakerCode({ id }: Article, { name }: Speaker): string {
  return toCode('speaker', `${id} ${name}`)
}

/** Things with their codes. */
export type Coded<T> = readonly (readonly [code: string, thing: T])[]
type CodeMap<T> = ReadonlyMap<string, T>

/**
 * What codes stand for, by the kind of thing; made when a first code of the kind is looked up. A code that two things
 * share is left out, so that neither is shown in place of the other.
 */
export const codeBook = {
  passages: createCodeMap((article): Coded<Citation> =>
    listCitations(article).map((citation) => [toPassageCode(citation), citation]),
  ),
  /** Exchanges by their question's id, as their first passages. */
  exchanges: createCodeMap((article): Coded<Citation> =>
    listCitations(article).flatMap((first) => {
      const { question, passages } = first.exchange
      return question && passages[0] === first.passage ? [[toCode('exchange', question.id), first] as const] : []
    }),
  ),
  speakers: createCodeMap((article): Coded<Entry> =>
    article.speakers.map((speaker) => [toSpeakerCode(article, speaker), { article, speaker }]),
  ),
  articles: createCodeMap((article): Coded<Article> => [[toCode('article', article.id), article]]),
}

/** Creates the map of the codes that the articles of a catalog have, each article's made once. */
export function createCodeMap<T>(toCoded: (article: Article) => Coded<T>): (catalog: Catalog) => CodeMap<T> {
  const codedOf = memoize(toCoded)
  return memoize(({ articles }: Catalog) => joinCodes(articles.map(codedOf)))
}

function joinCodes<T>(all: readonly Coded<T>[]): CodeMap<T> {
  const found = new Map<string, T>()
  const shared = new Set<string>()
  for (const coded of all) {
    for (const [code, thing] of coded) {
      if (found.has(code) && found.get(code) !== thing) shared.add(code)
      found.set(code, thing)
    }
  }
  for (const code of shared) found.delete(code)
  return found
}
