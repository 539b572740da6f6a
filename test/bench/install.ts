/**
 * Installs what production needs into an empty folder, and tells its size by package, the runtime of the model apart:
 * `npm run bench:install`. Fails where the rest takes 100 MB or more. It needs the registry of npm.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '../..')
/** The optional dependency, which the bot does without: it then finds passages by their words alone. */
const RUNTIME = 'onnxruntime-node'
/** Bytes. */
const MOST = 100e6
/** Bytes; smaller packages are told in one line. */
const LEAST_SHOWN = 1e6
/** Bytes of a block of `stat`. */
const BLOCK = 512

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ optional: z.boolean().optional(), dependencies: z.record(z.string(), z.string()).optional() }),
  ),
})

const folder = mkdtempSync(join(tmpdir(), 'wenzheng-install-'))
try {
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) copyFileSync(join(ROOT, file), join(folder, file))
  execFileSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder })
  report(folder)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function report(root: string): void {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  const runtime = listRuntime(packages, `node_modules/${RUNTIME}`)
  const installed = Object.keys(packages).filter((path) => path !== '' && existsSync(join(root, path)))
  const sizes = installed
    .map((path) => ({ path, bytes: measure(join(root, path)) }))
    .toSorted((a, b) => b.bytes - a.bytes)
  const toSum = (some: readonly { readonly bytes: number }[]) => some.reduce((sum, { bytes }) => sum + bytes, 0)
  const ofRuntime = toSum(sizes.filter(({ path }) => runtime.has(path)))
  const others = sizes.filter(({ path }) => !runtime.has(path))
  const small = others.filter(({ bytes }) => bytes < LEAST_SHOWN)
  for (const { path, bytes } of others.filter((one) => one.bytes >= LEAST_SHOWN)) print(bytes, path)
  print(toSum(small), `${small.length} packages below 1 MB`)
  print(toSum(others), `in all, at most ${toMegabytes(MOST)}`)
  print(ofRuntime, `${RUNTIME} and what it alone needs`)
  if (toSum(others) >= MOST) process.exitCode = 1
}

function print(bytes: number, what: string): void {
  console.log(`${toMegabytes(bytes).padStart(9)}  ${what.replace('node_modules/', '')}`)
}

function toMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

/** Lists a package, and those of its dependencies that nothing else needs. */
function listRuntime(packages: z.infer<typeof lockSchema>['packages'], path: string, known = new Set<string>()) {
  known.add(path)
  for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
    const inner = `node_modules/${name}`
    if (packages[inner]?.optional === true && !known.has(inner)) listRuntime(packages, inner, known)
  }
  return known
}

/** Tells what a package takes on the disk, without packages inside it. */
function measure(dir: string): number {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .map((entry) => ({ path: join(dir, entry.name), isDirectory: entry.isDirectory() }))
    .reduce((sum, { path, isDirectory }) => sum + lstatSync(path).blocks * BLOCK + (isDirectory ? measure(path) : 0), 0)
}
