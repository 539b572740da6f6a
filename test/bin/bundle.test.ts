import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findBundle } from '../../bin/bundle.js'

const ROOT = resolve(import.meta.dirname, '../..')
const CACHE = 'node_modules/.cache'

const PROGRAM = `
  import { said } from './said/said.ts'
  const rest: string = process.argv.slice(2).join(' ')
  if (rest === 'lazily') await import('./said/lazily.ts')
  else if (rest === 'fail') fail()
  else console.log(said, rest)

  function fail(): never {
    console.error(new Error('failed').stack)
    process.exit(3)
  }`
const SOURCES = {
  'src/wenzheng.ts': PROGRAM,
  'src/said/said.ts': "import limit from 'p-limit'\nexport const said = typeof limit === 'function' ? 'first' : ''\n",
  'src/said/lazily.ts': "console.log('lazily')\nexport {}\n",
  'src/embedding/model-process.ts': "import { said } from '../said/said.ts'\nconsole.log(said, 'apart')\n",
  'models/model.json': '{}',
}

/** Makes a project with a program and what bundles and runs it. */
async function createProject() {
  const root = await mkdtemp(join(tmpdir(), 'project-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const write = async (file: string, content: string) => {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), content)
  }
  for (const [file, content] of Object.entries(SOURCES)) await write(file, content)
  await write('package.json', '{"type":"module"}')
  await cp(join(ROOT, 'bin'), join(root, 'bin'), { recursive: true })
  await mkdir(join(root, 'node_modules'))
  for (const name of ['esbuild', 'p-limit', 'yocto-queue'])
    await symlink(join(ROOT, 'node_modules', name), join(root, 'node_modules', name))
  return { root, write }
}

/** Runs the program in a process of its own, as npm does. */
const run = (root: string, ...given: string[]) => runFile(join(root, 'bin/wenzheng.js'), ...given)

function runFile(file: string, ...given: string[]) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((done) => {
    execFile(process.execPath, [file, ...given], (error, stdout, stderr) =>
      done({ code: error ? error.code : 0, stdout, stderr }),
    )
  })
}

/** Reads every file of a bundle. */
async function readBundle(dir: string): Promise<Record<string, string>> {
  const names = (await readdir(dir)).toSorted()
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), 'utf8')] as const)),
  )
}

const idOf = async (dir: string) => (await stat(join(dir, 'wenzheng.mjs'))).ino

describe('a bundle', () => {
  it('is made once of the same sources', async () => {
    const { root } = await createProject()
    const dir = findBundle(root)
    const id = await idOf(dir)
    expect(findBundle(root)).toBe(dir)
    expect(await idOf(dir)).toBe(id)
  })

  it('is not used for other sources, even of an earlier time, nor with another esbuild', async () => {
    const { root, write } = await createProject()
    const dirs = [findBundle(root)]
    await write('src/said/said.ts', "export const said = 'other!'\n")
    await utimes(join(root, 'src/said/said.ts'), 1, 1)
    dirs.push(findBundle(root))
    await rm(join(root, 'node_modules/esbuild'))
    await write('node_modules/esbuild/package.json', '{"version":"2.0.0"}')
    dirs.push(findBundle(root))
    await write('src/added.ts', 'export {}\n')
    dirs.push(findBundle(root))
    expect(new Set(dirs).size).toBe(4)
    const bundles = await Promise.all(dirs.map(readBundle))
    expect(bundles.map((files) => JSON.stringify(files).includes('other!'))).toEqual([false, true, true, true])
  })

  it('that is damaged is made again', async () => {
    const { root } = await createProject()
    const dir = findBundle(root)
    const whole = await readBundle(dir)
    const lazy = Object.keys(whole).find((name) => /^lazily.*\.mjs$/u.test(name)) ?? ''
    const damages: readonly (() => Promise<unknown>)[] = [
      () => truncate(join(dir, 'wenzheng.mjs'), 9),
      () => truncate(join(dir, lazy)),
      () => rm(join(dir, lazy)),
      () => rm(join(dir, 'bundle.json')),
      () => truncate(join(dir, 'bundle.json'), 20),
      () => writeFile(join(dir, 'bundle.json'), '{}'),
      () => writeFile(join(dir, 'bundle.json'), 'null'),
    ]
    for (const damage of damages) {
      await damage()
      expect(findBundle(root)).toBe(dir)
      expect(await readBundle(dir)).toEqual(whole)
    }
  })

  it('is one of the ten newest that are kept', async () => {
    const { root, write } = await createProject()
    for (let edit = 0; edit < 12; edit++) {
      await write('src/said/said.ts', `export const said = ${edit}\n`)
      findBundle(root)
    }
    expect(await readdir(join(root, CACHE, 'wenzheng'))).toHaveLength(10)
  })
})

