import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { findTestServer } from '../../setup/postgres.ts'
import type { Logged } from './kept.ts'
import { readCoreTime } from './usage.ts'

/** Milliseconds between looks at the processes of the server: what one took after the last look of its life is missed. */
const LOOK = 500
const LOCAL = ['127.0.0.1', 'localhost', '[::1]']

/** Creates a database on the server of the tests, and watches what it takes. */
export async function createServerDatabase() {
  const server = await findTestServer()
  if (server.url === undefined) throw new Error(server.reason)
  const name = `wenzheng_bench_${randomUUID().replaceAll('-', '')}`
  const url = new URL(server.url)
  url.pathname = `/${name}`
  await runOn(server.url, `create database ${name}`)
  // Looks from another database count for nothing in this one.
  const own = new pg.Client({ connectionString: server.url })
  await own.connect()
  const times = new Map<number, number>()
  const isLocal = LOCAL.includes(url.hostname)

  async function look(): Promise<void> {
    const { rows } = await own.query<{ pid: number }>('select pid from pg_stat_activity where datname = $1', [name])
    for (const { pid } of rows) {
      const taken = isLocal && (await isOfServer(pid)) ? await readCoreTime(pid) : undefined
      if (taken !== undefined) times.set(pid, taken)
    }
  }

  const looking = setInterval(() => void look().catch(() => {}), LOOK)
  return {
    url: url.href,
    /** Milliseconds of a core that the processes of its connections have taken; undefined where they cannot be seen. */
    async coreTime(): Promise<number | undefined> {
      await look()
      return times.size === 0 ? undefined : [...times.values()].reduce((sum, one) => sum + one, 0)
    },
    /** Transactions so far: by most tasks, one. */
    async countTransactions(): Promise<number> {
      const { rows } = await own.query<{ count: string }>(
        'select xact_commit as count from pg_stat_database where datname = $1',
        [name],
      )
      return Number(rows[0]?.count)
    },
    readLogged: () => runOn<Logged & pg.QueryResultRow>(url.href, 'select "user", query from queries'),
    async countVotes(): Promise<number> {
      const [row] = await runOn<{ count: string }>(url.href, 'select count(*) from votes')
      return Number(row?.count)
    },
    async drop(): Promise<void> {
      clearInterval(looking)
      await own.query(`drop database ${name} with (force)`)
      await own.end()
      await server.stop()
    },
  }
}

/** Whether a process is one of PostgreSQL's: the server may run elsewhere behind a port of this machine. */
async function isOfServer(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).startsWith('postgres')
}

async function runOn<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}
