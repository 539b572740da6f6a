import { readdir, readFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { z } from 'zod'
import { type BenchPassage, type BenchQuery, readBenchData, readLines } from '../data.ts'

/** The texts that a corpus is made of. */
export interface Source {
  readonly passages: readonly BenchPassage[]
  /** None where the folder has no `queries.jsonl`. */
  readonly queries: readonly BenchQuery[]
}

/** Characters of a passage: longer paragraphs are cut between sentences. */
export const LONGEST = 800
/** Characters below which a paragraph is a heading or a remnant. */
const SHORTEST = 12
const FRONT_MATTER = /^---\n[\s\S]*?\n---\n/u
/** HTML comments, Markdown headings, rules and fences. */
const NO_PROSE = /<!--[\s\S]*?-->|^(?:#|---|```).*$/gmu
/** The marks of our own articles: whose words a paragraph is, and its id. */
const MARKS = /^【[^】]*】|\s\^[a-z0-9-]+$/gu
const ODD = /[^\p{L}\p{M}\p{N}\p{Sc}\s，。！？；：、“”‘’（）《》「」—…·%‰°℃,.;:!?()'"/+=-]/gu
const BEFORE_WORDS = /^[^\p{L}\p{N}]+/u
const SENTENCE_END = /[。！？!?…；;：:.][”’」』）)]*$/u
const SENTENCE = /(?:[^。！？!?.]|\.(?!\s|$))+(?:[。！？!?]|\.(?=\s|$)|$)[”’」）)]*/gu
const lineSchema = z.looseObject({ text: z.string().default(''), title: z.string().default('') })

/**
 * Reads the texts of a folder: a set of passages and queries where it has a `passages.jsonl`, and else the paragraphs
 * of every .md, .txt and .jsonl file in it and below it.
 */
export async function readSource(dir: string): Promise<Source> {
  const files = (await readdir(dir, { recursive: true })).toSorted()
  const set = files.includes('passages.jsonl') ? await readSet(dir, files) : undefined
  const { passages, queries } = set ?? { passages: await readFiles(dir, files), queries: [] }
  const whole = passages.flatMap((passage) => cut(toProse(passage.text), passage))
  if (whole.length === 0) throw new Error(`${dir} has no text: .md, .txt or .jsonl files`)
  return { passages: whole, queries }
}

/** Lists the sentences of a prose text, each with its end. */
export function listSentences(text: string): string[] {
  return (text.match(SENTENCE) ?? []).map((sentence) => sentence.trim())
}

/** Keeps of a text what an article may hold: words and punctuation, from its first word to the end of a sentence. */
export function toProse(text: string): string {
  const prose = text.replace(MARKS, '').replace(ODD, '').replace(/\s+/gu, ' ').replace(BEFORE_WORDS, '').trim()
  if (prose === '' || SENTENCE_END.test(prose)) return prose
  return prose + (/\p{Script=Han}/u.test(prose) ? '。' : '.')
}

async function readSet(dir: string, files: readonly string[]): Promise<Source> {
  if (files.includes('queries.jsonl')) return readBenchData(dir)
  const passages = await readLines(join(dir, 'passages.jsonl'), lineSchema)
  return { passages: passages.map((passage, place) => ({ ...passage, id: String(place) })), queries: [] }
}

async function readFiles(dir: string, files: readonly string[]): Promise<BenchPassage[]> {
  const passages: BenchPassage[] = []
  for (const file of files) {
    const texts = await readTexts(join(dir, file))
    passages.push(...texts.map(({ title, text }, place) => ({ id: `${file}#${place}`, title, text, doc: file })))
  }
  return passages
}

async function readTexts(file: string): Promise<{ title: string; text: string }[]> {
  const title = basename(file, extname(file))
  if (file.endsWith('.jsonl')) return readLines(file, lineSchema)
  if (!/\.(?:md|txt)$/u.test(file)) return []
  const text = (await readFile(file, 'utf8')).replaceAll('\r\n', '\n').replace(FRONT_MATTER, '').replace(NO_PROSE, '')
  return text.split(/\n[ \t]*\n/u).map((paragraph) => ({ title, text: paragraph.trim() }))
}

/** Cuts a text at ends of sentences into passages, the first of which keeps the id. */
function cut(text: string, passage: BenchPassage): BenchPassage[] {
  const pieces = ['']
  for (const sentence of text.length > LONGEST ? listSentences(text) : [text]) {
    const piece = sentence.slice(0, LONGEST)
    if ((pieces.at(-1) ?? '').length + piece.length > LONGEST) pieces.push(piece)
    else pieces.push((pieces.pop() ?? '') + piece)
  }
  return pieces
    .map(toProse)
    .filter((piece) => piece.length >= SHORTEST)
    .map((piece, place) => ({ ...passage, id: place === 0 ? passage.id : `${passage.id}/${place}`, text: piece }))
}
