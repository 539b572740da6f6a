import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'
import { createSeal } from '../seal.ts'

/**
 * What the copies of a bot remember together for minutes: JSON by keys, both unreadable without the bot's token. Every
 * call rejects while the database fails.
 */
export interface SharedMemory {
  /** Finds what is remembered; undefined once its time is over. */
  get(key: string): Promise<unknown>
  /** Remembers in place of what was before. */
  set(entries: readonly Entry[]): Promise<void>
  delete(key: string): Promise<void>
  /**
   * Changes what is remembered, each change on top of the one before, whichever copy makes it.
   *
   * @param change may be called again, with what another copy has changed meanwhile
   */
  change<T>(key: string, lasting: number, change: (before: unknown) => Changed<T>): Promise<T>
  /** Stops the deletion of what is over. */
  close(): void
}

export interface Entry {
  readonly key: string
  readonly value: unknown
  /** Milliseconds. */
  readonly lasting: number
}

export interface Changed<T> {
  /** Undefined where nothing is to be changed. */
  readonly value: unknown
  readonly result: T
}

/** Changes that are tried on top of others' before one gives up: more copies than that change one key at once. */
const MOST_TRIES = 20
/** Milliseconds between deletions of what is over. */
const SWEEP = 10_000

/** Creates the shared memory of a database. @param token of the bot */
export function createSharedMemory(database: Database, token: string, sweepInterval = SWEEP): SharedMemory {
  const seal = createSeal(token, 'memory')
  const toRow = ({ key, value, lasting }: Entry) => ({
    key: seal.digest(key),
    content: seal.close(JSON.stringify(value)),
    until: database.now() + lasting,
    version: 1,
  })
  const read = (row: { readonly content: ArrayBuffer | Uint8Array; readonly until: number } | undefined): unknown => {
    const text = row && row.until > database.now() ? seal.open(row.content) : undefined
    return text === undefined ? undefined : JSON.parse(text)
  }
  const sweeping = setInterval(() => void sweep(database), sweepInterval).unref()
  return {
    async get(key) {
      return read(await database.run((tables) => find(tables, seal.digest(key))))
    },
    set: createSet(database, toRow),
    async delete(key) {
      await database.run((tables) => tables.deleteFrom('memories').where('key', '=', seal.digest(key)).execute())
    },
    async change(key, lasting, change) {
      for (let tries = 1; tries <= MOST_TRIES; tries++) {
        const row = await database.run((tables) => find(tables, seal.digest(key)))
        const { value, result } = change(read(row))
        if (value === undefined) return result
        const next = { ...toRow({ key, value, lasting }), version: (row?.version ?? 0) + 1 }
        if (await database.run((tables) => putOn(tables, next, row?.version))) return result
      }
      throw new Error('a memory is changed by too many copies at once')
    },
    close: () => clearInterval(sweeping),
  }
}

/** Creates what remembers together all that is set in one turn of the event loop: each statement takes the server's time. */
function createSet(database: Database, toRow: (entry: Entry) => Row): SharedMemory['set'] {
  const waiting = new Map<string, Entry>()
  let writing: Promise<void> | undefined

  async function write(): Promise<void> {
    await nextTurn()
    writing = undefined
    const rows = [...waiting.values()].map(toRow)
    waiting.clear()
    await database.run((tables) => replace(tables, rows))
  }

  return async (entries) => {
    for (const entry of entries) waiting.set(entry.key, entry)
    if (waiting.size > 0) await (writing ??= write())
  }
}

interface Row {
  readonly key: string
  readonly content: Uint8Array
  readonly until: number
  readonly version: number
}

function find(tables: Kysely<Tables>, key: string) {
  return tables.selectFrom('memories').select(['content', 'until', 'version']).where('key', '=', key).executeTakeFirst()
}

async function replace(tables: Kysely<Tables>, rows: readonly Row[]): Promise<void> {
  await tables
    .insertInto('memories')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        content: row.ref('excluded.content'),
        until: row.ref('excluded.until'),
        version: row.eb(row.ref('memories.version'), '+', 1),
      })),
    )
    .execute()
}

/** Puts a row in the place of the version that was read, or of none; false where another has come before. */
async function putOn(tables: Kysely<Tables>, row: Row, version: number | undefined): Promise<boolean> {
  if (version === undefined) {
    const added = tables.insertInto('memories').values(row)
    const [result] = await added.onConflict((conflict) => conflict.column('key').doNothing()).execute()
    return (result?.numInsertedOrUpdatedRows ?? 0n) > 0n
  }
  const { key, ...changed } = row
  const replaced = tables.updateTable('memories').set(changed).where('key', '=', key).where('version', '=', version)
  return (await replaced.executeTakeFirstOrThrow()).numUpdatedRows > 0n
}

/** The database reports its failures itself. */
async function sweep(database: Database): Promise<void> {
  const over = database.now()
  await database.run((tables) => tables.deleteFrom('memories').where('until', '<', over).execute()).catch(() => {})
}
