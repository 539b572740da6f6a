import type { Corpus } from '../corpus.ts'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Citation } from '../../knowledge/article.ts'
import type { Fold } from '../../text/fold.ts'
import type { SearchIndex } from '../../search/search-index.ts'
import { shorten, toWordingKey } from '../../text/wording.ts'
import type { Answer } from '../answer.ts'
import { toCode } from '../browse/codes.ts'
import { isAnswered } from '../browse/is-answered.ts'
import { interleave } from '../suggest/take-turns.ts'
import { listFound } from './checks.ts'

/** A wording that found no answer, or whose answer did not help, and how often. */
export interface UnmetWording {
  readonly wording: string
  readonly unanswered: number
  readonly disliked: number
  readonly reasons: readonly string[]
  /** The ids of the passages that did not help. */
  readonly shown: readonly string[]
}

/** What people ask in vain: wordings that mean the same, the most frequent first. */
export interface Gap extends Omit<UnmetWording, 'wording'> {
  readonly wordings: readonly string[]
}

/** What an admin needs to close gaps. */
export interface GapFinder {
  /** Puts together what is still asked in vain, the most frequent first. */
  toGaps(unmet: readonly UnmetWording[]): Promise<Gap[]>
  /** Passages that some wordings may mean, whether they answer or not, best first. */
  suggest(wordings: readonly string[]): Citation[]
  /** Makes the code of a wording, the same for all that count as one. */
  readonly toGapCode: (wording: string) => string
}

/** Wordings that are looked at: an admin gets through far fewer, and each is compared with all. */
const MOST_WORDINGS = 500
const MOST_SUGGESTIONS = 8
/** Of a gap's wordings so many are searched by. */
const MOST_SEARCHED = 3

/** Creates the finding of gaps in one load of the knowledge. */
export function createGapFinder(
  index: SearchIndex,
  fold: Fold,
  answer: (query: string) => Answer,
  findPassage: (id: string) => Citation | undefined,
): GapFinder {
  // Of the latest list: an admin goes from page to page.
  let answers: ReadonlyMap<string, Answer> = new Map()
  return {
    async toGaps(unmet) {
      const open: UnmetWording[] = []
      const looked = new Map<string, Answer>()
      for (const one of unmet) {
        if (open.length === MOST_WORDINGS) break
        const found = answers.get(one.wording) ?? answer(one.wording)
        looked.set(one.wording, found)
        const left = leave(one, found, index)
        if (left.unanswered + left.disliked > 0) open.push(left)
        await nextTurn()
      }
      answers = looked
      const groups = await index.group(open.map(({ wording }) => shorten(wording)))
      return groups
        .map((places) => toGap(places.flatMap((place) => open[place] ?? [])))
        .toSorted((a, b) => countOf(b) - countOf(a))
    },
    toGapCode: (wording) => toCode('gap', toWordingKey(shorten(wording), fold)),
    suggest: (wordings) => suggest(index, fold, wordings, findPassage),
  }
}

/** How often a gap was met. */
function countOf({ unanswered, disliked }: Pick<Gap, 'unanswered' | 'disliked'>): number {
  return unanswered + disliked
}

/** What is left of it: since then an article may answer it, or somebody have written down that nothing does. */
function leave(unmet: UnmetWording, now: Answer, index: SearchIndex): UnmetWording {
  const isKnown = index.findAsked(shorten(unmet.wording))?.kind === 'unanswered'
  const [first] = listFound(now)
  const isShownStill = unmet.shown.length === 0 || first === unmet.shown[0]
  return {
    ...unmet,
    unanswered: isKnown || isAnswered(now) ? 0 : unmet.unanswered,
    disliked: isShownStill ? unmet.disliked : 0,
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

function suggest(
  index: SearchIndex,
  fold: Fold,
  wordings: readonly string[],
  findPassage: (id: string) => Citation | undefined,
): Citation[] {
  const search = (wording: string) => {
    const { hits } = index.search(wording)
    const understood = hits.length > 0 ? undefined : index.respell(fold(wording).text)
    const found = understood === undefined ? hits : index.search(understood).hits
    return found.map(({ citation }) => citation.passage.id)
  }
  const ids = [...new Set(interleave(wordings.slice(0, MOST_SEARCHED).map(shorten).map(search)))]
  return ids.slice(0, MOST_SUGGESTIONS).flatMap((id) => findPassage(id) ?? [])
}

/** Groups the wordings that are still asked in vain into gaps, the most frequent first. */
export function listGaps(corpus: Corpus, unmet: readonly UnmetWording[]): Promise<Gap[]> {
  return corpus.toGaps(unmet)
}

/** Makes the code of a wording, the same for all wordings that count as one. */
export function toGapCode(corpus: Corpus, wording: string): string {
  return corpus.toGapCode(wording)
}

/** Lists passages that some wordings may mean, whether they answer or not, best first. */
export function suggestPassages(corpus: Corpus, wordings: readonly string[]): Citation[] {
  return corpus.suggest(wordings)
}
