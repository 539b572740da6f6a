import { setTimeout as sleep } from 'node:timers/promises'
import type { SharedMemory } from './shared-memory.ts'

/** Has copies of the bot do one after the other what only one need do. */
export interface Turns {
  /** Runs a task once no other copy runs one, or as soon as the wait is aborted. Where the database fails it runs at once. */
  run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>
}

/** In milliseconds: whoever does not renew a turn for as long as it is held counts as ended. */
const TIMES = { held: 15_000, renewal: 3000, look: 1000 }

/** @param owner the id of this copy */
export function createTurns(memory: SharedMemory, key: string, owner: string, times = TIMES): Turns {
  const claim = () =>
    memory.change(key, times.held, (holder) => {
      const isFree = holder === undefined || holder === owner
      return { value: isFree ? owner : undefined, result: isFree }
    })
  // The database reports its failures itself.
  const isOwn = () => claim().catch(() => true)
  return {
    async run(signal, task) {
      while (!signal.aborted && !(await isOwn())) await sleep(times.look, undefined, { signal }).catch(() => {})
      const renewing = setInterval(() => void isOwn(), times.renewal).unref()
      try {
        return await task()
      } finally {
        clearInterval(renewing)
        // Another copy may hold it: one whose wait was aborted, or that counts as ended, gives up nothing.
        const isHeld = await memory.get(key).then(
          (holder) => holder === owner,
          () => false,
        )
        if (isHeld) await memory.delete(key).catch(() => {})
      }
    },
  }
}
