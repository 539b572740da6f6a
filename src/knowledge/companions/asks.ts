import { z } from 'zod'
import { type Article, ID_PATTERN, toLocalId } from '../article.ts'
import { limits } from '../limits.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import { type Result, faulty, sound } from '../problems/result.ts'
import { toSuggestion, valueReasons } from '../problems/value-reasons.ts'
import { readYaml } from '../yaml/read-yaml.ts'
import { validateYaml } from '../yaml/validate-yaml.ts'
import { findRepeated, wordingSchema } from './wordings.ts'

/** The asks of one file, all for the same article. */
export interface Asks {
  readonly file: string
  /** The article's id. */
  readonly article: string
  /** The asks for each passage, by local id. */
  readonly asks: Readonly<Record<string, readonly string[]>>
  /** Asks on the article's subjects that it does not answer. */
  readonly unanswered: readonly string[]
  /** The lines, counted from 1, of the article's id and of each local id. */
  readonly lines: { readonly article: number; readonly passages: ReadonlyMap<string, number> }
}

const asksSchema = z.strictObject({
  article: z.string().regex(ID_PATTERN, valueReasons.badId),
  asks: z.record(z.string(), z.array(wordingSchema)).default({}),
  unanswered: z.array(wordingSchema).default([]),
})

/** Parses a file of asks: YAML with the keys `article`, `asks` and `unanswered`. */
export function parseAsks(file: string, yaml: string): Result<Asks> {
  const document = readYaml(file, yaml, { isText: true })
  const validated = validateYaml(document, asksSchema)
  if (validated.kind === 'faulty') return validated
  const { value } = validated
  const problems = findRepeated(document, { found: ['asks', value.asks], none: ['unanswered', value.unanswered] })
  if (problems.length > 0) return faulty(problems)
  const passages = new Map(Object.keys(value.asks).map((id) => [id, document.toLine(['asks', id])]))
  return sound({ file, ...value, lines: { article: document.toLine(['article']), passages } })
}

/** Finds the ids in a file of asks that no article or passage has. */
export function findUnknown({ file, article: id, lines }: Asks, articles: readonly Article[]): Problem[] {
  const article = articles.find((one) => one.id === id)
  if (!article) {
    const ids = articles.map((one) => one.id)
    return [{ file, line: lines.article, text: problemTexts.unknownArticle(id, toSuggestion(id, ids), ids) }]
  }
  const known = article.exchanges.flatMap(({ passages }) => passages.map((passage) => toLocalId(passage.id)))
  const ids = new Set(known)
  const unknown = [...lines.passages].filter(([passage]) => !ids.has(passage))
  return unknown.map(([passage, line], index) => {
    const suggestion = index < limits.suggestions ? toSuggestion(passage, known) : undefined
    return { file, line, text: problemTexts.unknownPassage(passage, id, suggestion) }
  })
}

/** Adds the asks of the files to the articles and passages that they name. */
export function addAsks(articles: readonly Article[], files: readonly Asks[]): Article[] {
  return articles.map((article) => {
    const own = files.filter((file) => file.article === article.id)
    if (own.length === 0) return article
    const toAsks = (id: string) => own.flatMap(({ asks }) => listOwn(asks, toLocalId(id)))
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

/** A local id can be the name of a property that every object inherits: constructor. */
function listOwn(asks: Asks['asks'], id: string): readonly string[] {
  return Object.hasOwn(asks, id) ? (asks[id] ?? []) : []
}
