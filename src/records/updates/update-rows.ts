import type { Insertable, Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** What becomes of a delivered update: it is this process's to answer, or was answered, or another process holds it. */
export type Claim = 'own' | 'answered' | 'held'

/** Rows per statement. */
const BATCH_SIZE = 100

export type NewRow = Pick<Insertable<Tables['updates']>, 'bot' | 'content' | 'digest' | 'id'>

/** The times of a hold: when it is taken, when it ends, and before when those that it replaces must have ended. */
interface Hold {
  readonly now: number
  readonly until: number
  readonly lapsed: number
}

/** Stores the rows that are new, takes over those that nobody holds any more, and tells what each of them is. */
export async function claimRows(
  tables: Kysely<Tables>,
  rows: readonly NewRow[],
  { now, until, lapsed }: Hold,
): Promise<ReadonlyMap<number, { readonly claim: Claim; readonly starts: number }>> {
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
          starts: row
            .case()
            .when(row('updates.digest', '=', row.ref('excluded.digest')))
            .then(row.eb(row.ref('updates.starts'), '+', 1))
            .else(1)
            .end(),
        }))
        .where((row) =>
          row.or([row('updates.held_until', '<', lapsed), row('updates.digest', '!=', row.ref('excluded.digest'))]),
        ),
    )
    .returning('id')
    .execute()
  const stored = await tables
    .selectFrom('updates')
    .select(['id', 'held_until', 'starts'])
    .where('bot', 'in', [...new Set(rows.map(({ bot }) => bot))])
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  const own = new Set(claimed.map(({ id }) => id))
  const toOthers = (end: number | null) => (end === null ? 'answered' : 'held')
  return new Map(
    stored.map(({ id, held_until, starts }) => [id, { claim: own.has(id) ? 'own' : toOthers(held_until), starts }]),
  )
}

export async function setHold(
  tables: Kysely<Tables>,
  bot: string,
  ids: readonly number[],
  until: number,
): Promise<void> {
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
export function takeOver(tables: Kysely<Tables>, bot: string, { until, lapsed }: Omit<Hold, 'now'>) {
  return tables
    .updateTable('updates')
    .where('bot', '=', bot)
    .where('held_until', '<', lapsed)
    .set((row) => ({ held_until: until, starts: row('starts', '+', 1) }))
    .returning(['id', 'starts', 'content'])
    .execute()
}

export function inBatches<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / BATCH_SIZE) }, (_, index) =>
    items.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  )
}

/** Notes that updates are answered, and deletes their content. */
export async function setSettled(tables: Kysely<Tables>, bot: string, ids: readonly number[]): Promise<void> {
  await tables
    .updateTable('updates')
    .where('bot', '=', bot)
    .where('id', 'in', ids)
    .set({ held_until: null, content: null })
    .execute()
}
