import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OnProgress } from '../knowledge/progress.ts'

/** Milliseconds of a long work after which the event loop has its turn. */
const SLICE = 5

/** Yields to the event loop now and then; called between the steps of a long work. */
export type Pause = () => Promise<void>

/** Creates a pause that yields to the event loop whenever a slice of time is used up. */
export function createPace(): Pause {
  let start = performance.now()
  return async () => {
    if (performance.now() - start < SLICE) return
    await nextTurn()
    start = performance.now()
  }
}

/** Items of a loop of some microseconds each between two pauses: to await one took longer than the item. */
const ITEMS_AT_ONCE = 256

/** Does something with each item, pausing now and then. */
export async function pauseAtTimes<T>(
  items: Iterable<T>,
  pause: Pause,
  work: (item: T, place: number) => void,
): Promise<void> {
  let place = 0
  for (const item of items) {
    work(item, place)
    if (++place % ITEMS_AT_ONCE === 0) await pause()
  }
}

/** Counts pauses as the steps of a work of `total` steps. */
export function countPauses(pause: Pause, total: number, onProgress?: OnProgress): Pause {
  if (!onProgress) return pause
  let done = 0
  return () => {
    onProgress(++done, total)
    return pause()
  }
}
