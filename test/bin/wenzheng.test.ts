import { execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { ENDING_WITH_PARENT, UNSET, watchProcess } from '../bot/start-process.ts'
import { startFakeBotApi } from '../fake-bot-api/fake-bot-api.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const COMMAND = join(ROOT, 'bin/wenzheng.js')
const QUESTION = '王颖是谁\n'
const OFFICE = '市人大代表，中电科芯片技术(集团)有限公司党委书记、董事长'

const environment = { ...process.env, ...UNSET, LANG: 'en', ...ENDING_WITH_PARENT }
/** An empty folder of the model switches it off; unset is none at all. */
const WITH_MODEL = { MODEL_DIR: undefined }

async function makeEmptyFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'wenzheng-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  return dir
}

/** Runs a command in a folder to its end. */
async function run(cwd: string, args: readonly string[], { input = '', file = COMMAND, settings = {} } = {}) {
  const env = { ...environment, ...settings }
  const { printed, ended } = watchProcess(spawn(process.execPath, [file, ...args], { cwd, env }), input)
  return { code: (await ended).code, ...printed }
}

describe('wenzheng', () => {
  it('prints its help, with each command, and fails where it was not asked for', async () => {
    const asked = await run(ROOT, ['--help'])
    expect(asked).toMatchObject({ code: 0, stderr: '' })
    const names = [...asked.stdout.matchAll(/^ {4}([a-z-]+) {2,}\S/gmu)].map(([, name]) => name)
    expect(names).toEqual([
      'chat',
      'start',
      'check',
      'draft',
      'draft-asks',
      'new',
      'export-lessons',
      '--version',
      '--help',
    ])
    expect(asked.stdout).toMatch(/^ {4}\.env /mu)
    expect(await run(ROOT, [])).toEqual({ code: 2, stdout: '', stderr: asked.stdout })
    expect(await run(ROOT, ['start', '--help'])).toEqual(asked)
  })

  it('prints its version', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string }
    expect(await run(ROOT, ['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it.each([[['talk']], [['talk', '--help']], [['constructor']], [['start', 'now']]])(
    'refuses %j in a sentence',
    async (args) => {
      const { code, stdout, stderr } = await run(ROOT, args)
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/^[^\n]+npx wenzheng --help\n$/u)
    },
  )

  it.each([
    ['chat', 0, ['--help']],
    ['check', 0, ['--help']],
    ['draft', 0, ['--help']],
    ['draft-asks', 0, ['--help']],
    ['new', 0, ['--help']],
    ['export-lessons', 0, ['--help']],
    ['chat', 2, ['--loud']],
    ['check', 2, ['--loud']],
    ['draft', 2, []],
    ['draft-asks', 2, []],
    ['new', 2, []],
    ['export-lessons', 2, ['--loud']],
  ])('has %s end with %d for %j, telling its usage', async (command, code, args) => {
    const ended = await run(ROOT, [command, ...args])
    expect(ended.code).toBe(code)
    expect(code === 0 ? ended.stdout : ended.stderr).toContain(`npx wenzheng ${command}`)
    expect(code === 0 ? ended.stderr : ended.stdout).toBe('')
  })
})

describe('in an empty folder', () => {
  it('chat answers from the sample, and keeps its cache in data', async () => {
    const dir = await makeEmptyFolder()
    const { code, stdout } = await run(dir, ['chat', '--lang', 'zh-Hans'], { input: QUESTION })
    expect(code).toBe(0)
    expect(stdout.split('\n').slice(0, 2)).toEqual(['王颖（访谈嘉宾）', OFFICE])
    expect(await readdir(dir)).toEqual(['data'])
  })

  it('check reads the sample, until new has made a folder of one’s own', async () => {
    const dir = await makeEmptyFolder()
    const sample = await run(dir, ['check'])
    expect(sample).toMatchObject({ code: 0, stdout: expect.stringContaining(join(ROOT, 'knowledge')) as string })
    expect(await run(dir, ['new', 'Harbour', 'works'])).toMatchObject({ code: 0 })
    expect(await readdir(join(dir, 'knowledge'))).toEqual(['harbour-works.md'])
    const own = await run(dir, ['check'])
    expect(own).toMatchObject({ code: 1, stderr: expect.stringContaining('harbour-works.md:') as string })
  })

  it('check says that a folder that is named is not there', async () => {
    const dir = await makeEmptyFolder()
    await writeFile(join(dir, '.env'), 'KNOWLEDGE_DIR=elsewhere\n')
    // .env adds only what is not set at all.
    const { code, stderr } = await run(dir, ['check'], { settings: { KNOWLEDGE_DIR: undefined } })
    expect(code).toBe(1)
    expect(stderr).toContain('elsewhere')
  })

  it('start brings the sample, which admins may add to, and ends at SIGTERM', async () => {
    const [dir, api] = [await makeEmptyFolder(), await startFakeBotApi()]
    onTestFinished(() => api.close())
    const env = { ...environment, BOT_TOKEN: api.token, BOT_API_ROOT: api.url }
    const bot = watchProcess(spawn(process.execPath, [COMMAND, 'start'], { cwd: dir, env }))
    await bot.seen('the bot answers')
    bot.kill('SIGTERM')
    expect(await bot.ended).toEqual({ code: 0, signal: null })
    expect((await readdir(dir)).toSorted()).toEqual(['data', 'knowledge'])
    expect(await readdir(join(dir, 'knowledge'))).toEqual(await readdir(join(ROOT, 'knowledge')))
  })
})

const packedSchema = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })) })])

