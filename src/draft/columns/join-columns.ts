import type { Block } from '../page/page.ts'
import { isCutWord } from './evidence.ts'
import type { JoinDoubt, JoinedBlock } from './joined-block.ts'
import { type Link, type Pairing, pairBlocks } from './pair-blocks.ts'
import { type Side, isBrokenIn, isBrokenOff } from './side.ts'
import { PAIRING } from './weights.ts'

export interface JoinOptions {
  /**
   * Other texts, folded: of what subject or place the page is, they show which characters stand together. None may be
   * the page itself.
   */
  readonly known?: readonly string[]
}

/**
 * Joins the blocks that stop amid a sentence with those that go on, at the place of the first part. Every character of
 * the blocks is in the outcome once; between the words of two parts a space may be added.
 */
export function joinColumns(blocks: readonly Block[], { known = [] }: JoinOptions = {}): readonly JoinedBlock[] {
  const size = Math.max(LEAST_WINDOW, Math.min(GREATEST_WINDOW, Math.floor(MOST_PAIRS / Math.max(1, blocks.length))))
  const joined: JoinedBlock[] = []
  for (let start = 0; start < blocks.length; start += size)
    joined.push(...joinWindow(blocks.slice(start, start + size), known))
  return joined
}

/** Pairs that are weighed on a page: a larger page is joined window by window, each of so many blocks. */
const MOST_PAIRS = 160_000
const [LEAST_WINDOW, GREATEST_WINDOW] = [20, 400]

function joinWindow(blocks: readonly Block[], known: readonly string[]): JoinedBlock[] {
  const pairing = pairBlocks(blocks, known)
  const links = new Map([...pairing.links].filter(([end, { share }]) => share >= toLeastShare(pairing.sides[end])))
  const continued = new Set(Array.from(links.values(), ({ next }) => next))
  return blocks.flatMap((_, place) =>
    continued.has(place) ? [] : [joinParts(blocks, pairing, listParts(links, place), links)],
  )
}

/** What may be a heading or a name is joined where that is sure: it stands above words on its own topic. */
function toLeastShare(side: Side | undefined): number {
  return side?.isProse === true ? PAIRING.likely : PAIRING.sure
}

function listParts(links: ReadonlyMap<number, Link>, first: number): number[] {
  const parts = [first]
  for (let link = links.get(first); link; link = links.get(link.next)) parts.push(link.next)
  return parts
}

function joinParts(
  blocks: readonly Block[],
  { sides, words }: Pairing,
  parts: readonly number[],
  links: ReadonlyMap<number, Link>,
): JoinedBlock {
  const [first = 0] = parts
  const doubts: JoinDoubt[] = []
  const firstSide = sides[first]
  if (firstSide && isBrokenIn(firstSide)) doubts.push({ kind: 'noStart' })
  let text = blocks[first]?.text ?? ''
  for (const [place, part] of parts.entries()) {
    const [before, side] = [sides[parts[place - 1] ?? -1], sides[part]]
    if (!before || !side) continue
    const isHyphen = HYPHEN.test(before.text)
    text = text.trimEnd() + (!isHyphen && needsSpace(before, side, isCutWord(words, before, side)) ? ' ' : '')
    const share = links.get(parts[place - 1] ?? -1)?.share ?? 0
    // A hyphen may belong to the word or to the end of the line, and the items of a list end in semicolons too.
    if (isHyphen || before.endKind === 'clause' || share < PAIRING.sure) doubts.push({ kind: 'join', at: text.length })
    text += (blocks[part]?.text ?? '').trimStart()
  }
  const last = sides[parts.at(-1) ?? -1]
  if (last && isBrokenOff(last)) doubts.push({ kind: 'noEnd' })
  const lines = parts.map((part) => blocks[part]?.line ?? 0)
  return { ...(blocks[first] ?? { line: 0 }), text, lines, doubts }
}

const HYPHEN = /\p{L}[-\u2010\u00AD]$/u
const WORD_END = /[\p{L}\p{N},;:.!?)\]’”%]$/u
const HAN_EDGE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|[，。、；：！？（）《》“”‘’「」]/u
const WORD_START = /^[\p{L}\p{N}([‘“]/u

/** Words of the Latin script, and figures beside them, have a space between them, which the cut took. */
function needsSpace({ text: before, endKind }: Side, { text: after, startKind }: Side, isCut: boolean): boolean {
  const [last, first] = [before.slice(-1), after.slice(0, 1)]
  if (isCut || HAN_EDGE.test(last) || HAN_EDGE.test(first) || (endKind === 'digit' && startKind === 'digit'))
    return false
  return WORD_END.test(last) && WORD_START.test(first)
}
