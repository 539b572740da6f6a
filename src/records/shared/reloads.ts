import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'
import { announce } from './signals.ts'

/** A reload that one copy proposes to all. */
export interface ProposedReload {
  readonly id: string
  /** The id of the copy that proposed it, and decides. */
  readonly proposer: string
  /** Which failed checks are passed over, as JSON. */
  readonly force: string
  /** The version in use that it is to follow. */
  readonly version: number
  readonly decision: 'open' | 'taken' | 'given up'
}

/** What a copy says to a proposed reload: that it has prepared this state, or, with null, that it cannot. */
export interface Vote {
  readonly copy: string
  readonly name: string
  readonly state: string | null
}

/** The reloads that copies of a bot agree on. */
export interface Reloads {
  /** Proposes one, unless another is open; gives the one that is open then. */
  propose(proposed: Pick<ProposedReload, 'proposer' | 'force' | 'version'>): Promise<ProposedReload>
  /** Finds the one that is open. */
  findOpen(): Promise<ProposedReload | undefined>
  find(id: string): Promise<ProposedReload | undefined>
  vote(id: string, vote: Vote): Promise<void>
  listVotes(id: string): Promise<readonly Vote[]>
  /** Decides one that is open; false where that was done. */
  decide(id: string, decision: Exclude<ProposedReload['decision'], 'open'>): Promise<boolean>
}

/** Milliseconds after which a reload that is open counts as given up: whoever proposed it has ended. */
export const RELOAD_LIMIT = 120_000

/** Creates the reloads of a server. @param limit milliseconds after which one that is open counts as given up */
export function createReloads(database: Database, limit: number): Reloads {
  return {
    propose: (proposed) =>
      database.run((tables) =>
        tables.transaction().execute(async (changing) => {
          // One at a time: a second proposer waits here, and then finds what the first proposed.
          await announce(changing, 'reloads')
          const open = await findOpen(changing, database.now() - limit)
          if (open) return open
          await changing.updateTable('reloads').set({ decision: 'given up' }).where('decision', '=', 'open').execute()
          await changing.deleteFrom('reload_votes').execute()
          const made: ProposedReload = { id: randomUUID(), ...proposed, decision: 'open' }
          await changing
            .insertInto('reloads')
            .values({ ...made, at: database.now() })
            .execute()
          return made
        }),
      ),
    findOpen: () => database.run((tables) => findOpen(tables, database.now() - limit)),
    find: (id) => database.run((tables) => select(tables).where('id', '=', id).executeTakeFirst()),
    vote: (id, vote) =>
      database.run((tables) =>
        tables.transaction().execute(async (changing) => {
          await changing
            .insertInto('reload_votes')
            .values({ reload: id, ...vote })
            .onConflict((conflict) => conflict.columns(['reload', 'copy']).doUpdateSet({ state: vote.state }))
            .execute()
          await announce(changing, 'reloads')
        }),
      ),
    listVotes: (id) =>
      database.run((tables) =>
        tables.selectFrom('reload_votes').select(['copy', 'name', 'state']).where('reload', '=', id).execute(),
      ),
    decide: (id, decision) =>
      database.run((tables) =>
        tables.transaction().execute(async (changing) => {
          const open = changing
            .updateTable('reloads')
            .set({ decision })
            .where('id', '=', id)
            .where('decision', '=', 'open')
          const { numUpdatedRows } = await open.executeTakeFirstOrThrow()
          await announce(changing, 'reloads')
          return numUpdatedRows > 0n
        }),
      ),
  }
}

function findOpen(tables: Kysely<Tables>, since: number): Promise<ProposedReload | undefined> {
  return select(tables).where('decision', '=', 'open').where('at', '>', since).executeTakeFirst()
}

function select(tables: Kysely<Tables>) {
  return tables.selectFrom('reloads').select(['id', 'proposer', 'force', 'version', 'decision'])
}
