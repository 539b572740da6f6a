import type { JoinedBlock } from '../columns/joined-block.ts'
import type { Attribution, DraftSpeaker } from './attribution.ts'

/** Tells whose words each block of a body is. */
export function attribute(parts: readonly JoinedBlock[], _speakers: readonly DraftSpeaker[]): readonly Attribution[] {
  return parts.map(() => ({ voice: 'narration', names: [], reason: 'nobody', isSure: false, label: '' }))
}
