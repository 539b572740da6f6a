import type { List, ListItem, PhrasingContent, RootContent } from 'mdast'
import { findUnparsable } from '../../knowledge/article-file/markdown-limits.ts'
import { parseMarkdown } from '../../knowledge/article-file/markdown-tree.ts'
import type { Block, Page, PageHead } from './page.ts'

const IMAGE = /!\[/gu

/** Reads Markdown without its markup; undefined for text on which the parser would take minutes. */
export function readMarkdown(written: string): Page | undefined {
  const text = written.replaceAll(/\r\n?/gu, '\n')
  if (findUnparsable('', text).length > 0) return undefined
  const { children } = parseMarkdown(text)
  const head = children[0]?.type === 'yaml' ? children[0].value : ''
  const blocks = children.flatMap((node) => toBlocks(node, ''))
  const images = text.match(IMAGE)?.length ?? 0
  return {
    blocks,
    beside: head === '' ? [] : [{ text: head, line: 1 }],
    about: readHead(head),
    notices: images > 0 ? [{ kind: 'leftOut', what: 'image', count: images }] : [],
  }
}

/** @param number what stands before it in a list that is numbered */
function toBlocks(node: RootContent, number: string): Block[] {
  const line = node.position?.start.line ?? 1
  if (node.type === 'heading') return toBlock({ text: toText(node.children), line, depth: node.depth })
  if (node.type === 'paragraph') {
    const isBold = node.children.length === 1 && node.children[0]?.type === 'strong'
    return toBlock({ text: `${number}${toText(node.children)}`, line, ...(isBold && { isBold }) })
  }
  if (node.type === 'list') return node.children.flatMap((item, index) => toItem(item, toNumber(node, index)))
  if (node.type === 'blockquote') return node.children.flatMap((child) => toBlocks(child, ''))
  return node.type === 'code' || node.type === 'html' ? toBlock({ text: node.value, line }) : []
}

/** The number of an item is a word of the page, though Markdown calls it markup. */
function toNumber({ ordered, start }: List, index: number): string {
  return ordered === true ? `${(start ?? 1) + index}. ` : ''
}

function toItem({ children }: ListItem, number: string): Block[] {
  return children.flatMap((child, index) => toBlocks(child, index === 0 ? number : ''))
}

function toBlock(block: Block): Block[] {
  const text = block.text.trim()
  return text === '' ? [] : [{ ...block, text }]
}

function toText(nodes: readonly PhrasingContent[]): string {
  return nodes.map(toWords).join('')
}

/** The words of inline Markdown; those that stand for a picture are not seen beside it. */
function toWords(node: PhrasingContent): string {
  if (node.type === 'break') return '\n'
  if (node.type === 'image' || node.type === 'imageReference') return ''
  if ('children' in node) return toText(node.children)
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
