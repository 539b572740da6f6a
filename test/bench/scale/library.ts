import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Figures } from './figures.ts'

const PROGRAM = fileURLToPath(new URL('library-process.ts', import.meta.url))

/**
 * Measures a library in processes of its own, one that builds its index and one that opens it; what it has not done
 * when the signal aborts is missing.
 */
export async function measureLibrary(name: string, dir: string, signal: AbortSignal): Promise<Figures> {
  const figures = await run([dir, name, 'cold'], signal)
  return signal.aborted || figures.reload === undefined
    ? figures
    : { ...figures, ...(await run([dir, name, 'warm'], signal)) }
}

async function run(args: readonly string[], signal: AbortSignal): Promise<Figures> {
  const child = fork(PROGRAM, args, { execArgv: ['--import', 'tsx'], signal, killSignal: 'SIGKILL' })
  let figures: Figures = {}
  // The process sends its figures, and nothing else.
  child.on('message', (message) => (figures = message as Figures))
  // Of being killed by the signal the exit tells.
  child.on('error', () => undefined)
  await new Promise<void>((done) => void child.once('exit', () => done()))
  return figures
}
