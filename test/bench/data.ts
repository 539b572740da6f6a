import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Article, Passage } from '../../src/knowledge/article.ts'

const passageSchema = z.object({
  id: z.string(),
  text: z.string(),
  title: z.string().default(''),
  doc: z.string().optional(),
})
const querySchema = z.object({ id: z.string(), text: z.string(), relevant: z.array(z.string()) })

export type BenchPassage = z.infer<typeof passageSchema>
export type BenchQuery = z.infer<typeof querySchema>

/** A set of passages with queries that some of them answer. */
export interface BenchData {
  readonly passages: readonly BenchPassage[]
  readonly queries: readonly BenchQuery[]
}

/** Reads `passages.jsonl` and `queries.jsonl` from a folder. */
export async function readBenchData(dir: string): Promise<BenchData> {
  return {
    passages: await readLines(join(dir, 'passages.jsonl'), passageSchema),
    queries: await readLines(join(dir, 'queries.jsonl'), querySchema),
  }
}

/** Reads a file of JSON lines. */
export async function readLines<T extends z.ZodType>(file: string, schema: T): Promise<z.infer<T>[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => schema.parse(JSON.parse(line)))
}

/** Makes an article of each document, as a reader would find it: a title, and one exchange without a question. */
export function toArticles(passages: readonly BenchPassage[]): Article[] {
  return [...group(passages)].map(([id, own]) => ({
    id,
    title: own[0]?.title ?? '',
    publication: '',
    speakers: [],
    file: id,
    exchanges: [{ headings: [], passages: own.map(toPassage) }],
  }))
}

function toDocument({ id, doc }: BenchPassage): string {
  return doc ?? id
}

function group(passages: readonly BenchPassage[]): Map<string, BenchPassage[]> {
  const documents = new Map<string, BenchPassage[]>()
  for (const passage of passages) {
    const own = documents.get(toDocument(passage))
    if (own) own.push(passage)
    else documents.set(toDocument(passage), [passage])
  }
  return documents
}

function toPassage({ id, text }: BenchPassage): Passage {
  return { id, text, voice: { kind: 'narration' } }
}
