import { constants } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Asks, parseAsks } from '../companions/asks.ts'
import { type Checks, parseChecks } from '../companions/checks.ts'
import type { Sources } from '../knowledge.ts'
import { limits } from '../limits.ts'
import { toErrorCode } from '../folder/list-files.ts'
import { ENDINGS, type TaughtEntry, type TaughtFile, editTaughtFile, listEntries } from './taught-entries.ts'
import type { Problem } from '../problems/problem.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import { readText } from '../folder/read-text.ts'
import { replaceFiles } from './replace-files.ts'

/** What is to be written into the notebook, and what struck out. */
export interface Edit {
  readonly add: readonly TaughtEntry[]
  readonly remove: readonly TaughtEntry[]
}

/** An edit that is not written yet. */
export interface Draft {
  readonly kind: 'drafted'
  /** The paths of the files below the folder. */
  readonly files: readonly string[]
  /** Gives what the files will hold. */
  revise(sources: Sources): Sources
  /** Writes it, each file whole; `changed` where somebody else wrote meanwhile: then, and where one cannot be written, none is. */
  write(): Promise<{ readonly kind: 'written' } | { readonly kind: 'changed' } | Unwritable>
}

/** The file system takes no writing; the code is its own (EROFS, ENOSPC …). */
export interface Unwritable {
  readonly kind: 'unwritable'
  readonly code: string
}

/**
 * What the bot itself writes into the knowledge folder: asks and checks, for each article one file of either, in the form
 * that a person writes them, whose own edits and comments stay.
 */
export interface TaughtFiles {
  /** Makes an edit of what the files hold now; refused where one of them has a fault. */
  draft(edit: Edit): Promise<Draft | { readonly kind: 'refused'; readonly problems: readonly Problem[] }>
  /** Lists what stands in the files of these articles; nothing of one that has a fault. */
  list(articleIds: readonly string[]): Promise<TaughtEntry[]>
  /** Lists what is wrong with those files. */
  listFaults(articleIds: readonly string[]): Promise<Problem[]>
}

const READ_NO_LINK = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)

/** Creates the notebook of a knowledge folder. */
export function createTaughtFiles(dir: string): TaughtFiles {
  return {
    async draft({ add, remove }) {
      const files = new Set([...add, ...remove].map(toFile))
      const pages = await Promise.all(
        [...files].map((file) =>
          draftPage(dir, file, { add: add.filter(isIn(file)), remove: remove.filter(isIn(file)) }),
        ),
      )
      const problems = pages.flatMap((page) => (page?.kind === 'refused' ? page.problems : []))
      if (problems.length > 0) return { kind: 'refused', problems }
      const drafted = pages.filter((page) => page?.kind === 'drafted')
      return {
        kind: 'drafted',
        files: drafted.map(({ file }) => file),
        revise: (sources) => drafted.reduce(reviseSources, sources),
        write: () => writeAll(dir, drafted),
      }
    },
    async list(articleIds) {
      const files = await readAll(dir, articleIds)
      return files.flatMap(({ file, read: known }) =>
        known?.kind === 'sound' ? listEntries(toLeaf(file), known.value) : [],
      )
    },
    async listFaults(articleIds) {
      const files = await readAll(dir, articleIds)
      return files.flatMap(({ read: known }) => (known?.kind === 'refused' ? known.problems : []))
    },
  }
}

/** Reads the files of these articles; undefined where there is none. */
async function readAll(dir: string, articleIds: readonly string[]) {
  const files = articleIds.flatMap((article) => [toFile({ kind: 'ask', article }), toFile({ kind: 'check', article })])
  return Promise.all(
    files.map(async (file) => {
      const text = await read(dir, file)
      return { file, read: typeof text === 'string' ? parse(file, text) : text }
    }),
  )
}

/** A file before and after an edit. */
interface Page {
  readonly kind: 'drafted'
  readonly file: string
  /** Undefined where there was none. */
  readonly before: string | undefined
  readonly after: string
  readonly parsed: Asks | Checks
}

type Refused = { readonly kind: 'refused'; readonly problems: readonly Problem[] }

/** Undefined where there is no file, and nothing to be written. */
async function draftPage(dir: string, file: string, edit: Edit): Promise<Page | Refused | undefined> {
  const before = await read(dir, file)
  if (typeof before === 'object') return before
  if (before === undefined && edit.add.length === 0) return undefined
  const leaf = toLeaf(file)
  const faults = before === undefined ? undefined : parse(file, before)
  if (faults?.kind === 'refused') return faults
  const after = editTaughtFile(leaf, before, edit)
  const [size, limit] = [Buffer.byteLength(after), limits[leaf.kind === 'ask' ? 'asks' : 'checks']]
  if (size > limit) return refuse(file, problemTexts.fileTooLarge(size, limit))
  const parsed = parse(file, after)
  return parsed.kind === 'refused' ? parsed : { kind: 'drafted', file, before, after, parsed: parsed.value }
}

function parse(file: string, text: string): { readonly kind: 'sound'; readonly value: Asks | Checks } | Refused {
  const parsed = toLeaf(file).kind === 'ask' ? parseAsks(file, text) : parseChecks(file, text)
  if (parsed.kind === 'faulty') return { kind: 'refused', problems: parsed.problems }
  return { kind: 'sound', value: 'asks' in parsed ? parsed.asks : parsed.checks }
}

/** The text of a file, undefined where there is none. */
async function read(dir: string, file: string): Promise<string | undefined | Refused> {
  try {
    const decoded = readText(file, await readFile(join(dir, file), { flag: READ_NO_LINK }))
    return decoded.kind === 'faulty' ? { kind: 'refused', problems: decoded.problems } : decoded.text
  } catch (error) {
    const code = toErrorCode(error)
    return code === 'ENOENT' ? undefined : refuse(file, problemTexts.unreadable(code))
  }
}

function refuse(file: string, text: Problem['text']): Refused {
  return { kind: 'refused', problems: [{ file, line: 1, text }] }
}

async function writeAll(dir: string, pages: readonly Page[]): ReturnType<Draft['write']> {
  const own = pages.filter(({ before, after }) => after !== before)
  try {
    for (const { file, before } of own) if ((await read(dir, file)) !== before) return { kind: 'changed' }
    await replaceFiles(
      dir,
      own.map(({ file, after }) => ({ file, text: after })),
    )
    return { kind: 'written' }
  } catch (error) {
    return { kind: 'unwritable', code: toErrorCode(error) }
  }
}

function reviseSources(sources: Sources, { file, parsed }: Page): Sources {
  // In the order of their paths, as a load has them: what is answered must not hang on which of the two it was.
  const put = <T extends { readonly file: string }>(files: readonly T[], own: T) =>
    [...files.filter((one) => one.file !== file), own].toSorted((a, b) => (a.file < b.file ? -1 : 1))
  return 'asks' in parsed
    ? { ...sources, asks: put(sources.asks, parsed) }
    : { ...sources, checks: put(sources.checks, parsed) }
}

function toFile({ kind, article }: TaughtFile): string {
  return article + ENDINGS[kind]
}

function toLeaf(file: string): TaughtFile {
  const kind = file.endsWith(ENDINGS.ask) ? 'ask' : 'check'
  return { kind, article: file.slice(0, -ENDINGS[kind].length) }
}

function isIn(file: string): (entry: TaughtEntry) => boolean {
  return (entry) => toFile(entry) === file
}
