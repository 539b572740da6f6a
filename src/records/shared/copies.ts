import { createHmac, randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Database } from '../database/database.ts'

/** A copy of the bot that runs on the same database. */
export interface Copy {
  readonly id: string
  /** Tells bots apart, without their tokens: those of one have the same. */
  readonly bot: string
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

/**
 * Creates the view of one copy on all of a bot, and on those of another that uses the same database by mistake.
 *
 * @param key the bot's token
 */
export function createCopies(database: Database, key: string, updates: Copy['updates'], times = TIMES): Copies {
  const bot = createHmac('sha256', key).update('copies').digest('base64url')
  const self: Copy = { id: `${bot}.${randomUUID()}`, bot, name: `${hostname()}:${process.pid}`, updates }
  const row = { id: self.id, name: self.name, updates }
  let timer: NodeJS.Timeout | undefined
  const say = () =>
    database.run((tables) =>
      tables
        .insertInto('copies')
        .values({ ...row, seen_at: database.now() })
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
        return (await rows.orderBy('name').execute()).map((one) => ({ ...one, bot: one.id.split('.')[0] ?? '' }))
      })
    },
    async leave() {
      clearInterval(timer)
      timer = undefined
      await database.run((tables) => tables.deleteFrom('copies').where('id', '=', self.id).execute()).catch(() => {})
    },
  }
}
