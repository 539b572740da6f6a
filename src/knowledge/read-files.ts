import { setImmediate as nextTurn } from 'node:timers/promises'
import type { StatedId } from './article-file/front-matter.ts'
import { toKind } from './folder/list-files.ts'
import { decodeText } from './folder/read-text.ts'
import { problemTexts } from './problems/problem-texts.ts'
import { type Result, faultyAt, sound } from './problems/result.ts'
import { type SourceFile, type Sources, type Stamp, listSourceFiles, toDigest } from './sources.ts'

/** A file of the folder: parsed, or with its problems. */
export type ReadFile = Result<SourceFile> & {
  readonly file: string
  /** The id that an article states even if it is faulty. */
  readonly stated?: StatedId | undefined
}

/** Files that are read at once: enough to keep the disk busy, and few enough for the memory. */
const READ_AT_ONCE = 16

export interface ReadOptions {
  /** What was parsed before. */
  readonly known?: Sources | undefined
  /** The files that may differ from those before: the others are not read. */
  readonly only?: ReadonlySet<string> | undefined
  readonly onRead?: () => void
}

/** Gives the bytes of a file; undefined if there is no such file. */
type ReadBytes = (file: string) => Promise<Result<Uint8Array> | undefined>

/**
 * Reads knowledge files, and parses those whose bytes differ from the known files; of the others it gives the known
 * content itself. Compares bytes and not times, which miss a change within the clock's granularity.
 */
export async function readFiles(
  readBytes: ReadBytes,
  files: readonly string[],
  { known, only, onRead = () => {} }: ReadOptions = {},
): Promise<ReadFile[]> {
  const knownFiles = new Map(known && listSourceFiles(known).map((one) => [one.content.file, one]))
  const read: ReadFile[] = []
  for (let start = 0; start < files.length; start += READ_AT_ONCE) {
    const some = files.slice(start, start + READ_AT_ONCE)
    const isTaken = (file: string) => only !== undefined && !only.has(file) && knownFiles.has(file)
    const contents = await Promise.all(
      some.map(async (file) => ({ file, bytes: isTaken(file) ? undefined : await readBytes(file) })),
    )
    for (const { file, bytes = faultyAt(file, 1, problemTexts.unreadable('ENOENT')) } of contents) {
      const one = knownFiles.get(file)
      if (one && isTaken(file)) read.push(toKnown(file, one))
      else read.push(bytes.kind === 'faulty' ? { ...bytes, file } : await take(file, bytes.value, one))
      onRead()
    }
  }
  return read
}

async function take(file: string, bytes: Uint8Array, known: SourceFile | undefined): Promise<ReadFile> {
  const digest = toDigest(bytes)
  return known?.stamp.digest === digest ? toKnown(file, known) : parse(file, bytes, digest)
}

function toKnown(file: string, known: SourceFile): ReadFile {
  if (known.kind !== 'article') return { ...sound(known), file }
  return { ...sound(known), file, stated: { id: known.content.id, line: known.stamp.idLine ?? 1 } }
}

async function parse(file: string, bytes: Uint8Array, digest: string): Promise<ReadFile> {
  const text = decodeText(file, bytes)
  if (text.kind === 'faulty') return { ...text, file }
  // Imported when it is needed: a start from a snapshot parses nothing, and the parsers take a while to load.
  const { parseFile } = await import('./parse-file.ts')
  const parsed = parseFile(toKind(file) ?? 'article', file, text.value)
  // One file in a turn, so that a large folder does not block the running bot.
  await nextTurn()
  if (parsed.kind === 'faulty') return { ...parsed, file }
  const { value, stated } = parsed
  const stamp: Stamp = { digest, ...(stated && { idLine: stated.line }) }
  return { ...sound({ ...value, stamp }), file, stated }
}
