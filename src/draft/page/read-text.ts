import { countColumns } from '../../text/width.ts'
import type { Block } from './page.ts'

/** Columns that a line of wrapped text has at most. */
const WIDEST = 120
/** The share of the widest line from which a line was wrapped: English wraps before a long word. */
const FULL = 0.8
/** Columns that a text is wrapped to at least. */
const NARROWEST = 20
/** The share of full lines among those that another follows from which a text is wrapped. */
const MOSTLY = 0.6
/** The share of lines that end as sentences from which they are paragraphs. */
const ENDING = 0.5
const SENTENCE_END = /[。！？!?；;.][”’」』）)"']*\s*$/u
/** The beginning of a paragraph as it is set: two wide spaces, or what stands for them. */
const INDENT = /^(?:\u3000+|\t| {2,})\S/u
const BLANK = /^\s*$/u

/**
 * Parts plain text into blocks: at blank lines, and between lines unless the text was wrapped to a width. Every
 * character but white space at the edges is in a block.
 */
export function toTextBlocks(text: string): Block[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029\f\v]/u)
  const width = findWrapWidth(lines)
  const blocks: { line: number; lines: string[] }[] = []
  for (const [index, line] of lines.entries()) {
    if (BLANK.test(line)) continue
    const above = lines[index - 1] ?? ''
    const goesOn = width !== undefined && !BLANK.test(above) && !INDENT.test(line) && countLineColumns(above) >= width
    if (goesOn) blocks.at(-1)?.lines.push(line.trim())
    else blocks.push({ line: index + 1, lines: [line.trim()] })
  }
  return blocks.map(({ line, lines: own }) => ({ text: own.join('\n'), line }))
}

/** Finds the width from which a line goes on in the next; undefined for a text of one line a paragraph. */
function findWrapWidth(lines: readonly string[]): number | undefined {
  const followed = lines.filter((line, index) => !BLANK.test(line) && !BLANK.test(lines[index + 1] ?? ''))
  const widths = followed.map(countLineColumns)
  const widest = widths.reduce((a, b) => Math.max(a, b), 0)
  const full = widths.filter((width) => width >= widest * FULL)
  // Paragraphs of one length, as in a list, end as sentences.
  const ends = followed.filter((line) => SENTENCE_END.test(line)).length
  if (ends > followed.length * ENDING || widest < NARROWEST) return undefined
  if (followed.length < 2 || widest > WIDEST || full.length < followed.length * MOSTLY) return undefined
  return widest * FULL
}

function countLineColumns(line: string): number {
  let columns = 0
  for (const character of line) columns += countColumns(character)
  return columns
}
