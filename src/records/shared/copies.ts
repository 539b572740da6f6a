import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Database } from '../database/database.ts'

/** A copy of the bot that runs on the same database. */
export interface Copy {
  readonly id: string
  /** Of its machine or container, and its process. */
  readonly name: string
  readonly updates: 'polling' | 'webhook'
}

/** The copies of the bot that run on one database. */
export interface Copies {
  readonly self: Copy
  /** Counts this copy among those that run, until it leaves or says nothing more for some seconds. */
  join(): Promise<void>
  /** Lists the others that run. */
  listOthers(): Promise<readonly Copy[]>
  leave(): Promise<void>
}

/** Milliseconds: after `silence` without a word a copy counts as ended. */
const TIMES = { word: 1000, silence: 5000 }

/** Creates the view of one copy on all of a bot. */
export function createCopies(database: Database, updates: Copy['updates'], times = TIMES): Copies {
  const self: Copy = { id: randomUUID(), name: `${hostname()}:${process.pid}`, updates }
  let timer: NodeJS.Timeout | undefined
  const say = () =>
    database.run((tables) =>
      tables
        .insertInto('copies')
        .values({ ...self, seen_at: database.now() })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: database.now() }))
        .execute(),
    )
  return {
    self,
    async join() {
      await say()
      // The database reports its failures itself.
      timer ??= setInterval(() => void say().catch(() => {}), times.word).unref()
    },
    async listOthers() {
      const since = database.now() - times.silence
      return database.run(async (tables) => {
        await tables.deleteFrom('copies').where('seen_at', '<', since).execute()
        const rows = tables.selectFrom('copies').select(['id', 'name', 'updates']).where('id', '!=', self.id)
        return rows.orderBy('name').execute()
      })
    },
    async leave() {
      clearInterval(timer)
      timer = undefined
      await database.run((tables) => tables.deleteFrom('copies').where('id', '=', self.id).execute()).catch(() => {})
    },
  }
}
