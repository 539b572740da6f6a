import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'

/** What copies of the bot tell each other of. */
export type Subject = 'languages' | 'knowledge' | 'reloads'

/** Tells this copy what others have changed. */
export interface Signals {
  /** Has a listener called soon after a copy has announced a change, this copy too: within a second or so at most. */
  watch(subject: Subject, listener: () => void): void
  close(): Promise<void>
}

/** What hears a notification of the server at once. */
export interface Ear {
  close(): Promise<void>
}

/** Milliseconds between looks: a notification is lost while the connection is, and a look costs half a millisecond. */
const LOOK_INTERVAL = 1000
/** The channel of PostgreSQL's notifications. */
export const CHANNEL = 'wenzheng'

/** Announces a change, in the transaction that makes it. */
export async function announce(tables: Kysely<Tables>, subject: Subject): Promise<void> {
  await tables
    .insertInto('versions')
    .values({ subject, version: 1 })
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet((row) => ({ version: row.eb(row.ref('versions.version'), '+', 1) })),
    )
    .execute()
  await sql`select pg_notify(${CHANNEL}, ${subject})`.execute(tables)
}

/**
 * Creates the signals of a server.
 *
 * @param listen calls back at each notification
 */
export async function createSignals(
  database: Database,
  listen: (onNotified: () => void) => Ear,
  interval = LOOK_INTERVAL,
): Promise<Signals> {
  const listeners: { readonly subject: Subject; readonly listener: () => void }[] = []
  let known = await readVersions(database).catch(() => new Map<string, number>())
  let looking: Promise<void> | undefined
  let isLookDue = false

  async function lookOnce(): Promise<void> {
    // The database reports its failures itself, and the next look makes up for this one.
    const versions = await readVersions(database).catch(() => known)
    const changed = [...versions].filter(([subject, version]) => known.get(subject) !== version)
    known = versions
    for (const [subject] of changed) for (const one of listeners) if (one.subject === subject) one.listener()
  }

  async function look(): Promise<void> {
    isLookDue = true
    looking ??= (async () => {
      while (isLookDue) {
        isLookDue = false
        await lookOnce()
      }
    })().finally(() => (looking = undefined))
    await looking
  }

  const ear = listen(() => void look())
  const timer = setInterval(() => void look(), interval).unref()
  return {
    watch: (subject, listener) => void listeners.push({ subject, listener }),
    async close() {
      clearInterval(timer)
      listeners.length = 0
      await ear.close()
      await looking
    },
  }
}

async function readVersions(database: Database): Promise<Map<string, number>> {
  const rows = await database.run((tables) => tables.selectFrom('versions').select(['subject', 'version']).execute())
  return new Map(rows.map(({ subject, version }) => [subject, version]))
}
