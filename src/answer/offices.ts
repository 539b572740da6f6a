import { isSingle, toTerms } from '../search/terms.ts'
import { holdsTitle, toTitle } from './titles.ts'

/**
 * The share of a description's pairs that an office must hold. At 0.6 「重庆大学校长」 would be 重庆邮电大学's;
 * what describes an office rightly lacks a joint: of 「民政局局长」 「民政局党组书记、局长」 holds three in four.
 */
const OFFICE_COVER = 0.75
/** A single pair is a bare title, which anybody may hold. */
const MIN_PAIRS = 2

/** Tells whether an office is the one that a description means. Both are folded. */
export function isOffice(description: string, office: string): boolean {
  const terms = [...toTermSet(description)]
  const held = toTermSet(office)
  const covers = terms.filter((term) => held.has(term)).length >= terms.length * OFFICE_COVER
  const title = toTitle(description)
  // What an institution's name begins with tells it from its like: 商务局 from 港务局.
  const [beginning = ''] = terms
  return terms.length >= MIN_PAIRS && covers && held.has(beginning) && (title === undefined || holdsTitle(office, title))
}

/** Pairs and words: single characters of one office stand in any other. */
function toTermSet(folded: string): ReadonlySet<string> {
  return new Set(toTerms(folded).flatMap(({ text }) => (isSingle(text) ? [] : [text])))
}
