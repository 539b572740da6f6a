import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BenchPassage } from '../data.ts'
import { ADDED, renderArticle, type ScaleCorpus } from './corpus.ts'

/** A corpus on disk: a knowledge folder for the bot, and a set of passages and queries for the libraries. */
export interface ScaleFolder {
  readonly dir: string
  readonly knowledge: string
}

/** Writes a corpus to a folder. */
export async function writeCorpus(dir: string, { articles, queries }: ScaleCorpus): Promise<ScaleFolder> {
  const knowledge = join(dir, 'knowledge')
  await mkdir(knowledge, { recursive: true })
  for (const article of articles) await writeArticle(knowledge, article)
  await writeFile(join(dir, 'passages.jsonl'), articles.flat().map(toLine).join(''))
  await writeFile(join(dir, 'queries.jsonl'), queries.map(toLine).join(''))
  return { dir, knowledge }
}

/** Writes an article into a knowledge folder, over what it was before. */
export function writeArticle(knowledge: string, article: readonly BenchPassage[]): Promise<void> {
  return writeFile(join(knowledge, `${article[0]?.doc}.md`), renderArticle(article))
}

/** Adds a paragraph to an article. */
export function addParagraph(article: readonly BenchPassage[]): BenchPassage[] {
  const { title = '', doc } = article[0] ?? {}
  return [...article, { id: 'added', title, text: ADDED.text, ...(doc !== undefined && { doc }) }]
}

function toLine(value: object): string {
  return `${JSON.stringify(value)}\n`
}
