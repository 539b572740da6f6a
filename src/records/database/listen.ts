import pg from 'pg'

/** Milliseconds. */
const TIMES = { connect: 2000, retry: 1000 }

/**
 * Listens to notifications on a connection of its own, and again whenever that is lost.
 *
 * @param onNotified called at each notification, and once the connection stands: some may have been missed
 */
export function listen(url: string, channel: string, onNotified: () => void): { close(): Promise<void> } {
  let client: pg.Client | undefined
  let isClosed = false
  let waiting: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const own = new pg.Client({ connectionString: url, connectionTimeoutMillis: TIMES.connect, keepAlive: true })
    client = own
    own.on('notification', onNotified)
    // Also called where the connection is lost later.
    own.on('error', () => {})
    own.once('end', () => {
      if (client === own && !isClosed) waiting = setTimeout(() => void connect(), TIMES.retry).unref()
    })
    try {
      await own.connect()
      await own.query(`LISTEN ${channel}`)
      onNotified()
    } catch {
      await own.end().catch(() => {})
      // A connection that never stood has no end.
      if (client === own && !isClosed) {
        clearTimeout(waiting)
        waiting = setTimeout(() => void connect(), TIMES.retry).unref()
      }
    }
  }

  void connect()
  return {
    async close() {
      isClosed = true
      clearTimeout(waiting)
      await client?.end().catch(() => {})
    },
  }
}
