import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const CODE = /\.[cm]?[jt]s$/u

/**
 * Digests what parsing depends on besides the files: the code of this folder, the versions of the dependencies, and V8.
 * A number that a person raises would be forgotten, and a snapshot then outlive the parser that it came from.
 */
export async function readProgramVersion(dir = import.meta.dirname): Promise<string> {
  // With their types, so that the link to the packages beside a bundle in a temporary folder is not followed.
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const code = entries.filter((entry) => entry.isFile() && CODE.test(entry.name))
  const paths = [
    ...code.map(({ parentPath, name }) => join(parentPath, name)).toSorted(),
    ...(await listManifests(dir)),
  ]
  const contents = await Promise.all(paths.map((path) => readFile(path)))
  const hash = createHash('sha256').update(process.versions.v8)
  for (const content of contents) hash.update(createHash('sha256').update(content).digest())
  return hash.digest('hex')
}

/** Lists the manifest and the lock file of the nearest folder above that has any. */
async function listManifests(dir: string): Promise<string[]> {
  const names = new Set(await readdir(dir))
  const manifests = ['package.json', 'package-lock.json'].filter((name) => names.has(name))
  const parent = dirname(dir)
  return manifests.length > 0 || parent === dir ? manifests.map((name) => join(dir, name)) : listManifests(parent)
}
