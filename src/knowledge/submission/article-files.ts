import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { toErrorCode } from '../folder/error-code.ts'
import { readBytes } from '../folder/read-text.ts'
import { shortenDigest, toDigest } from '../sources.ts'
import { replaceFiles } from '../taught/replace-files.ts'
import type { Unwritable } from '../taught/taught-files.ts'
import type { SubmittedFile } from './read-submission.ts'

/** The articles of the knowledge folder as files, for those that come from elsewhere. */
export interface ArticleFiles {
  /** Reads a file as it is now; undefined if there is none that can be read. */
  read(file: string): Promise<SubmittedFile | undefined>
  /**
   * Writes an article whole or not at all. `changed` means that there is something else than what was seen.
   *
   * @param seen the shortened digest of the file that it replaces; undefined for none
   */
  write(article: SubmittedFile, seen: string | undefined): Promise<Written>
}

export type Written = { readonly kind: 'written' } | { readonly kind: 'changed' } | Unwritable

/** The code of a link, which is never followed or replaced. */
const LINK = 'ELOOP'

/** @param dir the knowledge folder */
export function createArticleFiles(dir: string): ArticleFiles {
  const read = async (file: string) => {
    const bytes = await readBytes(dir, file)
    return bytes?.kind === 'sound' ? { file, bytes: bytes.value } : undefined
  }
  return {
    read,
    async write({ file, bytes }, seen) {
      try {
        if (await isLink(join(dir, file))) return { kind: 'unwritable', code: LINK }
        const before = await read(file)
        if ((before && shortenDigest(toDigest(before.bytes))) !== seen) return { kind: 'changed' }
        await replaceFiles(dir, [{ file, text: bytes }])
        return { kind: 'written' }
      } catch (error) {
        return { kind: 'unwritable', code: toErrorCode(error) }
      }
    },
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink()
  } catch (error) {
    if (toErrorCode(error) !== 'ENOENT') throw error
    return false
  }
}
