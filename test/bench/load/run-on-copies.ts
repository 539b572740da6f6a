import { setTimeout as sleep } from 'node:timers/promises'
import { type Copies, type CopiesOptions, startCopies } from './copies.ts'
import { drain, sendAll } from './rig.ts'
import type { Counts } from './tally.ts'

interface RunOptions extends CopiesOptions {
  readonly rate: number
  readonly seconds: number
  /** Queries a second before, by which the copies get their code compiled. */
  readonly warmUpRate?: number
}

/** What a load on several copies came to, of which one was killed and another was stopped, each with another in its place. */
export interface CopiesResult extends Counts {
  /** The times of what was sent before the kill. */
  readonly quietTimes: readonly number[]
  readonly lateness: number
  /** Of those answered twice, how many the killed copy had, and may have answered within its last second. */
  readonly twiceOfKilled: number
  /** Milliseconds of a core for each answer before the kill: of the copies, and of the database for its connections. */
  readonly copyTime: number | undefined
  readonly databaseTime: number | undefined
  readonly transactions: number
  /** Posts that nobody took at first. */
  readonly again: number
  /** Rows that are missing: of the query log, or of votes. */
  readonly missing: number
  /** How each process ended but the killed one. */
  readonly codes: readonly (number | null)[]
  readonly told: readonly string[]
  readonly refusals: readonly string[]
}

/** When, of the time of the load, one copy is killed, and another is stopped. */
const [KILL_AT, STOP_AT] = [1 / 3, 2 / 3]
/** Milliseconds: what a killed copy had answered before that was noted as answered. */
const LAST = 1000
const WARM_UP_SECONDS = 6
/** Milliseconds in which a second answer would come: longer than a killed copy holds what it was given. */
const SETTLE = 7000

/** Puts a load on copies of the bot on one database behind a balancer. */
export async function runOnCopies({ warmUpRate = 50, ...options }: RunOptions): Promise<CopiesResult> {
  const { rate, seconds, isPressing } = options
  const rig = await startCopies(options)
  try {
    const warmUpSeconds = isPressing ? Math.ceil((rate * seconds) / warmUpRate) : WARM_UP_SECONDS
    await sendAll(warmUpRate, warmUpSeconds, (due) => rig.ask(due))
    await drain(() => rig.waiting(), SETTLE)
    rig.begin()
    const before = await rig.read()
    const faults = causeFaults(rig, seconds)
    const lateness = await sendAll(rate, seconds, (due) => (isPressing ? rig.press(due) : rig.ask(due)))
    const { killedAt, atKill, answered } = await faults
    await drain(() => rig.waiting(), SETTLE)
    const quiet = Math.round(rate * seconds * KILL_AT)
    const per = (one: number | undefined, other: number | undefined) => one && other && (other - one) / answered
    const counts = rig.sum()
    return {
      ...counts,
      lateness,
      quietTimes: counts.times.slice(0, quiet),
      twiceOfKilled: rig.countTwiceOf(0, killedAt - LAST),
      copyTime: per(before.copies, atKill.copies),
      databaseTime: per(before.database, atKill.database),
      transactions: (atKill.transactions - before.transactions) / answered,
      ...(await rig.stop()),
    }
  } finally {
    await rig.close()
  }
}

/** Kills the first copy amid the load, and stops the second later. */
async function causeFaults(rig: Copies, seconds: number) {
  await sleep(seconds * 1000 * KILL_AT)
  const atKill = await rig.read()
  const [killedAt, answered] = [performance.now(), rig.sum().times.length]
  const killed = rig.replace(0, 'kill')
  await sleep(seconds * 1000 * (STOP_AT - KILL_AT))
  await rig.replace(1, 'stop')
  await killed
  return { killedAt, atKill, answered }
}
