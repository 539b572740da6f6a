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
    .returning(['id', 'starts'])
    .execute()
  const own = new Map(claimed.map(({ id, starts }) => [id, { claim: 'own' as const, starts }]))
  // So it is but where a post is repeated: the others' rows are looked up.
  const others = rows.filter(({ id }) => !own.has(id))
  if (others.length === 0) return own
  const stored = await tables
    .selectFrom('updates')
    .select(['id', 'held_until', 'starts'])
    .where('bot', 'in', [...new Set(others.map(({ bot }) => bot))])
    .where(
      'id',
      'in',
      others.map(({ id }) => id),
    )
    .execute()
  const toClaim = (end: number | null): Claim => (end === null ? 'answered' : 'held')
  return new Map([
    ...own,
    ...stored.map(({ id, held_until, starts }) => [id, { claim: toClaim(held_until), starts }] as const),
  ])
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
