/** How often something came. */
export interface Count {
  readonly name: string
  readonly total: number
}

/** Counts things by their names. */
export interface Tally {
  add(name: string, times: number): void
  /** Lists the most frequent, most first; each by the name that it had most often. */
  list(most: number): Count[]
}

/**
 * Creates a count.
 *
 * @param toKey makes the same of names of one thing
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
    list: (most) => [...things.values()].map(toCount).toSorted(compare).slice(0, most),
  }
}

/**
 * Finds the number that so great a share of all numbers do not exceed (by nearest rank); 0 of none.
 *
 * @param counts how often each number came
 * @param share above 0, and 1 at most
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

function toCount(names: ReadonlyMap<string, number>): Count {
  const counts = [...names].map(([name, total]) => ({ name, total }))
  return { name: counts.toSorted(compare)[0]?.name ?? '', total: counts.reduce((sum, { total }) => sum + total, 0) }
}

/** The same order whenever it is asked for: what came equally often goes by its name. */
function compare(a: Count, b: Count): number {
  return b.total - a.total || (a.name < b.name ? -1 : 1)
}
