import type { Dirent, Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { toErrorCode } from './error-code.ts'

/** What a link leads to. */
export interface LinkTarget {
  /** Without links. */
  readonly path: string
  readonly kind: 'file' | 'folder'
}

/** Tells whether an entry of a folder is a pipe, a socket or a device, which may never end. */
export function isSpecial(entry: Dirent | Stats): boolean {
  return !entry.isFile() && !entry.isDirectory() && !entry.isSymbolicLink()
}

/**
 * Resolves a link that a mounted volume made of its own, as Kubernetes does for a ConfigMap: to a file or a folder below
 * the same folder, in a part whose name begins with two dots and which is not listed itself.
 *
 * @returns undefined for any other link: what it leads to was not put into the folder
 */
export async function resolveLink(dir: string, file: string): Promise<LinkTarget | undefined> {
  try {
    const [root, path] = await Promise.all([realpath(dir), realpath(join(dir, file))])
    const [first = '', ...others] = relative(root, path).split(sep)
    const isInside = first !== '..' && [first, ...others].some((name) => name.startsWith('..'))
    if (!isInside) return undefined
    const stats = await stat(path)
    if (stats.isDirectory()) return { path, kind: 'folder' }
    return stats.isFile() ? { path, kind: 'file' } : undefined
  } catch (error) {
    toErrorCode(error)
    return undefined
  }
}
