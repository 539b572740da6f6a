import { z } from 'zod'
import type { Article } from '../article.ts'
import { ID_PATTERN } from '../article-file/front-matter-schema.ts'
import { limits } from '../limits.ts'
import type { Problem } from '../problems/problem.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import { toSuggestion } from '../problems/suggestion.ts'
import { valueReasons } from '../problems/value-reasons.ts'
import { findRepeated, wordingSchema } from './wordings.ts'
import { checkYaml } from '../yaml/validate-yaml.ts'
import { readYaml } from '../yaml/read-yaml.ts'

/** The ways of asking that one file gives for an article. */
export interface Asks {
  readonly file: string
  /** The article's id. */
  readonly article: string
  /** By the passage's id within its article, the ways in which people ask for it. */
  readonly asks: Readonly<Record<string, readonly string[]>>
  /** What people ask on its subjects that the article does not answer. */
  readonly unanswered: readonly string[]
  /** The lines of the article's id and of each passage's, counted from 1. */
  readonly lines: { readonly article: number; readonly passages: ReadonlyMap<string, number> }
}

export type ParsedAsks =
  { readonly kind: 'parsed'; readonly asks: Asks } | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

const asksSchema = z.strictObject({
  article: z.string().regex(ID_PATTERN, valueReasons.badId),
  asks: z.record(z.string(), z.array(wordingSchema)).default({}),
  unanswered: z.array(wordingSchema).default([]),
})

/** Parses a file of ways of asking: YAML with the keys `article`, `asks` and `unanswered`. */
export function parseAsks(file: string, yaml: string): ParsedAsks {
  const document = readYaml(file, yaml, { isText: true })
  const checked = checkYaml(file, document, asksSchema)
  if (checked.kind === 'faulty') return checked
  const { value } = checked
  const problems = findRepeated(file, document, { found: ['asks', value.asks], none: ['unanswered', value.unanswered] })
  if (problems.length > 0) return { kind: 'faulty', problems }
  const passages = new Map(Object.keys(value.asks).map((id) => [id, document.toLine(['asks', id])]))
  return { kind: 'parsed', asks: { file, ...value, lines: { article: document.toLine(['article']), passages } } }
}

/** Finds what a file of asks names that no article has. */
export function findUnknown({ file, article: id, lines }: Asks, articles: readonly Article[]): Problem[] {
  const article = articles.find((one) => one.id === id)
  if (!article) {
    const ids = articles.map((one) => one.id)
    return [{ file, line: lines.article, text: problemTexts.unknownArticle(id, toSuggestion(id, ids), ids) }]
  }
  const known = article.exchanges.flatMap(({ passages }) => passages.map((passage) => passage.id.slice(id.length + 1)))
  const ids = new Set(known)
  const unknown = [...lines.passages].filter(([passage]) => !ids.has(passage))
  return unknown.map(([passage, line], index) => {
    const suggestion = index < limits.suggestions ? toSuggestion(passage, known) : undefined
    return { file, line, text: problemTexts.unknownPassage(passage, id, suggestion) }
  })
}

/** Gives the articles the asks that the files have for them. */
export function addAsks(articles: readonly Article[], files: readonly Asks[]): Article[] {
  return articles.map((article) => {
    const own = files.filter((file) => file.article === article.id)
    if (own.length === 0) return article
    const toAsks = (id: string) => own.flatMap(({ asks }) => listOwn(asks, id.slice(article.id.length + 1)))
    const exchanges = article.exchanges.map((exchange) => ({
      ...exchange,
      passages: exchange.passages.map((passage) => {
        const asks = toAsks(passage.id)
        return asks.length > 0 ? { ...passage, asks } : passage
      }),
    }))
    return { ...article, exchanges, unanswered: own.flatMap(({ unanswered }) => unanswered) }
  })
}

/** An id may be the name of something that every object has: constructor. */
function listOwn(asks: Asks['asks'], id: string): readonly string[] {
  return Object.hasOwn(asks, id) ? (asks[id] ?? []) : []
}
