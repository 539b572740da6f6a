import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'

/** The end of a hold that its process has given up. */
export const RELEASED = 0

/** Runs a task; undefined where the database fails, which reports that itself. */
export type Run = <T>(task: (tables: Kysely<Tables>) => Promise<T>) => Promise<T | undefined>

/**
 * Creates what runs the tasks of a process, and tells which holds have lapsed: those that ended before the time that
 * `findLapsed` gives. Where a server was out of reach, the holds of all copies end at once: until they have had a lease's
 * time to settle and renew, only what was released counts as lapsed.
 */
export function createRun(database: Database, held: number): { readonly run: Run; readonly findLapsed: () => number } {
  let reachedAt: number | undefined
  let isLost = false
  let sureFrom = -Infinity
  // A server that says nothing for a while has lost nobody's task, and renewed nobody's hold.
  const isSilent = () => held > 0 && database.now() - (reachedAt ?? database.now()) > held / 2
  const noteReached = () => {
    if (isLost || isSilent()) sureFrom = database.now() + held
    isLost = false
    reachedAt = database.now()
  }
  return {
    async run(task) {
      try {
        const result = await database.run(task)
        noteReached()
        return result
      } catch {
        isLost = true
        return undefined
      }
    },
    findLapsed() {
      const now = database.now()
      // A file is used by one process: what others held they have left.
      const isSure = database.kind === 'sqlite' || (!isLost && !isSilent() && now >= sureFrom)
      return isSure ? now : RELEASED + 1
    },
  }
}
