import { toQuantile } from '../measures.ts'
import type { Ending, Step } from './rig.ts'
import type { CopiesResult } from './run-on-copies.ts'

const whole = (value: number | undefined) => (value === undefined ? 'unknown' : String(Math.round(value)))
const tenths = (value: number | undefined) => value?.toFixed(1) ?? 'unknown'
const percent = (share: number | undefined) => (share === undefined ? 'unknown' : `${Math.round(share * 100)} %`)

/** Renders a run of one rate as a table. */
export function toTable(title: string, step: Step, ending: Ending): string {
  const rows: readonly (readonly [string, string])[] = [
    ['queries sent', whole(step.sent)],
    ['lost', whole(step.lost)],
    ['answered twice', whole(step.twice)],
    ...toTimes(step).map(([label, value]) => [`${label}, ms from update to reply`, value] as const),
    ['p99 of the second half, ms', tenths(toQuantile(step.times.slice(step.times.length / 2), 0.99))],
    ['memory at start, MB', whole(ending.memoryAtStart)],
    ['memory at end, MB', whole(step.memory)],
    ['memory at most, MB', whole(ending.mostMemory)],
    ['rows in the query log', whole(ending.rows)],
    ['missing in the query log', whole(ending.missing)],
    ["a core's time for a query, ms", tenths(step.botTime)],
    ['a core, used by the bot', percent(step.botCpu)],
    ['a core, used by the generator', percent(step.generatorCpu)],
    ['generator late at most, ms', tenths(step.lateness)],
    ['posted again', whole(ending.again)],
    ['told in the log', ending.told.join('; ') || 'no error, no warning'],
  ]
  return toText(title, rows)
}

/** Renders what a load on several copies came to as a table. */
export function toCopiesTable(title: string, what: string, result: CopiesResult): string {
  const rows: readonly (readonly [string, string])[] = [
    [`${what} sent`, whole(result.sent)],
    ['lost', whole(result.lost)],
    ['answered twice', `${whole(result.twice)}, ${whole(result.twiceOfKilled)} of the killed copy's last second`],
    ...toTimes(result).map(([label, value]) => [`${label}, ms from first post to answer`, value] as const),
    ...toTimes({ times: result.quietTimes }).map(([label, value]) => [`${label} before the kill, ms`, value] as const),
    ["a core's time of the copies, ms", tenths(result.copyTime)],
    ["a core's time of PostgreSQL, ms", tenths(result.databaseTime)],
    ['transactions', tenths(result.transactions)],
    ['posted again', whole(result.again)],
    ['rows missing in the database', whole(result.missing)],
    ['generator late at most, ms', tenths(result.lateness)],
    ['told in the log', result.told.join('; ') || 'no error, no warning'],
  ]
  return toText(title, rows)
}

function toText(title: string, rows: readonly (readonly [string, string])[]): string {
  return [title, ...rows.map(([label, value]) => `  ${label.padEnd(32)} ${value}`)].join('\n')
}

/** Renders a rate that was tried as a line. */
export function toLine(step: Step, isCarried: boolean): string {
  const times = toTimes(step).map(([label, value]) => `${label} ${value} ms`)
  const bot = `bot ${percent(step.botCpu)} of a core, ${tenths(step.botTime)} ms a query`
  const shares = `${bot}, generator ${percent(step.generatorCpu)}, late ${tenths(step.lateness)} ms`
  return [
    `  ${String(step.rate).padStart(5)}/s for ${step.seconds} s ${isCarried ? 'carried    ' : 'not carried'}`,
    `lost ${step.lost}`,
    `twice ${step.twice}`,
    ...times,
    shares,
    `memory ${whole(step.memory)} MB`,
  ].join('  ')
}

function toTimes({ times }: Pick<Step, 'times'>) {
  return [
    ['p50', tenths(toQuantile(times, 0.5))],
    ['p99', tenths(toQuantile(times, 0.99))],
    ['max', tenths(toQuantile(times, 1))],
  ] as const
}
