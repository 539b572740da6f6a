import { limits } from '../limits.ts'
import { MAX_PASSAGE_LENGTH } from './paragraph.ts'
import type { Problem } from '../problems/problem.ts'
import { BLOCK_NAMES, type ProblemText, problemTexts } from '../problems/problem-texts.ts'

const FENCE = /^---[ \t]*$/u
/** A line that ends a Markdown paragraph; other white space does not. */
const BLANK = /^[ \t]*$/u
/** A character that can begin or end markup, or an escaped character, which cannot. */
const SIGNS = /\\.|[*_[\]<`]/gu
/** The list and quotation marks at the start of a line, and the spaces between them. */
const NESTING = /^[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])(?:[ \t>]|(?:[-+*]|\d{1,9}[.)])[ \t])*/u
/** A thematic break, in any of its forms. */
const RULE = /^[ \t]*([-*])(?:[ \t]*\1)*[ \t]*$/u

interface Block {
  /** Counted from 1 in the file. */
  readonly line: number
  readonly text: string
}

/**
 * Finds text on which the Markdown parser takes minutes: it is quadratic in the markup characters of a paragraph and in
 * the lines of a list. Such text cannot be quoted anyway, so it is refused before parsing.
 */
export function findUnparsable(file: string, text: string): Problem[] {
  const fault = (line: number, said: ProblemText): Problem => ({ file, line, text: said })
  const lines = text.split('\n')
  const start = countHeadLines(lines)
  if (lines.length > limits.lines)
    return [fault(limits.lines + 1, problemTexts.tooManyLines(lines.length, limits.lines))]
  const overgrown = listBlocks(lines, start).flatMap(({ line, text: block }) =>
    findOvergrown(block).map((said) => fault(line, said)),
  )
  const problems = [...overgrown, ...findLists(lines, start).map(({ line, text: said }) => fault(line, said))]
  if (problems.length > 0) return problems.toSorted((a, b) => a.line - b.line)
  const signs = countSigns(lines.slice(start).join('\n')).all
  return signs > limits.articleSigns ? [fault(start + 1, problemTexts.tooMuchMarkup(signs, limits.articleSigns))] : []
}

/** Counts the lines of the front matter, which is not parsed as Markdown. */
export function countHeadLines(lines: readonly string[]): number {
  return FENCE.test(lines[0] ?? '') ? lines.findIndex((line, index) => index > 0 && FENCE.test(line)) + 1 : 0
}

/** Lists the text between blank lines: each contains at least one whole paragraph. */
function listBlocks(lines: readonly string[], start: number): Block[] {
  const blocks: Block[] = []
  let block: string[] = []
  for (let index = start; index <= lines.length; index++) {
    const line = lines[index] ?? ''
    if (!BLANK.test(line)) block.push(line)
    else if (block.length > 0) blocks.push({ line: index - block.length + 1, text: block.splice(0).join('\n') })
  }
  return blocks
}

function findOvergrown(block: string): ProblemText[] {
  if (block.length > limits.block) return [problemTexts.tooLong(block.length, MAX_PASSAGE_LENGTH)]
  const { plain } = countSigns(block)
  return plain > limits.signs ? [problemTexts.tooManySigns(plain, limits.signs)] : []
}

function countSigns(text: string): { all: number; plain: number } {
  const signs = text.match(SIGNS) ?? []
  return { all: signs.length, plain: signs.filter((sign) => sign.length === 1).length }
}

/** Finds lists and quotations that are nested too deep, or the first of too many; the parser reports the others. */
function findLists(lines: readonly string[], start: number): { line: number; text: ProblemText }[] {
  const marked = lines.flatMap((line, index) => {
    const marks = index < start || RULE.test(line) ? '' : (NESTING.exec(line)?.[0] ?? '')
    const kind = marks.trimStart().startsWith('>') ? BLOCK_NAMES.blockquote : BLOCK_NAMES.list
    return marks === '' ? [] : [{ line: index + 1, length: marks.length, text: problemTexts.notProse(kind ?? '') }]
  })
  return marked.length > limits.listLines ? marked.slice(0, 1) : marked.filter(({ length }) => length > limits.nesting)
}
