import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { startFakeBotApi } from './fake-bot-api/fake-bot-api.ts'
import { ENDING_WITH_PARENT, findFreePort, watchProcess } from './bot/start-process.ts'

const ROOT = resolve(import.meta.dirname, '..')
const read = (file: string): Promise<string> => readFile(join(ROOT, file), 'utf8')

/** Lists the arguments of an instruction of the Dockerfile, each time that it stands there. */
async function instructions(name: string): Promise<string[]> {
  const lines = (await read('Dockerfile')).replaceAll('\\\n', ' ').split('\n')
  return lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).trim())
}

/** Parses a command in its exec form, which no shell runs. */
const toCommand = (text: string): string[] => JSON.parse(text.slice(text.indexOf('['))) as string[]

/** Lists what the Dockerfile copies from its own folder. */
async function copied(): Promise<string[]> {
  const copies = (await instructions('COPY')).filter((text) => !text.startsWith('--from'))
  return copies.flatMap((text) => text.split(/\s+/u).slice(0, -1))
}

/** Whether a file gets into an image: the last pattern that matches it or a folder above it decides. */
async function isLetIn(path: string): Promise<boolean> {
  const patterns = (await read('.dockerignore')).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const fits = (pattern: string): boolean => pattern === '*' || path === pattern || path.startsWith(`${pattern}/`)
  return patterns.findLast((pattern) => fits(pattern.replace(/^!/u, '')))?.startsWith('!') ?? true
}

/** Makes the folder of the image: what the Dockerfile copies, and the dependencies but for those of development. */
async function createApp(): Promise<string> {
  const app = await mkdtemp(join(tmpdir(), 'image-'))
  for (const source of await copied()) await cp(join(ROOT, source), join(app, source), { recursive: true })
  const { dependencies, optionalDependencies } = JSON.parse(await read('package.json')) as Record<
    'dependencies' | 'optionalDependencies',
    Record<string, string>
  >
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const link = join(app, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(ROOT, 'node_modules', name), link)
  }
  return app
}

describe('the image', () => {
  it('gets all that it copies, and no settings, records or history', async () => {
    for (const path of await copied()) expect(await isLetIn(path), path).toBe(true)
    for (const path of [
      'src/main.ts',
      'src/bot/create-bot.ts',
      'knowledge/talent-2023.md',
      'models/e5-small-zh-en/model.onnx',
    ])
      expect(await isLetIn(path), path).toBe(true)
    for (const path of [
      '.env',
      '.env.local',
      'data',
      'data/wenzheng.db',
      'node_modules',
      'node_modules/vitest/index.js',
      '.git',
      '.git/config',
      'test',
      'wenzheng.db',
    ])
      expect(await isLetIn(path), path).toBe(false)
  })

  it('runs as an unprivileged user, without a shell, which would not pass on signals', async () => {
    expect(await instructions('USER')).toEqual(['node'])
    for (const from of await instructions('FROM')) expect(from).toMatch(/^node:\d+-slim\b/u)
    for (const name of ['CMD', 'HEALTHCHECK'] as const)
      expect(toCommand((await instructions(name))[0] ?? '')[0]).toBe('node')
  })

  it('is reached from outside where its port is published', async () => {
    expect(await instructions('ENV')).toContain('HOST=0.0.0.0')
  })

  it('starts from what it has, is healthy while it runs, and ends at SIGTERM', async () => {
    const [api, PORT, app] = [await startFakeBotApi(), await findFreePort(), await createApp()]
    const env = {
      PATH: process.env['PATH'],
      ...Object.fromEntries((await instructions('ENV')).map((text) => text.split('='))),
      PORT,
      ...ENDING_WITH_PARENT,
    }
    const run = ([program = '', ...given]: string[], settings = {}) =>
      spawn(program, given, { cwd: app, env: { ...env, ...settings } })
    const main = watchProcess(
      run(toCommand((await instructions('CMD'))[0] ?? ''), {
        BOT_TOKEN: api.token,
        BOT_API_ROOT: api.url,
        DATABASE_URL: `file:${join(app, 'data', 'test.db')}`,
        MODEL_DIR: '',
      }),
    )
    onTestFinished(async () => {
      main.kill('SIGKILL')
      await api.close()
      await rm(app, { recursive: true })
    })
    const check = async (): Promise<unknown> =>
      (await once(run(toCommand((await instructions('HEALTHCHECK'))[0] ?? '')), 'close'))[0]
    expect(await check()).toBe(1)
    await main.seen('the bot answers')
    expect(await check()).toBe(0)
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(await check()).toBe(1)
    expect(await readdir(join(app, 'data'))).toContain('test.db')
  })
})

/** Lists the settings. */
const known = async (): Promise<string[]> =>
  [...(await read('.env.example')).matchAll(/^(\w+)=/gmu)].map(([, name = '']) => name)

it('compose.yaml has known settings, and a volume for each folder that the image writes to', async () => {
  const {
    services: { wenzheng },
  } = parse(await read('compose.yaml')) as {
    services: { wenzheng: { environment: object; env_file: string; volumes: string[]; read_only: boolean } }
  }
  expect(await known()).toEqual(expect.arrayContaining(Object.keys(wenzheng.environment)))
  expect(wenzheng).toMatchObject({
    env_file: '.env',
    read_only: true,
    // What is in .env, be it empty, hides what the image sets.
    environment: Object.fromEntries((await instructions('ENV')).map((text) => text.split('='))) as object,
  })
  const [workdir] = await instructions('WORKDIR')
  const written =
    /^mkdir (\S+) && chown -R \S+ (.+)$/u.exec((await instructions('RUN')).at(-1) ?? '')?.[2]?.split(' ') ?? []
  expect(written).toEqual(['data', 'knowledge'])
  expect(wenzheng.volumes).toEqual(written.map((name) => `./${name}:${workdir}/${name}`))
})

it('compose.copies.yaml has three copies that differ in nothing, with known settings, on one database', async () => {
  const { services } = parse(await read('compose.copies.yaml'), { merge: true }) as {
    services: Record<string, { environment: Record<string, string>; volumes: string[] }>
  }
  const copies = Object.entries(services).flatMap(([name, service]) => (name.startsWith('wenzheng-') ? [service] : []))
  expect(copies).toHaveLength(3)
  for (const copy of copies) {
    expect(copy).toEqual(copies[0])
    expect(await known()).toEqual(expect.arrayContaining(Object.keys(copy.environment)))
    // What the bot writes stands in the database.
    expect(copy.volumes).toEqual(['./knowledge:/app/knowledge:ro'])
  }
})

describe.each(['docs/deploy.md', 'docs/deploy.zh-CN.md'])('%s', (file) => {
  const example = async (language: string): Promise<string> =>
    new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'u').exec(await read(file))?.[1] ?? ''

  it('shows a unit of known settings that starts the bot as npm does', async () => {
    const unit = await example('ini')
    const values = (name: string): string[] =>
      [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gmu'))].map(([, value = '']) => value)
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: { start: string } }
    expect(values('ExecStart')).toEqual([scripts.start.replace(/^exec node/u, '/usr/bin/node')])
    for (const setting of values('Environment')) expect(await known()).toContain(setting.split('=')[0])
    expect(values('ReadWritePaths')).toEqual([
      ['data', 'knowledge'].map((name) => `${values('WorkingDirectory')[0]}/${name}`).join(' '),
    ])
  })
})
