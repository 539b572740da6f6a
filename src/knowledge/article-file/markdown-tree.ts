import type { Root, Yaml } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { countHeadLines } from './markdown-limits.ts'

/** A line that begins as a marked paragraph does, without any character that means something to Markdown. */
const PLAIN = /^【[^\\`*_[\]<>&!~#\t]*$/u
/** A line that ends a paragraph. */
const BLANK = /^[ \t]*$/u
/** Stands for a plain paragraph while the Markdown is parsed: a paragraph too, and one that costs nothing. */
const PLACEHOLDER = '【'

/**
 * Parses Markdown with front matter.
 *
 * The parser takes each character in turn, and most are the words of plain paragraphs: those of one line that contain no
 * markup. It is given a placeholder for each of them, on the same line, and the words are put in afterwards.
 */
export function parseMarkdown(text: string): Root {
  const lines = text.split('\n')
  const plain = new Map<number, string>()
  const head = countHeadLines(lines)
  for (let index = head; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const isAlone = BLANK.test(lines[index - 1] ?? '') && BLANK.test(lines[index + 1] ?? '')
    if (isAlone && PLAIN.test(line)) plain.set(index + 1, line)
  }
  // Blank lines in place of the front matter keep the numbers of those below it.
  const toParsed = (line: string, index: number) => (plain.has(index + 1) ? PLACEHOLDER : line)
  const root = fromMarkdown(lines.map((line, index) => (index < head ? '' : toParsed(line, index))).join('\n'))
  for (const block of root.children) {
    const words = plain.get(block.position?.start.line ?? 0)
    if (block.type === 'paragraph' && words !== undefined) block.children = [{ type: 'text', value: words.trimEnd() }]
  }
  if (head > 0) root.children.unshift(toFrontMatter(lines.slice(0, head)))
  return root
}

/** Makes the node of lines between two fences, which are the first and the last of them. */
function toFrontMatter(lines: readonly string[]): Yaml {
  const end = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
  return { type: 'yaml', value: lines.slice(1, -1).join('\n'), position: { start: { line: 1, column: 1 }, end } }
}
