import { isDeepStrictEqual } from 'node:util'
import { type Article, type Citation, type Exchange, toCitations, toSpeakers } from './article.ts'

/** The number of items after a reload, and how many of them were added, changed and removed. */
export interface Change {
  readonly total: number
  readonly added: number
  readonly changed: number
  readonly removed: number
}

/** The difference between two loads of the knowledge. */
export interface Changes {
  readonly articles: Change
  readonly passages: Change
  /** Asks, unanswered ones included. */
  readonly asks: Change
  /** The articles that differ: those of the later load in its order, then the removed ones. */
  readonly byArticle: readonly ArticleChange[]
}

/** An article that a later load added, changed or removed, with what differs in it. */
export interface ArticleChange {
  readonly kind: 'added' | 'changed' | 'removed'
  /** That of the later load. */
  readonly title: string
  readonly passages: Change
  readonly asks: Change
}

/** The articles of two loads by identity: an edited article, and one with other asks, is both removed and added. */
export interface ArticleDiff {
  readonly added: readonly Article[]
  readonly removed: readonly Article[]
  readonly kept: readonly Article[]
}

/** Tells apart the articles that two loads share as the same object, in the order of each load. */
export function diffArticles(before: readonly Article[], after: readonly Article[]): ArticleDiff {
  const [earlier, later] = [new Set(before), new Set(after)]
  return {
    added: after.filter((article) => !earlier.has(article)),
    removed: before.filter((article) => !later.has(article)),
    kept: after.filter((article) => earlier.has(article)),
  }
}

/** Tells whether two lists have the same objects in the same order. */
export function hasSameItems(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((item, index) => item === after[index])
}

/** Counts the articles, passages and asks that a later load added, changed or removed, and lists the articles. */
export function compareKnowledge(before: readonly Article[], after: readonly Article[]): Changes {
  const { added, removed, kept } = diffArticles(before, after)
  const [earlier, later] = [removed, added].map((articles) => new Map(articles.map((article) => [article.id, article])))
  const ids = new Set([...added, ...removed].map(({ id }) => id))
  const all = [...ids].map((id) => compareArticle(earlier?.get(id), later?.get(id)))
  const byArticle = all.flatMap(({ kind, ...change }) => (kind === 'same' ? [] : { kind, ...change }))
  const countOf = (kind: ArticleChange['kind']) => byArticle.filter((one) => one.kind === kind).length
  return {
    articles: {
      total: after.length,
      added: countOf('added'),
      changed: countOf('changed'),
      removed: countOf('removed'),
    },
    passages: addUp(
      all.map(({ passages }) => passages),
      countPassages(kept),
    ),
    asks: addUp(
      all.map(({ asks }) => asks),
      countDistinctAsks(kept),
    ),
    byArticle,
  }
}

/** Compares an article of two loads; `same` is one that was read anew and does not differ. */
function compareArticle(earlier: Article | undefined, later: Article | undefined) {
  const [before, after] = [earlier, later].map((article) => (article ? [article] : []))
  return {
    kind: toChangeKind(earlier, later),
    title: (later ?? earlier)?.title ?? '',
    passages: count(toShown(before ?? []), toShown(after ?? [])),
    asks: count(toAsks(before ?? []), toAsks(after ?? [])),
  }
}

function toChangeKind(earlier: Article | undefined, later: Article | undefined): ArticleChange['kind'] | 'same' {
  if (!earlier) return 'added'
  if (!later) return 'removed'
  return isDeepStrictEqual(earlier, later) ? 'same' : 'changed'
}

/** @param kept how many items stand in both loads unchanged, beside those that were compared */
function addUp(changes: readonly Change[], kept: number): Change {
  return {
    total: sum(changes, ({ total }) => total) + kept,
    added: sum(changes, ({ added }) => added),
    changed: sum(changes, ({ changed }) => changed),
    removed: sum(changes, ({ removed }) => removed),
  }
}

/** Asks keyed by their target and wording, so that a reworded ask counts as added and removed, never as changed. */
function toAsks(articles: readonly Article[]): Map<string, unknown> {
  const answered = toCitations(articles).flatMap(({ passage: { id, asks = [] } }) => asks.map((ask) => `${id}\n${ask}`))
  const unanswered = articles.flatMap((article) => (article.unanswered ?? []).map((ask) => `${article.id}\n${ask}`))
  return new Map([...answered, ...unanswered].map((ask) => [ask, ask]))
}

function countPassages(articles: readonly Article[]): number {
  return sum(articles, ({ exchanges }) => sum(exchanges, ({ passages }) => passages.length))
}

/** Counts the asks as `toAsks` keys them: each once for its target, though several files may have it. */
function countDistinctAsks(articles: readonly Article[]): number {
  const distinct = (asks: readonly string[] = []) => (asks.length > 1 ? new Set(asks).size : asks.length)
  const ofExchange = ({ passages }: Exchange) => sum(passages, ({ asks }) => distinct(asks))
  return sum(articles, ({ exchanges, unanswered }) => sum(exchanges, ofExchange) + distinct(unanswered))
}

function sum<T>(items: readonly T[], toNumber: (item: T) => number): number {
  return items.reduce((total, item) => total + toNumber(item), 0)
}

/** What a reader sees of each passage, by its id: text, voice, offices, headings and question. */
function toShown(articles: readonly Article[]): Map<string, unknown> {
  const shown = ({ passage: { text, voice }, exchange: { headings, question } }: Citation) => {
    const people = toSpeakers(voice).map(({ name, office, officeEn }) => [name, office, officeEn])
    return { text, kind: voice.kind, people, headings, question }
  }
  return new Map(toCitations(articles).map((citation) => [citation.passage.id, shown(citation)]))
}

function count(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): Change {
  const shared = [...after.keys()].filter((id) => before.has(id))
  return {
    total: after.size,
    added: after.size - shared.length,
    changed: shared.filter((id) => !isDeepStrictEqual(before.get(id), after.get(id))).length,
    removed: before.size - shared.length,
  }
}
