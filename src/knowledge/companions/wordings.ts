import { z } from 'zod'
import type { Problem } from '../problems/problem.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import { valueReasons } from '../problems/value-reasons.ts'
import type { YamlDocument } from '../yaml/read-yaml.ts'

/** In UTF-16 units: what somebody asks is a sentence or two. */
export const LONGEST_WORDING = 200

/** Something that people ask, as it is written in a file. */
export const wordingSchema = z
  .string(valueReasons.notText)
  .trim()
  .min(1, valueReasons.empty)
  .max(LONGEST_WORDING, valueReasons.tooLong)

/** Puts what somebody wrote on one line, without what turns the writing of the rest around. */
export function toOneLine(text: string): string {
  return text.replaceAll(/[\p{Bidi_Control}\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}

/** Wordings by the id of the passage that they are to find, and those that are to find none, with the keys under which a file has them. */
export interface Wordings {
  readonly found: readonly [key: string, byPassage: Readonly<Record<string, readonly string[]>>]
  readonly none: readonly [key: string, wordings: readonly string[]]
}

/** One wording cannot both find a passage and find nothing; twice under one passage it is a slip. */
export function findRepeated(
  file: string,
  document: YamlDocument,
  { found: [foundKey, byPassage], none: [noneKey, none] }: Wordings,
): Problem[] {
  const found = new Set(Object.values(byPassage).flat())
  const lists = [
    ...Object.entries(byPassage).map(([id, list]) => ({ path: [foundKey, id], list })),
    { path: [noneKey], list: none },
  ]
  const twice = lists.flatMap(({ path, list }) =>
    listRepeated(list).map((index) => ({
      file,
      line: document.toLine([...path, index]),
      text: problemTexts.repeatedAsk(list[index] ?? ''),
    })),
  )
  const both = none.flatMap((wording, index) =>
    found.has(wording)
      ? [{ file, line: document.toLine([noneKey, index]), text: problemTexts.contradictedAsk(wording) }]
      : [],
  )
  return [...twice, ...both]
}

/** The places of those that stand before too. */
function listRepeated(list: readonly string[]): number[] {
  const seen = new Set<string>()
  return list.flatMap((wording, index) => (seen.size === seen.add(wording).size ? [index] : []))
}
