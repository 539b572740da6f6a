import { createHmac } from 'node:crypto'
import type { Insertable, Kysely } from 'kysely'
import type { Database } from './database/database.ts'
import type { Tables } from './database/tables.ts'
import { createSeal } from './seal.ts'

/** What Telegram delivers, as far as it is looked into here. */
export interface Delivered {
  readonly update_id: number
}

/** What becomes of a delivered update: it is this process's to answer, or was answered, or another process holds it. */
export type Claim = 'own' | 'answered' | 'held'

/** What processes that ended have left unanswered. */
export interface Left {
  /** They are this process's now. */
  readonly updates: readonly Delivered[]
  /** The ids of those that too many processes have ended with, or that cannot be read. */
  readonly dropped: readonly number[]
}

/**
 * The updates that were taken from Telegram: those not yet answered outlast the process, and those answered within a day
 * are known. No call rejects: where the database fails, updates are claimed all the same.
 */
export interface TakenUpdates {
  /** Stores updates before Telegram forgets them, and claims those that nobody has. */
  claim(updates: readonly Delivered[]): Promise<ReadonlyMap<number, Claim>>
  /** Notes that an update needs no more, and deletes its content. */
  settle(id: number): Promise<void>
  /** Forgets an update, so that Telegram may deliver it again. */
  giveBack(id: number): Promise<void>
  /** Claims what processes that ended have left. */
  claimLeft(): Promise<Left>
  /** Leaves what this process holds to the next one. */
  release(): Promise<void>
}

export interface TakenUpdatesSettings {
  /** The bot's token: it seals the updates, which hold what users wrote. */
  readonly key: string
  readonly lease?: Lease | undefined
}

/** In milliseconds. */
export interface Lease {
  /** For how long a process holds an update without renewing it; after that it counts as ended. */
  readonly held: number
  /** Between renewals. */
  readonly renewal: number
}

const LEASE: Lease = { held: 5000, renewal: 1000 }
/** Processes that may end with the same update, which may be what ends them. */
const MAX_STARTS = 10
/** Rows per statement. */
const BATCH_SIZE = 100

/** Creates the updates of a bot in a database. Looking for what is left also renews the holds. */
export function createTakenUpdates(database: Database, { key, lease = LEASE }: TakenUpdatesSettings): TakenUpdates {
  const bot = createHmac('sha256', key).update('updates').digest('base64url')
  const seal = createSeal(key, 'updates')
  // The database reports its failures itself.
  const run: Run = (task) => database.run(task).catch(() => undefined)
  const held = new Set<number>()
  const settle = createSettle(run, bot)
  const isRenewalDue = createPacer(lease.renewal)
  const until = () => database.now() + lease.held
  const hold = (end: number) => run((tables) => setHold(tables, bot, [...held], end))

  return {
    async claim(updates) {
      const claims = new Map<number, Claim>()
      for (const batch of inBatches(updates)) {
        const rows = batch.map((one) => {
          const text = JSON.stringify(one)
          return { bot, id: one.update_id, content: seal.close(text), digest: seal.digest(text) }
        })
        const claimed = await run((tables) => claimRows(tables, rows, until()))
        for (const { id } of rows) claims.set(id, claimed?.get(id) ?? 'own')
      }
      for (const [id, claim] of claims) if (claim === 'own') held.add(id)
      return claims
    },
    settle(id) {
      held.delete(id)
      return settle(id)
    },
    async giveBack(id) {
      held.delete(id)
      await run((tables) => tables.deleteFrom('updates').where('bot', '=', bot).where('id', '=', id).execute())
    },
    async claimLeft() {
      if (isRenewalDue()) await hold(until())
      const rows = (await run((tables) => takeOver(tables, bot, until()))) ?? []
      const opened = rows.map(({ id, starts, content }) => ({
        id,
        update: starts > MAX_STARTS || content === null ? undefined : openUpdate(seal.open(content)),
      }))
      const dropped = opened.filter(({ update }) => !update).map(({ id }) => id)
      for (const id of dropped) void settle(id)
      const updates = opened.flatMap(({ update }) => update ?? [])
      for (const { update_id: id } of updates) held.add(id)
      return { updates, dropped }
    },
    async release() {
      await hold(0)
      held.clear()
    },
  }
}