describe('a program', () => {
  it('gets its arguments, loads what it needs, and reports its own lines and exit code', async () => {
    const { root } = await createProject()
    expect(await run(root, 'to', 'say')).toEqual({ code: 0, stdout: 'first to say\n', stderr: '' })
    expect(await run(root, 'lazily')).toEqual({ code: 0, stdout: 'lazily\n', stderr: '' })
    const { code, stderr } = await run(root, 'fail')
    expect(code).toBe(3)
    expect(stderr).toMatch(/at fail \(.*src[\\/]wenzheng\.ts:9:19\)/u)
  })

  it('says in a line that the packages are not installed, or where a source is no program', async () => {
    const { root, write } = await createProject()
    await write('src/wenzheng.ts', 'const\n')
    const { code, stderr } = await run(root)
    expect([code, stderr]).toEqual([1, expect.stringMatching(/src[\\/]wenzheng\.ts:2:0: ERROR: [^\n]+\n$/u)])
    await rm(join(root, 'node_modules'), { recursive: true })
    expect(await run(root)).toEqual({ code: 1, stdout: '', stderr: 'The packages are not installed: run npm ci\n' })
  })

  it('has the program of a process of its own beside it, and finds models from there', async () => {
    const { root, write } = await createProject()
    const main = "await import(import.meta.url.replace('wenzheng.mjs', 'model-process.mjs'))\n"
    await write('src/wenzheng.ts', main)
    expect(await run(root)).toEqual({ code: 0, stdout: 'first apart\n', stderr: '' })
    await rm(join(root, CACHE), { recursive: true })
    await write(CACHE, 'This file is in the way of the folder.')
    await write(
      'src/wenzheng.ts',
      `${main}import { stat } from 'node:fs/promises'
      await stat(new URL('models/model.json', import.meta.url))`,
    )
    expect(await run(root)).toEqual({ code: 0, stdout: 'first apart\n', stderr: '' })
  })

  it('runs when it is started several times at once, and when it was only bundled before', async () => {
    const { root } = await createProject()
    const first = { code: 0, stdout: 'first \n', stderr: '' }
    const runs = await Promise.all(Array.from({ length: 4 }, () => run(root)))
    expect(runs).toEqual(runs.map(() => first))
    await rm(join(root, CACHE), { recursive: true })
    expect(await runFile(join(root, 'bin/bundle.js'))).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(await readdir(join(root, CACHE, 'wenzheng'))).toHaveLength(1)
    expect(await run(root)).toEqual(first)
  })

  it('runs where no bundle can be kept, and leaves none behind', async () => {
    const { root, write } = await createProject()
    await write(CACHE, 'This file is in the way of the folder.')
    await write('src/wenzheng.ts', "import './said/said.ts'\nconsole.log(process.argv[1])\n")
    const { code, stdout, stderr } = await run(root)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(tmpdir())
    await expect(stat(dirname(stdout.trim()))).rejects.toThrow('ENOENT')
  })
})
