import { z } from 'zod'
import { ID_PATTERN } from '../article.ts'
import { type Result, faulty, sound } from '../problems/result.ts'
import { valueReasons } from '../problems/value-reasons.ts'
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
  const problems = findRepeated(document, { found: ['asks', value.asks], none: [['unanswered', value.unanswered]] })
  if (problems.length > 0) return faulty(problems)
  const passages = new Map(Object.keys(value.asks).map((id) => [id, document.toLine(['asks', id])]))
  return sound({ file, ...value, lines: { article: document.toLine(['article']), passages } })
}
