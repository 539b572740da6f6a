import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'

/** Milliseconds that running answers get at a stop: process managers kill after about ten seconds. */
const STOP_DEADLINE = 8000
/** Milliseconds between looks at whether they are out: shorter than anyone notices at a stop. */
const STOP_CHECK = 50

/** Lets running answers finish, but no longer than a process manager waits; tells whether every one did. */
export async function finishAnswers(countRunning: () => number, log: Log): Promise<boolean> {
  const deadline = Date.now() + STOP_DEADLINE
  while (countRunning() > 0 && Date.now() < deadline) await sleep(STOP_CHECK)
  const unfinished = countRunning()
  if (unfinished > 0) log.warn({ unfinished }, 'stopped before every answer was out')
  return unfinished === 0
}
