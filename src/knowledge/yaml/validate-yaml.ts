import type { z } from 'zod'
import type { Problem } from '../problems/problem.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import { toSuggestion } from '../problems/suggestion.ts'
import { toReason } from '../problems/value-reasons.ts'
import type { YamlDocument } from './read-yaml.ts'

export type CheckedYaml<T> =
  { readonly kind: 'sound'; readonly value: T } | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

/** Checks a file that is YAML altogether against its schema, every problem with its line. */
export function checkYaml<T extends z.ZodObject>(
  file: string,
  document: YamlDocument,
  schema: T,
): CheckedYaml<z.infer<T>> {
  if (document.broken.length > 0) return { kind: 'faulty', problems: document.broken }
  const parsed = schema.safeParse(document.value, { reportInput: true })
  if (parsed.success) return { kind: 'sound', value: parsed.data }
  const known = Object.keys(schema.shape)
  return { kind: 'faulty', problems: parsed.error.issues.flatMap((issue) => toProblems(file, document, issue, known)) }
}

function toProblems(
  file: string,
  document: YamlDocument,
  issue: z.core.$ZodIssue,
  known: readonly string[],
): Problem[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      line: document.toLine([...path, key]),
      text: problemTexts.unknownKey(key, toSuggestion(key, known), known),
    }))
  }
  const key = String(path[0] ?? known[0])
  const text = document.has(path) ? problemTexts.badValue(key, toReason(issue)) : problemTexts.missingKey(key)
  return [{ file, line: document.toLine(path), text }]
}
