import type { Block } from '../page/page.ts'

/** A block in reading order, put together of one or more blocks of the page. */
export interface JoinedBlock extends Block {
  /** The lines of the blocks that it is made of, in reading order. */
  readonly lines: readonly number[]
  /** What a person has to look at; empty where all is sure. */
  readonly doubts: readonly JoinDoubt[]
}

/** What is doubtful in a block that was cut at the end of a column. */
export type JoinDoubt =
  /** The parts probably belong together: `at` is the offset in UTF-16 units at which the second of them begins. */
  | { readonly kind: 'join'; readonly at: number }
  /** It stops amid a sentence, and nothing that goes on was found. */
  | { readonly kind: 'noEnd' }
  /** It begins amid a sentence, and nothing that it goes on from was found. */
  | { readonly kind: 'noStart' }
  /** Two sentences seem to run into each other at this offset. */
  | { readonly kind: 'inside'; readonly at: number }
