import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Result } from '../problems/result.ts'
import { toDigest } from '../sources.ts'
import { toErrorCode } from './error-code.ts'
import { readBytes } from './read-text.ts'
import { replaceFiles } from './replace-files.ts'

/** A knowledge folder whose files the bot reads and replaces one by one. */
export interface KnowledgeFolder {
  /** Reads a file as it is now; undefined if there is no such file. */
  read(file: string): Promise<Result<Uint8Array> | undefined>
  /** Lists the names in the folder, not those in its folders; undefined where it cannot be listed. */
  listNames(): Promise<ReadonlySet<string> | undefined>
  /**
   * Replaces files, all or none, each whole or not at all.
   *
   * @param state of the folder as it will be loaded from then on, see `toFolderState`
   */
  replace(changes: readonly FileChange[], state: string): Promise<Written>
}

/** The new content of a file. */
export interface FileChange {
  /** Its path below the folder; its own folder exists. */
  readonly file: string
  /** The digest of what was read; undefined where there was no such file. */
  readonly before: string | undefined
  readonly after: Uint8Array
}

/** `changed` means that a file is no longer as it was read. */
export type Written = { readonly kind: 'written' } | { readonly kind: 'changed' } | Unwritable

/** The file system refused to write; `code` is its error code: EROFS, ENOSPC, ... */
export interface Unwritable {
  readonly kind: 'unwritable'
  readonly code: string
}

/** The code of a link, which is never followed or replaced. */
const LINK = 'ELOOP'

/** Opens a folder of files alone. */
export function openFolder(dir: string): KnowledgeFolder {
  const read = (file: string) => readBytes(dir, file)
  return {
    read,
    listNames: () => listNames(dir),
    async replace(changes) {
      try {
        for (const { file, before } of changes) {
          if (await isLink(join(dir, file))) return { kind: 'unwritable', code: LINK }
          if ((await readDigest(read, file)) !== before) return { kind: 'changed' }
        }
        await replaceFiles(
          dir,
          changes.map(({ file, after }) => ({ file, text: after })),
        )
        return { kind: 'written' }
      } catch (error) {
        return { kind: 'unwritable', code: toErrorCode(error) }
      }
    },
  }
}

/** Digests a file as it is now: undefined if there is none, and the empty string for one that cannot be read. */
export async function readDigest(read: KnowledgeFolder['read'], file: string): Promise<string | undefined> {
  const bytes = await read(file)
  if (!bytes) return undefined
  return bytes.kind === 'sound' ? toDigest(bytes.value) : ''
}

/** Lists the names in a folder: few articles have taught files, and to try each takes longer. */
export async function listNames(dir: string): Promise<ReadonlySet<string> | undefined> {
  try {
    return new Set(await readdir(dir))
  } catch (error) {
    toErrorCode(error)
    return undefined
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
