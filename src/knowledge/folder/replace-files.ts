import { constants } from 'node:fs'
import { lstat, open, readFile, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { toErrorCode } from './error-code.ts'

/** The new content of a file. */
export interface Replacement {
  /** Its path below the folder; its own folder exists. */
  readonly file: string
  readonly text: string | Uint8Array
}

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL
/** The permissions of a new file, before the umask. */
const DEFAULT_MODE = 0o666
const PERMISSIONS = 0o777

/**
 * Replaces files: all or none, and each atomically, so that a crash leaves either the old or the new content whole.
 *
 * @throws the file system's error if a file cannot be written
 */
export async function replaceFiles(dir: string, replacements: readonly Replacement[]): Promise<void> {
  const replaced: Before[] = []
  try {
    for (const replacement of replacements) await writeDraft(dir, replacement)
    for (const { file } of replacements) {
      const before = { file, text: await readBefore(dir, file) }
      await rename(toDraft(dir, file), join(dir, file))
      replaced.push(before)
    }
  } catch (error) {
    for (const { file } of replacements) await remove(toDraft(dir, file)).catch(toErrorCode)
    for (const before of replaced) await restore(dir, before).catch(toErrorCode)
    throw error
  }
  for (const folder of new Set(replacements.map(({ file }) => dirname(file)))) await syncFolder(join(dir, folder))
}

/** The old content of a file; undefined if it did not exist. */
interface Before {
  readonly file: string
  readonly text: Uint8Array | undefined
}

async function readBefore(dir: string, file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(dir, file))
  } catch (error) {
    if (toErrorCode(error) !== 'ENOENT') throw error
    return undefined
  }
}

async function restore(dir: string, { file, text }: Before): Promise<void> {
  if (text === undefined) return remove(join(dir, file))
  await writeDraft(dir, { file, text })
  await rename(toDraft(dir, file), join(dir, file))
}

/** Beside the file, so that it can be renamed; loading ignores it because of the dot. */
function toDraft(dir: string, file: string): string {
  return join(dir, dirname(file), `.${basename(file)}.draft`)
}

async function writeDraft(dir: string, { file, text }: Replacement): Promise<void> {
  const mode = await lstat(join(dir, file)).then(
    (stats) => stats.mode & PERMISSIONS,
    () => DEFAULT_MODE,
  )
  // A crash may have left one.
  await remove(toDraft(dir, file))
  const handle = await open(toDraft(dir, file), NEW_FILE, mode)
  try {
    await handle.writeFile(text)
    // The content must be on the disk before the rename, in case of a power cut.
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes a file if it exists. */
async function remove(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (toErrorCode(error) !== 'ENOENT') throw error
  }
}

/**
 * Makes renames durable. Errors are ignored: Windows does not open folders and some file systems do not sync them, and
 * the files are in place already.
 */
async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r').catch(() => undefined)
  try {
    await handle?.sync().catch(toErrorCode)
  } finally {
    await handle?.close()
  }
}
