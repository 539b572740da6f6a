import type { Kysely } from 'kysely'
import pLimit from 'p-limit'
import { type DatabaseFile, connect, identifyFile, prepareFile } from './database-file.ts'
import type { Tables } from './tables.ts'

/** A database that executes one task at a time. While its file cannot be opened, each task tries that again. */
export interface Database {
  /** Executes a task after the earlier ones. After a failure the next task gets a new connection. */
  run<T>(task: (tables: Kysely<Tables>) => Promise<T>): Promise<T>
  /**
   * Executes a task on the file, and again on each one that is opened in its place, before any other; rejects if the
   * file cannot be opened yet.
   */
  runOnEachFile(task: (tables: Kysely<Tables>) => Promise<void>): Promise<void>
  /** Whether the file was open at the latest task. */
  isOpen(): boolean
  /** Removes from the file what SQLite leaves of deleted rows between others, if `hasDeleted` or it was never done. */
  vacuum(hasDeleted: boolean): Promise<void>
  /** Removes deleted rows from the write-ahead log; false if another process reads the file. */
  truncateLog(): Promise<boolean>
  /** Completes the pending tasks, and closes the file. */
  close(): Promise<void>
}

/** What becomes of the file, for the log. */
export interface DatabaseListeners {
  /** A task failed; called once a minute at most. */
  readonly onTrouble?: ((error: unknown) => void) | undefined
  /** A task succeeded after a reported failure. */
  readonly onRecovery?: (() => void) | undefined
  /** The file was deleted, or another has taken its place, and is used from now on. */
  readonly onReplaced?: (() => void) | undefined
}

interface DatabaseTimes {
  /** Milliseconds to wait for another process that writes. */
  readonly atStart: number
  /** Short, because the wait blocks the event loop while the bot answers. */
  readonly later: number
  /** The minimum of milliseconds between two reported failures: a full disk fails at each write. */
  readonly report: number
}

const TIMES: DatabaseTimes = { atStart: 5000, later: 30, report: 60_000 }

/**
 * Opens the database; creates its folder, file and tables if they are missing. If that fails, each task tries again.
 *
 * @param url `file:` and a path
 */
export async function openDatabase(
  url: string,
  listeners: DatabaseListeners = {},
  times: Partial<DatabaseTimes> = {},
): Promise<Database> {
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
      outage.begin(error)
      throw error
    }
  }

  await queue(() => execute(() => {})).catch(() => {})
  return {
    run: (task) => queue(() => execute(({ tables }) => task(tables))),
    runOnEachFile(task) {
      files.addTask(task)
      return queue(() => execute(({ tables }) => task(tables)))
    },
    isOpen: () => files.isOpen(),
    vacuum: (hasDeleted) => queue(() => execute((file) => void ((hasDeleted || file.isUnswept()) && file.vacuum()))),
    truncateLog: () => queue(() => execute((file) => file.truncateLog())),
    close: () => queue(() => files.disconnect()),
  }
}

type Task = (tables: Kysely<Tables>) => Promise<void>

/** Creates what keeps one connection to the file that a path leads to. */
function createFileKeeper(path: string, { onReplaced }: DatabaseListeners, { atStart, later }: DatabaseTimes) {
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

/** Creates what reports the first failure, at intervals further ones, and the end of what was reported. */
function createOutage({ onTrouble, onRecovery }: DatabaseListeners, interval: number) {
  let reportedAt = -Infinity
  let isReported = false
  return {
    begin(error: unknown) {
      if (Date.now() - reportedAt < interval) return
      reportedAt = Date.now()
      isReported = true
      onTrouble?.(error)
    },
    end() {
      if (isReported) onRecovery?.()
      isReported = false
    },
  }
}
