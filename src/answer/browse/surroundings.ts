import { type Article, type Citation, toCitations } from '../../knowledge/article.ts'
import { toPassageCode } from './codes.ts'
import type { Direction } from './link.ts'
import { fits } from './pages.ts'

/** Paragraphs of one exchange in the order of the article. */
export interface Surroundings {
  readonly kind: 'context'
  /** One at least. */
  readonly citations: readonly Citation[]
  /** The one around which they stand, if any. */
  readonly centre?: Citation
  /** The codes of the paragraphs that come before and after, in the next exchange too. */
  readonly before?: string
  readonly after?: string
}

/** Gives the paragraphs around a passage, from it on or back from it: as many of its exchange as one message holds. */
export function toSurroundings(at: Citation, direction: Direction): Surroundings {
  const all = toCitations([at.article])
  const start = all.findIndex(({ passage }) => passage === at.passage)
  const citations = direction === 'around' ? takeAround(all, start) : take(all, start, direction === 'on' ? 1 : -1)
  const [first = start, last = start] = [citations[0], citations.at(-1)].map((citation) =>
    citation ? all.indexOf(citation) : start,
  )
  const [before, after] = [all[first - 1], all[last + 1]]
  return {
    kind: 'context',
    citations,
    ...(direction === 'around' && { centre: at }),
    ...(before && { before: toPassageCode(before) }),
    ...(after && { after: toPassageCode(after) }),
  }
}

/** Whether an article has more of it than the passage itself. */
export function hasSurroundings(article: Article): boolean {
  return toCitations([article]).length > 1
}

function takeAround(all: readonly Citation[], start: number): Citation[] {
  const [at, before, after] = [all[start], all[start - 1], all[start + 1]]
  if (!at) return []
  const withBefore = before?.exchange === at.exchange && isFit([before, at]) ? [before, at] : [at]
  return after?.exchange === at.exchange && isFit([...withBefore, after]) ? [...withBefore, after] : withBefore
}

function take(all: readonly Citation[], start: number, step: 1 | -1): Citation[] {
  const taken: Citation[] = []
  for (let place = start; ; place += step) {
    const next = all[place]
    if (!next || next.exchange !== (taken[0] ?? next).exchange) return taken
    const wider = step > 0 ? [...taken, next] : [next, ...taken]
    if (!isFit(wider)) return taken
    taken.splice(0, taken.length, ...wider)
  }
}

function isFit(citations: readonly Citation[]): boolean {
  return fits(citations.map(({ passage }) => passage.text))
}
