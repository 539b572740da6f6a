import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Article, Voice } from '../../src/knowledge/article.ts'
import { type ParsedArticle, parseArticle } from '../../src/knowledge/article-file/parse-article.ts'
import { decodeText } from '../../src/knowledge/folder/read-text.ts'
import { KnowledgeError, type Problem, renderProblem } from '../../src/knowledge/problems/problem.ts'
import type { ProblemText } from '../../src/knowledge/problems/problem-texts.ts'
import { DEFAULT_LANGUAGE } from '../../src/i18n/languages.ts'

/** Front matter of ten lines, with two speakers. */
export const HEAD = `---
id: sample
title: 一个标题
publication: 某报
speakers:
  - name: 王颖
    office: 某公司董事长
  - name: 刘小康
    office: 某大学副校长
---`

/** Makes a file of the front matter and these blocks; blocks of one line stand in lines 12, 14, 16 … */
export function toFile(...blocks: readonly string[]): string {
  return `${[HEAD, ...blocks].join('\n\n')}\n`
}

/** Makes a file with these lines between its two `---`; the first of them is line 2. */
export function toFileWithHead(...lines: readonly string[]): string {
  return ['---', ...lines, '---', '', '## 小标题', '', '【叙述】一句话。', ''].join('\n')
}

/** Makes YAML lines in which each key contains the one before nine times, as aliases. */
export function toAliasBomb(): string[] {
  const nine = (value: string) => Array.from({ length: 9 }, () => value).join(', ')
  return [...'abcdefgh'].map(
    (key, index, keys) => `${key}: &${key} [${nine(index === 0 ? '好' : `*${keys[index - 1]}`)}]`,
  )
}

/** Parses the bytes of an article file, as loading does. */
export function parseBytes(bytes: Uint8Array): ParsedArticle {
  const text = decodeText('a.md', bytes)
  return text.kind === 'sound' ? parseArticle('a.md', text.value) : text
}

export function parse(text: string): Article {
  const parsed = parseBytes(Buffer.from(text))
  if (parsed.kind === 'faulty') throw new KnowledgeError(parsed.problems)
  return parsed.value
}

export function parseProblems(text: string): readonly Problem[] {
  const parsed = parseBytes(Buffer.from(text))
  return parsed.kind === 'faulty' ? parsed.problems : []
}

/** Renders a problem without its file: `line wrong。right。` */
export function renderPlaced(problem: Problem): string {
  return renderProblem(problem, DEFAULT_LANGUAGE).slice(`${problem.file}:`.length)
}

/** Renders a problem's text without its place: `wrong。right。` */
export function renderText(text: ProblemText): string {
  return renderPlaced({ file: 'a.md', line: 1, text }).slice('1 '.length)
}

/** Writes a voice as a mark. */
export function toMark(voice: Voice): string {
  if (voice.kind === 'narration') return '叙述'
  if (voice.kind === 'document') return '原文'
  const names = voice.speakers.map(({ name }) => name).join('、')
  return voice.kind === 'about' ? `关于${names}` : names
}

/** Lists the passages of an article as `【mark】words`. */
export function toMarked({ exchanges }: Article): string[] {
  return exchanges.flatMap(({ passages }) => passages.map(({ voice, text }) => `【${toMark(voice)}】${text}`))
}

/** Maps the words of an article's questions and passages to their ids. */
export function toIds({ exchanges }: Article): Record<string, string> {
  const paragraphs = exchanges.flatMap(({ question, passages }) => [...(question ? [question] : []), ...passages])
  return Object.fromEntries(paragraphs.map(({ text, id }) => [text, id]))
}

/** Makes a folder with these files and removes it when the test is finished. */
export async function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'knowledge-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, file)), { recursive: true })
    await writeFile(join(dir, file), content)
  }
  return dir
}
