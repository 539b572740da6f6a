import type { Findings, Hit } from '../../search/find-passages.ts'
import type { AskedFigure } from './asked-figure.ts'
import { EVIDENCE, FAMILIAR, MIN, SUBJECT, WORDS } from './thresholds.ts'

/** What a hit is judged by beside its own evidence. */
export interface Judging {
  readonly isUnanswered: Findings['isUnanswered']
  /** Whether the search was restricted to passages of some people. */
  readonly isNamed: boolean
  /** The figure that the query asks for. */
  readonly figure: AskedFigure | undefined
  /** Tells whether the passage speaks of the places that the query names. */
  readonly speaksOf: () => boolean
  /** Tells whether the passage contains a pattern of folded text. */
  readonly contains: (pattern: RegExp) => boolean
}

type Weights = Pick<typeof WORDS.alone, 'unit' | 'untold'>

/** How far the evidence that a passage answers is above the threshold, from -1 to 1. */
export function toSurplus(hit: Hit, judging: Judging): number {
  const { citation, rank, cover, isWhole, asked, isVerbatim, unanswered, odds, margin } = hit
  if (isVerbatim) return 1
  if (judging.isUnanswered) return -1
  const byWords = judgeWords(hit, judging)
  if (asked === undefined) return byWords
  // The passage contains the whole query.
  if (isWhole) return cover
  if (rank < MIN.rank) return rank - MIN.rank
  const count = citation.passage.asks?.length ?? 0
  const trust = count ** 2 / (count ** 2 + EVIDENCE.halfTrusted ** 2)
  const byMargin = margin === undefined ? 0 : EVIDENCE.margin * (margin - EVIDENCE.leastMargin)
  const byAsks = asked - unanswered - EVIDENCE.odds * odds + byMargin - (judging.isNamed ? MIN.named : MIN.asked)
  const byLikeness = judging.isNamed ? byAsks : Math.min(byAsks, judgeFamiliarity(hit))
  return trust * byLikeness + (1 - trust) * byWords
}

/**
 * Judges whether the asks of the article are on the subject of a query at all: one that is off it is hardly like any ask,
 * and as little like those that nothing answers.
 */
function judgeFamiliarity({ asked = 0, nearAsks, unknown, evidence }: Hit): number {
  const { least, ...weights } = nearAsks === undefined ? FAMILIAR.alone : FAMILIAR.withMeaning
  const sum =
    weights.asked * asked +
    weights.near * (nearAsks ?? 0) +
    weights.alike * (evidence?.alike ?? 0) -
    weights.unknown * unknown
  return (sum - least) / FAMILIAR.scale
}

/** Judges a passage by what it says, whatever is known of asks. */
function judgeWords({ evidence }: Hit, { figure, speaksOf, contains }: Judging): number {
  if (!evidence || !speaksOf()) return -1
  const { alike, lead, nearer } = evidence
  const weights = nearer === undefined ? WORDS.alone : WORDS.withMeaning
  const ofFigure = figure ? weights[figure.kind] + judgeFigure(figure, contains, weights) : 0
  // One word that no other passage has leads far, and tells little of a query of several.
  const ofLead = weights.lead * lead * Math.min(1, alike / EVIDENCE.fullLead)
  const sum = ofLead + weights.alike * alike + weights.nearer * (nearer ?? 0) + ofFigure
  return Math.max(-1, Math.min(1, (sum - weights.least) / EVIDENCE.scale))
}

/** Judges whether the passage tells such a figure. */
function judgeFigure({ told, hasUnit }: AskedFigure, contains: Judging['contains'], weights: Weights): number {
  if (contains(told)) return hasUnit ? weights.unit : 0
  return hasUnit ? -weights.unit : weights.untold
}

/** Tells whether a passage is on the subject of the query, so that it may be offered where none answers. */
export function isOnSubject({ evidence, asked, unanswered }: Hit): boolean {
  if (!evidence || (asked !== undefined && Math.max(asked, unanswered) < SUBJECT.known)) return false
  const { alike, nearer } = evidence
  const weights = nearer === undefined ? SUBJECT.alone : SUBJECT.withMeaning
  return weights.alike * alike + weights.nearer * (nearer ?? 0) > weights.least
}
