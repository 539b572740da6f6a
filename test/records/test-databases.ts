import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import pg from 'pg'
import { afterAll, describe, inject, onTestFinished } from 'vitest'
import { type Database, type DatabaseTimes, openDatabase } from '../../src/records/database/database.ts'
import type { DatabaseListeners } from '../../src/records/database/outage.ts'

/** A row as another process reads it. */
export type Row = Record<string, unknown>

/** An empty database of a test, which goes with it. */
export interface TestDatabase {
  readonly kind: 'sqlite' | 'postgres'
  readonly url: string
  /** Of a database that cannot be opened. */
  readonly unusableUrl: string
  /** Executes SQL as another process does, and gives the rows of it. */
  query(sql: string, values?: readonly unknown[]): Promise<Row[]>
  remove(): Promise<void>
}

/** Describes facts of every kind of database; those of PostgreSQL are skipped where there is no server. */
export function describeDatabases(describeOne: (create: () => Promise<TestDatabase>) => void): void {
  describe('on SQLite', () => describeOne(createSqlite))
  describePostgres(describeOne)
}

/** Describes facts of PostgreSQL, which are skipped where there is no server. */
export function describePostgres(describeOne: (create: () => Promise<TestDatabase>) => void): void {
  const reason = inject('postgresReason')
  const name = `on PostgreSQL${reason === undefined ? '' : ` (${reason})`}`
  describe.skipIf(reason !== undefined)(name, () => {
    const pool = createPool()
    afterAll(() => pool.remove())
    describeOne(() => pool.take())
  })
}

/** Creates a database that is removed when the test ends. */
export async function createForTest(create: () => Promise<TestDatabase>): Promise<TestDatabase> {
  const database = await create()
  onTestFinished(() => database.remove())
  return database
}

/** Opens a database that is closed when the test ends. */
export async function openForTest(
  { url }: Pick<TestDatabase, 'url'>,
  listeners?: DatabaseListeners,
  times?: DatabaseTimes,
): Promise<Database> {
  const database = await openDatabase(url, listeners, times)
  onTestFinished(() => database.close())
  return database
}

/** Creates an SQLite file. */
export async function createSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'records-'))
  const file = join(folder, 'wenzheng.db')
  return {
    kind: 'sqlite',
    url: `file:${file}`,
    unusableUrl: 'file:/dev/null/wenzheng.db',
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
    remove: () => rm(folder, { recursive: true, maxRetries: 5 }),
  }
}

/** Creates a database on the server of the tests. */
export async function createPostgres(): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  if (server === undefined) throw new Error('there is no server: describeDatabases skips such tests')
  const name = `wenzheng_test_${randomUUID().replaceAll('-', '')}`
  await runOn(server, `create database ${name}`)
  // No test cuts the power.
  await runOn(server, `alter database ${name} set synchronous_commit = off`)
  const client = await connect(toUrl(server, name))
  return {
    kind: 'postgres',
    url: toUrl(server, name),
    unusableUrl: toUrl(server, `${name}_missing`),
    async query(sql, values = []) {
      // The driver takes a list that may be changed.
      return (await client.query<Row>(sql.replaceAll('?', createNumbering()), [...values])).rows
    },
    async remove() {
      await client.end()
      await runOn(server, `drop database ${name} with (force)`)
    },
  }
}

/** Creates a pool of databases that are emptied between tests: to create and drop one takes longer than most tests. */
function createPool() {
  const all: TestDatabase[] = []
  const free: TestDatabase[] = []
  return {
    async take(): Promise<TestDatabase> {
      const database = free.pop() ?? (await createPostgres())
      if (!all.includes(database)) all.push(database)
      let isAltered = false
      return {
        ...database,
        query(sql, values) {
          isAltered ||= /^(?:alter|create|drop)/u.test(sql)
          return database.query(sql, values)
        },
        async remove() {
          await empty(database, isAltered)
          free.push(database)
        },
      }
    },
    async remove(): Promise<void> {
      for (const database of all) await database.remove()
    },
  }
}

async function empty(database: TestDatabase, isAltered: boolean): Promise<void> {
  // A process that was killed in a transaction may hold locks for some time.
  await database.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  // To make the tables anew takes longer than to empty them.
  if (isAltered) {
    await database.query('drop schema public cascade')
    await database.query('create schema public')
    return
  }
  const tables = await database.query(
    "select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%'",
  )
  await database.query(tables.map(({ tablename }) => `delete from ${String(tablename)}`).join('; '))
}

function toUrl(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

function createNumbering(): () => string {
  let count = 0
  return () => `$${++count}`
}

async function connect(url: string): Promise<pg.Client> {
  const { INT8 } = pg.types.builtins
  const client = new pg.Client({
    connectionString: url,
    types: { getTypeParser: (type, format) => (type === INT8 ? Number : pg.types.getTypeParser(type, format)) },
  })
  await client.connect()
  return client
}

async function runOn(url: string, sql: string): Promise<void> {
  const client = await connect(url)
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
