import type { Block } from '../page/page.ts'
import {
  endsSentence,
  findNumbering,
  introducesPeople,
  isClosed,
  isListedPerson,
  isOfficeAndHeadline,
  isPartName,
  isQuestion,
  isTurn,
  measureLength,
  startsAmid,
} from './line-kinds.ts'

/** In Han characters: a longer line without an end is a paragraph that lost it. */
const LONGEST_HEADING = 36
/** In Han characters: a heading of the whole page's parts, such as 圆桌会, is no longer. */
const LONGEST_PART = 6

/** In Han characters: a longer question that nobody is named for is a paragraph. */
const LONGEST_QUESTION = 25

/** The depth of a heading that the source does not call one. */
const UNKNOWN_DEPTH = 6

/** The levels that a page tells by other means than its source, the outermost first; the source's own lie between. */
const LEVELS = { part: 0, source: 10, numbered: 20, plain: 30 } as const

/**
 * Marks the blocks that are headings by their looks, which are those that the source calls so, and short lines that
 * neither end nor begin as a sentence's part.
 *
 * @param isBroken whether paragraphs of the page stop amid a sentence: then a short line may be a part of one, and only
 *   what is sure is marked
 */
export function markHeadings<T extends Block>(blocks: readonly T[], isBroken: boolean): T[] {
  const listed = findListed(blocks)
  const marked = blocks.map((block, index) => {
    if (block.depth !== undefined || listed.has(index) || !looksLikeHeading(block)) return block
    const isSure = isPartName(block.text) || block.isBold === true || findNumbering(block.text) !== undefined
    return !isBroken || isSure || measureLength(block.text) <= LONGEST_PART || isOfficeAndHeadline(block.text)
      ? { ...block, depth: UNKNOWN_DEPTH }
      : block
  })
  // Above nothing, or above another of its kind, it is a line of a list.
  return marked.map((block, index) => {
    const next = marked[index + 1]
    return isPlain(block) && (!next || isPlain(next)) ? (blocks[index] ?? block) : block
  })
}

/** Tells whether nothing but the length of a line makes it a heading. */
function isPlain({ text, depth, isBold }: Block): boolean {
  return (
    depth === UNKNOWN_DEPTH &&
    isBold !== true &&
    measureLength(text) > LONGEST_PART &&
    findNumbering(text) === undefined &&
    !isPartName(text) &&
    !isOfficeAndHeadline(text)
  )
}

/** Tells whether at least one paragraph stops amid a sentence, as they do at the end of a column. */
export function isBrokenPage(blocks: readonly Block[]): boolean {
  return blocks.some(
    ({ text, depth }) =>
      depth === undefined &&
      measureLength(text) > LONGEST_HEADING &&
      !endsSentence(text) &&
      !isOfficeAndHeadline(text) &&
      !introducesPeople(text),
  )
}

/** Tells whether a heading is one by its looks alone, which a turn or a part of a paragraph may have too. */
export function isGuessedHeading({ text, depth, isBold }: Block, isBroken: boolean): boolean {
  if (depth !== UNKNOWN_DEPTH || isBold === true || isPartName(text) || findNumbering(text) !== undefined) return false
  return endsSentence(text) || (isBroken && measureLength(text) > LONGEST_PART && !isOfficeAndHeadline(text))
}

/** Tells whether a heading begins with the office and the name of who makes the statement below it. */
export function isHeadlineOfStatement({ text, depth }: Block): boolean {
  return depth !== undefined && isOfficeAndHeadline(text)
}

/** Lists the depth of each heading, from 1; the outermost of a page is 1, and no level is left out. */
export function toDepths(headings: readonly Block[]): number[] {
  const levels = headings.map(toLevel)
  const known = [...new Set(levels)].toSorted((a, b) => a - b)
  return levels.map((level) => Math.min(known.indexOf(level) + 1, 6))
}

function toLevel({ text, depth = UNKNOWN_DEPTH }: Block): number {
  const numbering = findNumbering(text)
  if (depth < UNKNOWN_DEPTH) return LEVELS.source + depth
  if (isPartName(text) || (numbering === undefined && measureLength(text) <= LONGEST_PART)) return LEVELS.part
  return numbering === undefined ? LEVELS.plain : LEVELS.numbered + numbering
}

function looksLikeHeading({ text, isBold }: Block): boolean {
  if (isPartName(text)) return true
  if (text.includes('\n') || introducesPeople(text) || isQuestion(text)) return false
  if (startsAmid(text) || !isClosed(text) || IS_ASIDE.test(text)) return false
  if (isOfficeAndHeadline(text)) return true
  if (isTurn(text) || measureLength(text) > LONGEST_HEADING) return false
  return !endsSentence(text) || ((isBold === true || measureLength(text) <= LONGEST_QUESTION) && isAsked(text))
}

/** （全场笑）, [Laughter]: what a record tells beside the turns. */
const IS_ASIDE = /^\s*(?:（[^（）]*）|\([^()]*\)|\[[^[\]]*\])\s*$/u

/** Headings may ask; in a conversation a turn has its label. */
function isAsked(text: string): boolean {
  return /^[^“「"。；;]*[？?]$/u.test(text)
}

/** Finds the lines of lists of people: those below 访谈嘉宾：…, and several in a row. */
export function findListed(blocks: readonly Block[]): Set<number> {
  const listed = new Set<number>()
  const isPerson = (block: Block | undefined) => block !== undefined && isListedPerson(block.text)
  let isList = false
  for (const [index, block] of blocks.entries()) {
    const isInRow = isPerson(block) && (isPerson(blocks[index - 1]) || isPerson(blocks[index + 1]))
    isList = introducesPeople(block.text) || isInRow || (isList && isPerson(block))
    if (isList) listed.add(index)
  }
  return listed
}
