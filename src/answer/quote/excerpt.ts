import { type Passage, toSpeakers } from '../../knowledge/article.ts'
import type { Range } from '../../search/highlight.ts'
import type { SearchIndex } from '../../search/search-index.ts'
import { type Clause, listClauses, listEndedSentences } from '../../text/clauses.ts'
import { toSentences } from '../../text/sentences.ts'
import { toPairs, toTerms } from '../../text/terms.ts'
import { measureWidth } from '../../text/width.ts'
import type { Excerpt } from '../answer.ts'
import { memoize } from '../memoize.ts'
import { type FigureClause, findFigures } from './figures.ts'
import { EXCERPT, EXCERPT_WIDTHS } from './thresholds.ts'

/** Words by which somebody suggests something, as queries and articles have them. */
const SUGGESTS = /建议|提议|主张|呼吁|倡议|\b(?:suggest|propos|recommend|urg|advis|advice|call(?:s|ed)? (?:for|on))/iu
/** A query for what is to be done, and a clause that says so. */
const ASKS_PROPOSAL =
  /建议|提议|主张|呼吁|倡议|希望|应该|应当|该(?:怎|如何|咋|不该|干|做)|要(?:怎|如何|点样|不要)|怎[么样]|如何|点样|\b(?:suggest|propos|recommend|urg|advis|want|should|think)/u
const PROPOSES = /^(?:[^，]{0,6})(?:建议|要(?![素求])|应(?![用对急])|希望|鼓励|推动|注重|坚持|强化|加快|加大|提出)/u
const LATIN = /\p{Script=Latin}{2}/u

/** Chooses the words of a passage that answer a query: the passage where it is short, else a sentence or two stretches. */
export function findExcerpt(index: SearchIndex, query: string, folded: string, passage: Passage): Excerpt {
  const { text } = passage
  const clauses = listClauses(text)
  const figures = findFigures(folded, text, clauses, index.rate)
  const stretches =
    measureWidth(text) <= EXCERPT_WIDTHS.whole
      ? [{ start: 0, end: text.length }]
      : choose(index, { query, folded }, passage, clauses, figures)
  const shown = figures.filter(({ clause }) => stretches.some((stretch) => contains(stretch, clause)))
  const [best] = shown.toSorted((a, b) => b.rate - a.rate)
  if (best) return { stretches, marks: best.figures, hasFigure: true }
  return { stretches, marks: stretches.flatMap((stretch) => findMatchesIn(index, query, text, stretch)) }
}

/**
 * Finds the sentence of a text that is nearest to a query, or the clauses of it that fit a width; where none has
 * anything of the query, the first.
 *
 * @param most in Han characters
 */
export function findSentence(index: SearchIndex, query: string, folded: string, passage: Passage, most: number): Range {
  const { text } = passage
  const clauses = listClauses(text)
  const weighed = weigh(index, { query, folded }, passage, clauses, findFigures(folded, text, clauses, index.rate))
  const [first = []] = splitIntoParts(weighed)
  const run = pickBest(weighed, most, new Map())?.clauses ?? takeRun(first, most)
  return run.length > 0 ? toRange(run) : { start: 0, end: text.length }
}

function findMatchesIn(index: SearchIndex, query: string, text: string, { start, end }: Range): Range[] {
  const matches = index.findMatches(query, text.slice(start, end))
  return matches.map((match) => ({ start: start + match.start, end: start + match.end }))
}

/** A clause with what speaks for it. */
interface Weighed extends Clause {
  readonly place: number
  readonly width: number
  /** The terms that it has, of the query and of the asks that are like it, with their shares of the mass. */
  readonly terms: ReadonlyMap<string, number>
  readonly meaning: number
  readonly figure: number
  readonly proposal: number
}

/** A query, as it is written and folded. */
interface Asked {
  readonly query: string
  readonly folded: string
}

function choose(
  index: SearchIndex,
  asked: Asked,
  passage: Passage,
  clauses: readonly Clause[],
  figures: readonly FigureClause[],
): Range[] {
  const weighed = weigh(index, asked, passage, clauses, figures)
  const first = pickBest(weighed, EXCERPT_WIDTHS.excerpt, new Map())
  if (!first) return [{ start: 0, end: passage.text.length }]
  const left = EXCERPT_WIDTHS.excerpt - sumWidths(first.clauses)
  const rest = weighed.filter((clause) => !first.clauses.includes(clause))
  const second = left >= EXCERPT_WIDTHS.second ? pickBest(rest, left, unite(first.clauses)) : undefined
  const picked =
    second && second.gain >= EXCERPT.second ? [first.clauses, second.clauses] : [lengthen(first.clauses, weighed)]
  return joinAdjacent(picked.map(toRange), passage.text)
}

