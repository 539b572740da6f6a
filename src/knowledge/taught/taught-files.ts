import type { Asks } from '../companions/asks.ts'
import type { Checks } from '../companions/checks.ts'
import type { KnowledgeFolder, Written } from '../folder/knowledge-folder.ts'
import { decodeText } from '../folder/read-text.ts'
import { limits } from '../limits.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import { type Result, faulty, faultyAt, sound } from '../problems/result.ts'
import { parseTaught } from '../shared/merge-file.ts'
import { type Sources, toDigest } from '../sources.ts'
import { type Edit, type TaughtEntry, listEntries, toPath, toTaughtFile } from './taught-entries.ts'

/**
 * The files that the bot writes into the knowledge folder: for each article one of asks and one of checks, in the form
 * that a person writes. A person may edit them; edits and comments stay.
 */
export interface TaughtFiles {
  /** Prepares an edit of the current files; faulty if one of them is, or would be. */
  draft(edit: Edit): Promise<Result<Draft>>
  /** Lists the entries of the files of these articles; skips faulty files. */
  list(articleIds: readonly string[]): Promise<TaughtEntry[]>
  /** Lists the problems of the files of these articles. */
  listFaults(articleIds: readonly string[]): Promise<Problem[]>
}

/** An edit that is prepared and not written yet. */
export interface Draft {
  /** The edited files, as paths below the knowledge folder. */
  readonly files: readonly string[]
  /** Replaces the edited files in the sources. */
  revise(sources: Sources): Sources
  /**
   * Writes all files or none.
   *
   * @param state of the folder with them, see `toFolderState`
   */
  write(state: string): Promise<Written>
}

export function createTaughtFiles(folder: KnowledgeFolder): TaughtFiles {
  const parse = createMemoParse()
  return {
    draft: (edit) => draftEdit(folder, parse, edit),
    async list(articleIds) {
      const files = await readFiles(folder, parse, articleIds)
      return files.flatMap(({ file, content }) =>
        content?.kind === 'sound' ? listEntries(toTaughtFile(file), content.value) : [],
      )
    },
    async listFaults(articleIds) {
      const files = await readFiles(folder, parse, articleIds)
      return files.flatMap(({ content }) => (content?.kind === 'faulty' ? content.problems : []))
    },
  }
}

type Parse = (file: string, text: string) => Promise<Result<Asks | Checks>>

/** Creates a parser that remembers the latest text of each file: every lesson lists all of them, and changes two. */
function createMemoParse(): Parse {
  const latest = new Map<string, { readonly text: string; readonly content: Result<Asks | Checks> }>()
  return async (file, text) => {
    const known = latest.get(file)
    if (known?.text === text) return known.content
    const content = await parseTaught(file, text)
    latest.set(file, { text, content })
    return content
  }
}

async function readFiles(folder: KnowledgeFolder, parse: Parse, articleIds: readonly string[]) {
  const files = articleIds.flatMap((article) => [toPath({ kind: 'ask', article }), toPath({ kind: 'check', article })])
  const names = await folder.listNames()
  return Promise.all(
    files
      .filter((file) => names?.has(file) ?? true)
      .map(async (file) => {
        const text = (await readTaught(folder, file))?.text
        return { file, content: text?.kind === 'sound' ? await parse(file, text.value) : text }
      }),
  )
}

/** Reads the text of a file with the digest of its bytes; undefined if there is no such file. */
async function readTaught(folder: KnowledgeFolder, file: string) {
  const bytes = await folder.read(file)
  if (!bytes) return undefined
  return bytes.kind === 'faulty'
    ? { text: bytes, digest: '' }
    : { text: decodeText(file, bytes.value), digest: toDigest(bytes.value) }
}

async function draftEdit(folder: KnowledgeFolder, parse: Parse, { add, remove }: Edit): Promise<Result<Draft>> {
  const files = new Set([...add, ...remove].map(toPath))
  const isIn = (file: string) => (entry: TaughtEntry) => toPath(entry) === file
  const drafts = await Promise.all(
    [...files].map((file) =>
      draftFile(folder, parse, file, { add: add.filter(isIn(file)), remove: remove.filter(isIn(file)) }),
    ),
  )
  const problems = drafts.flatMap((draft) => (draft?.kind === 'faulty' ? draft.problems : []))
  if (problems.length > 0) return faulty(problems)
  const edited = drafts.flatMap((draft) => (draft?.kind === 'sound' ? [draft.value] : []))
  return sound({
    files: edited.map(({ file }) => file),
    revise: (sources) => edited.reduce(reviseSources, sources),
    write: (state) =>
      folder.replace(
        edited
          .filter(({ before, after }) => after !== before)
          .map(({ file, digest, after }) => ({ file, before: digest, after: Buffer.from(after) })),
        state,
      ),
  })
}

/** A file before and after an edit. */
interface EditedFile {
  readonly file: string
  /** Undefined if the file does not exist. */
  readonly before: string | undefined
  /** Of the bytes that were read. */
  readonly digest: string | undefined
  readonly after: string
  /** The content of `after`. */
  readonly content: Asks | Checks
}

/** Gives undefined if the file does not exist and nothing is added. */
async function draftFile(
  folder: KnowledgeFolder,
  parse: Parse,
  file: string,
  edit: Edit,
): Promise<Result<EditedFile> | undefined> {
  const read = await readTaught(folder, file)
  if (read?.text.kind === 'faulty') return read.text
  if (read === undefined && edit.add.length === 0) return undefined
  const before = read?.text.value
  const content = before === undefined ? undefined : await parse(file, before)
  if (content?.kind === 'faulty') return content
  const taughtFile = toTaughtFile(file)
  const { editTaughtFile } = await import('./edit-taught-file.ts')
  const after = editTaughtFile(taughtFile, before, edit)
  const [size, limit] = [Buffer.byteLength(after), limits[taughtFile.kind === 'ask' ? 'asks' : 'checks']]
  if (size > limit) return faultyAt(file, 1, problemTexts.fileTooLarge(size, limit))
  const edited = await parse(file, after)
  return edited.kind === 'faulty' ? edited : sound({ file, before, digest: read?.digest, after, content: edited.value })
}

/** Keeps the files sorted by path, as loading does: answers may depend on the order. */
function reviseSources(sources: Sources, { after, content }: EditedFile): Sources {
  const replace = <T extends { readonly file: string }>(files: readonly T[], own: T) =>
    [...files.filter(({ file }) => file !== own.file), own].toSorted((a, b) => (a.file < b.file ? -1 : 1))
  const stamps = new Map(sources.stamps).set(content.file, { digest: toDigest(after) })
  if ('checks' in content) return { ...sources, stamps, checks: replace(sources.checks, content) }
  return { ...sources, stamps, asks: replace(sources.asks, content) }
}
