import type { PhrasingContent, RootContent } from 'mdast'
import { findUnparsable } from '../../knowledge/article-file/markdown-limits.ts'
import { parseMarkdown } from '../../knowledge/article-file/markdown-tree.ts'
import type { Block, Page, PageHead } from './page.ts'

/** Reads Markdown without its markup; undefined for text on which the parser would take minutes. */
export function readMarkdown(written: string): Page | undefined {
  const text = written.replaceAll(/\r\n?/gu, '\n')
  if (findUnparsable('', text).length > 0) return undefined
  const { children } = parseMarkdown(text)
  const head = children[0]?.type === 'yaml' ? children[0].value : ''
  const blocks = children.flatMap((node) => toBlocks(node, ''))
  return {
    blocks,
    beside: head === '' ? [] : [{ text: head, line: 1 }],
    about: readHead(head),
    notices: [],
  }
}

/** @param number what stands before it in a list that is numbered */
function toBlocks(node: RootContent, number: string): Block[] {
  const line = node.position?.start.line ?? 1
  switch (node.type) {
    case 'heading':
      return toBlock({ text: node.children.map(toWords).join(''), line, depth: node.depth })
    case 'paragraph': {
      const isBold = node.children.length === 1 && node.children[0]?.type === 'strong'
      return toBlock({ text: `${number}${node.children.map(toWords).join('')}`, line, ...(isBold && { isBold }) })
    }
    case 'list':
      return node.children.flatMap(({ children }, index) =>
        children.flatMap((child, place) =>
          toBlocks(child, place === 0 && node.ordered === true ? `${(node.start ?? 1) + index}. ` : ''),
        ),
      )
    case 'blockquote':
      return node.children.flatMap((child) => toBlocks(child, ''))
    case 'code':
    case 'html':
      return toBlock({ text: node.value, line })
    default:
      return []
  }
}

function toBlock(block: Block): Block[] {
  const text = block.text.trim()
  return text === '' ? [] : [{ ...block, text }]
}

/** The words of inline Markdown; those of a picture are its caption for who cannot see it, and are kept. */
function toWords(node: PhrasingContent): string {
  if (node.type === 'break') return '\n'
  if (node.type === 'image' || node.type === 'imageReference') return node.alt ?? ''
  if ('children' in node) return node.children.map(toWords).join('')
  return 'value' in node ? node.value : ''
}

/** Reads the lines of front matter, as static pages have it. */
function readHead(head: string): PageHead {
  const find = (key: string) => new RegExp(`^${key}:[ \\t]*["']?(.+?)["']?[ \\t]*$`, 'mu').exec(head)?.[1]
  return {
    title: find('title'),
    date: find('date'),
    publication: find('publication'),
    link: find('link'),
    byline: find('author'),
  }
}
