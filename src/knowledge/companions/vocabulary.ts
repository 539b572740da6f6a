import { z } from 'zod'
import type { Vocabulary } from '../../text/synonyms.ts'
import { type Result, sound } from '../problems/result.ts'
import { valueReasons } from '../problems/value-reasons.ts'
import { readYaml } from '../yaml/read-yaml.ts'
import { validateYaml } from '../yaml/validate-yaml.ts'

/** The vocabulary of one file. */
export interface VocabularyFile extends Vocabulary {
  readonly file: string
  /** The line, counted from 1, of each group of synonyms. */
  readonly lines: readonly number[]
}

/** In UTF-16 units. */
const LONGEST_WORD = 40
/** At least two characters: a single Han character is part of far too many words. */
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
export function parseVocabulary(file: string, yaml: string): Result<VocabularyFile> {
  const document = readYaml(file, yaml, { isText: true })
  const validated = validateYaml(document, vocabularySchema)
  if (validated.kind === 'faulty') return validated
  const lines = validated.value.synonyms.map((_, index) => document.toLine(['synonyms', index]))
  return sound({ file, ...validated.value, lines })
}
