import { toQuantile } from '../measures.ts'
import type { Ending, Step } from './rig.ts'
import type { CopiesResult } from './run-on-copies.ts'

/** Milliseconds within which 99 of 100 are answered by a bot that keeps up: at more, what waits grows. */
export const MOST_P99 = 250

/** Says what went wrong with what the bot was sent; nothing where nothing did. */
export function findFaults(
  steps: readonly Step[],
  { missing, besides, unconfirmed, code, refusals, late, rows }: Ending,
): string[] {
  const sum = (count: (step: Step) => number) => steps.reduce((total, step) => total + count(step), 0)
  const faults: [number, string][] = [
    [sum(({ lost }) => lost), 'queries got no answer'],
    [sum(({ twice }) => twice), 'queries were answered twice'],
    [sum(({ refused }) => refused), 'queries got a message that is no answer'],
    [sum(({ strays }) => strays) + late, 'messages answered nothing'],
    [missing, `queries are missing in the query log, which has ${rows} rows`],
    [besides, 'rows of the query log are no query'],
    [unconfirmed, 'updates were left to be handed in again'],
    [refusals.length, `requests were refused: ${[...new Set(refusals)].join('; ')}`],
    [code === 0 ? 0 : 1, `bot ended with ${code}`],
  ]
  return toSentences(faults)
}

/** Says what went wrong with what several copies were sent; nothing where nothing did. */
export function findCopiesFaults(result: CopiesResult): string[] {
  const { lost, twice, twiceOfKilled, refused, strays, refusals, codes, times } = result
  const p99 = toQuantile(times, 0.99)
  return toSentences([
    [lost, 'got no answer'],
    [twice - twiceOfKilled, 'were answered twice, and not by the killed copy just before'],
    [refused, 'got a message that is no answer'],
    [strays, 'messages answered nothing'],
    [refusals.length, `requests were refused: ${[...new Set(refusals)].join('; ')}`],
    [codes.filter((code) => code !== 0).length, `copies ended with ${codes.join(', ')}`],
    [p99 > MOST_P99 ? Math.round(p99) : 0, `ms is the p99, above ${MOST_P99}`],
  ])
}

function toSentences(faults: readonly (readonly [number, string])[]): string[] {
  return faults.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []))
}

/** Whether a bot keeps up with a rate. */
export function keepsUp({ lost, twice, times }: Step): boolean {
  return lost === 0 && twice === 0 && toQuantile(times, 0.99) <= MOST_P99
}

/**
 * Finds the highest rate that is carried, to within a tenth: doubles the rate until one is not, or halves it until
 * one is, and then bisects. 0 if not even one a second is carried.
 */
export async function findHighest(first: number, isCarried: (rate: number) => Promise<boolean>): Promise<number> {
  let [carried, refused] = (await isCarried(first)) ? [first, first * 2] : [0, first]
  if (carried > 0) while (await isCarried(refused)) [carried, refused] = [refused, refused * 2]
  else
    while (carried === 0 && refused > 1) {
      const half = Math.max(1, Math.round(refused / 2))
      if (await isCarried(half)) carried = half
      else refused = half
    }
  while (carried > 0 && refused - carried > carried / 10) {
    const middle = Math.round((carried + refused) / 2)
    if (middle === carried || middle === refused) break
    if (await isCarried(middle)) carried = middle
    else refused = middle
  }
  return carried
}
