import { setImmediate as nextTurn } from 'node:timers/promises'

/** Milliseconds of a long work after which the event loop has its turn. */
const SLICE = 5

/** Creates a pause that yields to the event loop whenever a slice of time is used up. */
export function createPace(): () => Promise<void> {
  let start = performance.now()
  return async () => {
    if (performance.now() - start < SLICE) return
    await nextTurn()
    start = performance.now()
  }
}
