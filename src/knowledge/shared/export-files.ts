import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readDigest } from '../folder/knowledge-folder.ts'
import { readBytes } from '../folder/read-text.ts'
import { replaceFiles } from '../folder/replace-files.ts'
import { toDigest } from '../sources.ts'
import { isFaultyTaught, mergeFile } from './merge-file.ts'
import type { SharedFile } from './shared-files.ts'

/**
 * What became of a file: `standing` is in the folder as it is to be, `left` was taken out of it by people, `faulty` stands
 * there with a fault, and stays.
 */
export interface ExportedFile {
  readonly file: string
  readonly kind: 'written' | 'standing' | 'left' | 'faulty'
}

/**
 * Writes what was written in the database into a folder, merged with what people changed there.
 *
 * @throws the file system's error if a file cannot be written
 */
export async function exportFiles(dir: string, files: ReadonlyMap<string, SharedFile>): Promise<ExportedFile[]> {
  const exported: ExportedFile[] = []
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))
  for (const [file, shared] of sorted) exported.push({ file, kind: await exportFile(dir, file, shared) })
  return exported
}

async function exportFile(dir: string, file: string, shared: SharedFile): Promise<ExportedFile['kind']> {
  const merged = await mergeFile(file, await readBytes(dir, file), shared)
  if (!merged) return 'left'
  if (merged.kind === 'faulty' || (await isFaultyTaught(file, merged.value))) return 'faulty'
  if ((await readDigest((one) => readBytes(dir, one), file)) === toDigest(merged.value)) return 'standing'
  await mkdir(join(dir, dirname(file)), { recursive: true })
  await replaceFiles(dir, [{ file, text: merged.value }])
  return 'written'
}
