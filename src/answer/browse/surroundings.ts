import type { Citation } from '../../knowledge/article.ts'
import type { ListedSpeaker } from '../answer.ts'
import { listCitations } from '../catalog.ts'
import { toPassageCode } from './codes.ts'
import type { Direction } from './link.ts'

/** Passages of one exchange in the order of the article. */
export interface Surroundings {
  readonly kind: 'context'
  /** At least one. */
  readonly citations: readonly Citation[]
  /** The passage in the middle, where the passages surround one. */
  readonly centre?: Citation
  /** The codes of the passages before and after them, in other exchanges too. */
  readonly before?: string
  readonly after?: string
  /** The speakers of the centre, with the number of their passages. */
  readonly speakers?: readonly ListedSpeaker[]
}

/** Limits of a page of passages; `words` in UTF-16 units leaves room for names and offices in a message of 4096. */
const MOST_OF_PASSAGES = { passages: 3, words: 1400 }

/** Takes the passages around a passage, from it on or back from it, of its exchange and as many as fit a message. */
export function toSurroundings(at: Citation, direction: Direction): Surroundings {
  const all = listCitations(at.article)
  const start = all.findIndex(({ passage }) => passage === at.passage)
  const citations = direction === 'around' ? takeAround(all, start) : take(all, start, direction === 'on' ? 1 : -1)
  const [first = start, last = start] = [citations[0], citations.at(-1)].map((one) => (one ? all.indexOf(one) : start))
  const [before, after] = [all[first - 1], all[last + 1]]
  return {
    kind: 'context',
    citations,
    ...(direction === 'around' && { centre: at }),
    ...(before && { before: toPassageCode(before) }),
    ...(after && { after: toPassageCode(after) }),
  }
}

/** Tells whether passages fit one page; a single one always does. */
export function fitsPage(citations: readonly Citation[]): boolean {
  if (citations.length <= 1) return true
  const length = citations.reduce((sum, { passage }) => sum + passage.text.length, 0)
  return citations.length <= MOST_OF_PASSAGES.passages && length <= MOST_OF_PASSAGES.words
}

function takeAround(all: readonly Citation[], start: number): Citation[] {
  const [at, before, after] = [all[start], all[start - 1], all[start + 1]]
  if (!at) return []
  const withBefore = before?.exchange === at.exchange && fitsPage([before, at]) ? [before, at] : [at]
  const withAfter = after && [...withBefore, after]
  return withAfter && after.exchange === at.exchange && fitsPage(withAfter) ? withAfter : withBefore
}

function take(all: readonly Citation[], start: number, step: 1 | -1): Citation[] {
  const taken: Citation[] = []
  for (let place = start; ; place += step) {
    const next = all[place]
    if (!next || next.exchange !== (taken[0] ?? next).exchange) return taken
    const wider = step > 0 ? [...taken, next] : [next, ...taken]
    if (!fitsPage(wider)) return taken
    taken.splice(0, taken.length, ...wider)
  }
}
