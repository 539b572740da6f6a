import type { Kysely } from 'kysely'
import type { DatabaseListeners } from './outage.ts'
import type { Tables } from './tables.ts'

/**
 * A database: a file of one process, or a server that several share. A file that cannot be opened is tried again by each
 * task, a server by itself.
 */
export interface Database {
  readonly kind: 'sqlite' | 'postgres'
  /**
   * Executes a task: on a file after the earlier ones, on a server beside them. Its failure is reported, unless it throws
   * a RowRefusal.
   */
  run<T>(task: (tables: Kysely<Tables>) => Promise<T>): Promise<T>
  /**
   * Executes a task, and again before any other on each file that is opened in its place, or whenever the server is
   * reached again; rejects if the database cannot be opened yet.
   */
  runOnEachFile(task: (tables: Kysely<Tables>) => Promise<void>): Promise<void>
  /** Milliseconds since 1970 by the clock that all who share the database go by. */
  now(): number
  /** Tells the listener of troubles of something that is none of the database itself, and does not end. */
  report(error: unknown): void
  /** Whether it was open at the latest task. */
  isOpen(): boolean
  /** Removes from the disk what is left of deleted rows between others, if `hasDeleted` or it was never done. */
  vacuum(hasDeleted: boolean): Promise<void>
  /** Removes deleted rows from the write-ahead log; false if another process reads the file. */
  truncateLog(): Promise<boolean>
  /** Completes the pending tasks, and closes the connections. */
  close(): Promise<void>
}

/** In milliseconds; each has a default. */
export interface DatabaseTimes {
  /** How long a file is waited for that another process writes to, at the start. */
  readonly atStart?: number
  /** The same later: short, because the wait blocks the event loop while the bot answers. */
  readonly later?: number
  /** The minimum between two reported failures: a full disk fails at each write. */
  readonly report?: number
  /** Between tries of a server that could not be reached; meanwhile tasks fail at once, so that answers do not wait. */
  readonly pause?: number
  /** How long a task on a server takes before it is looked whether that says nothing any more. */
  readonly silence?: number
  /** How long a single connection to a server may say nothing while the server answers on others. */
  readonly answer?: number
  /** Between measurements of the clock of a server. */
  readonly clock?: number
}

/** Tells whether a URL names a server that several processes may share. */
export function isServer(url: string): boolean {
  return /^postgres(?:ql)?:/u.test(url)
}

/**
 * Opens the database; creates its folder, file and tables if they are missing. If that fails, each task tries again.
 *
 * @param url `file:` and a path, or `postgres://…`
 */
export async function openDatabase(
  url: string,
  listeners: DatabaseListeners = {},
  times: DatabaseTimes = {},
): Promise<Database> {
  // The driver of a server is loaded where there is one.
  if (isServer(url)) return (await import('./postgres.ts')).openPostgres(url, listeners, times)
  return (await import('./sqlite.ts')).openSqlite(url, listeners, times)
}
