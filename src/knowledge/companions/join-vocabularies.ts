import type { Vocabulary } from '../../text/synonyms.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import type { VocabularyFile } from './vocabulary.ts'

/** Finds words that stand in two groups of synonyms, ignoring case and width: one of the two meanings would be lost. */
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

/** Joins the vocabularies of several files, in their order. */
export function joinVocabularies(files: readonly Vocabulary[]): Vocabulary {
  return { synonyms: files.flatMap(({ synonyms }) => synonyms), terms: files.flatMap(({ terms }) => terms) }
}
