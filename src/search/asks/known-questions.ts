import { type Article, toCitations } from '../../knowledge/article.ts'
import type { Fold } from '../../text/fold.ts'
import type { Normalizer } from '../../text/normalize.ts'
import { toWordingKey } from '../../text/wording.ts'
import { type AskTerms, toAskTerms } from './ask-terms.ts'
import { type ArticleLikeness, type AskedArticle, toAskedArticle } from './asked-article.ts'
import { listNames } from '../staging/article-entries.ts'
import { type Pause, createPace, pauseAtTimes } from '../pace.ts'
import { ASKS } from '../tuning.ts'

/** The likeness of a query to the known asks. */
export interface Likeness {
  /** By passage id, above 0 to 1; without the passages whose likeness is 0. */
  readonly passages: ReadonlyMap<string, number>
  /** By article; without the articles that have no asks. */
  readonly articles: ReadonlyMap<Article, ArticleLikeness>
  /** Ids of the passages with an ask in almost the query's words, unless an unanswered ask is closer. */
  readonly verbatim: ReadonlySet<string>
  /** Whether an unanswered ask has almost the query's words, and no answered one is closer. */
  readonly isUnanswered: boolean
  /** The likeness that an unrelated query has by chance; 0 without asks. */
  readonly floor: number
}

/** The known asks with the same wording key. */
export type Asked =
  { readonly kind: 'passages'; readonly passages: ReadonlySet<string> } | { readonly kind: 'unanswered' }

/** An index of asks. */
export interface KnownQuestions {
  /** Compares a query with the asks of all articles, or of some. */
  readonly compare: (query: string, among?: ReadonlySet<Article>) => Likeness
  /** Finds asks with the query's wording key. The passages take precedence over an unanswered ask. */
  readonly find: (query: string) => Asked | undefined
  /** The asks by article, for the next version of the index. */
  readonly articles: ReadonlyMap<Article, KnownArticle>
}

interface KnownArticle extends AskedArticle {
  readonly byKey: ReadonlyMap<string, Asked>
  /** The wording keys of the asks. */
  readonly keys: ReadonlyMap<string, string>
}

/** What is compared with no asks: most of a large folder has none, and the query need not be cut. */
const NO_TERMS: AskTerms = { terms: [], wording: [] }

/**
 * Creates the index of all asks; articles that `previous` has are taken over from it.
 *
 * @param onAsk called for each ask of the others
 */
export async function createKnownQuestions(
  articles: readonly Article[],
  normalizer: Normalizer,
  fold: Fold,
  previous?: KnownQuestions,
  onAsk?: () => void,
): Promise<KnownQuestions> {
  const known = new Map<Article, KnownArticle>()
  const former = new Map(Array.from(previous?.articles ?? [], (entry) => [entry[0].id, entry]))
  const pause = createPace()
  for (const article of articles) {
    const kept = previous?.articles.get(article)
    const before = former.get(article.id)
    const toNormalizer = () => normalizer.withNames(listNames(article))
    const asked = kept ?? (await toAskedArticle(article, toNormalizer, pause, findCut(article, before), onAsk))
    if (asked) known.set(article, kept ?? { ...asked, ...(await groupByKey(article, fold, pause, before?.[1].keys)) })
  }
  return {
    articles: known,
    compare(query, among) {
      const own = among ? pick(known, among) : known
      return compare(own.size > 0 ? toAskTerms(query, normalizer) : NO_TERMS, own)
    },
    find: (query) => (known.size > 0 ? find(toWordingKey(query, fold), [...known.values()]) : undefined),
  }
}

/** Gives the former version of an article if its texts are still cut as they were: by the same names. */
function findCut(article: Article, former?: readonly [Article, KnownArticle]): AskedArticle | undefined {
  const names = former && listNames(former[0]).join('\n')
  return names === listNames(article).join('\n') ? former?.[1] : undefined
}

function pick(known: KnownQuestions['articles'], among: ReadonlySet<Article>): KnownQuestions['articles'] {
  return new Map(
    [...among].flatMap((article) => {
      const own = known.get(article)
      return own ? [[article, own] as const] : []
    }),
  )
}

function compare(terms: AskTerms, known: KnownQuestions['articles']): Likeness {
  const articles = new Map(Array.from(known, ([article, own]) => [article, own.compare(terms)]))
  const all = [...articles.values()]
  const closestUnanswered = Math.max(0, ...all.map((one) => one.closestUnanswered))
  const closest = new Map(all.flatMap((one) => [...one.closest]))
  const needed = Math.max(ASKS.verbatim, closestUnanswered)
  const isCloser = [...closest.values()].some((cosine) => cosine >= closestUnanswered)
  return {
    articles,
    passages: new Map(all.flatMap((one) => [...one.passages])),
    verbatim: new Set([...closest].flatMap(([id, cosine]) => (cosine >= needed ? [id] : []))),
    isUnanswered: closestUnanswered >= ASKS.verbatim && !isCloser,
    floor: known.size > 0 ? ASKS.chance : 0,
  }
}

/** @param former the wording keys of the asks of the former version */
async function groupByKey(
  article: Article,
  fold: Fold,
  pause: Pause,
  former?: KnownArticle['keys'],
): Promise<Pick<KnownArticle, 'byKey' | 'keys'>> {
  const keys = new Map<string, string>()
  const byKey = new Map<string, Asked>()
  const listed = toCitations([article]).flatMap(({ passage: { id, asks = [] } }) => asks.map((ask) => ({ ask, id })))
  const unanswered = article.unanswered ?? []
  for (const ask of [...unanswered, ...listed.map((one) => one.ask)]) {
    const known = former?.get(ask)
    keys.set(ask, known ?? toWordingKey(ask, fold))
    if (known === undefined) await pause()
  }
  for (const ask of unanswered) byKey.set(keys.get(ask) ?? '', { kind: 'unanswered' })
  const passages = new Map<string, Set<string>>()
  await pauseAtTimes(listed, pause, ({ ask, id }) => {
    const key = keys.get(ask) ?? ''
    const ids = passages.get(key)
    if (ids) ids.add(id)
    else passages.set(key, new Set([id]))
  })
  for (const [key, ids] of passages) byKey.set(key, { kind: 'passages', passages: ids })
  return { byKey, keys }
}

function find(key: string, known: readonly KnownArticle[]): Asked | undefined {
  // Wordings without words all have the empty key.
  const found = key === '' ? [] : known.flatMap(({ byKey }) => byKey.get(key) ?? [])
  const passages = found.flatMap((asked) => (asked.kind === 'passages' ? [...asked.passages] : []))
  return passages.length > 0 ? { kind: 'passages', passages: new Set(passages) } : found[0]
}