/** Only what was sealed above opens. */
function openUpdate(text: string | undefined): Delivered | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Delivered)
}

/** Runs a task; undefined where the database fails. */
type Run = <T>(task: (tables: Kysely<Tables>) => Promise<T>) => Promise<T | undefined>

/** Creates what settles updates: together those that were answered while the database was busy. */
function createSettle(run: Run, bot: string): (id: number) => Promise<void> {
  const waiting = new Set<number>()
  let settling: Promise<void> | undefined
  const settleAll = () =>
    run(async (tables) => {
      settling = undefined
      const ids = [...waiting]
      waiting.clear()
      for (const batch of inBatches(ids))
        await tables
          .updateTable('updates')
          .where('bot', '=', bot)
          .where('id', 'in', batch)
          .set({ held_until: null, content: null })
          .execute()
    })
  return (id) => {
    waiting.add(id)
    return (settling ??= settleAll())
  }
}

/** Creates what is true at most once in so many milliseconds. */
function createPacer(interval: number): () => boolean {
  let last = -Infinity
  return () => {
    const isDue = Date.now() - last >= interval
    if (isDue) last = Date.now()
    return isDue
  }
}

type NewRow = Pick<Insertable<Tables['updates']>, 'bot' | 'content' | 'digest' | 'id'>

/** Stores the rows that are new, takes over those that nobody holds any more, and tells what each of them is. */
async function claimRows(
  tables: Kysely<Tables>,
  rows: readonly NewRow[],
  until: number,
): Promise<ReadonlyMap<number, Claim>> {
  const now = Date.now()
  const claimed = await tables
    .insertInto('updates')
    .values(rows.map((row) => ({ ...row, at: now, held_until: until, starts: 1 })))
    .onConflict((conflict) =>
      conflict
        .columns(['bot', 'id'])
        .doUpdateSet((row) => ({
          at: now,
          held_until: until,
          digest: row.ref('excluded.digest'),
          content: row.ref('excluded.content'),
          starts: row.eb(row.ref('updates.starts'), '+', 1),
        }))
        .where((row) =>
          row.or([row('updates.held_until', '<', now), row('updates.digest', '!=', row.ref('excluded.digest'))]),
        ),
    )
    .returning('id')
    .execute()
  const stored = await tables
    .selectFrom('updates')
    .select(['id', 'held_until'])
    .where('bot', 'in', [...new Set(rows.map(({ bot }) => bot))])
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  const own = new Set(claimed.map(({ id }) => id))
  const toOthers = (end: number | null) => (end === null ? 'answered' : 'held')
  return new Map(stored.map(({ id, held_until }) => [id, own.has(id) ? 'own' : toOthers(held_until)]))
}

async function setHold(tables: Kysely<Tables>, bot: string, ids: readonly number[], until: number): Promise<void> {
  for (const batch of inBatches(ids))
    await tables
      .updateTable('updates')
      .where('bot', '=', bot)
      .where('id', 'in', batch)
      // What was answered meanwhile stays so.
      .where('held_until', 'is not', null)
      .set({ held_until: until })
      .execute()
}

/** Takes over what nobody holds any more. */
function takeOver(tables: Kysely<Tables>, bot: string, until: number) {
  return tables
    .updateTable('updates')
    .where('bot', '=', bot)
    .where('held_until', '<', Date.now())
    .set((row) => ({ held_until: until, starts: row('starts', '+', 1) }))
    .returning(['id', 'starts', 'content'])
    .execute()
}

function inBatches<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / BATCH_SIZE) }, (_, index) =>
    items.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  )
}
