import type { Database } from './database/database.ts'

/** The deletion of rows past their retention, and of their bytes. */
export interface Retention {
  /** Makes all steps due again. */
  renew(): void
  /** Has what was deleted elsewhere leave the bytes of the file too. */
  noteDeletion(): void
  /** Takes the steps that are due. One that fails, or is held up by another process, stays due. */
  purge(): Promise<void>
}

/** Days for which rows without a text are kept. */
export const DAYS_WITHOUT_TEXT = 90
const DAY = 24 * 60 * 60 * 1000

/**
 * Creates the retention of a database: deletes old rows and, if no texts are to be stored, the texts from before that
 * setting; then what SQLite leaves of them.
 *
 * A deleted row is overwritten at once, but SQLite may have copied it within its page before. Only rewriting the file
 * removes such copies. That blocks the bot for a second per million rows, so it happens once a day at most.
 *
 * @param days until a row is deleted; with 0 no texts are stored, and rows are deleted after 90 days
 */
export function createRetention(database: Database, days: number): Retention {
  const due = { rows: true, copies: true, log: true }
  let hasDeleted = false
  let vacuumedAt = -Infinity
  return {
    renew: () => void Object.assign(due, { rows: true, copies: true, log: true }),
    noteDeletion() {
      hasDeleted = true
      Object.assign(due, { copies: true, log: true })
    },
    async purge() {
      if (due.rows) hasDeleted = (await deleteOld(database, days)) || hasDeleted
      due.rows = false
      const isVacuumDue = due.copies
      // Not tried again before the next purge: where the disk is full each try would take as long.
      due.copies = false
      if (isVacuumDue && Date.now() - vacuumedAt >= DAY) {
        await database.vacuum(hasDeleted)
        if (hasDeleted) vacuumedAt = Date.now()
        hasDeleted = false
      }
      if (due.log) due.log = !(await database.truncateLog())
    },
  }
}

/** Tells whether anything was deleted. */
async function deleteOld(database: Database, days: number): Promise<boolean> {
  const oldest = Date.now() - (days || DAYS_WITHOUT_TEXT) * DAY
  let count = 0n
  for (const table of ['queries', 'presses', 'votes'] as const) {
    const deleted = await database.run((tables) =>
      tables.deleteFrom(table).where('at', '<', oldest).executeTakeFirstOrThrow(),
    )
    count += deleted.numDeletedRows
  }
  count += await deleteAnswered(database)
  if (days > 0) return count > 0n
  const emptied = await database.run((tables) =>
    tables.updateTable('queries').set({ query: null }).where('query', 'is not', null).executeTakeFirstOrThrow(),
  )
  return count + emptied.numUpdatedRows > 0n
}

/** Deletes the updates that were answered a day ago: Telegram delivers none that is older. */
async function deleteAnswered(database: Database): Promise<bigint> {
  const deleted = await database.run((tables) =>
    tables
      .deleteFrom('updates')
      .where('at', '<', Date.now() - DAY)
      .where('held_until', 'is', null)
      .executeTakeFirstOrThrow(),
  )
  return deleted.numDeletedRows
}
