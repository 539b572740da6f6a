import { Socket } from 'node:net'
import pg from 'pg'

/** Milliseconds for a look at a server: for a connection, and for an answer on it. */
const TIMEOUTS = { connectionTimeoutMillis: 1000, query_timeout: 1000 }

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
  const client = new pg.Client({ connectionString: url, ...TIMEOUTS, stream: () => socket })
  // Also called where the connection is lost later.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
  } finally {
    // A farewell would wait for the answer of a server that says nothing.
    socket.destroy()
  }
}
