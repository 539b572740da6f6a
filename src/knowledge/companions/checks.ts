import { z } from 'zod'
import { ID_PATTERN } from '../article-file/front-matter-schema.ts'
import type { Problem } from '../problems/problem.ts'
import { valueReasons } from '../problems/value-reasons.ts'
import { findRepeated, wordingSchema } from './wordings.ts'
import { checkYaml } from '../yaml/validate-yaml.ts'
import { readYaml } from '../yaml/read-yaml.ts'

/** What the answers are held to: a query, and the passage that it must find. */
export interface Check {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  readonly query: string
  /** `<article id>_<local id>`, whether there is such a passage or not; without one nothing may be quoted. */
  readonly passage?: string
}

/** The checks of one file. */
export interface Checks {
  readonly file: string
  readonly checks: readonly Check[]
}

export type ParsedChecks =
  | { readonly kind: 'parsed'; readonly checks: Checks }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

const checksSchema = z.strictObject({
  article: z.string().regex(ID_PATTERN, valueReasons.badId),
  finds: z.record(z.string(), z.array(wordingSchema)).default({}),
  nothing: z.array(wordingSchema).default([]),
})

/**
 * Parses a file of checks: YAML with the keys `article`, `finds` and `nothing`.
 *
 * A passage that the article does not have is no fault of the file: its checks fail.
 */
export function parseChecks(file: string, yaml: string): ParsedChecks {
  const document = readYaml(file, yaml, { isText: true })
  const checked = checkYaml(file, document, checksSchema)
  if (checked.kind === 'faulty') return checked
  const { article, finds, nothing } = checked.value
  const problems = findRepeated(file, document, { found: ['finds', finds], none: ['nothing', nothing] })
  if (problems.length > 0) return { kind: 'faulty', problems }
  const found = Object.entries(finds).flatMap(([id, queries]) =>
    queries.map((query, index) => ({
      file,
      line: document.toLine(['finds', id, index]),
      query,
      passage: `${article}_${id}`,
    })),
  )
  const none = nothing.map((query, index) => ({ file, line: document.toLine(['nothing', index]), query }))
  return { kind: 'parsed', checks: { file, checks: [...found, ...none] } }
}
