import { z } from 'zod'
import type { Vocabulary } from '../../text/synonyms.ts'
import type { Problem } from '../problems/problem.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import { valueReasons } from '../problems/value-reasons.ts'
import { checkYaml } from '../yaml/validate-yaml.ts'
import { readYaml } from '../yaml/read-yaml.ts'

/** A file's vocabulary, with the line of each group of synonyms. */
export interface VocabularyFile extends Vocabulary {
  readonly file: string
  readonly lines: readonly number[]
}

export type ParsedVocabulary =
  | { readonly kind: 'parsed'; readonly vocabulary: VocabularyFile }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

const LONGEST_WORD = 40
/** A single Han character stands inside far too many words. */
const wordSchema = z
  .string(valueReasons.notText)
  .trim()
  .min(2, valueReasons.tooShort)
  .max(LONGEST_WORD, valueReasons.tooLong)

const vocabularySchema = z.strictObject({
  synonyms: z.array(z.array(wordSchema).min(2, valueReasons.lonelySynonym)).default([]),
  terms: z.array(wordSchema).default([]),
})

/** Parses a vocabulary file: YAML with the keys `synonyms` and `terms`. */
export function parseVocabulary(file: string, yaml: string): ParsedVocabulary {
  const document = readYaml(file, yaml, { isText: true })
  const checked = checkYaml(file, document, vocabularySchema)
  if (checked.kind === 'faulty') return checked
  const lines = checked.value.synonyms.map((_, index) => document.toLine(['synonyms', index]))
  return { kind: 'parsed', vocabulary: { file, ...checked.value, lines } }
}

/** Finds the words that stand in two groups: one of the two meanings would be lost. */
export function findShared(files: readonly VocabularyFile[]): Problem[] {
  const places = new Map<string, { readonly file: string; readonly line: number }>()
  const problems: Problem[] = []
  for (const { file, synonyms, lines } of files) {
    for (const [index, group] of synonyms.entries()) {
      const line = lines[index] ?? 1
      for (const word of group) {
        const folded = word.normalize('NFKC').toLowerCase()
        const before = places.get(folded)
        if (before) problems.push({ file, line, text: problemTexts.sharedSynonym(word, before.file, before.line) })
        else places.set(folded, { file, line })
      }
    }
  }
  return problems
}

/** Puts the vocabulary of several files together. */
export function joinVocabularies(files: readonly Vocabulary[]): Vocabulary {
  return { synonyms: files.flatMap(({ synonyms }) => synonyms), terms: files.flatMap(({ terms }) => terms) }
}