let packed: readonly string[] | undefined

/** Lists the files that npm packs. */
async function listPacked(): Promise<readonly string[]> {
  if (packed) return packed
  const args = ['pack', '--dry-run', '--json']
  const { stdout } = await promisify(execFile)('npm', args, { cwd: ROOT, maxBuffer: 2 ** 24 })
  const [{ files }] = packedSchema.parse(JSON.parse(stdout))
  return (packed = files.map(({ path }) => path))
}

/** Puts the package beside its dependencies, as npm installs it into a folder. */
async function install(): Promise<{ readonly dir: string; readonly home: string; readonly file: string }> {
  const dir = await makeEmptyFolder()
  const home = join(dir, 'node_modules/wenzheng')
  for (const path of await listPacked()) {
    await mkdir(dirname(join(home, path)), { recursive: true })
    // The model is large.
    if (path.startsWith('models/')) await symlink(join(ROOT, path), join(home, path))
    else await cp(join(ROOT, path), join(home, path))
  }
  const { dependencies, optionalDependencies } = JSON.parse(
    await readFile(join(home, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'optionalDependencies', object>
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const link = join(dir, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(ROOT, 'node_modules', name), link)
  }
  return { dir, home, file: join(home, 'bin/wenzheng.js') }
}

describe('the package', () => {
  it('holds what it runs, what licences ask for and what its users read, and nothing else', async () => {
    const files = await listPacked()
    expect(files.filter((path) => !/^src\/.*\.ts$/u.test(path)).toSorted()).toEqual(
      [
        '.env.example',
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'README.zh-CN.md',
        'SECURITY.md',
        'THIRD-PARTY.md',
        'bin/bundle.js',
        'bin/wenzheng.js',
        ...['articles', 'deploy', 'privacy', 'telegram'].flatMap((page) => [
          `docs/${page}.md`,
          `docs/${page}.zh-CN.md`,
        ]),
        'knowledge/NOTICE.txt',
        ...['asks.yaml', 'checks.yaml', 'md', 'source.txt'].map((ending) => `knowledge/talent-2023.${ending}`),
        'knowledge/terms.yaml',
        ...['LICENSE', 'model.json', 'model.onnx', 'tokenizer.json'].map((file) => `models/e5-small-zh-en/${file}`),
        'package.json',
        'src/bot/admin/chart-font.LICENSE.txt',
        ...['LICENSE.txt', 'NOTICE.txt', 'cc-cedict.gz'].map((file) => `src/text/dictionary/${file}`),
      ].toSorted(),
    )
    const sources = await readdir(join(ROOT, 'src'), { recursive: true })
    const programs = sources.filter((path) => path.endsWith('.ts')).map((path) => `src/${path}`)
    expect(files.filter((path) => path.endsWith('.ts')).toSorted()).toEqual(programs.toSorted())
  })

  it('answers where it is installed, finds its model, and writes only to the current folder and its cache', async () => {
    const { dir, home, file } = await install()
    const before = await readdir(home)
    const given = { input: QUESTION, file, settings: WITH_MODEL }
    const { code, stdout, stderr } = await run(dir, ['chat', '--lang', 'zh-Hans'], given)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.split('\n').slice(0, 2)).toEqual(['王颖（访谈嘉宾）', OFFICE])
    expect((await readdir(dir)).toSorted()).toEqual(['data', 'node_modules'])
    expect((await readdir(home)).toSorted()).toEqual([...before, 'node_modules'].toSorted())
    expect(await readdir(join(home, 'node_modules'))).toEqual(['.cache'])
  })

  it('answers where nothing can be written beside it', async () => {
    const { dir, home, file } = await install()
    await writeFile(join(home, 'node_modules'), 'This file is in the way of the folder.')
    const { code, stdout, stderr } = await run(dir, ['chat', '--lang', 'zh-Hans'], { input: QUESTION, file })
    expect([code, stderr, stdout.split('\n')[1]]).toEqual([0, '', OFFICE])
  })
})
