import { z } from 'zod'
import { ID_PATTERN, toPassageId } from '../article.ts'
import { type Result, faulty, sound } from '../problems/result.ts'
import { valueReasons } from '../problems/value-reasons.ts'
import { readYaml } from '../yaml/read-yaml.ts'
import { validateYaml } from '../yaml/validate-yaml.ts'
import { findRepeated, wordingSchema } from './wordings.ts'

/** A query and the passage that its answer must contain. */
export interface Check {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  readonly query: string
  /** A passage id, of an existing passage or not; without one nothing may be quoted. */
  readonly passage?: string
  /** The id of the only article of which nothing may be quoted. */
  readonly notFrom?: string
}

/** The checks of one file. */
export interface Checks {
  readonly file: string
  readonly checks: readonly Check[]
}

const checksSchema = z.strictObject({
  article: z.string().regex(ID_PATTERN, valueReasons.badId),
  finds: z.record(z.string(), z.array(wordingSchema)).default({}),
  nothing: z.array(wordingSchema).default([]),
  not_here: z.array(wordingSchema).default([]),
})

/**
 * Parses a file of checks: YAML with the keys `article`, `finds`, `nothing` and `not_here`.
 *
 * An unknown passage is not a problem of the file: its checks fail when they are run.
 */
export function parseChecks(file: string, yaml: string): Result<Checks> {
  const document = readYaml(file, yaml, { isText: true })
  const validated = validateYaml(document, checksSchema)
  if (validated.kind === 'faulty') return validated
  const { article, finds, nothing, not_here: notHere } = validated.value
  const problems = findRepeated(document, {
    found: ['finds', finds],
    none: [
      ['nothing', nothing],
      ['not_here', notHere],
    ],
  })
  if (problems.length > 0) return faulty(problems)
  const toCheck = (query: string, path: readonly PropertyKey[]): Check => ({
    file,
    line: document.toLine(path),
    query,
  })
  const found = Object.entries(finds).flatMap(([id, queries]) =>
    queries.map((query, index) => ({
      ...toCheck(query, ['finds', id, index]),
      passage: toPassageId(article, id),
    })),
  )
  const none = nothing.map((query, index) => toCheck(query, ['nothing', index]))
  const elsewhere = notHere.map((query, index) => ({ ...toCheck(query, ['not_here', index]), notFrom: article }))
  return sound({ file, checks: [...found, ...none, ...elsewhere] })
}
