import { Socket } from 'node:net'
import { type Migration, CompiledQuery, Kysely, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Database, DatabaseTimes } from './database.ts'
import { MIGRATIONS } from './migrations.ts'
import { type DatabaseListeners, createOutage } from './outage.ts'
import { createReach } from './reach.ts'
import { RowRefusal } from './row-refusal.ts'
import type { Tables } from './tables.ts'

/** Connections of one process: tasks are short, and a server has a hundred for all. */
const MOST_CONNECTIONS = 8
/** Milliseconds for a connection that says nothing while the server does. Where that says nothing either, a look tells. */
const TIMEOUTS = { connectionTimeoutMillis: 10_000, query_timeout: 10_000 }
const TIMES = { report: 60_000, pause: 1000, silence: 500 }
/** Tables whose deleted rows hold what people asked. */
const SWEPT = ['queries', 'presses', 'votes', 'updates'] as const

/**
 * Opens a PostgreSQL server, which several processes may share. Its migrations run once, however many start together.
 * While it cannot be reached, tasks fail at once, and it is tried again by itself.
 *
 * @param url `postgres://user:password@host:port/database`; its parameters are those of node-postgres, such as sslmode
 */
export async function openPostgres(
  url: string,
  listeners: DatabaseListeners,
  { report = TIMES.report, pause = TIMES.pause, silence = TIMES.silence }: DatabaseTimes,
): Promise<Database> {
  const outage = createOutage(listeners, report)
  const reach = createReach(url, silence, giveUp)
  const onEach: Parameters<Database['runOnEachFile']>[0][] = []
  let connection = connect(url)
  let preparing: Promise<void> | undefined
  let isOpen = false
  let isClosed = false
  /** How far the clock of the server is ahead, in milliseconds: those of several machines may differ by more than a hold. */
  let ahead = 0
  let down: { readonly error: unknown } | undefined

  async function prepare(): Promise<void> {
    const { tables } = connection
    await migrate(tables)
    ahead = await measureClock(tables)
    for (const task of onEach) await task(tables)
  }

  /** Has every task fail from now on, until the server has been prepared again. */
  function giveUp(error: unknown): void {
    if (down || isClosed) return
    down = { error }
    isOpen = false
    connection.cut()
    connection = connect(url)
    reach.lose(error)
    setTimeout(() => void tryAgain(), pause).unref()
  }

  async function tryAgain(): Promise<void> {
    if (isClosed) return
    try {
      await reach.look()
      await (preparing = prepare())
      ;[down, isOpen] = [undefined, true]
      outage.end()
    } catch (error) {
      down = undefined
      giveUp(error)
      outage.begin(error)
    }
  }

  /** Tells whether the server is gone, and not just one connection to it, which is not used again. */
  async function checkLoss(reason: unknown, used: Connection): Promise<void> {
    if (down || (isOpen && !isConnectionLost(reason))) return
    if (!isOpen) return giveUp(reason)
    try {
      await reach.look()
    } catch (error) {
      return giveUp(error)
    }
    if (used !== connection) return
    connection = connect(url)
    void used.close().catch(() => {})
  }

  async function run<T>(task: (tables: Kysely<Tables>) => Promise<T>): Promise<T> {
    if (down) throw down.error
    const used = connection
    try {
      await reach.wait((preparing ??= prepare()))
      isOpen = true
      const result = await reach.wait(task(used.tables))
      outage.end()
      return result
    } catch (error) {
      if (error instanceof RowRefusal) throw error
      await checkLoss(error, used)
      outage.begin(error)
      throw error
    }
  }

  await run(async () => {}).catch(() => {})
  return {
    kind: 'postgres',
    run,
    async runOnEachFile(task) {
      onEach.push(task)
      await run(task)
    },
    now: () => Date.now() + ahead,
    report: (error) => listeners.onTrouble?.(error),
    isOpen: () => isOpen,
    async vacuum(hasDeleted) {
      if (hasDeleted)
        for (const table of SWEPT) await run((db) => db.executeQuery(CompiledQuery.raw(`VACUUM ${table}`)))
    },
    // The log of a server is its own.
    truncateLog: async () => true,
    close() {
      isClosed = true
      return connection.close()
    },
  }
}

/** The connections to a server, which are made when they are first wanted. */
interface Connection {
  readonly tables: Kysely<Tables>
  /** Lets the tasks that run finish. */
  close(): Promise<void>
  /** Ends them, without the farewell that a server which says nothing does not answer. */
  cut(): void
}

function connect(url: string): Connection {
  const sockets = new Set<Socket>()
  function open(): Socket {
    const socket = new Socket()
    sockets.add(socket)
    return socket.once('close', () => sockets.delete(socket))
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    ...TIMEOUTS,
    stream: open,
    keepAlive: true,
    application_name: 'wenzheng',
    types: {
      // Times and counts, which the driver gives as text.
      getTypeParser: (type, format) =>
        type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format),
    },
  })
  // A connection that ends is replaced; without listeners it ends the process: the pool's own hears of idle ones alone.
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
  const tables = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    tables,
    close: () => tables.destroy(),
    cut() {
      void tables.destroy().catch(() => {})
      for (const socket of sockets) socket.destroy()
    },
  }
}

async function migrate(tables: Kysely<Tables>): Promise<void> {
  const migrations: Record<string, Migration> = { ...MIGRATIONS }
  const migrator = new Migrator({ db: tables, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** Measures how far the clock of the server is ahead of this one, to within half the time of a request. */
async function measureClock(tables: Kysely<Tables>): Promise<number> {
  const start = Date.now()
  const { rows } = await sql<{
    now: number
  }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(tables)
  return (rows[0]?.now ?? start) - Math.round((start + Date.now()) / 2)
}

/** SQLSTATE classes: connection exceptions, a server that is starting, stopping or out of connections, a standby. */
const LOST = /^(?:08|57P|53300|25006)/u

/** Of the pool where all connections are in use: the server is slow, and further ones make it no faster. */
const POOL_FULL = 'timeout exceeded when trying to connect'

/** Tells whether an error is about the connection, and not about a statement. */
function isConnectionLost(error: unknown): boolean {
  if (error instanceof Error && error.message === POOL_FULL) return false
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // What the server itself refuses has a SQLSTATE of five characters; all else comes from the network or the driver.
  return typeof code !== 'string' || !/^(?!E)[0-9A-Z]{5}$/u.test(code) || LOST.test(code)
}