/** Puts clauses of the same sentence before a run of few words, which without them has no subject. */
function lengthen(run: readonly Weighed[], all: readonly Weighed[]): readonly Weighed[] {
  const before = all[(run[0]?.place ?? 0) - 1]
  const isEnough = sumWidths(run) >= EXCERPT_WIDTHS.least
  if (isEnough || before?.sentence !== run[0]?.sentence || !before) return run
  const longer = [before, ...run]
  return sumWidths(longer) > EXCERPT_WIDTHS.excerpt ? run : lengthen(longer, all)
}

/** A run of neighbouring clauses of one sentence, and what it adds to what is there already. */
interface Run {
  readonly clauses: readonly Weighed[]
  readonly gain: number
}

/**
 * Picks the run of clauses that adds most within a width: a whole sentence where it fits. Of equal ones the earliest
 * sentence is picked, and in it the latest beginning, for what is asked is said behind what is named in the query.
 */
function pickBest(clauses: readonly Weighed[], most: number, held: ReadonlyMap<string, number>): Run | undefined {
  let best: Run | undefined
  for (const part of splitIntoParts(clauses)) {
    const fits = sumWidths(part) <= most
    const runs = fits ? [part] : part.map((_, start) => takeRun(part.slice(start), most)).toReversed()
    for (const run of runs) {
      const gain = toGain(run, held)
      if (run.length > 0 && gain > (best?.gain ?? 0)) best = { clauses: run, gain }
    }
  }
  return best
}

/** Splits clauses into the runs that stand side by side in one sentence. */
function splitIntoParts(clauses: readonly Weighed[]): Weighed[][] {
  const parts: Weighed[][] = []
  for (const clause of clauses) {
    const part = parts.at(-1)
    const before = part?.at(-1)
    if (part && before?.sentence === clause.sentence && before.place + 1 === clause.place) part.push(clause)
    else parts.push([clause])
  }
  return parts
}

/** Takes as many of the first clauses as fit; one that alone does not fit is not cut. */
function takeRun(clauses: readonly Weighed[], most: number): Weighed[] {
  let width = 0
  const end = clauses.findIndex((clause) => (width += clause.width) > most)
  return clauses.slice(0, end < 0 ? clauses.length : end)
}

function toGain(run: readonly Weighed[], held: ReadonlyMap<string, number>): number {
  let gain = 0
  for (const [term, share] of unite(run)) if (!held.has(term)) gain += share
  const isSecond = held.size > 0
  const most = (read: (clause: Weighed) => number) => Math.max(0, ...run.map(read))
  const once = isSecond ? 0 : most(({ meaning }) => meaning)
  return gain + once + most(({ figure }) => figure) + most(({ proposal }) => proposal)
}

function unite(run: readonly Weighed[]): Map<string, number> {
  return new Map(run.flatMap(({ terms }) => [...terms]))
}

function weigh(
  index: SearchIndex,
  { query, folded }: Asked,
  passage: Passage,
  clauses: readonly Clause[],
  figures: readonly FigureClause[],
): Weighed[] {
  const { text } = passage
  const words = clauses.map(({ start, end }) => text.slice(start, end))
  const asked = [
    { query, weight: 1 },
    ...findLikeAsks(folded, passage).map((ask, _, all) => ({ query: ask, weight: EXCERPT.asks / all.length })),
  ]
  const terms = words.map(() => new Map<string, number>())
  // The first line names the speakers already.
  const names = new Set(
    toSpeakers(passage.voice).flatMap(({ name }) => toTerms(index.normalize(name)).map((term) => term.text)),
  )
  for (const one of asked) {
    const matched = index.matchTerms(one.query, words)
    const mass =
      [...new Map(matched.flatMap((some) => [...some].filter(([term]) => !names.has(term)))).values()].reduce(
        (sum, weight) => sum + weight,
        0,
      ) || 1
    matched.forEach((some, place) => {
      for (const [term, weight] of some) {
        if (names.has(term)) continue
        const own = terms[place]
        own?.set(term, (own.get(term) ?? 0) + (one.weight * weight) / mass)
      }
    })
  }
  const meanings = toMeanings(index, query, text)
  const best = Math.max(0, ...figures.map(({ rate }) => rate)) || 1
  const toProposal = createRateProposal(folded)
  return clauses.map((clause, place) => ({
    ...clause,
    place,
    width: measureWidth(text.slice(clause.start, clause.next)),
    terms: terms[place] ?? new Map(),
    meaning: EXCERPT.meaning * (meanings[clause.sentence] ?? 0),
    proposal: toProposal(words[place] ?? ''),
    figure:
      EXCERPT.figure * Math.max(0, ...figures.filter((one) => one.clause === clause).map(({ rate }) => rate / best)),
  }))
}

