import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Set empty they count as unset, and no .env file of the working directory fills them in. */
export const UNSET = {
  BOT_TOKEN: '',
  BOT_API_ROOT: '',
  ADMIN_IDS: '',
  KNOWLEDGE_DIR: '',
  WATCH: '',
  DATABASE_URL: '',
  LOG_LEVEL: '',
  WEBHOOK_URL: '',
  WEBHOOK_SECRET: '',
  PORT: '',
  METRICS_PORT: '',
}

interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

type Settings = Partial<typeof UNSET>

/** No test's bot writes into the working directory. */
const toTemporary = () => ({ DATABASE_URL: `file:${join(tmpdir(), `wenzheng-${randomUUID()}`, 'test.db')}` })

/** Starts one of the programs of src/ in a process of its own, with these settings and no others. */
export function startProcess(program: string, settings: Settings = {}, input = '') {
  return watchProcess(
    spawn(process.execPath, ['--import', 'tsx', `src/${program}`], {
      env: { ...process.env, ...UNSET, ...toTemporary(), ...settings },
    }),
    input,
  )
}

/** Starts the bot as the README tells. */
export function startByNpm(settings: Settings) {
  return watchProcess(spawn('npm', ['start'], { env: { ...process.env, ...UNSET, ...toTemporary(), ...settings } }))
}

/** Gives a port that nobody listens on. */
export async function findFreePort(): Promise<string> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return String(port)
}

/** Gives what a process prints, and its end; `input` is all that it is given to read. */
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

  /** Resolves once the process has printed a text; rejects if it ends before. */
  function seen(text: string): Promise<void> {
    const found = new Promise<void>((resolve) => {
      const look = (): void => {
        if (printed.stdout.includes(text)) resolve()
      }
      watchers.add(look)
      look()
    })
    return Promise.race([
      found,
      ended.then(() => {
        throw new Error(`Ended without “${text}”: ${printed.stdout}${printed.stderr}`)
      }),
    ])
  }

  return { printed, ended, seen, kill: (signal: NodeJS.Signals) => void child.kill(signal) }
}
