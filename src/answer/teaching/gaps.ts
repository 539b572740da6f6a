import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Citation } from '../../knowledge/article.ts'
import { shorten, toWordingKey } from '../../text/wording.ts'
import { answerQuery } from '../answer-query.ts'
import { type Answer, listQuotedIds } from '../answer.ts'
import { isAnswered } from '../browse/content.ts'
import { toCode } from '../browse/codes.ts'
import { findPassage } from '../catalog.ts'
import type { Corpus } from '../corpus.ts'
import { interleaveAll } from '../interleave.ts'

/** A wording that found no answer, or whose answer was voted down, with the counts of both. */
export interface UnmetWording {
  readonly wording: string
  readonly unanswered: number
  readonly disliked: number
  /** The reasons that were given with the votes. */
  readonly reasons: readonly string[]
  /** The ids of the passages that were voted down. */
  readonly shown: readonly string[]
}

/** Unmet wordings of one meaning, the most frequent first. */
export interface Gap extends Omit<UnmetWording, 'wording'> {
  readonly wordings: readonly string[]
}

/** Wordings that are grouped: each is compared with all others, and an admin handles far fewer. */
const MOST_WORDINGS = 500
const MOST_SUGGESTIONS = 8
/** Wordings of a gap by which passages are searched. */
const MOST_SEARCHED = 3

/** Groups the wordings that are still unmet into gaps, the most frequent first. */
export async function listGaps(corpus: Corpus, unmet: readonly UnmetWording[]): Promise<Gap[]> {
  const open: UnmetWording[] = []
  for (const one of unmet) {
    if (open.length === MOST_WORDINGS) break
    const left = toStillUnmet(corpus, one, answerQuery(corpus, one.wording))
    if (left.unanswered + left.disliked > 0) open.push(left)
    await nextTurn()
  }
  const groups = await corpus.index.group(open.map(({ wording }) => shorten(wording)))
  const gaps = groups.map((places) => toGap(places.flatMap((place) => open[place] ?? [])))
  return gaps.toSorted((a, b) => b.unanswered + b.disliked - a.unanswered - a.disliked)
}

/** Makes the code of a wording; wordings with the same key (see `toWordingKey`) share it. */
export function toGapCode({ fold }: Corpus, wording: string): string {
  return toCode('gap', toWordingKey(shorten(wording), fold))
}

/** Lists passages that are close to wordings, whether they answer or not, best first. */
export function suggestPassages(corpus: Corpus, wordings: readonly string[]): Citation[] {
  const found = wordings.slice(0, MOST_SEARCHED).map((wording) => searchIds(corpus, shorten(wording)))
  const ids = [...new Set(interleaveAll(found))]
  return ids.slice(0, MOST_SUGGESTIONS).flatMap((id) => findPassage(corpus, id) ?? [])
}

/** Keeps the counts that still hold: the wording may be answered by now, or known to be unanswered. */
function toStillUnmet({ index }: Corpus, unmet: UnmetWording, answer: Answer): UnmetWording {
  const isKnown = index.findAsked(shorten(unmet.wording))?.kind === 'unanswered'
  const [first] = listQuotedIds(answer)
  const isStillShown = unmet.shown.length === 0 || first === unmet.shown[0]
  return {
    ...unmet,
    unanswered: isKnown || isAnswered(answer) ? 0 : unmet.unanswered,
    disliked: isStillShown ? unmet.disliked : 0,
  }
}

function toGap(members: readonly UnmetWording[]): Gap {
  return {
    wordings: members.map(({ wording }) => wording),
    unanswered: members.reduce((sum, { unanswered }) => sum + unanswered, 0),
    disliked: members.reduce((sum, { disliked }) => sum + disliked, 0),
    reasons: members.flatMap(({ reasons }) => reasons),
    shown: members.find(({ shown }) => shown.length > 0)?.shown ?? [],
  }
}

function searchIds({ index, fold }: Corpus, wording: string): string[] {
  const { hits } = index.search(wording)
  const corrected = hits.length > 0 ? undefined : index.respell(fold(wording).text)
  const found = corrected === undefined ? hits : index.search(corrected).hits
  return found.map(({ citation }) => citation.passage.id)
}
