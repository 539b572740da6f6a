import type { Block } from '../../src/draft/page/page.ts'

/** How a page is broken. */
export interface Breaking {
  /** How many cuts are made. */
  readonly cuts: number
  /** Whether a paragraph may be cut again. */
  readonly isRepeated: boolean
  /** How many headings there are, made of clauses of the paragraphs. */
  readonly headings: number
  readonly order: Order
}

/**
 * Where the parts go: all blocks anywhere, or only the parts behind a cut, or these as on paper, where a column ends: half
 * of them come next, the others after some blocks.
 */
export type Order = 'shuffled' | 'elsewhere' | 'columns'

/** A page with its paragraphs cut and shuffled. */
export interface BrokenPage {
  /** Each has its place, from 1, as its line. */
  readonly blocks: readonly Block[]
  /** The line of the part that goes on, by the line of the part that stops. */
  readonly joins: ReadonlyMap<number, number>
  /** Other texts that are known, folded. */
  readonly known?: readonly string[]
}

/** Characters between a cut and the end of a sentence, and between two cuts. */
const DISTANCE = 4
const SENTENCE_END = /[。！？!?；;]|\.(?=\s|$)/gu
const TRIES = 2000
/** Paragraphs that a part goes further on, at most, where the columns are in disorder. */
const FARTHEST = 6

/** Cuts paragraphs at random characters, none near the end of a sentence, and shuffles what comes of it. */
export function breakPage(paragraphs: readonly string[], breaking: Breaking, random: () => number): BrokenPage {
  const texts = paragraphs.map((text) => text.trim()).filter((text) => text !== '')
  const cuts = chooseCuts(texts, breaking, random)
  const parts = texts.map((text, place) => cut(text, cuts[place] ?? []))
  const order = [...orderParts(parts, breaking.order, random)]
  const clauses = texts
    .flatMap((text) => text.split(/[，。；：、]|[,.;:] /u))
    .filter(({ length }) => length >= 6 && length <= 30)
  for (let made = 0; made < breaking.headings && clauses.length > 0; made++)
    insert(order, { text: clauses[Math.floor(random() * clauses.length)]?.trim() ?? '' }, random)
  const lines = new Map(order.map((part, place) => [part, place + 1]))
  const joins = parts.flatMap((own) =>
    own.slice(1).map((part, place): [number, number] => [lines.get(own[place] ?? part) ?? 0, lines.get(part) ?? 0]),
  )
  return { blocks: order.map(({ text }, place) => ({ text, line: place + 1 })), joins: new Map(joins) }
}

interface Part {
  readonly text: string
}

function chooseCuts(texts: readonly string[], { cuts, isRepeated }: Breaking, random: () => number): number[][] {
  const chosen = texts.map((): number[] => [])
  const allowed = texts.map(listAllowed)
  for (let [made, tries] = [0, 0]; made < cuts && tries < TRIES; tries++) {
    const text = Math.floor(random() * texts.length)
    const places = allowed[text] ?? []
    const own = chosen[text]
    const place = places[Math.floor(random() * places.length)]
    if (!own || place === undefined || (own.length > 0 && !isRepeated)) continue
    if (own.some((other) => Math.abs(other - place) <= DISTANCE)) continue
    own.push(place)
    made++
  }
  return chosen
}

/** Lists the places of a text that are far enough from the ends of its sentences, and amid no surrogate pair. */
function listAllowed(text: string): number[] {
  const ends = [0, ...Array.from(text.matchAll(SENTENCE_END), ({ index }) => index + 1), text.length]
  const isNear = new Set(
    ends.flatMap((end) => Array.from({ length: DISTANCE * 2 - 1 }, (_, i) => end - DISTANCE + 1 + i)),
  )
  return Array.from({ length: text.length }, (_, place) => place).filter(
    (place) => !isNear.has(place) && (text.codePointAt(place - 1) ?? 0) <= 0xffff,
  )
}

function cut(text: string, places: readonly number[]): Part[] {
  const bounds = [0, ...places.toSorted((a, b) => a - b), text.length]
  return bounds.slice(1).map((end, place) => ({ text: text.slice(bounds[place], end).trim() }))
}

function orderParts(parts: readonly (readonly Part[])[], order: Order, random: () => number): Part[] {
  if (order === 'columns') return orderAsColumns(parts, random)
  const placed = order === 'shuffled' ? [] : parts.flatMap(([first]) => (first ? [first] : []))
  for (const part of order === 'shuffled' ? parts.flat() : parts.flatMap((own) => own.slice(1)))
    insert(placed, part, random)
  return placed
}

function insert(order: Part[], part: Part, random: () => number): void {
  order.splice(Math.floor(random() * (order.length + 1)), 0, part)
}

function orderAsColumns(parts: readonly (readonly Part[])[], random: () => number): Part[] {
  const moved = parts.flatMap((own, paragraph) => {
    let place = paragraph
    return own.map((part, number) => {
      if (number > 0 && random() < 0.5) place += Math.ceil(random() * FARTHEST)
      return { part, place: place + number / own.length }
    })
  })
  return moved.toSorted((a, b) => a.place - b.place).map(({ part }) => part)
}
