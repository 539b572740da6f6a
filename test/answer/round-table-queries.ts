import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type Answer, listQuotes } from '../../src/answer/answer.ts'
import { buildCorpus } from '../../src/answer/build-corpus.ts'
import type { Corpus } from '../../src/answer/corpus.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { createFold } from '../../src/text/fold.ts'

/** A user's query and the passages that answer it, best first; none where the corpus does not answer it. */
const querySchema = z.strictObject({ query: z.string(), kind: z.string(), passages: z.array(z.string()) })

export type RoundTableQuery = z.infer<typeof querySchema>

/** Reads the queries for the round-table, near misses among them; their authors had not seen the asks. */
export async function readRoundTableQueries(): Promise<RoundTableQuery[]> {
  const lines = await readFile(new URL('round-table-queries.jsonl', import.meta.url), 'utf8')
  return lines
    .trim()
    .split('\n')
    .map((line) => querySchema.parse(JSON.parse(line)))
}

/** Builds the corpus of the round-table as the bot does. */
export async function loadRoundTable(): Promise<Corpus> {
  return buildCorpus(await readRoundTable(), createFold())
}

/** Reads the repository's own knowledge folder. */
async function readRoundTable(): Promise<Extract<Knowledge, { kind: 'loaded' }>> {
  const knowledge = await loadKnowledge(fileURLToPath(new URL('../../knowledge', import.meta.url)))
  if (knowledge.kind === 'faulty') throw new Error('the knowledge of the repository is faulty')
  return knowledge
}

/** Lists the passages and the reporter's question that an answer quotes, by their ids within the article. */
export function listQuoted(answer: Answer): string[] {
  const toLocal = (id: string) => id.replace(/^.*_/u, '')
  if (answer.kind === 'stated') return [toLocal(answer.question.id)]
  return listQuotes(answer).map(({ passage }) => toLocal(passage.id))
}
