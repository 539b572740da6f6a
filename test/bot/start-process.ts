import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { inject } from 'vitest'
import { END_WITH_PARENT } from '../setup/end-with-parent.ts'

/** Settings that are empty count as unset (MODEL_DIR: as no model), and no .env file of the working directory fills them in. */
export const UNSET = {
  BOT_TOKEN: '',
  BOT_API_ROOT: '',
  ADMIN_IDS: '',
  KNOWLEDGE_DIR: '',
  WATCH: '',
  DATABASE_URL: '',
  CACHE_DIR: '',
  INDEX_FILE_FROM: '',
  MODEL_DIR: '',
  LOG_LEVEL: '',
  WEBHOOK_URL: '',
  WEBHOOK_SECRET: '',
  PORT: '',
  METRICS_PORT: '',
  HOST: '',
  LLM_URL: '',
  LLM_MODEL: '',
  LLM_API_KEY: '',
  PROXY_URL: '',
  HTTPS_PROXY: '',
  https_proxy: '',
  HTTP_PROXY: '',
  http_proxy: '',
  ALL_PROXY: '',
  all_proxy: '',
  NO_PROXY: '',
  no_proxy: '',
  NODE_EXTRA_CA_CERTS: '',
  DEBUG: '',
  LC_ALL: '',
  LC_MESSAGES: '',
  LANG: '',
  NO_COLOR: '',
}

type Settings = Partial<typeof UNSET>

/** The environment in which a Node.js process, and each that it starts, ends when its parent is gone. */
export const ENDING_WITH_PARENT = { NODE_OPTIONS: END_WITH_PARENT }

/**
 * Starts one of the programs of src/, bundled, in a process of its own, with these settings and no others.
 *
 * @param input all that it gets to read
 * @param dir the folder of the bundle
 * @param args its arguments
 */
export function startProcess(
  program: string,
  settings: Settings = {},
  input = '',
  dir = inject('programDir'),
  args: readonly string[] = [],
) {
  const child = spawn(process.execPath, [toBundled(program, dir), ...args], { env: toEnvironment(settings) })
  return watchProcess(child, input)
}

/** Starts the bot as the README tells. */
export function startByNpm(settings: Settings) {
  return watchProcess(spawn('npm', ['start'], { env: toEnvironment(settings) }))
}

/** The path of a program of src/ in the bundle. */
export function toBundled(program: string, dir = inject('programDir')): string {
  return join(dir, program.replace(/\.ts$/u, '.mjs'))
}

function toEnvironment(settings: Settings): NodeJS.ProcessEnv {
  // No bot of a test writes into the working directory.
  const database = { DATABASE_URL: `file:${join(inject('dataDir'), randomUUID(), 'test.db')}` }
  return { ...process.env, ...UNSET, ...database, ...settings, ...ENDING_WITH_PARENT }
}

/** Ports below those that systems give to connections, one of which could take a free port before its program does. */
const PORTS = { first: 10_000, count: 20_000 }

/** Finds a port that nothing listens on. */
export async function findFreePort(): Promise<string> {
  const port = PORTS.first + randomInt(PORTS.count)
  const server = createServer().listen(port)
  try {
    await once(server, 'listening')
  } catch {
    return findFreePort()
  }
  server.close()
  await once(server, 'close')
  return String(port)
}

interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

/** Collects what a process prints, and reports its end; `input` is all that it gets to read. */
export function watchProcess(child: ChildProcess, input = '') {
  const printed = { stdout: '', stderr: '' }
  const watchers = new Set<() => void>()
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      printed[stream] += text
      for (const look of watchers) look()
    })
  }
  child.stdin?.end(input)
  const ended = new Promise<Ended>((resolve, reject) => {
    // By 'close', unlike 'exit', all that was printed has been read.
    child.once('close', (code, signal) => resolve({ code, signal })).once('error', reject)
  })

  /** Resolves once the process has printed a text, or what matches; rejects if it ends before. */
  function seen(text: string | RegExp): Promise<void> {
    const found = new Promise<void>((resolve) => {
      const look = (): void => {
        if (typeof text === 'string' ? printed.stdout.includes(text) : text.test(printed.stdout)) resolve()
      }
      watchers.add(look)
      look()
    })
    return Promise.race([
      found,
      ended.then(() => {
        throw new Error(`Ended without “${String(text)}”: ${printed.stdout}${printed.stderr}`)
      }),
    ])
  }

  return { printed, ended, seen, kill: (signal: NodeJS.Signals) => void child.kill(signal) }
}
