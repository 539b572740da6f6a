import { isDeepStrictEqual } from 'node:util'
import { type Article, type Citation, toCitations, toSpeakers } from './article.ts'

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
}

/** Counts the articles, passages and asks that a later load added, changed or removed. */
export function compareKnowledge(before: readonly Article[], after: readonly Article[]): Changes {
  return {
    articles: count(
      toMap(before, ({ id }) => id),
      toMap(after, ({ id }) => id),
    ),
    passages: count(toShown(before), toShown(after)),
    asks: count(toAsks(before), toAsks(after)),
  }
}

/** Asks keyed by their target and wording, so that a reworded ask counts as added and removed, never as changed. */
function toAsks(articles: readonly Article[]): Map<string, unknown> {
  const answered = toCitations(articles).flatMap(({ passage: { id, asks = [] } }) => asks.map((ask) => `${id}\n${ask}`))
  const unanswered = articles.flatMap((article) => (article.unanswered ?? []).map((ask) => `${article.id}\n${ask}`))
  return toMap([...answered, ...unanswered], (ask) => ask)
}

/** What a reader sees of each passage, by its id: text, voice, offices, headings and question. */
function toShown(articles: readonly Article[]): Map<string, unknown> {
  const shown = ({ passage: { text, voice }, exchange: { headings, question } }: Citation) => {
    const people = toSpeakers(voice).map(({ name, office }) => [name, office])
    return { text, kind: voice.kind, people, headings, question: question?.text }
  }
  return new Map(toCitations(articles).map((citation) => [citation.passage.id, shown(citation)]))
}

function toMap<T>(items: readonly T[], key: (item: T) => string): Map<string, T> {
  return new Map(items.map((item) => [key(item), item]))
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
