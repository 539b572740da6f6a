import { isSingle, toTerms } from '../search/terms.ts'

/**
 * The share of a description's pairs that an office must hold. At 0.6 「重庆大学校长」 would be 重庆邮电大学's;
 * what describes an office rightly lacks a joint: of 「民政局局长」 「民政局党组书记、局长」 holds three in four.
 */
const OFFICE_COVER = 0.75
const MIN_PAIRS = 2
const TITLE_LENGTH = 2

/** Tells whether an office is the one that a description means. Both are folded. */
export function isOffice(description: string, office: string): boolean {
  const terms = [...toTermSet(description)]
  const held = toTermSet(office)
  const covers = terms.filter((term) => held.has(term)).length >= terms.length * OFFICE_COVER
  // What an institution's name begins with tells it from its like: 商务局 from 港务局.
  const [beginning = ''] = terms
  return terms.length >= MIN_PAIRS && covers && held.has(beginning) && holdsTitle(description, office)
}

/** The title that a description ends with must be held as such: a deputy (副) is not the chief, nor a 主任医师 a 主任. */
function holdsTitle(description: string, office: string): boolean {
  const whole = description.replace(/[^\p{L}\p{N}]+/gu, '')
  const title = whole.slice(-TITLE_LENGTH)
  const isDeputy = whole.slice(-TITLE_LENGTH - 1).startsWith('副')
  const places = [...office.matchAll(new RegExp(`(副?)${title}(?=$|[^\\p{L}\\p{N}]|兼)`, 'gu'))]
  return places.some(([, deputy]) => (deputy === '副') === isDeputy)
}

/** Pairs and words: single characters of one office stand in any other. */
function toTermSet(folded: string): ReadonlySet<string> {
  return new Set(toTerms(folded).flatMap(({ text }) => (isSingle(text) ? [] : [text])))
}
