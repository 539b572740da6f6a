import type { z } from 'zod'
import { problemTexts } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import { type Result, faulty, sound } from '../problems/result.ts'
import { toReason, toSuggestion } from '../problems/value-reasons.ts'
import type { YamlDocument } from './read-yaml.ts'

/** Validates a YAML document against the schema of a mapping; each problem has the line of its value. */
export function validateYaml<T extends z.ZodObject>(document: YamlDocument, schema: T): Result<z.infer<T>> {
  if (document.broken.length > 0) return faulty(document.broken)
  const parsed = schema.safeParse(document.value, { reportInput: true })
  const known = Object.keys(schema.shape)
  // A record passes over this key.
  const passedOver = known
    .map((key) => [key, '__proto__'])
    .filter((path) => document.has(path))
    .map((path) => document.toProblem(path, problemTexts.unknownKey('__proto__', undefined, known)))
  if (parsed.success && passedOver.length === 0) return sound(parsed.data)
  const problems = parsed.error?.issues.flatMap((issue) =>
    toProblems(document, issue, { key: String(issue.path[0] ?? known[0]), known }),
  )
  return faulty([...(problems ?? []), ...passedOver])
}

/**
 * Turns a schema issue into problems, one per unknown key.
 *
 * @param names `key`: the key to name for a wrong or missing value; `known`: the allowed keys beside an unknown one
 */
export function toProblems(
  document: YamlDocument,
  issue: z.core.$ZodIssue,
  { key, known }: { readonly key: string; readonly known: readonly string[] },
): Problem[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((unknown) =>
      document.toProblem([...path, unknown], problemTexts.unknownKey(unknown, toSuggestion(unknown, known), known)),
    )
  const text = document.has(path) ? problemTexts.badValue(key, toReason(issue)) : problemTexts.missingKey(key)
  return [document.toProblem(path, text)]
}
