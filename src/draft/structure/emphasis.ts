import type { Block } from '../page/page.ts'

/** Bold as Markdown writes it; texts that a program took off a page often have it. */
const BOLD = /\*\*(?=[^\s*])([^*\n]+)(?<=\S)\*\*/gu
/** A statement's headline in bold, behind the office and the name of who makes it. */
const HEADLINE = /^(?<person>[^*\n]{4,120}[：:])\s*\*\*(?=\S)(?<headline>[^*\n]+)(?<=\S)\*\*$/u

/** Takes the `**` of bold words out of blocks, and lists those of each as a block of their own. */
export function dropEmphasis(blocks: readonly Block[]): { blocks: Block[]; marks: Block[] } {
  const plain = blocks.map(toPlain)
  const marks = plain.flatMap((parts, index) => {
    const { text = '', line = 1 } = blocks[index] ?? {}
    const count = countStars(text) - parts.reduce((sum, part) => sum + countStars(part.text), 0)
    return count > 0 ? [{ text: '*'.repeat(count), line }] : []
  })
  return { blocks: plain.flat(), marks }
}

function toPlain(block: Block): Block[] {
  const parts = HEADLINE.exec(block.text)?.groups
  if (parts?.person !== undefined && parts.headline !== undefined)
    return [
      { ...block, text: parts.person },
      { ...block, text: parts.headline, isBold: true },
    ]
  const isWhole = /^\*\*[^*]+\*\*$/u.test(block.text)
  return [{ ...block, text: block.text.replaceAll(BOLD, '$1'), ...(isWhole && { isBold: true }) }]
}

function countStars(text: string): number {
  return text.split('*').length - 1
}
