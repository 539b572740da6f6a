/** The frequency of a name. */
export interface Count {
  readonly name: string
  readonly total: number
}

/** A frequency count of things, some of which have several names. */
export interface Tally {
  add(name: string, times: number): void
  /** Counts a thing by any of its names. */
  count(name: string): number
  /** Lists the most frequent things, descending, each by its most frequent name. */
  list(most: number): Count[]
}

/**
 * Creates an empty tally.
 *
 * @param toKey maps all names of one thing to one key
 */
export function createTally(toKey: (name: string) => string = (name) => name): Tally {
  const things = new Map<string, Map<string, number>>()
  return {
    add(name, times) {
      const key = toKey(name)
      const names = things.get(key) ?? new Map<string, number>()
      names.set(name, (names.get(name) ?? 0) + times)
      things.set(key, names)
    },
    count: (name) => toCount(things.get(toKey(name)) ?? new Map()).total,
    list: (most) => [...things.values()].map(toCount).toSorted(compare).slice(0, most),
  }
}

/**
 * Finds a percentile by nearest rank; 0 without numbers.
 *
 * @param counts the frequency of each number
 * @param share above 0, at most 1: 0.5 for the median
 */
export function toPercentile(counts: ReadonlyMap<number, number>, share: number): number {
  const numbers = [...counts].toSorted(([a], [b]) => a - b)
  let left = share * numbers.reduce((sum, [, times]) => sum + times, 0)
  for (const [number, times] of numbers) {
    left -= times
    if (left <= 0) return number
  }
  return 0
}

/**
 * Lists the first moments of the last days, oldest first, then the end of the present day: one more than `days`. Days
 * are those of the process's time zone (TZ), of 23 to 25 hours if its clocks change.
 *
 * @param now milliseconds since 1970, on the last of the days
 */
export function listDayStarts(now: number, days: number): number[] {
  const today = new Date(now)
  // Date normalizes days before the first of a month, and a missing midnight to the first moment of the day.
  return Array.from({ length: days + 1 }, (_, index) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1 + index).getTime(),
  )
}

function toCount(names: ReadonlyMap<string, number>): Count {
  const counts = [...names].map(([name, total]) => ({ name, total }))
  return { name: counts.toSorted(compare)[0]?.name ?? '', total: counts.reduce((sum, { total }) => sum + total, 0) }
}

/** Descending by frequency; equal ones by name, so that the order is stable. */
function compare(a: Count, b: Count): number {
  return b.total - a.total || (a.name < b.name ? -1 : 1)
}
