import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../limits.ts'
import { type ProblemText, problemTexts } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import { toErrorCode } from './error-code.ts'
import { isSpecial, resolveLink } from './special-files.ts'

/** The files of a folder that can be read, as sorted paths below it with `/`, and why others cannot. */
export interface ListedFiles {
  readonly files: readonly string[]
  readonly problems: readonly Problem[]
  /** Files that are not knowledge by their names, sorted. */
  readonly others: readonly string[]
}

const KINDS = {
  article: /\.(?:md|markdown)$/iu,
  asks: /(?:^|[./])asks\.ya?ml$/iu,
  checks: /(?:^|[./])checks\.ya?ml$/iu,
  vocabulary: /(?:^|[./])terms\.ya?ml$/iu,
}

/** Asks that are proposed: a person moves them to a file of asks. No kind of above, so nothing loads them. */
const ASKS_DRAFT = /(?:^|[./])asks\.draft\.ya?ml$/iu

/** Codes for a path that is missing, or not a folder. */
const NO_FOLDER: readonly string[] = ['ENOENT', 'ENOTDIR']
/** Files whose size is asked for at once; more of them only wait for the system's threads. */
const MEASURED_AT_ONCE = 64

/** Determines the kind of a file by its name; undefined if it is not knowledge. */
export function toKind(file: string): keyof typeof KINDS | undefined {
  return (['article', 'asks', 'checks', 'vocabulary'] as const).find((kind) => KINDS[kind].test(file))
}

/** Tells whether a file holds asks that are only proposed. */
export function isAsksDraft(file: string): boolean {
  return ASKS_DRAFT.test(file)
}

/** Names the file for the asks that are proposed for an article. */
export function toAsksDraft(articleFile: string): string {
  return articleFile.replace(KINDS.article, '.asks.draft.yaml')
}

/**
 * Lists the knowledge files of a folder and its subfolders, without those above a size limit.
 *
 * Ignores names that begin with a dot. Reports every link that `resolveLink` does not follow, and whatever is no file
 * but named like one.
 *
 * @returns undefined if there is no such folder
 */
export async function listFiles(dir: string): Promise<ListedFiles | undefined> {
  const found: string[] = []
  const problems: Problem[] = []
  const report = (file: string, text: ProblemText) => void problems.push({ file, line: 1, text })
  const folders = ['']
  for (const folder of folders) {
    const entries = await listFolder(join(dir, folder))
    if (typeof entries === 'string') {
      if (folder === '' && NO_FOLDER.includes(entries)) return undefined
      report(folder || '.', problemTexts.unreadableFolder(entries))
      continue
    }
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      const kind = await toEntryKind(dir, path, entry)
      if (kind === 'link') report(path, problemTexts.link())
      else if (kind === 'special' && toKind(path)) report(path, problemTexts.notAFile())
      else if (kind === 'folder') folders.push(path)
      else if (kind === 'file') found.push(path)
    }
    if (found.length + folders.length > limits.entries) return refuseAll(problemTexts.tooManyEntries(limits.entries))
  }
  const listed = await limitSizes(dir, found.filter(toKind).toSorted(), problems)
  return { ...listed, others: found.filter((file) => !toKind(file)).toSorted() }
}

async function toEntryKind(dir: string, path: string, entry: Dirent): Promise<'file' | 'folder' | 'link' | 'special'> {
  if (entry.isSymbolicLink()) return (await resolveLink(dir, path))?.kind ?? 'link'
  if (isSpecial(entry)) return 'special'
  return entry.isDirectory() ? 'folder' : 'file'
}

/** Lists the entries of one folder without hidden ones, or gives the file system's error code. */
async function listFolder(dir: string): Promise<Dirent[] | string> {
  try {
    const entries = await readdir(dir, { withFileTypes: true })
    return entries.filter(({ name }) => !name.startsWith('.'))
  } catch (error) {
    return toErrorCode(error)
  }
}

function refuseAll(text: ProblemText): ListedFiles {
  return { files: [], problems: [{ file: '.', line: 1, text }], others: [] }
}

/** Removes files that are too large for memory, before any file is read. */
async function limitSizes(
  dir: string,
  found: readonly string[],
  problems: readonly Problem[],
): Promise<Omit<ListedFiles, 'others'>> {
  const sizes = await measureAll(dir, found)
  const small: string[] = []
  const large: Problem[] = []
  let total = 0
  for (const [index, file] of found.entries()) {
    const size = sizes[index] ?? 0
    const limit = limits[toKind(file) ?? 'article']
    total += size
    if (size > limit) large.push({ file, line: 1, text: problemTexts.fileTooLarge(size, limit) })
    else small.push(file)
  }
  if (large.length === 0 && total > limits.folder) return refuseAll(problemTexts.folderTooLarge(total, limits.folder))
  const files = total > limits.folder ? [] : small
  return { files, problems: [...problems, ...large].toSorted((a, b) => (a.file < b.file ? -1 : 1)) }
}

async function measureAll(dir: string, files: readonly string[]): Promise<number[]> {
  const sizes: number[] = []
  for (let start = 0; start < files.length; start += MEASURED_AT_ONCE) {
    const some = files.slice(start, start + MEASURED_AT_ONCE)
    sizes.push(...(await Promise.all(some.map((file) => measure(join(dir, file))))))
  }
  return sizes
}

/** Gives a file's size in bytes; 0 if it cannot be measured, because reading it will report the reason. */
async function measure(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    toErrorCode(error)
    return 0
  }
}
