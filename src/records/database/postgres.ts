import { Socket } from 'node:net'
import { type Migration, CompiledQuery, Kysely, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Database, DatabaseTimes } from './database.ts'
import { MIGRATIONS } from './migrations.ts'
import { type DatabaseListeners, createOutage, isConnectionLost, isOfSilence } from './outage.ts'
import { createReach } from './reach.ts'
import { RowRefusal } from './row-refusal.ts'
import type { Tables } from './tables.ts'

/** Connections of one process: tasks are short, and a server has a hundred for all. */
const MOST_CONNECTIONS = 8
/** Milliseconds. */
const TIMES = { report: 60_000, pause: 1000, silence: 500, answer: 10_000, clock: 5000 }
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
  {
    report = TIMES.report,
    pause = TIMES.pause,
    silence = TIMES.silence,
    answer = TIMES.answer,
    clock = TIMES.clock,
  }: DatabaseTimes,
): Promise<Database> {
  const outage = createOutage(listeners, report)
  const reach = createReach(url, silence, giveUp)
  const onEach: Parameters<Database['runOnEachFile']>[0][] = []
  let connection = connect(url, answer)
  let preparing: Promise<void> | undefined
  let isOpen = false
  let isClosed = false
  /**
   * How far the clock of the server is ahead of the time this process runs, in milliseconds. That time is not set forth or
   * back, as the clock of a machine may be, by more than a hold; but it stands while the machine does.
   */
  let ahead = Date.now() - performance.now()
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
    connection = connect(url, answer)
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

  /** Tells whether the server is gone, and not just one connection to it. */
  async function checkLoss(reason: unknown, used: Connection): Promise<void> {
    if (down || (isOpen && !isConnectionLost(reason))) return
    if (!isOpen) return giveUp(reason)
    try {
      await reach.look()
    } catch (error) {
      return giveUp(error)
    }
    if (used !== connection || !isOfSilence(reason)) return
    // The pool leaves out a connection that ended, but not one that says nothing.
    connection = connect(url, answer)
    used.retire()
  }

  async function run<T>(task: (tables: Kysely<Tables>) => Promise<T>): Promise<T> {
    if (down) throw down.error
    const used = connection
    try {
      await reach.wait((preparing ??= prepare()))
      isOpen = true
      const result = await reach.wait(used.note(task(used.tables)))
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
  const measuring = setInterval(() => {
    // The next measurement makes up for one that fails.
    if (isOpen) run(async (tables) => void (ahead = await measureClock(tables, ahead))).catch(() => {})
  }, clock).unref()
  return {
    kind: 'postgres',
    run,
    async runOnEachFile(task) {
      onEach.push(task)
      await run(task)
    },
    now: () => Math.round(performance.now() + ahead),
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
      clearInterval(measuring)
      return connection.close()
    },
  }
}

/** The connections to a server, which are made when they are first wanted. */
interface Connection {
  readonly tables: Kysely<Tables>
  /** Notes a task that runs on them. */
  note<T>(task: Promise<T>): Promise<T>
  /** Ends them once the tasks that run have ended: those that wait for a connection would get none later. */
  retire(): void
  close(): Promise<void>
  /** Ends them, without the farewell that a server which says nothing does not answer. */
  cut(): void
}

function connect(url: string, answer: number): Connection {
  const sockets = new Set<Socket>()
  const running = new Set<Promise<unknown>>()
  function open(): Socket {
    const socket = new Socket()
    sockets.add(socket)
    return socket.once('close', () => sockets.delete(socket))
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    // Where the server says nothing either, a look tells sooner.
    connectionTimeoutMillis: answer,
    query_timeout: answer,
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
    note(task) {
      running.add(task)
      return task.finally(() => running.delete(task))
    },
    retire: () => void Promise.allSettled(running).then(() => tables.destroy()),
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

/**
 * Measures how far the clock of the server is ahead of the time this process runs, to within half that of a request.
 *
 * @param former an earlier measurement, which is kept where the request takes long
 */
async function measureClock(tables: Kysely<Tables>, former?: number): Promise<number> {
  const start = performance.now()
  const { rows } = await sql<{
    now: number
  }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(tables)
  const end = performance.now()
  if (former !== undefined && end - start > TIMES.silence) return former
  return (rows[0]?.now ?? Date.now()) - (start + end) / 2
}
