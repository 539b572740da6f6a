import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/**
 * How long a look waits, in slices of milliseconds: a process that is itself held up takes a slice longer, and does not
 * mistake that for the silence of the server.
 */
const PATIENCE = { slices: 10, slice: 100 }

/** Tells a server that says nothing any more from a statement that takes long. */
export interface Reach {
  /** Waits for a task; rejects where `lose` is called before it ends. */
  wait<T>(task: Promise<T>): Promise<T>
  /** Looks at the server on a connection of its own; rejects if it cannot be reached. */
  look(): Promise<void>
  /** Ends every wait. */
  lose(error: unknown): void
}

/**
 * Creates the reach of a server.
 *
 * @param silence milliseconds that a task may take before the server is looked at
 * @param onSilent called where it cannot be reached then
 */
export function createReach(url: string, silence: number, onSilent: (error: unknown) => void): Reach {
  const waiting = new Set<(error: unknown) => void>()
  let looking: Promise<void> | undefined
  const look = () => (looking ??= ask(url).finally(() => (looking = undefined)))
  return {
    look,
    lose(error) {
      for (const reject of waiting) reject(error)
      waiting.clear()
    },
    async wait(task) {
      let end: (error: unknown) => void = () => {}
      const lost = new Promise<never>((_, reject) => (end = reject))
      waiting.add(end)
      const timer = setInterval(() => void look().catch(onSilent), silence).unref()
      try {
        return await Promise.race([task, lost])
      } finally {
        clearInterval(timer)
        waiting.delete(end)
      }
    },
  }
}

async function ask(url: string): Promise<void> {
  const socket = new Socket()
  const client = new pg.Client({ connectionString: url, stream: () => socket })
  // Also called where the connection is lost later.
  client.on('error', () => {})
  const answer = client.connect().then(() => client.query('select 1'))
  try {
    await Promise.race([answer, endOfPatience()])
  } finally {
    answer.catch(() => {})
    // A farewell would wait for the answer of a server that says nothing.
    socket.destroy()
  }
}

async function endOfPatience(): Promise<never> {
  for (let slice = 0; slice < PATIENCE.slices; slice++) await sleep(PATIENCE.slice, undefined, { ref: false })
  throw new Error('the server says nothing')
}
