import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { constants, setPriority } from 'node:os'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ModelDescription } from './model-description.ts'

/** Milliseconds after which a load or a run counts as hung: they take 1 s and 0.2 s of processor time at most. */
const HANG = 60_000
/** By what that is longer in the background, where a busy core leaves a sixtieth. */
const BACKGROUND_FACTOR = 60
/**
 * Bytes at the top of the C heap from which on the system gets them back. glibc raises its own threshold at the first
 * large block that is freed, as the runtime does while it loads, and then keeps 33 MB more.
 */
const TRIM_THRESHOLD = 128 * 1024
/** Megabytes of V8's young generation. With its default what the tokenizer is made from leaves 28 MB more behind. */
const YOUNG_GENERATION = 1

/** Beside this file, which is TypeScript in tests and benches, and JavaScript in the bundle. */
const PROGRAM = fileURLToPath(new URL(`model-process${extname(import.meta.filename)}`, import.meta.url))

/** The first message to the model's process: what it loads. */
export interface Load {
  readonly dir: string
  readonly description: ModelDescription
}

/** Each later message: what it embeds. The next one follows its report. */
export interface Task {
  /** What the text is to the model, which may want another prefix before each. */
  readonly role: keyof ModelDescription['prefix']
  readonly text: string
}

/** What the model's process says: once loaded, and after each task. `failed` has a clause, without the text. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'embedded'; readonly vector: Float32Array }
  | { readonly kind: 'failed'; readonly why: string }

export interface ProgramOptions {
  /** Whether it gets only the processor time that others leave. */
  readonly isBackground?: boolean | undefined
  /** The file of the program: by default the one beside this. */
  readonly program?: string | undefined
}

/** One run of the model's program. */
export interface Child {
  /** Resolves once the process has ended. */
  readonly ended: Promise<unknown>
  /** Sends the next task; a report, or the end, follows. */
  readonly send: (task: Task) => void
  /** Ends it amid anything: it has nothing to lose. The clause says why. */
  readonly kill: (why: string) => void
  /** Sets whether the calling process stays alive for this one; at first it does not. */
  readonly hold: (isHeld: boolean) => void
}

export interface ChildListeners {
  readonly onReport: (report: Report) => void
  /** Called once, with a clause that says why. */
  readonly onEnd: (why: string) => void
}

/**
 * Starts the model's program in a process of its own, which ends by itself when this one is gone.
 * @throws Error if the system starts no more processes
 */
export function startChild(load: Load, options: ProgramOptions, { onReport, onEnd }: ChildListeners): Child {
  const child = forkProgram(options)
  const limit = options.isBackground === true ? HANG * BACKGROUND_FACTOR : HANG
  let reason: string | undefined
  let hang: NodeJS.Timeout | undefined
  const kill = (why: string): void => {
    reason ??= why
    child.kill('SIGKILL')
  }
  const send = (message: Load | Task): void => {
    hang = setTimeout(kill, limit, 'it hangs').unref()
    // Where the channel is closed the end follows.
    if (child.connected) child.send(message, () => {})
  }
  const ended = waitForEnd(child)
  child.on('message', (report: Report) => {
    clearTimeout(hang)
    onReport(report)
  })
  void ended.then((why) => {
    clearTimeout(hang)
    // One that was on its way would be taken for the next child's.
    child.removeAllListeners('message')
    return onEnd(reason ?? why)
  })
  send(load)
  const hold = (isHeld: boolean): void => holdFor(child, isHeld)
  hold(false)
  return { ended, send, kill, hold }
}

function forkProgram({ isBackground = false, program = PROGRAM }: ProgramOptions): ChildProcess {
  const child = fork(program, [], {
    execArgv: [`--max-semi-space-size=${YOUNG_GENERATION}`, ...toLoader(program)],
    // It reads what strangers write, and needs no settings, above all no token.
    env: { MALLOC_TRIM_THRESHOLD_: String(TRIM_THRESHOLD) },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  if (isBackground) lowerPriority(child)
  return child
}

/** Node 20 does not read TypeScript by itself. */
function toLoader(program: string): readonly string[] {
  if (!program.endsWith('.ts')) return []
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]
}

function lowerPriority({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // A sandbox may forbid it: then it competes as any other.
  }
}

function waitForEnd(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(`its process ended with ${signal ?? code}`))
    child.on('error', ({ message }) => resolve(message))
  })
}

function holdFor(child: ChildProcess, isHeld: boolean): void {
  const method = isHeld ? 'ref' : 'unref'
  child[method]()
  child.channel?.[method]()
}
