import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../limits.ts'
import type { Problem } from '../problems/problem.ts'
import { type ProblemText, problemTexts } from '../problems/problem-texts.ts'

/** The files of a folder that are read, by their paths below it with `/`, and what keeps others from being read. */
export interface Listed {
  readonly files: readonly string[]
  readonly problems: readonly Problem[]
}

const KINDS = {
  article: /\.(?:md|markdown)$/iu,
  asks: /(?:^|[./])asks\.ya?ml$/iu,
  checks: /(?:^|[./])checks\.ya?ml$/iu,
  vocabulary: /(?:^|[./])terms\.ya?ml$/iu,
}

/** What a file is by its name; undefined where it is not read. */
export function toKind(file: string): keyof typeof KINDS | undefined {
  return (['article', 'asks', 'checks', 'vocabulary'] as const).find((kind) => KINDS[kind].test(file))
}

/**
 * Lists what is read of a folder and those below it, in the order of the paths, without whatever is too large.
 *
 * What begins with a dot is passed over. A link is refused wherever it leads: what it leads to is not what was put here.
 *
 * @returns undefined where there is no folder
 */
export async function listFiles(dir: string): Promise<Listed | undefined> {
  const found: string[] = []
  const problems: Problem[] = []
  const report = (file: string, text: ProblemText) => void problems.push({ file, line: 1, text })
  const folders = ['']
  for (const folder of folders) {
    const entries = await listFolder(join(dir, folder))
    if (typeof entries === 'string' && folder === '') return undefined
    if (typeof entries === 'string') report(folder, problemTexts.unreadable(entries))
    else
      for (const entry of entries.filter(({ name }) => !name.startsWith('.'))) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`
        if (entry.isSymbolicLink()) report(path, problemTexts.link())
        else if (entry.isDirectory()) folders.push(path)
        else if (entry.isFile()) found.push(path)
      }
    if (found.length + folders.length > limits.entries) return refuseAll(problemTexts.tooManyEntries(limits.entries))
  }
  return weigh(dir, found.filter(toKind).toSorted(), problems)
}

function refuseAll(text: ProblemText): Listed {
  return { files: [], problems: [{ file: '.', line: 1, text }] }
}

/** The entries of one folder; or the file system's code of what keeps them from being read. */
async function listFolder(dir: string): Promise<Dirent[] | string> {
  try {
    return await readdir(dir, { withFileTypes: true })
  } catch (error) {
    return toErrorCode(error)
  }
}

/** Leaves out what is too large to be read into memory, before any of it is. */
async function weigh(dir: string, found: readonly string[], problems: readonly Problem[]): Promise<Listed> {
  const light: string[] = []
  const heavy: Problem[] = []
  let total = 0
  for (const file of found) {
    const size = await measure(join(dir, file))
    const limit = limits[toKind(file) ?? 'article']
    total += size
    if (size > limit) heavy.push({ file, line: 1, text: problemTexts.fileTooLarge(size, limit) })
    else light.push(file)
  }
  if (heavy.length === 0 && total > limits.folder) return refuseAll(problemTexts.folderTooLarge(total, limits.folder))
  const files = total > limits.folder ? [] : light
  return { files, problems: [...problems, ...heavy].toSorted((a, b) => (a.file < b.file ? -1 : 1)) }
}

/** A file that cannot be measured cannot be read either, and is told to be so then. */
async function measure(path: string): Promise<number> {
  try {
    return (await lstat(path)).size
  } catch (error) {
    toErrorCode(error)
    return 0
  }
}

/** The file system's code of an error (ENOENT, EACCES, …). @throws the error itself where it is a bug of ours */
export function toErrorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && 'syscall' in error) return String(error.code)
  throw error
}
