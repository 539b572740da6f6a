import type { Block } from '../../page/page.ts'
import { readLabel } from './labels.ts'
import { isHanName } from './names.ts'
import { readBlocks } from './reading.ts'

/** A page has the labels of turns on lines of their own where it has so many. */
const MIN_LABEL_LINES = 2
/** UTF-16 units. */
const LONGEST_LABEL_LINE = 60
const ENDS_IN_COLON = /[：:][\s*]*$/u
const SENTENCE_END = /[。！？!?….；;][”’」』）)"']*\s*$/u
const GAP = '\n'

/**
 * Puts labels that stand on lines of their own, as transcripts set them, at the start of what is said below: 方敏： and in
 * the next line the words. No character is lost or added but a line break.
 */
export function foldLabelLines(blocks: readonly Block[]): Block[] {
  const known = blocks.map((block, index) => isLabelLine(block, blocks[index + 1]))
  if (known.filter(Boolean).length < MIN_LABEL_LINES) return [...blocks]
  // Among labels a short line before a colon is one too, of whomever: the words below are not of who spoke before.
  const labels = known.map((isKnown, index) => isKnown || isLikeLabel(blocks[index], blocks[index + 1]))
  return blocks.flatMap((block, index) => {
    if (labels[index] === true) return []
    const label = labels[index - 1] === true ? blocks[index - 1] : undefined
    return [label ? { ...block, text: label.text.trimEnd() + GAP + block.text, line: label.line } : block]
  })
}

const LIKE_LABEL = /^[\s*]*(?:[\p{Script=Han}·\s]{2,12}|\p{Lu}[\p{L}.'’ -]{1,40})[：:][\s*]*$/u

function isLikeLabel(block: Block | undefined, next: Block | undefined): boolean {
  return block !== undefined && LIKE_LABEL.test(block.text) && next !== undefined && SENTENCE_END.test(next.text)
}

function isLabelLine({ text, line }: Block, next: Block | undefined): boolean {
  if (!ENDS_IN_COLON.test(text) || text.length > LONGEST_LABEL_LINE || text.includes('\n')) return false
  if (next === undefined || next.depth !== undefined || !SENTENCE_END.test(next.text)) return false
  const [one] = readBlocks([{ text, line, lines: [line], doubts: [] }])
  const name = one?.plain.replace(/[：\s]/gu, '') ?? ''
  return one !== undefined && (readLabel(one) !== undefined || isHanName(name))
}
