import type { Attribution, AttributionReason, DraftSpeaker } from '../attribution.ts'

/** What the paragraphs before tell of the next. */
export interface Course {
  /** The speaker whom the heading, or a line above, names for the section. */
  standing?: { readonly speaker: DraftSpeaker; readonly isSure: boolean } | undefined
  before?: Attribution | undefined
  /** Whom the paragraphs so far were given to or named, the latest last: a pronoun means one of them. */
  readonly named: (readonly string[])[]
  turn?: Attribution | undefined
  isStatement: boolean
  /** Whether a question stands above, as a heading or a paragraph. */
  isAsked: boolean
}

export const NOBODY: Attribution = { voice: 'narration', names: [], reason: 'nobody', isSure: true, label: '' }

/** Makes the attribution of a paragraph to speakers. */
export function toAttribution(
  voice: Attribution['voice'],
  speakers: readonly DraftSpeaker[],
  reason: AttributionReason,
  isSure: boolean,
): Attribution {
  return { voice, names: speakers.map(({ name }) => name), reason, isSure, label: '' }
}
