import { spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ENDING_WITH_PARENT, UNSET } from '../../bot/start-process.ts'
import { TOKEN } from './api.ts'
import { type Logged, readTold, readLogged } from './kept.ts'
import { readCoreTime, readUsage, type Usage } from './usage.ts'

/** How a bot gets its updates. */
export type Way = 'polling' | 'webhook'

interface BotSettings {
  readonly way: Way
  readonly apiRoot: string
  readonly port: string
  /** A folder for a CPU profile. */
  readonly profile?: string | undefined
  readonly knowledge?: string
  /** Node's arguments that run the bot. */
  readonly program?: readonly string[]
  /** A folder for its records and its log that outlasts it. */
  readonly keptIn?: string | undefined
  readonly admin?: number | undefined
  /** A server for its records, in place of a file; its log of queries is then not read here. */
  readonly server?: string | undefined
  /** The folder of a model, by whose vectors it searches too. */
  readonly model?: string | undefined
  /** Kills it. */
  readonly signal?: AbortSignal
}

/** What is left of a bot that has stopped. */
export interface Left {
  readonly code: number | null
  readonly logged: readonly Logged[]
  /** What its log told of errors and warnings, each with how often. */
  readonly told: readonly string[]
}

export interface BotProcess {
  usage(): Promise<Usage | undefined>
  /** Milliseconds of a core so far, finer than in `usage`. */
  coreTime(): Promise<number | undefined>
  /** Reads what it has logged so far. */
  log(): Promise<string>
  readonly exited: Promise<void>
  /** Kills it with SIGKILL. */
  kill(): Promise<void>
  /** Stops it as a process manager does, and reads what it has left. */
  stop(): Promise<Left>
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const WEBHOOK = { WEBHOOK_URL: 'https://bot.example/hook', WEBHOOK_SECRET: 'made_up-secret_of-the_load' }
/** Milliseconds between looks at whether it is ready. */
const LOOK = 50

const AS_NPM_START = ['bin/wenzheng.js', 'start']

/** Starts the bot, with a query log and a log in files of its own, and waits until it answers. */
export async function startBotProcess({
  way,
  apiRoot,
  port,
  profile,
  knowledge = 'knowledge',
  program = AS_NPM_START,
  keptIn,
  admin,
  server,
  model = '',
  signal,
}: BotSettings): Promise<BotProcess> {
  const folder = keptIn ?? (await mkdtemp(join(tmpdir(), 'wenzheng-load-')))
  const [database, log] = [join(folder, 'load.db'), join(folder, 'log')]
  const settings = {
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: apiRoot,
    PORT: port,
    KNOWLEDGE_DIR: knowledge,
    DATABASE_URL: server ?? `file:${database}`,
    ADMIN_IDS: String(admin ?? ''),
    MODEL_DIR: model,
    LOG_LEVEL: 'info',
    LOG_RETENTION_DAYS: '',
    ...(way === 'webhook' && WEBHOOK),
  }
  // A pipe would have the generator read what the bot prints.
  const file = openSync(log, 'a')
  const { size } = fstatSync(file)
  const child = spawn(process.execPath, [...toProfiling(profile), ...program], {
    cwd: ROOT,
    env: { ...process.env, ...UNSET, ...settings, ...ENDING_WITH_PARENT },
    stdio: ['ignore', file, file],
    ...(signal && { signal, killSignal: 'SIGKILL' }),
  })
  closeSync(file)
  // Of being killed by the signal the exit tells.
  child.on('error', () => undefined)
  const exited = new Promise<void>((done) => void child.once('exit', () => done()))
  await waitUntilReady(port, () => child.exitCode !== null || child.signalCode !== null).catch(
    async (error: unknown) => {
      throw new Error(['The bot did not start', ...readTold(await readFile(log, 'utf8'))].join('; '), { cause: error })
    },
  )
  return {
    usage: () => readUsage(child.pid),
    coreTime: () => readCoreTime(child.pid),
    log: async () => (await readFile(log)).subarray(size).toString(),
    exited,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
      const logged = server === undefined ? readLogged(database) : []
      const left = { code: child.exitCode, logged, told: readTold(await readFile(log, 'utf8')) }
      if (keptIn === undefined) await rm(folder, { recursive: true })
      return left
    },
  }
}

function toProfiling(folder: string | undefined): string[] {
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(folder)}`]
}

async function waitUntilReady(port: string, hasEnded: () => boolean): Promise<void> {
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (response?.ok) return
    if (hasEnded()) throw new Error('The bot ended before it answered')
    await sleep(LOOK)
  }
}
