import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves after so many milliseconds, or at a stop. */
export async function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal: stop }).catch(() => {})
}