/** Rates a clause as a proposal, where the folded query asks for one. */
function createRateProposal(folded: string): (clause: string) => number {
  const [asksSuggestion, asksProposal] = [SUGGESTS.test(folded), ASKS_PROPOSAL.test(folded)]
  return (clause) => {
    if (asksSuggestion && SUGGESTS.test(clause)) return EXCERPT.suggestion
    return asksProposal && PROPOSES.test(clause) ? EXCERPT.proposal : 0
  }
}

/** How much nearer each sentence is to the query's meaning than the farthest one; none without the model. */
function toMeanings({ compareSentences }: SearchIndex, query: string, text: string): number[] {
  const spans = toSentences(text)
  const cosines = compareSentences(
    query,
    listEndedSentences(text).map(
      ({ start, end }) => spans.findLast((span) => span.start < (start + end) / 2)?.text ?? '',
    ),
  )
  const known = cosines.filter((cosine) => cosine !== undefined)
  if (known.length < 2) return []
  const least = Math.min(...known)
  return cosines.map((cosine) => (cosine === undefined ? 0 : cosine - least))
}

/** The asks of a passage by their pairs of characters. */
interface AskPairs {
  readonly asks: readonly { readonly ask: string; readonly size: number }[]
  /** The places of the asks that have a pair. */
  readonly places: ReadonlyMap<string, readonly number[]>
}

/** Cut once: a passage may have hundreds of asks. */
const listAskPairs = memoize(({ asks = [] }: Passage): AskPairs => {
  const places = new Map<string, number[]>()
  const cut = asks.map((ask, place) => {
    const pairs = new Set(toPairs(ask.toLowerCase()))
    for (const pair of pairs) {
      const known = places.get(pair)
      if (known) known.push(place)
      else places.set(pair, [place])
    }
    return { ask, size: pairs.size }
  })
  return { asks: cut, places }
})

/** Finds the asks of a passage that have most words in common with the folded query, as they are written. */
function findLikeAsks(folded: string, passage: Passage): string[] {
  const { asks, places } = listAskPairs(passage)
  const own = new Set(toPairs(folded))
  const common = new Map<number, number>()
  for (const pair of own) for (const place of places.get(pair) ?? []) common.set(place, (common.get(place) ?? 0) + 1)
  // Words of another script in an ask would be translated, which takes time and says nothing new.
  const isOfScript = (ask: string) => LATIN.test(folded) || !LATIN.test(ask)
  return asks
    .flatMap(({ ask, size }, place) => {
      const like = (2 * (common.get(place) ?? 0)) / (size + own.size || 1)
      return like >= EXCERPT.leastLike && isOfScript(ask) ? [{ ask, like }] : []
    })
    .toSorted((a, b) => b.like - a.like)
    .slice(0, EXCERPT.mostAsks)
    .map(({ ask }) => ask)
}

function sumWidths(run: readonly Weighed[]): number {
  return run.reduce((sum, { width }) => sum + width, 0)
}

function toRange(run: readonly Weighed[]): Range {
  return { start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 }
}

/** Sorts stretches, and joins those that stand side by side. */
function joinAdjacent(ranges: readonly Range[], text: string): Range[] {
  const joined: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    const gap = last && text.slice(last.end, range.start)
    if (last && gap !== undefined && /^[，；,; ]*$/u.test(gap))
      joined[joined.length - 1] = { start: last.start, end: range.end }
    else joined.push(range)
  }
  return joined
}

function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}
