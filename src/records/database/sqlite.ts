import type { Kysely } from 'kysely'
import pLimit from 'p-limit'
import type { Database, DatabaseTimes } from './database.ts'
import { type DatabaseListeners, createOutage } from './outage.ts'
import { RowRefusal } from './row-refusal.ts'
import { type DatabaseFile, connect, identifyFile, prepareFile } from './sqlite-file.ts'
import type { Tables } from './tables.ts'

const TIMES = { atStart: 5000, later: 30, report: 60_000 }

/**
 * Opens an SQLite file, on which one task runs at a time. After a failure the next task gets a new connection.
 *
 * @param url `file:` and a path
 */
export async function openSqlite(url: string, listeners: DatabaseListeners, times: DatabaseTimes): Promise<Database> {
  const path = url.replace(/^file:(?:\/\/(?=\/))?/u, '')
  const queue = pLimit(1)
  const files = createFileKeeper(path, listeners, { ...TIMES, ...times })
  const outage = createOutage(listeners, times.report ?? TIMES.report)

  async function execute<T>(task: (file: DatabaseFile) => T | Promise<T>): Promise<T> {
    try {
      const result = await task(await files.open())
      outage.end()
      return result
    } catch (error) {
      // libsql leaves a failed statement open, and then commits nothing more on that connection.
      await files.disconnect()
      if (!(error instanceof RowRefusal)) outage.begin(error)
      throw error
    }
  }

  await queue(() => execute(() => {})).catch(() => {})
  return {
    kind: 'sqlite',
    run: (task) => queue(() => execute(({ tables }) => task(tables))),
    runOnEachFile(task) {
      files.addTask(task)
      return queue(() => execute(({ tables }) => task(tables)))
    },
    now: () => Date.now(),
    report: (error) => listeners.onTrouble?.(error),
    isOpen: () => files.isOpen(),
    vacuum: (hasDeleted) => queue(() => execute((file) => void ((hasDeleted || file.isUnswept()) && file.vacuum()))),
    truncateLog: () => queue(() => execute((file) => file.truncateLog())),
    close: () => queue(() => files.disconnect()),
  }
}

type Task = (tables: Kysely<Tables>) => Promise<void>

/** Creates what keeps one connection to the file that a path leads to. */
function createFileKeeper(
  path: string,
  { onReplaced }: DatabaseListeners,
  { atStart, later }: Pick<typeof TIMES, 'atStart' | 'later'>,
) {
  const tasks: Task[] = []
  let connection: DatabaseFile | undefined
  /** Of the file that is prepared. */
  let identity: string | undefined
  let busyTimeout = atStart

  async function disconnect(): Promise<void> {
    const closing = connection
    connection = undefined
    await closing?.close().catch(() => {})
  }

  async function prepare(): Promise<void> {
    const isFirst = identity === undefined
    identity = undefined
    await disconnect()
    const wait = busyTimeout
    busyTimeout = later
    await prepareFile(path, wait)
    connection = connect(path, later)
    for (const task of tasks) await task(connection.tables)
    identity = identifyFile(path)
    if (!isFirst) onReplaced?.()
  }

  return {
    addTask: (task: Task) => void tasks.push(task),
    isOpen: () => identity !== undefined,
    disconnect,
    async open(): Promise<DatabaseFile> {
      if (identity === undefined || identifyFile(path) !== identity) await prepare()
      connection ??= connect(path, later)
      return connection
    },
  }
}
