import {
  type FileChange,
  type KnowledgeFolder,
  type Written,
  listNames,
  readDigest,
} from '../folder/knowledge-folder.ts'
import { readBytes } from '../folder/read-text.ts'
import { mergeFile } from './merge-file.ts'
import type { NewSharedFile, SharedFiles } from './shared-files.ts'

/** Opens a folder with what the copies of the bot wrote over it; what this one writes goes to the database. */
export function openSharedFolder(dir: string, shared: SharedFiles): KnowledgeFolder {
  const read = async (file: string) => mergeFile(file, await readBytes(dir, file), (await shared.read()).get(file))
  return {
    read,
    async listNames() {
      const names = await listNames(dir)
      return names && new Set([...names, ...(await shared.read()).keys()])
    },
    async replace(changes, state) {
      for (const { file, before } of changes) if ((await readDigest(read, file)) !== before) return { kind: 'changed' }
      const files = await Promise.all(changes.map((change) => toShared(dir, change)))
      return write(shared, files, state)
    },
  }
}

/** The code of a database that cannot be written to, in the place of one of a file system. */
const NO_DATABASE = 'EIO'

async function write(shared: SharedFiles, files: readonly NewSharedFile[], state: string): Promise<Written> {
  try {
    return { kind: await shared.write(files, state) }
  } catch {
    // The database reports its failures itself.
    return { kind: 'unwritable', code: NO_DATABASE }
  }
}

async function toShared(dir: string, { file, after }: FileChange): Promise<NewSharedFile> {
  const stands = await readBytes(dir, file)
  return { file, content: after, base: stands?.kind === 'sound' ? stands.value : undefined }
}
