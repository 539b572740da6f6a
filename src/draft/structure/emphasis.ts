import type { Block } from '../page/page.ts'

/** Bold as Markdown writes it; texts that a program took off a page often have it. */
const BOLD = /\*\*(?=[^\s*])([^*\n]+)(?<=\S)\*\*/gu

/** Takes the `**` of bold words out of blocks, and lists those of each as a block of their own. */
export function dropEmphasis(blocks: readonly Block[]): { blocks: Block[]; marks: Block[] } {
  const plain = blocks.map((block) => {
    const text = block.text.replaceAll(BOLD, '$1')
    const isWhole = text.length === block.text.length - 4 && block.text.startsWith('**') && block.text.endsWith('**')
    return { ...block, text, ...(isWhole && { isBold: true }) }
  })
  const marks = plain.flatMap(({ text, line }, index) => {
    const count = (blocks[index]?.text.length ?? 0) - text.length
    return count > 0 ? [{ text: '*'.repeat(count), line }] : []
  })
  return { blocks: plain, marks }
}
