import { z } from 'zod'
import { removeForbidden } from '../forbidden-characters.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import { valueReasons } from '../problems/value-reasons.ts'
import type { YamlDocument } from '../yaml/read-yaml.ts'

/** In UTF-16 units: a question is a sentence or two. */
export const LONGEST_WORDING = 200

/** A wording in a file: one ask, or the query of one check. */
export const wordingSchema = z
  .string(valueReasons.notText)
  .trim()
  .min(1, valueReasons.empty)
  .max(LONGEST_WORDING, valueReasons.tooLong)

/** Collapses a text to one line, without the characters that no file may hold or that change the writing direction. */
export function toOneLine(text: string): string {
  return removeForbidden(text)
    .replaceAll(/[\p{Bidi_Control}\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}

/** The wordings of a file with the keys that contain them: by the local id of their passage, and without a passage. */
export interface Wordings {
  readonly found: readonly [key: string, byPassage: Readonly<Record<string, readonly string[]>>]
  readonly none: readonly (readonly [key: string, wordings: readonly string[]])[]
}

/** Finds wordings that stand twice in one list, and those that stand both with a passage and without one. */
export function findRepeated(document: YamlDocument, { found: [foundKey, byPassage], none }: Wordings): Problem[] {
  const found = new Set(Object.values(byPassage).flat())
  const lists = [
    ...Object.entries(byPassage).map(([id, list]) => ({ path: [foundKey, id], list })),
    ...none.map(([key, list]) => ({ path: [key], list })),
  ]
  const repeated = lists.flatMap(({ path, list }) =>
    listRepeated(list).map((index) =>
      document.toProblem([...path, index], problemTexts.repeatedAsk(list[index] ?? '')),
    ),
  )
  const contradicted = none.flatMap(([key, list]) =>
    list.flatMap((wording, index) =>
      found.has(wording) ? [document.toProblem([key, index], problemTexts.contradictedAsk(wording))] : [],
    ),
  )
  return [...repeated, ...contradicted]
}

/** Lists the indexes of wordings that stand earlier in the list too. */
function listRepeated(list: readonly string[]): number[] {
  const seen = new Set<string>()
  return list.flatMap((wording, index) => (seen.size === seen.add(wording).size ? [index] : []))
}
