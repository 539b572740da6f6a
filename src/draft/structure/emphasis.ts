import type { Block } from '../page/page.ts'

/** Bold as Markdown writes it; texts that a program took off a page often have it. */
const BOLD = /\*\*(?=[^\s*])([^*\n]+)(?<=\S)\*\*/gu
const ALL_BOLD = /^\*\*[^*]+\*\*$/u

/** Takes the `**` of bold words out of blocks, and lists those of each as a block of their own. */
export function dropEmphasis(blocks: readonly Block[]): { blocks: Block[]; marks: Block[] } {
  const plain = blocks.map((block) => ({
    ...block,
    text: block.text.replaceAll(BOLD, '$1'),
    ...(ALL_BOLD.test(block.text) && { isBold: true }),
  }))
  const marks = plain.flatMap(({ text, line }, index) => {
    const count = (blocks[index]?.text.length ?? 0) - text.length
    return count > 0 ? [{ text: '*'.repeat(count), line }] : []
  })
  return { blocks: plain, marks }
}
