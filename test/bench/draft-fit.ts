import { createFold } from '../../src/text/fold.ts'
import { learnPage, listPairEvidence } from '../../src/draft/columns/evidence.ts'
import { listEndEvidence, listStartEvidence, readSide } from '../../src/draft/columns/side.ts'
import { END_WEIGHTS, PAIR_WEIGHTS, START_WEIGHTS } from '../../src/draft/columns/weights.ts'
import type { BrokenPage } from './draft-pages.ts'

/**
 * Fits the weights of the evidence: by how probable the true part is among all parts of the page and none, seen from
 * each end and from each start (the pseudo-likelihood of the assignment), by gradients (Adam) with a small L2 penalty.
 */

const KINDS = ['pair', 'end', 'start'] as const
type Kind = (typeof KINDS)[number]
type Vectors = Record<Kind, Float64Array>

const NAMES: Record<Kind, readonly string[]> = {
  pair: Object.keys(PAIR_WEIGHTS),
  end: Object.keys(END_WEIGHTS),
  start: Object.keys(START_WEIGHTS),
}

interface FitPage {
  readonly pairs: readonly (readonly (Float64Array | undefined)[])[]
  readonly ends: readonly Float64Array[]
  readonly starts: readonly Float64Array[]
  /** The column of each row; -1 for none. */
  readonly columnOf: readonly number[]
  readonly rowOf: readonly number[]
}

const [ROUNDS, STEP, PENALTY] = [250, 0.08, 0.0003]

/** Fits the weights on broken pages, and gives them by name. */
export function fitWeights(pages: readonly BrokenPage[]): Record<Kind, Record<string, number>> {
  const read = pages.map(readPage)
  const weights = createVectors()
  const moments = [createVectors(), createVectors()] as const
  let loss = 0
  for (let round = 1; round <= ROUNDS; round++) {
    const slope = createVectors()
    loss = read.reduce((sum, page) => sum + addSlope(page, weights, slope), 0)
    const count = read.reduce((sum, { ends, starts }) => sum + ends.length + starts.length, 0)
    for (const kind of KINDS) step(weights[kind], slope[kind], moments[0][kind], moments[1][kind], count, round)
    if (round % 50 === 0) console.log(`round ${round}: ${(loss / count).toFixed(4)} nats`)
  }
  const name = (kind: Kind) => Object.fromEntries(NAMES[kind].map((key, place) => [key, round2(weights[kind][place])]))
  return { pair: name('pair'), end: name('end'), start: name('start') }
}

function readPage({ blocks, joins, known = [] }: BrokenPage): FitPage {
  const fold = createFold()
  const sides = blocks.map((block) => readSide(block, fold))
  const page = learnPage(
    sides.map(({ text }) => fold(text).text),
    sides,
    known,
  )
  const places = [...sides.keys()]
  const ends = places.filter((place) => sides[place]?.isOpenEnd)
  const starts = places.filter((place) => sides[place]?.isOpenStart)
  const columnOf = ends.map((end) => starts.indexOf((joins.get(end + 1) ?? 0) - 1))
  return {
    pairs: ends.map((end) =>
      starts.map((start) => {
        const evidence = listPairEvidence(page, sides, end, start)
        return evidence && toVector('pair', evidence)
      }),
    ),
    ends: ends.map((end) => toVector('end', sides[end] ? listEndEvidence(sides[end], page.words) : {})),
    starts: starts.map((start) => toVector('start', sides[start] ? listStartEvidence(sides[start], page.words) : {})),
    columnOf,
    rowOf: starts.map((_, column) => columnOf.indexOf(column)),
  }
}

/** Adds the gradient of a page's loss, and gives the loss. */
function addSlope(page: FitPage, weights: Vectors, slope: Vectors): number {
  const scores = page.pairs.map((row) => row.map((vector) => (vector ? dot(weights.pair, vector) : -Infinity)))
  const ends = page.ends.map((vector) => dot(weights.end, vector))
  const starts = page.starts.map((vector) => dot(weights.start, vector))
  let loss = 0
  for (const [row, own] of scores.entries()) {
    const options = [...own.map((score, column) => score - (starts[column] ?? 0)), ends[row] ?? 0]
    const wanted = page.columnOf[row] ?? -1
    loss += choose(options, wanted < 0 ? own.length : wanted, (option, by) => {
      if (option === own.length) return add(slope.end, page.ends[row], by)
      add(slope.pair, page.pairs[row]?.[option], by)
      add(slope.start, page.starts[option], -by)
    })
  }
  for (const column of page.starts.keys()) {
    const own = scores.map((row) => row[column] ?? -Infinity)
    const options = [...own.map((score, row) => score - (ends[row] ?? 0)), starts[column] ?? 0]
    const wanted = page.rowOf[column] ?? -1
    loss += choose(options, wanted < 0 ? own.length : wanted, (option, by) => {
      if (option === own.length) return add(slope.start, page.starts[column], by)
      add(slope.pair, page.pairs[option]?.[column], by)
      add(slope.end, page.ends[option], -by)
    })
  }
  return loss
}

/** The loss of a choice among options by their log-odds; `tell` gets how much each is overrated. */
function choose(options: readonly number[], wanted: number, tell: (option: number, by: number) => void): number {
  const greatest = Math.max(...options)
  const odds = options.map((option) => Math.exp(option - greatest))
  const sum = odds.reduce((total, odd) => total + odd, 0)
  for (const [option, odd] of odds.entries()) {
    const by = odd / sum - (option === wanted ? 1 : 0)
    if (Math.abs(by) > 1e-6) tell(option, by)
  }
  return -Math.log((odds[wanted] ?? 0) / sum + 1e-12)
}

function step(
  weights: Float64Array,
  slope: Float64Array,
  first: Float64Array,
  second: Float64Array,
  count: number,
  round: number,
): void {
  for (const [place, weight] of weights.entries()) {
    const by = (slope[place] ?? 0) / count + PENALTY * weight
    first[place] = 0.9 * (first[place] ?? 0) + 0.1 * by
    second[place] = 0.99 * (second[place] ?? 0) + 0.01 * by * by
    const [mean, square] = [(first[place] ?? 0) / (1 - 0.9 ** round), (second[place] ?? 0) / (1 - 0.99 ** round)]
    weights[place] = weight - (STEP * (round > ROUNDS * 0.7 ? 0.2 : 1) * mean) / (Math.sqrt(square) + 1e-8)
  }
}

function createVectors(): Vectors {
  return {
    pair: new Float64Array(NAMES.pair.length),
    end: new Float64Array(NAMES.end.length),
    start: new Float64Array(NAMES.start.length),
  }
}

function toVector(kind: Kind, evidence: Readonly<Record<string, number | undefined>>): Float64Array {
  return Float64Array.from(NAMES[kind], (name) => evidence[name] ?? 0)
}

function add(sum: Float64Array, vector: Float64Array | undefined, by: number): void {
  if (vector) for (const [place, value] of vector.entries()) sum[place] = (sum[place] ?? 0) + by * value
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let place = 0; place < one.length; place++) sum += (one[place] ?? 0) * (other[place] ?? 0)
  return sum
}

function round2(value = 0): number {
  return Math.round(value * 100) / 100
}
