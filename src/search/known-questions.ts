import { type Article, toCitations } from '../knowledge/article.ts'
import type { Fold } from '../text/fold.ts'
import type { Normalizer } from '../text/normalize.ts'
import { toWordingKey } from '../text/wording.ts'
import {
  type ArticleLikeness,
  type AskTerms,
  type AskedArticle,
  type CutTexts,
  toAskTerms,
  toAskedArticle,
} from './asked-article.ts'
import { listNames } from './article-entries.ts'
import { type Pause, createPace } from './pace.ts'
import { ASKS } from './tuning.ts'

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
  const afterAsk = () => {
    onAsk?.()
    return pause()
  }
  for (const article of articles) {
    const kept = previous?.articles.get(article)
    const cut = findCut(article, former.get(article.id))
    const cutAsks = () => toAskedArticle(article, normalizer.withNames(listNames(article)), pause, cut, afterAsk)
    const asked = kept ?? (await cutAsks())
    if (asked) known.set(article, kept ?? { ...asked, byKey: await groupByKey(article, fold, pause) })
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

/** Finds the texts of the former version of an article that are still cut as they were: by the same names. */
function findCut(article: Article, former?: readonly [Article, KnownArticle]): CutTexts | undefined {
  const names = former && listNames(former[0]).join('\n')
  return names === listNames(article).join('\n') ? former?.[1].cut : undefined
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

async function groupByKey(article: Article, fold: Fold, pause: Pause): Promise<Map<string, Asked>> {
  const asked = new Map<string, Asked>()
  for (const ask of article.unanswered ?? []) {
    asked.set(toWordingKey(ask, fold), { kind: 'unanswered' })
    await pause()
  }
  const passages = new Map<string, Set<string>>()
  for (const { passage } of toCitations([article])) {
    for (const ask of passage.asks ?? []) {
      const key = toWordingKey(ask, fold)
      passages.set(key, (passages.get(key) ?? new Set()).add(passage.id))
      await pause()
    }
  }
  for (const [key, ids] of passages) asked.set(key, { kind: 'passages', passages: ids })
  return asked
}

function find(key: string, known: readonly KnownArticle[]): Asked | undefined {
  // Wordings without words all have the empty key.
  const found = key === '' ? [] : known.flatMap(({ byKey }) => byKey.get(key) ?? [])
  const passages = found.flatMap((asked) => (asked.kind === 'passages' ? [...asked.passages] : []))
  return passages.length > 0 ? { kind: 'passages', passages: new Set(passages) } : found[0]
}
