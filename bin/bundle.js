import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, sep } from 'node:path'

/**
 * Where bundles are kept: below the project, so that packages are found from there, be they its own or those of the
 * project that it is installed in.
 */
const CACHE = 'node_modules/.cache/wenzheng'
/** Hashes of a bundle's files by name: written last, it tells that the bundle is whole. */
const MANIFEST = 'bundle.json'
/** Programs below `src/` that others start in a process of their own; each lies right in the bundle. */
const PARTS = ['draft/draft-process.ts', 'embedding/model-process.ts']
/** Bundles that are kept. A running bot loads parts of its bundle when it first needs them. */
const MOST_BUNDLES = 10

/** Folders that a program looks for above itself. */
const BESIDE = ['src', 'models', 'knowledge']

/** @typedef {{ readonly name: string, readonly contents: Uint8Array }} BundleFile */

/**
 * Finds the folder that has each file right in `src/` as JavaScript: what an earlier call has bundled of these very
 * sources, or a new bundle. Where none can be kept, it is in a temporary folder, removed when the process ends.
 *
 * @param {string} root the folder of the project, or of the installed package
 */
export function findBundle(root) {
  const packages = findPackages(root)
  const cache = join(root, CACHE)
  const sources = listSources(root)
  const dir = join(cache, hashSources(root, sources, packages))
  if (isWhole(dir)) return dir
  const files = bundle(root, sources, dir)
  try {
    writeBundle(dir, files)
  } catch {
    // A read-only or full file system, or the folder of another user.
    return writeTemporary(root, packages, files)
  }
  prune(cache, dir)
  return dir
}

/**
 * Finds the folder with the packages, where esbuild is: of this project, or of one above that it is installed in.
 *
 * @param {string} dir
 * @returns {string}
 * @throws where they are not installed
 */
function findPackages(dir) {
  const packages = join(dir, 'node_modules')
  if (existsSync(join(packages, 'esbuild'))) return packages
  if (dirname(dir) === dir) throw new Error('The packages are not installed: run npm ci')
  return findPackages(dirname(dir))
}

/**
 * @param {string} root
 * @returns {string[]} paths below `src/`
 */
function listSources(root) {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
}

/**
 * Hashes all that decides on a bundle. By content: times of modification may go back, as by `cp -p` or a checkout, and
 * are lost where files are copied into an image.
 *
 * @param {string} root
 * @param {readonly string[]} sources
 * @param {string} packages
 */
function hashSources(root, sources, packages) {
  const hash = createHash('sha256')
  for (const file of sources) hash.update(`\0${file}\0`).update(readFileSync(join(root, 'src', file)))
  // How it is bundled: this file, and esbuild.
  hash.update(readFileSync(import.meta.filename)).update(readFileSync(join(packages, 'esbuild/package.json')))
  return hash.digest('hex').slice(0, 16)
}

/** @param {Uint8Array} contents */
const toHash = (contents) => createHash('sha256').update(contents).digest('hex')

/** @param {string} dir */
function isWhole(dir) {
  try {
    /** @type {unknown} */
    const manifest = JSON.parse(readFileSync(join(dir, MANIFEST), 'utf8'))
    const hashes = Object.entries(manifest ?? {})
    return hashes.length > 0 && hashes.every(([name, hash]) => toHash(readFileSync(join(dir, name))) === hash)
  } catch {
    return false
  }
}

/**
 * Bundles what the files share into common files, and what is imported when it is needed into files of its own.
 * Packages stay outside: some are native, some large, and most of the time would go into them.
 *
 * @param {string} root
 * @param {readonly string[]} sources
 * @param {string} outdir where source maps are relative to
 * @returns {BundleFile[]}
 */
function bundle(root, sources, outdir) {
  // Loaded only to bundle. Its synchronous call leaves no process of esbuild behind.
  const { buildSync } = /** @type {typeof import('esbuild')} */ (createRequire(import.meta.url)('esbuild'))
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: sources
      .filter((file) => basename(file) === file || PARTS.includes(file.replaceAll(sep, '/')))
      .map((file) => join('src', file)),
    entryNames: '[name]',
    outdir,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    sourcemap: true,
    sourcesContent: false,
    // An image has no tsconfig.json.
    tsconfigRaw: { compilerOptions: { target: 'es2023', verbatimModuleSyntax: true } },
  })
  return outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }))
}

/**
 * Puts each file in its place whole, the manifest last. The folder is named for its sources, so two processes that do
 * this at once write the same, and a third that reads meanwhile finds no manifest, or a whole bundle.
 *
 * @param {string} dir
 * @param {readonly BundleFile[]} files
 */
function writeBundle(dir, files) {
  const manifest = Object.fromEntries(files.map(({ name, contents }) => [name, toHash(contents)]))
  mkdirSync(dir, { recursive: true })
  for (const { name, contents } of [...files, { name: MANIFEST, contents: JSON.stringify(manifest) }]) {
    const temporary = join(dir, `.${randomUUID()}`)
    writeFileSync(temporary, contents)
    renameSync(temporary, join(dir, name))
  }
}

/**
 * @param {string} root
 * @param {string} packages
 * @param {readonly BundleFile[]} files
 */
function writeTemporary(root, packages, files) {
  // Of a random name, and closed to other users: one who could guess it might have put other code there.
  const dir = mkdtempSync(join(tmpdir(), 'wenzheng-bundle-'))
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  symlinkSync(packages, join(dir, 'node_modules'), 'junction')
  for (const folder of BESIDE) symlinkSync(join(root, folder), join(dir, folder), 'junction')
  writeBundle(dir, files)
  return dir
}

/**
 * Removes the oldest bundles.
 *
 * @param {string} cache
 * @param {string} newest
 */
function prune(cache, newest) {
  try {
    const others = readdirSync(cache)
      .map((name) => join(cache, name))
      .filter((dir) => dir !== newest)
      .map((dir) => ({ dir, time: statSync(dir).mtimeMs }))
      .toSorted((a, b) => b.time - a.time)
    for (const { dir } of others.slice(MOST_BUNDLES - 1)) rmSync(dir, { recursive: true, force: true })
  } catch {
    // Another process was removing them too; what is left goes next time.
  }
}

// Beforehand, for an image or for another user to run.
if (process.argv[1] === import.meta.filename) findBundle(join(import.meta.dirname, '..'))
