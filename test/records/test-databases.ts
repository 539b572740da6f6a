import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import pg from 'pg'
import { describe, inject, onTestFinished } from 'vitest'

/** A row as another process reads it. */
export type Row = Record<string, unknown>

/** An empty database of a test, which goes with it. */
export interface TestDatabase {
  readonly kind: 'sqlite' | 'postgres'
  readonly url: string
  /** Executes SQL as another process does, and gives the rows of it. */
  query(sql: string, values?: readonly unknown[]): Promise<Row[]>
  remove(): Promise<void>
}

/** Describes facts of every kind of database; those of PostgreSQL are skipped where there is no server. */
export function describeDatabases(describeOne: (create: () => Promise<TestDatabase>) => void): void {
  describe('on SQLite', () => describeOne(createSqlite))
  const reason = inject('postgresReason')
  const name = `on PostgreSQL${reason === undefined ? '' : ` (${reason})`}`
  describe.skipIf(reason !== undefined)(name, () => describeOne(createPostgres))
}

/** Creates a database that is removed when the test ends. */
export async function createForTest(create: () => Promise<TestDatabase>): Promise<TestDatabase> {
  const database = await create()
  onTestFinished(() => database.remove())
  return database
}

/** Creates an SQLite file. */
export async function createSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'records-'))
  const file = join(folder, 'wenzheng.db')
  return {
    kind: 'sqlite',
    url: `file:${file}`,
    async query(sql, values = []) {
      const other = new Libsql(file)
      try {
        // The bot may write just then.
        other.pragma('busy_timeout = 10000')
        const statement = other.prepare(sql)
        // Of a table, every column by its name.
        return statement.reader ? (statement.all(values) as Row[]) : (statement.run(values), [])
      } finally {
        other.close()
      }
    },
    remove: () => rm(folder, { recursive: true }),
  }
}

/** Creates a database on the server of the tests. */
export async function createPostgres(): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  if (server === undefined) throw new Error('there is no server: describeDatabases skips such tests')
  const name = `wenzheng_test_${randomUUID().replaceAll('-', '')}`
  await runOn(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    kind: 'postgres',
    url: url.href,
    query: (sql, values = []) => runOn(url.href, sql.replaceAll('?', createNumbering()), values),
    remove: async () => void (await runOn(server, `drop database ${name} with (force)`)),
  }
}

function createNumbering(): () => string {
  let count = 0
  return () => `$${++count}`
}

async function runOn(url: string, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // The driver takes a list that may be changed.
    return (await client.query<Row>(sql, [...values])).rows
  } finally {
    await client.end()
  }
}
