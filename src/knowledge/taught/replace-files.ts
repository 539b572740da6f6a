import { constants } from 'node:fs'
import { lstat, open, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { toErrorCode } from '../folder/list-files.ts'

/** What a file is to hold. */
export interface Replacement {
  /** In the folder itself. */
  readonly file: string
  readonly text: string | Uint8Array
}

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL
const FOR_ALL_BUT_UMASK = 0o666
const PERMISSIONS = 0o777

/**
 * Puts texts in the place of files: whenever the process dies, each of them is whole, the one before or the new one.
 *
 * @throws the file system's error where one cannot be written; then none is
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
    for (const before of replaced) await putBack(dir, before).catch(toErrorCode)
    throw error
  }
  await syncFolder(dir)
}

/** What a file held; undefined where there was none. */
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

async function putBack(dir: string, { file, text }: Before): Promise<void> {
  if (text === undefined) return remove(join(dir, file))
  await writeDraft(dir, { file, text })
  await rename(toDraft(dir, file), join(dir, file))
}

/** Beside the file; what begins with a dot is no knowledge. */
function toDraft(dir: string, file: string): string {
  return join(dir, `.${file}.draft`)
}

async function writeDraft(dir: string, { file, text }: Replacement): Promise<void> {
  const mode = await lstat(join(dir, file)).then(
    (stats) => stats.mode & PERMISSIONS,
    () => FOR_ALL_BUT_UMASK,
  )
  // A process that died may have left one.
  await remove(toDraft(dir, file))
  const handle = await open(toDraft(dir, file), NEW_FILE, mode)
  try {
    await handle.writeFile(text)
    // In its place it must be whole even after a power cut.
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes what may not be there. */
async function remove(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (toErrorCode(error) !== 'ENOENT') throw error
  }
}

/** A new name lasts once its folder is on the disk; Windows opens no folders, and some file systems of others sync none: by then the files are there all the same. */
async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r').catch(() => undefined)
  try {
    await handle?.sync().catch(toErrorCode)
  } finally {
    await handle?.close()
  }
}
