import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Generated, Kysely, type Migration, Migrator, SqliteDialect } from 'kysely'
import Libsql from 'libsql'
import { MIGRATIONS } from './migrations.ts'

/** The tables, as the latest migration leaves them. Users and messages are keyed hashes, never ids; times are milliseconds since 1970. */
export interface Tables {
  readonly chosen_languages: { readonly user: string; readonly language: string }
  readonly queries: {
    readonly id: Generated<number>
    readonly at: number
    readonly user: string
    /** The chat and the message that answers, by which a press or a vote finds its query. */
    readonly message: string
    /** private, group, supergroup or channel. */
    readonly chat_kind: string
    readonly language: string
    /** What was written; none where no text is kept. */
    readonly query: string | null
    /** found, near, none … */
    readonly outcome: string
    readonly is_answered: number
    /** Their ids, as JSON. */
    readonly passages: string
    readonly milliseconds: number
  }
  readonly presses: {
    readonly id: Generated<number>
    readonly at: number
    readonly message: string
    readonly user: string
    readonly kind: string
  }
  /** One of each user for each message; it is about the latest query that the message had answered by then. */
  readonly votes: {
    readonly message: string
    readonly user: string
    readonly at: number
    readonly is_up: number
    readonly reason: string | null
  }
  /** What an admin decided on a wording: a keyed hash of its folded form, so that it may stay when the text is deleted. */
  readonly decisions: {
    readonly wording: string
    readonly at: number
    readonly kind: string
    /** The same for all that were decided together. */
    readonly lesson: string
  }
}

/** The database, whose pieces of work are done one after the other. */
export interface Database {
  /** Does a piece of work. Where it fails, the file is opened anew for the next one. */
  run<T>(work: (tables: Kysely<Tables>) => Promise<T>): Promise<T>
  /** Ends what was begun, and closes the file. */
  close(): Promise<void>
}

/** Milliseconds to wait for another process that writes: short once the bot answers, for the wait holds up everybody. */
const BUSY_TIMEOUT = { atStart: 5000, later: 30 }

/**
 * Opens the database, making its file and tables where they are missing.
 *
 * @param url `file:` and a path
 * @throws Error where the file cannot be opened or is none of ours
 */
export async function openDatabase(url: string): Promise<Database> {
  const path = url.replace(/^file:(?:\/\/(?=\/))?/u, '')
  mkdirSync(dirname(path), { recursive: true })
  await migrate(connect(path, BUSY_TIMEOUT.atStart))
  let tables: Kysely<Tables> | undefined
  let latest: Promise<unknown> = Promise.resolve()

  async function work<T>(toDo: (opened: Kysely<Tables>) => Promise<T>): Promise<T> {
    tables ??= connect(path, BUSY_TIMEOUT.later)
    try {
      return await toDo(tables)
    } catch (error) {
      // libsql does not end a statement that failed, and after it commits nothing more on that connection.
      await tables.destroy().catch(() => {})
      tables = undefined
      throw error
    }
  }

  return {
    run(toDo) {
      const turn = latest.then(() => work(toDo))
      latest = turn.catch(() => {})
      return turn
    },
    async close() {
      await latest
      await tables?.destroy()
    },
  }
}

function connect(path: string, busyTimeout: number): Kysely<Tables> {
  const file = new Libsql(path)
  file.pragma(`busy_timeout = ${busyTimeout}`)
  file.pragma('journal_mode = WAL')
  // A kill loses nothing in WAL either way; only a power cut may lose the last moments.
  file.pragma('synchronous = NORMAL')
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }) })
}

async function migrate(tables: Kysely<Tables>): Promise<void> {
  const migrations: Record<string, Migration> = { ...MIGRATIONS }
  const { error } = await new Migrator({
    db: tables,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest()
  await tables.destroy()
  if (error) throw error
}
