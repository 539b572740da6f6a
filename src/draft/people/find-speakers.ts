import type { JoinedBlock } from '../columns/joined-block.ts'
import type { DraftSpeaker } from './attribution.ts'

/** Finds the people whom a page introduces, and the blocks that do nothing else. */
export function findSpeakers(_blocks: readonly JoinedBlock[]): {
  speakers: readonly DraftSpeaker[]
  introductions: ReadonlySet<JoinedBlock>
} {
  return { speakers: [], introductions: new Set() }
}
