import { toIdf } from '../idf.ts'
import { type Pause, pauseAtTimes } from '../pace.ts'
import { ASKS } from '../tuning.ts'
import type { CutTexts, OwnedTerms } from './ask-terms.ts'

/** How near a query is to the asks of an article. */
export interface Closeness {
  /** By passage id, above 0 to 1: the mean cosine of the few nearest asks; without the passages where it is 0. */
  readonly passages: ReadonlyMap<string, number>
  /** By passage id: the cosine of the nearest ask. */
  readonly closest: ReadonlyMap<string, number>
  /** The same two for the unanswered asks; 0 without any. */
  readonly unanswered: number
  readonly closestUnanswered: number
}

/** Creates the cosine of the TF-IDF vectors of a query and of each ask, in the order of the asks. */
export async function createCosines(
  asks: readonly OwnedTerms[],
  ids: CutTexts['ids'],
  pause: Pause,
): Promise<(terms: readonly string[]) => Float64Array> {
  const counts = new Uint32Array(ids.size)
  await pauseAtTimes(asks, pause, ({ terms }) => {
    for (const id of terms) counts[id] = (counts[id] ?? 0) + 1
  })
  const weights = Float64Array.from(counts, (count) => toIdf(count, asks.length))
  const unknown = toIdf(0, asks.length)
  const toLength = (terms: Iterable<number | undefined>) => {
    let squares = 0
    for (const id of terms) squares += (id === undefined ? unknown : (weights[id] ?? unknown)) ** 2
    return Math.sqrt(squares) || 1
  }
  const lengths = new Float64Array(asks.length)
  await pauseAtTimes(asks, pause, ({ terms }, ask) => {
    lengths[ask] = toLength(terms)
  })
  const { starts, places } = await toPostings(asks, counts, pause)
  return (terms) => {
    const numbers = terms.map((term) => ids.get(term))
    // Term by term: a term of a former version weighs what an unknown one does, to the last bit.
    const length = toLength(numbers)
    const cosines = new Float64Array(asks.length)
    for (const id of numbers) {
      if (id === undefined) continue
      const product = (weights[id] ?? 0) ** 2 / length
      const end = starts[id + 1] ?? 0
      for (let posting = starts[id] ?? end; posting < end; posting++) {
        const ask = places[posting] ?? 0
        cosines[ask] = (cosines[ask] ?? 0) + product / (lengths[ask] ?? 1)
      }
    }
    return cosines
  }
}

/** The places of the asks that have a term: those from its start to that of the next term. */
interface Postings {
  readonly starts: Uint32Array
  readonly places: Uint32Array
}

async function toPostings(asks: readonly OwnedTerms[], counts: Uint32Array, pause: Pause): Promise<Postings> {
  const starts = new Uint32Array(counts.length + 1)
  for (const [id, count] of counts.entries()) starts[id + 1] = (starts[id] ?? 0) + count
  const places = new Uint32Array(starts.at(-1) ?? 0)
  const ends = starts.slice()
  await pauseAtTimes(asks, pause, ({ terms }, ask) => {
    for (const id of terms) {
      const end = ends[id] ?? 0
      places[end] = ask
      ends[id] = end + 1
    }
  })
  return { starts, places }
}

/** Creates the likeness from cosines: the mean of the nearest few asks of each passage, and of the unanswered asks. */
export function createLikeness(asks: readonly OwnedTerms[]): (cosines: Float64Array) => Closeness {
  const ids = [...new Set(asks.map(({ passage }) => passage))]
  const places = new Map(ids.map((id, place) => [id, place]))
  const owners = Int32Array.from(asks, ({ passage }) => places.get(passage) ?? 0)
  const counts = new Uint32Array(ids.length)
  for (const owner of owners) counts[owner] = (counts[owner] ?? 0) + 1
  return (cosines) => {
    // For each passage the cosines of its nearest asks, descending.
    const nearest = new Float64Array(ids.length * ASKS.nearest)
    for (let ask = 0; ask < cosines.length; ask++) insert(nearest, (owners[ask] ?? 0) * ASKS.nearest, cosines[ask] ?? 0)
    const passages = new Map<string, number>()
    const closest = new Map<string, number>()
    let [unanswered, closestUnanswered] = [0, 0]
    for (const [owner, id] of ids.entries()) {
      const own = nearest.subarray(owner * ASKS.nearest, (owner + 1) * ASKS.nearest)
      const mean = own.reduce((sum, one) => sum + one, 0) / Math.min(ASKS.nearest, counts[owner] ?? ASKS.nearest)
      if (id === undefined) [unanswered, closestUnanswered] = [mean, own[0] ?? 0]
      else if (mean > 0) {
        passages.set(id, mean)
        closest.set(id, own[0] ?? 0)
      }
    }
    return { passages, closest, unanswered, closestUnanswered }
  }
}

/** Inserts a number into the descending list of the greatest few that begins at `start`. */
function insert(greatest: Float64Array, start: number, number: number): void {
  let place = start + ASKS.nearest - 1
  if (number <= (greatest[place] ?? 0)) return
  for (; place > start && (greatest[place - 1] ?? 0) < number; place--) greatest[place] = greatest[place - 1] ?? 0
  greatest[place] = number
}
