import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely, type Migration, Migrator, SqliteDialect } from 'kysely'
import Libsql from 'libsql'

/** The tables, as the latest migration leaves them. */
export interface Tables {
  /** Who is a keyed hash, never an id. */
  readonly chosen_languages: { readonly user: string; readonly language: string }
}

export type Database = Kysely<Tables>

/** Milliseconds to wait for another process that writes. */
const BUSY_TIMEOUT = 2000

/** In their order; one that was released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-chosen-languages': {
    async up(database) {
      await database.schema
        .createTable('chosen_languages')
        .addColumn('user', 'text', (column) => column.primaryKey())
        .addColumn('language', 'text', (column) => column.notNull())
        .execute()
    },
  },
}

/**
 * Opens the database, making its file and tables where they are missing.
 *
 * @param url `file:` and a path
 * @throws Error where the file cannot be opened or is none of ours
 */
export async function openDatabase(url: string): Promise<Database> {
  const path = url.replace(/^file:(?:\/\/(?=\/))?/u, '')
  mkdirSync(dirname(path), { recursive: true })
  const file = new Libsql(path)
  file.pragma('journal_mode = WAL')
  file.pragma(`busy_timeout = ${BUSY_TIMEOUT}`)
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }) })
  const { error } = await new Migrator({ db: database, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } }).migrateToLatest()
  if (error) throw error
  return database
}
