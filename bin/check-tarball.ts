/**
 * Packs the project as npm publishes it, installs the tarball into an empty folder without install scripts, and asks it a
 * question there: `npm run check-tarball`. Fails where the words or the speaker are others. It needs the registry of npm.
 */
import { execFileSync } from 'node:child_process'
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const QUESTION = '包干制带来多少社会资本'
const ANSWER = ['陈娟、王延江：', '据悉，“包干制”2批立项789个，带动近万人参与研发，引导社会资金投入6.8亿元。']
/** Libraries for graphics cards, which an install script would fetch. */
const CUDA = /providers_(?:cuda|tensorrt)/u
/** Bytes of a block of `lstat`. */
const BLOCK = 512
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']

const folder = mkdtempSync(join(tmpdir(), 'wenzheng-tarball-'))
try {
  check(folder)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function check(dir: string): void {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', dir], { cwd: ROOT })
  const [name = ''] = readdirSync(dir)
  const cwd = join(dir, 'empty')
  mkdirSync(cwd)
  const installed = measure(() => execFileSync('npm', ['install', ...QUIET, join(dir, name)], { cwd }))
  const modules = join(cwd, 'node_modules')
  const files = readdirSync(modules, { recursive: true, encoding: 'utf8' })
  const bytes = files.reduce((sum, file) => sum + lstatSync(join(modules, file)).blocks * BLOCK, 0)
  const run = (args: readonly string[], input = '') =>
    execFileSync('npx', ['wenzheng', ...args], { cwd, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] })
  const ask = () => run(['chat', '--lang', 'zh-Hans'], `${QUESTION}\n`).split('\n').slice(0, ANSWER.length)
  const [first, second] = [measure(ask), measure(ask)]
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  expect('the version', run(['--version']).trim(), version)
  expect('the first answer', first.result, ANSWER)
  expect('the second answer', second.result, ANSWER)
  expect(
    'libraries for graphics cards',
    files.filter((file) => CUDA.test(file)),
    [],
  )
  expect('what lies in the folder', readdirSync(cwd).toSorted(), [
    'data',
    'node_modules',
    'package-lock.json',
    'package.json',
  ])
  console.log(`Node.js ${process.version}, ${name}: ${toMegabytes(statSync(join(dir, name)).size)}`)
  console.log(`installed in ${installed.seconds} s: ${toMegabytes(bytes)}`)
  console.log(`answered in ${first.seconds} s, then in ${second.seconds} s`)
}

function expect(what: string, found: unknown, wanted: unknown): void {
  const [is, should] = [found, wanted].map((value) => JSON.stringify(value))
  if (is !== should) throw new Error(`${what}: ${is} instead of ${should}`)
}

function measure<T>(run: () => T): { readonly result: T; readonly seconds: string } {
  const start = performance.now()
  const result = run()
  return { result, seconds: ((performance.now() - start) / 1000).toFixed(1) }
}

function toMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
