import { type Article, type Passage, toCitations } from '../../knowledge/article.ts'
import { hasSameItems } from '../../knowledge/changes.ts'

/** An article of which nothing but asks changes: its passages keep their ids. */
export interface Alteration {
  readonly before: Article
  readonly after: Article
  readonly firstId: number
  /** The ids of the passages whose asks change, with their places in the article. */
  readonly passages: ReadonlyMap<string, number>
}

/**
 * Lists the articles that differ from their former version in asks alone.
 *
 * @param known the first ids of the articles of the former view
 * @param kept the articles that need not be indexed again
 */
export function listAlterations(
  known: ReadonlyMap<Article, number>,
  kept: ReadonlyMap<Article, number>,
  articles: readonly Article[],
): Alteration[] {
  const former = new Map([...known.keys()].filter((article) => !kept.has(article)).map((one) => [one.id, one]))
  if (former.size === 0) return []
  return articles.flatMap((after) => {
    const before = kept.has(after) ? undefined : former.get(after.id)
    const firstId = before && known.get(before)
    if (!before || firstId === undefined || !isSameButAsks(before, after)) return []
    const [own, others] = [after, before].map((article) => toCitations([article]).map(({ passage }) => passage))
    const changed = (own ?? []).flatMap(({ id }, place) =>
      own?.[place] === others?.[place] ? [] : [[id, place] as const],
    )
    return [{ before, after, firstId, passages: new Map(changed) }]
  })
}

/** Keeps of an article the passages with these ids. */
export function pickPassages(article: Article, ids: { readonly has: (id: string) => boolean }): Article {
  const exchanges = article.exchanges.map((exchange) => ({
    ...exchange,
    passages: exchange.passages.filter(({ id }) => ids.has(id)),
  }))
  return { ...article, exchanges: exchanges.filter(({ passages }) => passages.length > 0) }
}

/** Compares by identity what a lesson leaves as it is: an article that is parsed again is another. */
function isSameButAsks(before: Article, after: Article): boolean {
  return (
    before.title === after.title &&
    before.speakers === after.speakers &&
    before.exchanges.length === after.exchanges.length &&
    before.exchanges.every((former, place) => {
      const exchange = after.exchanges[place]
      return (
        exchange !== undefined &&
        former.question === exchange.question &&
        former.headings === exchange.headings &&
        hasSameItems(former.passages.flatMap(toOwnWords), exchange.passages.flatMap(toOwnWords))
      )
    })
  )
}

function toOwnWords({ id, text, voice }: Passage): unknown[] {
  return [id, text, voice]
}
