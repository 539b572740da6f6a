import type { PageWords } from './page-words.ts'
import type { Side } from './side.ts'

/** How much likelier, in nats, the first characters of `head` are right behind `tail` than behind anything. */
export type Seam = (tail: string, head: string) => number

/** Characters before a cut that tell what follows, and characters behind it that are foretold. */
const [BEFORE, BEHIND] = [3, 4]
/** How often a run of so many characters has to be seen until what followed it counts as much as what was known before. */
const DOUBTS = [0, 20, 5, 2]
/** Characters that may follow, of which few are seen on a page, and how often each is taken to have been seen. */
const [ALPHABET, UNSEEN] = [5000, 0.5]

/** Foretells characters by those before them, as they stand on the page and in the known texts. */
export function createSeam({ count, total }: PageWords, known: ReadonlyMap<string, number>, knownTotal: number): Seam {
  const all = (run: string) => count(run) + (known.get(run) ?? 0)
  const [alone, strange] = [new Map<string, number>(), new Map<string, number>()]
  const foretell = (context: string, character: string) => {
    let probability = (all(character) + UNSEEN) / (total + knownTotal + ALPHABET * UNSEEN)
    for (let length = 1; length <= context.length; length++) {
      const before = context.slice(-length)
      const seen = all(before)
      if (seen === 0) break
      const doubt = DOUBTS[length] ?? 1
      probability = (all(before + character) + doubt * probability) / (seen + doubt)
    }
    return Math.log(probability)
  }
  const foretellAll = (tail: string, head: string) => {
    let sum = 0
    for (let place = 0; place < Math.min(BEHIND, head.length); place++)
      sum += foretell((tail + head.slice(0, place)).slice(-BEFORE), head.charAt(place))
    return sum
  }
  return (tail, head) => {
    const first = head.charAt(0)
    // What never follows is as unlikely as whatever else never does, and what comes behind it is foretold as alone.
    if (all(tail.slice(-1) + first) === 0)
      return remember(strange, tail, () => foretell(tail.slice(-BEFORE), first) - foretell('', first))
    return foretellAll(tail.slice(-BEFORE), head) - remember(alone, head, () => foretellAll('', head))
  }
}

function remember(known: Map<string, number>, key: string, make: () => number): number {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

/** Counts in other texts the runs of characters that may come about across the cuts of a page. @param texts folded */
export function countSeams(texts: readonly string[], sides: readonly Side[]): ReadonlyMap<string, number> {
  const counts = listSeams(sides)
  for (const text of texts)
    for (let start = 0; start < text.length; start++)
      for (let length = 1; length <= BEFORE + 1; length++) {
        const run = text.slice(start, start + length)
        const seen = counts.get(run)
        // Where a run is not wanted, no longer one is.
        if (seen === undefined) break
        counts.set(run, seen + 1)
      }
  return counts
}

/** Lists what stands across the possible cuts, each run with all that it begins with. */
function listSeams(sides: readonly Side[]): Map<string, number> {
  const tails = new Set(sides.flatMap((side) => (side.isOpenEnd ? [side.tail.slice(-BEFORE)] : [])))
  const heads = new Set(sides.flatMap((side) => (side.isOpenStart ? [side.head.slice(0, BEHIND)] : [])))
  const runs = new Map<string, number>()
  for (const tail of tails)
    for (const head of heads) {
      const seam = tail + head
      for (let start = 0; start < seam.length; start++)
        for (let end = start + 1; end <= Math.min(seam.length, start + BEFORE + 1); end++)
          runs.set(seam.slice(start, end), 0)
    }
  return runs
}
