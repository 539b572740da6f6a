import { type Article, type Passage, toLocalId } from '../article.ts'
import { hasSameItems } from '../changes.ts'
import { limits } from '../limits.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import { toSuggestion } from '../problems/value-reasons.ts'
import type { Asks } from './asks.ts'

/** Finds the ids in files of asks that no article or passage has. */
export function findUnknown(files: readonly Asks[], articles: readonly Article[]): Problem[] {
  const byId = new Map(articles.map((article) => [article.id, article]))
  const ids = [...byId.keys()]
  const unplaced = files.filter(({ article }) => !byId.has(article))
  const suggested = new Set(unplaced.slice(0, limits.suggestions))
  return files.flatMap((file) => {
    const { article: id, lines } = file
    const article = byId.get(id)
    if (article) return findUnknownPassages(file, article)
    const suggestion = suggested.has(file) ? toSuggestion(id, ids) : undefined
    return [{ file: file.file, line: lines.article, text: problemTexts.unknownArticle(id, suggestion, ids) }]
  })
}

function findUnknownPassages({ file, article: id, lines }: Asks, article: Article): Problem[] {
  const known = article.exchanges.flatMap(({ passages }) => passages.map((passage) => toLocalId(passage.id)))
  const ids = new Set(known)
  const unknown = [...lines.passages].filter(([passage]) => !ids.has(passage))
  return unknown.map(([passage, line], index) => {
    const suggestion = index < limits.suggestions ? toSuggestion(passage, known) : undefined
    return { file, line, text: problemTexts.unknownPassage(passage, id, suggestion) }
  })
}

/** Articles to which asks were added. */
export interface Asked {
  readonly articles: readonly Article[]
  readonly asks: readonly Asks[]
  /** The articles in their order, with their asks. */
  readonly asked: readonly Article[]
}

/**
 * Adds the asks of the files to the articles and passages that they name.
 *
 * @param before an earlier result: an article stays the same object if neither it nor its files changed, and a passage
 *   of an unchanged article if its asks are the same
 */
export function addAsks(articles: readonly Article[], files: readonly Asks[], before?: Asked): Article[] {
  const byArticle = groupByArticle(files)
  const byArticleBefore = groupByArticle(before?.asks ?? [])
  const formers = new Map(before?.articles.map((article, index) => [article, before.asked[index]]))
  return articles.map((article) => {
    const own = byArticle.get(article.id) ?? []
    const former = formers.get(article)
    if (former && hasSameItems(byArticleBefore.get(article.id) ?? [], own)) return former
    return own.length === 0 ? article : addOwnAsks(article, own, former)
  })
}

function groupByArticle(files: readonly Asks[]): ReadonlyMap<string, readonly Asks[]> {
  const groups = new Map<string, Asks[]>()
  for (const file of files) {
    const group = groups.get(file.article)
    if (group) group.push(file)
    else groups.set(file.article, [file])
  }
  return groups
}

function addOwnAsks(article: Article, own: readonly Asks[], former: Article | undefined): Article {
  const toPassage = (passage: Passage, before: Passage | undefined): Passage => {
    const id = toLocalId(passage.id)
    const asks = own.flatMap((file) => listOwn(file.asks, id))
    if (before && hasSameItems(before.asks ?? [], asks)) return before
    return asks.length > 0 ? { ...passage, asks } : passage
  }
  const exchanges = article.exchanges.map((exchange, place) => ({
    ...exchange,
    passages: exchange.passages.map((passage, index) => toPassage(passage, former?.exchanges[place]?.passages[index])),
  }))
  return { ...article, exchanges, unanswered: own.flatMap(({ unanswered }) => unanswered) }
}

/** A local id can be the name of a property that every object inherits: constructor. */
function listOwn(asks: Asks['asks'], id: string): readonly string[] {
  return Object.hasOwn(asks, id) ? (asks[id] ?? []) : []
}
