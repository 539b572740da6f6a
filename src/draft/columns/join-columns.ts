import type { Block } from '../page/page.ts'
import type { JoinedBlock } from './joined-block.ts'

/** Lists the blocks of a page in reading order, those that were cut put together. */
export function joinColumns(blocks: readonly Block[]): readonly JoinedBlock[] {
  return blocks.map((block) => ({ ...block, lines: [block.line], doubts: [] }))
}
