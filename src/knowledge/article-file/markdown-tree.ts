import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { frontmatter } from 'micromark-extension-frontmatter'
import { countHeadLines } from './markdown-limits.ts'

const OPTIONS = { extensions: [frontmatter()], mdastExtensions: [frontmatterFromMarkdown()] }
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
  for (let index = countHeadLines(lines); index < lines.length; index++) {
    const line = lines[index] ?? ''
    const isAlone = BLANK.test(lines[index - 1] ?? '') && BLANK.test(lines[index + 1] ?? '')
    if (isAlone && PLAIN.test(line)) plain.set(index + 1, line)
  }
  const root = fromMarkdown(lines.map((line, index) => (plain.has(index + 1) ? PLACEHOLDER : line)).join('\n'), OPTIONS)
  for (const block of root.children) {
    const words = plain.get(block.position?.start.line ?? 0)
    if (block.type === 'paragraph' && words !== undefined) block.children = [{ type: 'text', value: words.trimEnd() }]
  }
  return root
}
