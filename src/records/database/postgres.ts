import { type Migration, CompiledQuery, Kysely, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Database, DatabaseTimes } from './database.ts'
import { MIGRATIONS } from './migrations.ts'
import { type DatabaseListeners, createOutage } from './outage.ts'
import { RowRefusal } from './row-refusal.ts'
import type { Tables } from './tables.ts'

/** Connections of one process: tasks are short, and a server has a hundred for all. */
const MOST_CONNECTIONS = 8
/** Milliseconds: an answer does not wait longer for a server that says nothing. */
const TIMEOUTS = { connectionTimeoutMillis: 2000, query_timeout: 5000 }
const TIMES = { report: 60_000, pause: 1000 }
/** Tables whose deleted rows hold what people asked. */
const SWEPT = ['queries', 'presses', 'votes', 'updates'] as const

/**
 * Opens a PostgreSQL server, which several processes may share. Its migrations run once, however many start together.
 *
 * @param url `postgres://user:password@host:port/database`; its parameters are those of node-postgres, such as sslmode
 */
export async function openPostgres(
  url: string,
  listeners: DatabaseListeners,
  { report = TIMES.report, pause = TIMES.pause }: DatabaseTimes,
): Promise<Database> {
  const tables = connect(url)
  const outage = createOutage(listeners, report)
  const onEach: Parameters<Database['runOnEachFile']>[0][] = []
  let preparing: Promise<void> | undefined
  let isOpen = false
  /** How far the clock of the server is ahead, in milliseconds: those of several machines may differ by more than a hold. */
  let ahead = 0
  let down: { readonly until: number; readonly error: unknown } | undefined

  async function prepare(): Promise<void> {
    await migrate(tables)
    ahead = await measureClock(tables)
    for (const task of onEach) await task(tables)
    isOpen = true
  }

  async function run<T>(task: (tables: Kysely<Tables>) => Promise<T>): Promise<T> {
    // Whoever asks meanwhile would wait for the same refusal.
    if (down && Date.now() < down.until) throw down.error
    try {
      await (preparing ??= prepare())
      const result = await task(tables)
      down = undefined
      outage.end()
      return result
    } catch (error) {
      if (error instanceof RowRefusal) throw error
      if (!isOpen || isConnectionLost(error)) {
        preparing = undefined
        isOpen = false
        down = { until: Date.now() + pause, error }
      }
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
    close: () => tables.destroy(),
  }
}

function connect(url: string): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    ...TIMEOUTS,
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
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
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

/** Tells whether an error is about the connection, and not about a statement. */
function isConnectionLost(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // What the server itself refuses has a SQLSTATE of five characters; all else comes from the network or the driver.
  return typeof code !== 'string' || !/^(?!E)[0-9A-Z]{5}$/u.test(code) || LOST.test(code)
}
