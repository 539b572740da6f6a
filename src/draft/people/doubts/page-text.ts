import type { Attribution } from '../attribution.ts'
import type { Prose } from '../prose.ts'
import type { ReadBlock } from '../shapes/reading.ts'

/** A paragraph with what the rules made of it. */
export interface PageText {
  /** Its place among the blocks of the page. */
  readonly index: number
  readonly one: ReadBlock
  readonly prose: Prose
  readonly attribution: Attribution
  readonly isLabelled: boolean
}
