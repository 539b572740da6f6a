import type { Kysely, OnConflictBuilder } from 'kysely'
import type { Database } from './database/database.ts'
import { findRefusal, RowRefusal } from './database/row-refusal.ts'
import type { Tables } from './database/tables.ts'

/** A row of the query log. */
export type LogRow =
  | { readonly table: 'queries'; readonly values: Omit<Tables['queries'], 'id'> }
  | { readonly table: 'presses'; readonly values: Omit<Tables['presses'], 'id'> }
  | { readonly table: 'votes'; readonly values: Tables['votes'] }

/** The tables of the log. */
export const LOG_TABLES = ['queries', 'presses', 'votes'] as const

/** Rows per statement. */
const BATCH_SIZE = 100

/** Writes rows, and removes them from the list only after that; those that the database refuses are reported instead. */
export async function writeRows(database: Database, waiting: LogRow[]): Promise<void> {
  const rows = [...waiting]
  for (const table of LOG_TABLES) {
    const own = rows.filter((row) => row.table === table)
    for (let start = 0; start < own.length; start += BATCH_SIZE)
      await writeBatch(database, waiting, own.slice(start, start + BATCH_SIZE))
  }
}

/** Writes rows of one table together; where one of them is refused, each by itself. */
async function writeBatch(database: Database, waiting: LogRow[], batch: readonly LogRow[]): Promise<void> {
  let refusal: RowRefusal | undefined
  try {
    await database.run((tables) => insert(tables, batch))
  } catch (error) {
    if (!(error instanceof RowRefusal)) throw error
    if (batch.length > 1) {
      for (const row of batch) await writeBatch(database, waiting, [row])
      return
    }
    refusal = error
  }
  const done = new Set(batch)
  waiting.splice(0, waiting.length, ...waiting.filter((row) => !done.has(row)))
  if (refusal) database.report(refusal)
}

/** A batch is one statement, and therefore atomic. */
async function insert(tables: Kysely<Tables>, rows: readonly LogRow[]): Promise<void> {
  try {
    await toStatement(tables, rows)?.execute()
  } catch (error) {
    throw findRefusal(error, rows[0]?.table ?? '')
  }
}

function toStatement(tables: Kysely<Tables>, rows: readonly LogRow[]) {
  const queries = rows.flatMap((row) => (row.table === 'queries' ? [row.values] : []))
  if (queries.length > 0) return tables.insertInto('queries').values(queries)
  const presses = rows.flatMap((row) => (row.table === 'presses' ? [row.values] : []))
  if (presses.length > 0) return tables.insertInto('presses').values(presses)
  const votes = rows.flatMap((row) => (row.table === 'votes' ? [row.values] : []))
  // Other dialects refuse to upsert a row twice in one statement.
  const latest = [...new Map(votes.map((vote) => [`${vote.message} ${vote.user}`, vote])).values()]
  return latest.length > 0 ? tables.insertInto('votes').values(latest).onConflict(replaceVote) : undefined
}

function replaceVote(conflict: OnConflictBuilder<Tables, 'votes'>) {
  return conflict.columns(['message', 'user']).doUpdateSet((row) => ({
    at: row.ref('excluded.at'),
    is_up: row.ref('excluded.is_up'),
    reason: row.ref('excluded.reason'),
  }))
}
