import { readFile, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Article } from './article.ts'
import { type ParsedArticle, parseArticle } from './parse-article.ts'
import type { Problem } from './problem.ts'
import { problemTexts } from './problem-texts.ts'

/** All articles of a folder, or every problem found in it. */
export type Knowledge =
  | { readonly kind: 'loaded'; readonly articles: readonly Article[] }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

/**
 * Loads every `.md` or `.markdown` file below a folder as an article, in the order of their paths.
 *
 * Other files and whatever begins with a dot are passed over. One problem anywhere makes the whole folder faulty.
 */
export async function loadKnowledge(dir: string): Promise<Knowledge> {
  const files = await listFiles(dir)
  if (files === undefined) return faulty([{ file: '.', line: 1, ...problemTexts.noFolder(dir) }])
  if (files.length === 0) return faulty([{ file: '.', line: 1, ...problemTexts.emptyFolder() }])
  const articles: Article[] = []
  const problems: Problem[] = []
  const owners = new Map<string, string>()
  for (const file of files) {
    // One file at a time, so that a large folder leaves the running bot its turns.
    const parsed = await readArticle(dir, file)
    const { stated } = parsed
    const owner = stated && owners.get(stated.id)
    if (stated && owner !== undefined) problems.push({ file, line: stated.line, ...problemTexts.duplicateArticle(stated.id, owner) })
    else if (stated) owners.set(stated.id, file)
    if (parsed.kind === 'parsed') articles.push(parsed.article)
    else problems.push(...parsed.problems)
  }
  return problems.length > 0 ? faulty(problems) : { kind: 'loaded', articles }
}

function faulty(problems: readonly Problem[]): Knowledge {
  return { kind: 'faulty', problems }
}

async function readArticle(dir: string, file: string): Promise<ParsedArticle> {
  try {
    return parseArticle(file, await readFile(join(dir, file)))
  } catch (error) {
    const code = toErrorCode(error)
    if (code === undefined) throw error
    return { kind: 'faulty', problems: [{ file, line: 1, ...problemTexts.unreadable(code) }] }
  }
}

async function listFiles(dir: string): Promise<string[] | undefined> {
  try {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && /\.(?:md|markdown)$/iu.test(entry.name))
      .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep))
      .filter((path) => !path.some((step) => step.startsWith('.')))
      .map((path) => path.join('/'))
      .toSorted()
  } catch (error) {
    if (toErrorCode(error) === undefined) throw error
    return undefined
  }
}

/** The file system's code of an error (ENOENT, EACCES, …); none where the error is a bug of ours. */
function toErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && 'syscall' in error ? String(error.code) : undefined
}
