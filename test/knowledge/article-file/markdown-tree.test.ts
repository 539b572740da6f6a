import fc from 'fast-check'
import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { toString } from 'mdast-util-to-string'
import { frontmatter } from 'micromark-extension-frontmatter'
import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '../../../src/knowledge/article-file/markdown-tree.ts'

const PIECES = [
  '\n',
  '\n\n',
  '---\n',
  '===\n',
  '【叙述】一句话。',
  '【叙述】一句话。\n\n',
  '\n\n【王颖】另一句：好（6.8） ^a1\n\n',
  '\n\n【问】怎么办？\u3000 \n\n',
  '\n\n【叙述】一行\n两行。\n\n',
  '【',
  '  【缩进】',
  '    ',
  '# 标题\n',
  '- ',
  '1. ',
  '> ',
  '```\n',
  '<!--',
  '-->',
  '<pre>',
  '*',
  '\\',
  '&amp;',
  '[a]: b "',
  '[a]',
  'id: a\n',
]

const HEAD = /^---[ \t]*\n(?:[^]*?\n)?---[ \t]*(?:\n|$)/u
/** Where no fence ends a head, the extension would read a "> " in the second line as words. */
const parseWhole = (text: string) =>
  HEAD.test(text)
    ? fromMarkdown(text, { extensions: [frontmatter()], mdastExtensions: [frontmatterFromMarkdown()] })
    : fromMarkdown(text)

/** What is read of each block: its kind, its lines, its words, and the markup in it. */
const toBlocks = ({ children }: Root) =>
  children.map((block) => ({
    type: block.type,
    lines: [block.position?.start.line, block.position?.end.line],
    // A list or a piece of code is reported by its kind and line alone.
    text: block.type === 'paragraph' || block.type === 'heading' || block.type === 'yaml' ? toString(block).trim() : '',
    inline: block.type === 'paragraph' ? block.children.map(({ type }) => type) : [],
  }))

describe('parseMarkdown', () => {
  it('reads the same blocks as the Markdown parser, which is not given the words of plain paragraphs', () => {
    const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join(''))
    const withHead = fc.tuple(fc.constantFrom('', '---\nid: a\n---\n', '---\n'), text).map((parts) => parts.join(''))
    fc.assert(
      fc.property(withHead, (written) => {
        expect(toBlocks(parseMarkdown(written))).toEqual(toBlocks(parseWhole(written)))
      }),
      { numRuns: 3000 },
    )
  })
})
