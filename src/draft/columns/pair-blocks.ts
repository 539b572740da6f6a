import type { Block } from '../page/page.ts'
import { type Fold, createFold } from '../../text/fold.ts'
import { assign, estimateShares } from './assignment.ts'
import { learnPage, listPairEvidence } from './evidence.ts'
import type { PageWords } from './page-words.ts'
import { type Side, readSide, weighEnd, weighStart } from './side.ts'
import { ORDER, PAIRING, PAIR_WEIGHTS, weigh } from './weights.ts'

/** Which blocks go on from which. */
export interface Pairing {
  readonly sides: readonly Side[]
  readonly words: PageWords
  /** By the place of the block that stops amid a sentence. */
  readonly links: ReadonlyMap<number, Link>
}

/** The place of the block that goes on, and how probable that is, from 0 to 1. */
export interface Link {
  readonly next: number
  readonly share: number
}

/** Made once, when first wanted: its tables are large. */
let sharedFold: Fold | undefined

/** Pairs the blocks that stop amid a sentence with those that go on, over all pairings at once. @param known folded */
export function pairBlocks(blocks: readonly Block[], known: readonly string[] = []): Pairing {
  const fold = (sharedFold ??= createFold())
  const sides = blocks.map((block) => readSide(block, fold))
  const page = learnPage(
    sides.map(({ text }) => fold(text).text),
    sides,
    known,
  )
  const places = [...sides.keys()]
  const ends = places.filter((place) => sides[place]?.isOpenEnd)
  const starts = places.filter((place) => sides[place]?.isOpenStart)
  const aloneStarts = starts.map((place) => weighSide(sides[place], page.words, weighStart))
  const gains = ends.map((end) => {
    const alone = weighSide(sides[end], page.words, weighEnd)
    return Float64Array.from(starts, (start, column) => {
      const evidence = listPairEvidence(page, sides, end, start)
      if (!evidence) return -Infinity
      return weigh(PAIR_WEIGHTS, evidence) - alone - (aloneStarts[column] ?? 0) + PAIRING.eagerness
    })
  })
  // What the page's order is worth shows in the links that are found with little of it.
  const found = toLinks(addOrder(sides, gains, ends, starts, []), ends, starts)
  return {
    sides,
    words: page.words,
    links: dropCircles(toLinks(addOrder(sides, gains, ends, starts, [...found]), ends, starts)),
  }
}

/** Adds what the order of the page tells, by the links that are known of it. */
function addOrder(
  sides: readonly Side[],
  gains: readonly Float64Array[],
  ends: readonly number[],
  starts: readonly number[],
  links: readonly (readonly [number, Link])[],
): Float64Array[] {
  const count = (is: (end: number, next: number) => boolean) =>
    links.reduce((sum, [end, { next, share }]) => sum + (is(end, next) ? share : 0), 0)
  const later = ORDER.later + count((end, next) => next > end)
  const earlier = ORDER.earlier + count((end, next) => next < end)
  const next = ORDER.next + count((end, start) => start === end + 1)
  const elsewhere = ORDER.elsewhere + count((end, start) => start !== end + 1)
  // Half of a page is later than an end, and one of its blocks is next.
  const gainLater = Math.log((2 * later) / (later + earlier))
  const gainEarlier = Math.log((2 * earlier) / (later + earlier))
  const gainNext = Math.max(0, Math.log((starts.length / 2) * (next / (next + elsewhere))))
  return gains.map((row, place) =>
    row.map((gain, column) => {
      const [end, start] = [ends[place] ?? 0, starts[column] ?? 0]
      // Behind a heading stands what it heads.
      if (start === end + 1 && sides[end]?.isProse) return gain + gainLater + gainNext
      return gain + (start > end ? gainLater : gainEarlier)
    }),
  )
}

function weighSide(
  side: Side | undefined,
  words: PageWords,
  weighOne: (side: Side, words: PageWords) => number,
): number {
  return side ? weighOne(side, words) : 0
}

function toLinks(
  gains: readonly Float64Array[],
  ends: readonly number[],
  starts: readonly number[],
): Map<number, Link> {
  const shareOf = estimateShares(gains, starts.length)
  const links = new Map<number, Link>()
  for (const [row, column] of assign(gains, starts.length).entries()) {
    const [end, next] = [ends[row], starts[column]]
    if (end !== undefined && next !== undefined) links.set(end, { next, share: shareOf(row, column) })
  }
  return links
}

/** An assignment may go round in a circle: its least probable link is dropped. */
function dropCircles(links: Map<number, Link>): Map<number, Link> {
  const nexts = new Set(Array.from(links.values(), ({ next }) => next))
  const reached = new Set<number>()
  const follow = (first: number) => {
    const circle: number[] = []
    for (let place: number | undefined = first; place !== undefined && !reached.has(place);) {
      reached.add(place)
      circle.push(place)
      place = links.get(place)?.next
    }
    return circle
  }
  for (const place of links.keys()) if (!nexts.has(place)) follow(place)
  // Those that nothing led to go round.
  for (const place of Array.from(links.keys())) {
    const circle = follow(place)
    const weakest = circle.toSorted((a, b) => (links.get(a)?.share ?? 0) - (links.get(b)?.share ?? 0))[0]
    if (weakest !== undefined) links.delete(weakest)
  }
  return links
}
