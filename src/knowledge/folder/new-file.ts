import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { toErrorCode } from './error-code.ts'

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL

/** Tells whether anything stands at a path, a link that leads nowhere included. */
export async function fileExists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    toErrorCode(error)
    return false
  }
}

/**
 * Writes a file that does not exist yet, or puts a new one in the place of one that does.
 *
 * @param isForced whether one that exists is replaced, a link itself and not what it leads to
 * @returns the file system's code where it cannot be written: EEXIST for a file that stands there
 */
export async function writeNewFile(path: string, text: string, isForced = false): Promise<string | undefined> {
  // A reader sees the old content or the new one; the dot keeps loads and watchers from the file.
  const target = isForced ? join(dirname(path), `.${basename(path)}.${randomUUID()}`) : path
  try {
    const handle = await open(target, NEW_FILE)
    try {
      await handle.writeFile(text)
      if (isForced) await rename(target, path)
      return undefined
    } catch (error) {
      await rm(target, { force: true })
      throw error
    } finally {
      await handle.close()
    }
  } catch (error) {
    return toErrorCode(error)
  }
}

/** Makes a folder, unless it is there or cannot be made: then nothing can be written into it, which tells the code. */
export async function makeFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true }).catch(toErrorCode)
}
