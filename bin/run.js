/**
 * Runs a program of `src/`: `node bin/run.js chat`. It runs in this very process, so that signals and exit codes are
 * the program's own. Without a name the programs are only bundled, for an image or another user to run.
 */
import module from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findBundle } from './bundle.js'

const dir = findBundle(join(import.meta.dirname, '..'))
const [, , program] = process.argv
if (program !== undefined) {
  const file = join(dir, `${program}.mjs`)
  // Its arguments stand where they would stand without this file.
  process.argv.splice(1, 2, file)
  process.setSourceMapsEnabled(true)
  // Node 20 has none, nor do the types. In the bundle's folder it is removed with it.
  const { enableCompileCache } = /** @type {{ enableCompileCache?: (dir: string) => unknown }} */ (module)
  enableCompileCache?.(join(dir, 'compiled'))
  await import(pathToFileURL(file).href)
}
