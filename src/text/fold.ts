import characterTable from 'opencc-js/dict/TSCharacters'
import phraseTable from 'opencc-js/dict/TSPhrases'
import { Converter } from 'opencc-js/t2cn'

/** A text folded for matching, with the origin of each of its UTF-16 units. */
export interface Folded {
  readonly text: string
  /** For each unit of `text` its offset in the original; then the length of the original. Made when first read. */
  readonly origins: readonly number[]
}

/** Folds a text, so that its variants in width, case and script become equal. */
export type Fold = (text: string) => Folded

/**
 * Creates the fold of index and query: NFKC (full width to half width), lower case, no accents, one middle dot, nothing
 * invisible, the words of unit signs, Traditional to Simplified characters (OpenCC t2s). A folded text is matched, never shown.
 */
export function createFold(): Fold {
  const toSimplified = Converter({ from: 't', to: 'cn' })
  const isTraditional = createIsTraditional()
  const foldCharacter = createFoldCharacter()
  const isKept = createIsKept(foldCharacter, isTraditional)
  return (original) => {
    let text = ''
    let needsOpenCc = false
    // Written for speed: most characters fold into themselves, and are taken in runs.
    let taken = 0
    for (let place = 0; place < original.length; place++) {
      if (isKept(original.charCodeAt(place))) continue
      const character = String.fromCodePoint(original.codePointAt(place) ?? 0)
      const folded = foldCharacter(character)
      text += original.slice(taken, place) + folded
      needsOpenCc ||= isTraditional(folded)
      place += character.length - 1
      taken = place + 1
    }
    text += original.slice(taken)
    const simplified = needsOpenCc ? toSimplified(text) : text
    // OpenCC's t2s maps character for character, but the result of a rare one takes two units instead of one.
    const isAligned = simplified.length === text.length
    return withOrigins(isAligned ? simplified : simplifyEach(text, toSimplified), () =>
      toOrigins(original, (character) => {
        const folded = foldCharacter(character)
        return isAligned ? folded.length : simplifyEach(folded, toSimplified).length
      }),
    )
  }
}

/** Joins a text to its origins, which only highlighting reads. */
export function withOrigins(text: string, make: () => readonly number[]): Folded {
  let made: readonly number[] | undefined
  return {
    text,
    get origins() {
      return (made ??= make())
    },
  }
}

function toOrigins(original: string, measure: (character: string) => number): number[] {
  const origins: number[] = []
  let offset = 0
  for (const character of original) {
    for (let left = measure(character); left > 0; left--) origins.push(offset)
    offset += character.length
  }
  return [...origins, original.length]
}

function simplifyEach(text: string, toSimplified: (text: string) => string): string {
  return Array.from(text, toSimplified).join('')
}

/** The code point below which folded characters are cached: nearly all of every text. */
const FIRST_UNCACHED = 0x10000

/** Creates the fold of a character in width and case, which caches its results. */
function createFoldCharacter(): (character: string) => string {
  const cache: (string | undefined)[] = Array.from({ length: FIRST_UNCACHED })
  return (character) => {
    const code = character.codePointAt(0) ?? 0
    const cached = cache[code]
    if (cached !== undefined) return cached
    const folded = foldForm(character)
    if (code < FIRST_UNCACHED) cache[code] = folded
    return folded
  }
}

/** Creates a test for UTF-16 units that are characters which fold into themselves, which caches its results. */
function createIsKept(
  foldCharacter: (character: string) => string,
  isTraditional: (folded: string) => boolean,
): (unit: number) => boolean {
  const UNKNOWN = 0
  const KEPT = 1
  const CHANGED = 2
  const states = new Uint8Array(FIRST_UNCACHED)
  return (unit) => {
    if (states[unit] === UNKNOWN) {
      const character = String.fromCharCode(unit)
      const isChanged = !character.isWellFormed() || foldCharacter(character) !== character || isTraditional(character)
      states[unit] = isChanged ? CHANGED : KEPT
    }
    return states[unit] === KEPT
  }
}

const ACCENTS = /[\u0300-\u036F]/gu
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu
/** Signs that Chinese texts write for units of which people type the words; NFKC would make m2 of the first. */
const UNIT_SIGNS: Readonly<Record<string, string>> = { '㎡': '平方米', '㎢': '平方公里', '㎥': '立方米', '㎞': '公里' }
/** Between the parts of a name keyboards and fonts give many: · ・ • ‧ ∙ ⋅ ᐧ ꞏ. */
const MIDDLE_DOTS = /[\u30FB\u2022\u2027\u2219\u22C5\u1427\u2E31\uA78F]/gu

/** An accent may be a character of its own (NFD) or part of its letter (NFC): it is left out of both. */
function foldForm(character: string): string {
  const lower = UNIT_SIGNS[character] ?? character.normalize('NFKC').toLowerCase()
  if (/^[\0-\x7F\u4E00-\u9FFF]*$/u.test(lower)) return lower
  const plain = lower.normalize('NFD').replace(ACCENTS, '').normalize('NFC')
  return plain.replace(INVISIBLE, '').replace(MIDDLE_DOTS, '·')
}

/** Creates a test for characters that OpenCC's tables replace: a text without them needs no conversion. */
function createIsTraditional(): (character: string) => boolean {
  const replaced = new Set([characterTable, phraseTable].flatMap((table) => table.split('|').flatMap(listReplaced)))
  // A character may fold into several.
  return (folded) => replaced.has(folded) || (folded.length > 1 && Array.from(folded).some((one) => replaced.has(one)))
}

/** Lists the characters of a table's entry that it replaces: of a phrase only some. */
function listReplaced(entry: string): string[] {
  const [written = '', simplified = ''] = entry.split(' ')
  const other = Array.from(simplified)
  return Array.from(written).filter((character, place) => character !== other[place])
}
