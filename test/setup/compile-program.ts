import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const ROOT = resolve(import.meta.dirname, '../..')

export interface CompiledProgram {
  /** A folder that holds src/ as JavaScript, beside a link to the packages. */
  readonly dir: string
  readonly remove: () => Promise<void>
}

/**
 * Compiles src/ to JavaScript in a temporary folder. A process that runs it takes 0.8 s of a core to start; one that
 * compiles src/ by tsx takes 2.8 s, at every start.
 */
export async function compileProgram(): Promise<CompiledProgram> {
  const dir = await mkdtemp(join(tmpdir(), 'wenzheng-program-'))
  await writeFile(join(dir, 'package.json'), '{"type":"module"}')
  await symlink(join(ROOT, 'node_modules'), join(dir, 'node_modules'))
  const project = join(import.meta.dirname, 'program.tsconfig.json')
  await promisify(execFile)(join(ROOT, 'node_modules/.bin/tsc'), ['--project', project, '--outDir', dir])
  return { dir, remove: () => rm(dir, { recursive: true }) }
}
