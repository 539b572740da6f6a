import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { type Answer, listQuotes } from '../../src/answer/answer.ts'
import type { Corpus } from '../../src/answer/corpus.ts'
import { type KnowledgeBase, createKnowledgeBase } from '../../src/answer/knowledge-base.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { createFold } from '../../src/text/fold.ts'

/** A user's query and the passages that answer it, best first; none where the corpus does not answer it. */
const querySchema = z.strictObject({ query: z.string(), kind: z.string(), passages: z.array(z.string()) })

const FILES = ['talent-2023.md', 'talent-2023.asks.yaml', 'talent-2023.checks.yaml', 'terms.yaml']

type Loaded = Extract<Knowledge, { kind: 'loaded' }>
export type RoundTableQuery = z.infer<typeof querySchema>

/** Reads the queries for the round-table, near misses among them; their authors had not seen the asks. */
export async function readRoundTableQueries(): Promise<RoundTableQuery[]> {
  const lines = await readFile(new URL('round-table-queries.jsonl', import.meta.url), 'utf8')
  return lines
    .trim()
    .split('\n')
    .map((line) => querySchema.parse(JSON.parse(line)))
}

let folder: Promise<Loaded> | undefined
let base: Promise<KnowledgeBase> | undefined

/** Builds the corpus of the round-table as the bot does. */
export async function loadRoundTable(): Promise<Corpus> {
  const knowledge = await roundTableKnowledge()
  await knowledge.prepared()
  return knowledge.corpus
}

/** Creates the knowledge base of the repository's article, once a worker: it takes seconds. It must not be reloaded. */
export function roundTableKnowledge(): Promise<KnowledgeBase> {
  base ??= createKnowledgeBase(readRoundTable, createFold())
  return base
}

/** Reads the article of the repository, once a worker. */
export function readRoundTable(): Promise<Loaded> {
  folder ??= loadSample()
  return folder
}

async function loadSample(): Promise<Loaded> {
  const dir = await mkdtemp(join(tmpdir(), 'round-table-'))
  try {
    await copyRoundTable(dir)
    const knowledge = await loadKnowledge(dir)
    if (knowledge.kind === 'faulty') throw new Error('the knowledge of the repository is faulty')
    return knowledge
  } finally {
    await rm(dir, { recursive: true })
  }
}

/** Copies the article of the repository with its companions, and nothing that somebody has added to the folder. */
export async function copyRoundTable(dir: string): Promise<void> {
  for (const file of FILES) await copyFile(new URL(`../../knowledge/${file}`, import.meta.url), join(dir, file))
}

/** Lists the passages and the reporter's question that an answer quotes, by their ids within the article. */
export function listQuoted(answer: Answer): string[] {
  const toLocal = (id: string) => id.replace(/^.*_/u, '')
  if (answer.kind === 'stated') return [toLocal(answer.question.id)]
  return listQuotes(answer).map(({ passage }) => toLocal(passage.id))
}
