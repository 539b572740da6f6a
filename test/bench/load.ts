import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { Way } from './load/bot-process.ts'
import { toCopiesTable, toLine, toTable } from './load/report.ts'
import { startRig } from './load/rig.ts'
import { runOnCopies } from './load/run-on-copies.ts'
import { findCopiesFaults, findFaults, findHighest, keepsUp, MOST_P99 } from './load/verdict.ts'

/** Seconds, at a quarter of the first rate, in which a bot that has just started gets its code compiled. */
const WARM_UP = 5
/** Seconds for which a rate is tried, and for which it must hold in the end where `--seconds` is less. */
const TRIAL = 10
/** Of a rate that did not hold in the end, how much is tried next. */
const LESS = 0.9
const PRESSES = 600

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
    by: { type: 'string', multiple: true, default: ['polling', 'webhook'] },
    delay: { type: 'string', default: '0' },
    profile: { type: 'string' },
    /** So many copies on one database, of which one is killed and another stopped; with `--presses` 600 presses. */
    copies: { type: 'string' },
    presses: { type: 'boolean', default: false },
    model: { type: 'string', default: '' },
    'no-highest': { type: 'boolean', default: false },
  },
})
const [rate, seconds, delay] = [toNumber('rate'), toNumber('seconds'), toNumber('delay')]
const ways = values.by.map(toWay)

const cores = `the same ${availableParallelism()} cores as the bot, which has just started.`
console.log(`The generator and the Bot API that stands in for Telegram (${delay} ms a message) run on ${cores}`)
if (values.copies !== undefined) await runCopies(toNumber('copies'))
else {
  for (const way of ways) await runAt(way)
  if (!values['no-highest']) for (const way of ways) await runToHighest(way)
}

async function runCopies(copies: number): Promise<void> {
  const load = toLoad()
  const sent = values.presses ? { rate: PRESSES / seconds, isPressing: true } : { rate, isPressing: false }
  const { model, profile } = values
  const result = await runOnCopies({ copies, seconds, delay, model, profile, ...sent })
  const what = values.presses ? 'presses' : 'queries'
  const title = `${copies} copies, ${what} at ${sent.rate}/s for ${seconds} s (load average ${load} before, ${toLoad()} after)`
  console.log(`\n${toCopiesTable(title, what, result)}`)
  for (const fault of findCopiesFaults(result)) {
    console.error(`  ${fault}`)
    process.exitCode = 1
  }
}

async function runAt(way: Way): Promise<void> {
  const load = toLoad()
  const rig = await startRig({ way, delay, profile: values.profile })
  const step = await rig.step(rate, seconds)
  const ending = await rig.stop()
  const faults = findFaults([step], ending)
  const title = `${rate}/s for ${seconds} s by ${way} (load average ${load} before, ${toLoad()} after)`
  console.log(`\n${toTable(title, step, ending)}`)
  for (const fault of faults) console.error(`  ${fault}`)
  if (faults.length > 0) process.exitCode = 1
}

/** Finds the highest rate for a few seconds each, and then the one that holds longer. */
async function runToHighest(way: Way): Promise<void> {
  console.log(`\nThe highest rate by ${way}, with 99 of 100 answered within ${MOST_P99} ms (load average ${toLoad()}):`)
  const rig = await startRig({ way, delay, profile: values.profile })
  const steps = [await rig.step(rate / 4, WARM_UP)]
  const isCarried = async (tried: number, forSeconds = TRIAL) => {
    const step = await rig.step(tried, forSeconds)
    steps.push(step)
    console.log(toLine(step, keepsUp(step)))
    return keepsUp(step)
  }
  let highest = await findHighest(rate, isCarried)
  while (highest > 0 && !(await isCarried(highest, Math.max(seconds, TRIAL)))) highest = Math.floor(highest * LESS)
  const ending = await rig.stop()
  const sent = steps.reduce((sum, step) => sum + step.sent, 0)
  const log = `${ending.rows} rows in the query log for ${sent} queries; posted again ${ending.again}`
  console.log(`  carried: ${highest}/s; ${log}; ${ending.told.join('; ') || 'no error, no warning'}`)
  for (const fault of findFaults(steps, ending)) console.log(`  ${fault}`)
}

function toLoad(): string {
  return (loadavg()[0] ?? 0).toFixed(2)
}

function toNumber(name: 'rate' | 'seconds' | 'delay' | 'copies'): number {
  const number = Number(values[name])
  if (!Number.isFinite(number) || number < 0 || (number === 0 && name !== 'delay'))
    throw new Error(`--${name} must be a number, such as 30`)
  return number
}

function toWay(way: string): Way {
  if (way !== 'polling' && way !== 'webhook') throw new Error('--by must be polling or webhook')
  return way
}
