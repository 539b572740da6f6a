import { chmodSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Migration, Kysely, Migrator, type SqliteDatabase, SqliteDialect } from 'kysely'
import Libsql from 'libsql'
import type { Tables } from './tables.ts'
import { MIGRATIONS } from './migrations.ts'

/** An open connection to the file of a database. */
export interface DatabaseFile {
  readonly tables: Kysely<Tables>
  /** Rewrites the file without what was deleted. Blocks for about a second per million rows. */
  vacuum(): void
  /** Whether the file was never rewritten, and so may hold what earlier releases deleted. */
  isUnswept(): boolean
  /** Moves the write-ahead log into the file, and empties it; false if another process reads the file. */
  truncateLog(): boolean
  close(): Promise<void>
}

/** The file, and what SQLite keeps beside it. */
const SUFFIXES = ['', '-wal', '-shm'] as const
/** Only the bot's user may read or write: the file holds what people asked. */
const PRIVATE = 0o600
/** O_NONBLOCK, which Windows lacks: opening a pipe of that name would wait for ever. */
const OPEN_OR_CREATE = constants.O_RDWR | constants.O_CREAT | (constants.O_NONBLOCK ?? 0)
/** The `user_version` of a file that was rewritten since this release, which overwrites what it deletes. */
const SWEPT = 1

/**
 * Creates the folder, the file and the tables that are missing.
 *
 * @param busyTimeout milliseconds to wait for another process
 * @throws Error if the file cannot be opened or is no such database
 */
export async function prepareFile(path: string, busyTimeout: number): Promise<void> {
  mkdirSync(dirname(path), { recursive: true })
  closeSync(openSync(path, OPEN_OR_CREATE, PRIVATE))
  for (const suffix of SUFFIXES) makePrivate(path + suffix)
  const file = connect(path, busyTimeout)
  const migrations: Record<string, Migration> = { ...MIGRATIONS }
  const migrator = new Migrator({ db: file.tables, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  await file.close()
  if (error) throw error
}

/** Opens a connection to a prepared file. */
export function connect(path: string, busyTimeout: number): DatabaseFile {
  const file = new Libsql(path)
  file.pragma(`busy_timeout = ${busyTimeout}`)
  file.pragma('journal_mode = WAL')
  // With WAL a killed process loses nothing; only a power failure may lose the last commits.
  file.pragma('synchronous = NORMAL')
  // SQLite otherwise keeps the bytes of deleted rows until it needs their place.
  file.pragma('secure_delete = ON')
  const tables = new Kysely<Tables>({ dialect: new SqliteDialect({ database: checkValues(file) }) })
  return {
    tables,
    vacuum() {
      // Beside the file, because a container may have no other folder to write to.
      file.pragma(`temp_store_directory = '${dirname(path).replaceAll("'", "''")}'`)
      file.exec('VACUUM')
      file.pragma(`user_version = ${SWEPT}`)
    },
    isUnswept: () => Number(readPragma(file, 'user_version')) < SWEPT,
    truncateLog: () => Number(readPragma(file, 'wal_checkpoint(TRUNCATE)')) === 0,
    // Kysely closes only what it has used.
    close: async () => tables.destroy().then(() => void (file.open && file.close())),
  }
}

/** libsql ends the whole process at a value that SQLite has no type for; here it is an error. */
function checkValues(file: Libsql.Database): SqliteDatabase {
  const check = (values: readonly unknown[]): readonly unknown[] => {
    const odd = values.find((value) => !STORABLE.has(typeof value) && value !== null && !(value instanceof Uint8Array))
    if (odd !== undefined)
      throw Object.assign(new TypeError(`SQLite has no type for a ${typeof odd}`), { code: 'SQLITE_MISMATCH' })
    return values
  }
  return {
    close: () => void file.close(),
    prepare(sql) {
      const statement = file.prepare(sql)
      return {
        reader: statement.reader,
        all: (values) => statement.all(check(values)),
        run: (values) => statement.run(check(values)),
        iterate: (values) => statement.iterate(check(values)),
      }
    },
  }
}

const STORABLE: ReadonlySet<string> = new Set(['number', 'bigint', 'string', 'undefined'])

/**
 * Identifies a file independently of its path, as long as it is open, for then its inode number is not given to another;
 * undefined if there is none.
 */
export function identifyFile(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats && `${stats.dev} ${stats.ino}`
}

/** Reads the first column of what a pragma gives: of a checkpoint, 1 if it was kept from ending. */
function readPragma(file: Libsql.Database, pragma: string): unknown {
  const row: unknown = file.prepare(`PRAGMA ${pragma}`).raw().get([])
  return Array.isArray(row) ? row[0] : undefined
}

function makePrivate(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats || (stats.mode & 0o777) === PRIVATE) return
  try {
    chmodSync(path, PRIVATE)
  } catch {
    // Some mounts know no permissions, and a file of another user keeps its own.
  }
}
