import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Drafted } from './draft.ts'

/** What the program is sent. */
export interface SentPage {
  readonly bytes: Uint8Array
  readonly name: string
}

/** A draft, why there is none, or that the program came to no end within its time and memory. */
export type DraftedApart = Drafted | { readonly kind: 'failed' }

export interface ApartOptions {
  /** The file of the program: by default the one beside this. */
  readonly program?: string | undefined
  /** Milliseconds. */
  readonly limit?: number | undefined
}

/** Milliseconds: the longest page within the limits takes some 3 s of processor time. */
const LIMIT = 30_000
/** Megabytes of V8's heap. */
const MOST_MEMORY = 400
/** Beside this file, which is TypeScript in tests, and JavaScript in the bundle. */
const PROGRAM = fileURLToPath(new URL(`draft-process${extname(import.meta.filename)}`, import.meta.url))

/** Drafts an article of a page as `draftPage` does, in a process of its own, which holds up nobody's answer. */
export async function draftApart(
  bytes: Uint8Array,
  name: string,
  { program = PROGRAM, limit = LIMIT }: ApartOptions = {},
): Promise<DraftedApart> {
  const child = fork(program, [], {
    execArgv: [`--max-old-space-size=${MOST_MEMORY}`, ...toLoader(program)],
    // It reads what strangers write, and needs no settings, above all no token.
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const page: SentPage = { bytes, name }
  const timer = setTimeout(() => child.kill('SIGKILL'), limit)
  try {
    const ended = once(child, 'exit').then((): DraftedApart => ({ kind: 'failed' }))
    // The program sends one message, which is of this type.
    const drafted = once(child, 'message').then(([message]) => message as DraftedApart)
    child.send(page, () => {})
    return await Promise.race([drafted, ended])
  } catch {
    // The system starts no more processes.
    return { kind: 'failed' }
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
  }
}

/** Node 20 does not read TypeScript by itself. */
function toLoader(program: string): readonly string[] {
  return extname(program) === '.ts'
    ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]
    : []
}
