import type { Speaker, Voice } from '../article.ts'
import { FIXED_MARKS, type Mark } from './paragraph.ts'
import { type ProblemText, problemTexts } from '../problems/problem-texts.ts'
import { toSuggestion } from '../problems/suggestion.ts'

/** Finds whose words a mark means among the listed speakers; or what to say of each name that is not one of theirs. */
export function toVoice(
  mark: Exclude<Mark, { kind: 'question' }>,
  speakers: readonly Speaker[],
): Voice | ProblemText[] {
  if (!('names' in mark)) return { kind: 'narration' }
  const known = speakers.map(({ name }) => name)
  const unknown = mark.names.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    return unknown.map((name) => problemTexts.unknownSpeaker(name, toMeant(name, speakers), known))
  return {
    kind: mark.kind,
    speakers: mark.names.flatMap((name) => speakers.find((speaker) => speaker.name === name) ?? []),
  }
}

/** Another name stands for its owner, an office with a name or several names without a comma for those names. */
function toMeant(mark: string, speakers: readonly Speaker[]): string | undefined {
  const known = speakers.map(({ name }) => name)
  const owner = speakers.find(({ aliases }) => aliases.includes(mark))
  if (owner) return owner.name
  const held = known.filter((name) => mark.includes(name))
  return held.length > 0 ? held.join('、') : toSuggestion(mark, [...known, ...FIXED_MARKS])
}
