import { Converter } from 'opencc-js/t2cn'

/** A text folded for matching, with the origin of each of its UTF-16 units. */
export interface Folded {
  readonly text: string
  /** For each unit of `text` its offset in the original; then the length of the original. */
  readonly origins: readonly number[]
}

/** Folds a text, so that its variants in width, case and script become equal. */
export type Fold = (text: string) => Folded

/**
 * Creates the fold of index and query: NFKC (full width to half width), lower case, Traditional to Simplified
 * characters (OpenCC t2s). A folded text is matched, never shown.
 */
export function createFold(): Fold {
  const toSimplified = Converter({ from: 't', to: 'cn' })
  return (original) => {
    const { text, origins } = foldWidthAndCase(original)
    const simplified = toSimplified(text)
    // OpenCC's t2s maps character for character, but the result of a rare one takes two units instead of one.
    return simplified.length === text.length
      ? { text: simplified, origins }
      : simplifyEach({ text, origins }, toSimplified)
  }
}

function simplifyEach({ text, origins }: Folded, toSimplified: (text: string) => string): Folded {
  let simplified = ''
  const places: number[] = []
  let offset = 0
  for (const character of text) {
    const converted = toSimplified(character)
    for (let unit = 0; unit < converted.length; unit++) places.push(origins[offset] ?? 0)
    simplified += converted
    offset += character.length
  }
  return { text: simplified, origins: [...places, ...origins.slice(offset)] }
}

function foldWidthAndCase(original: string): Folded {
  let text = ''
  const origins: number[] = []
  let offset = 0
  for (const character of original) {
    const folded = character.normalize('NFKC').toLowerCase()
    for (let unit = 0; unit < folded.length; unit++) origins.push(offset)
    text += folded
    offset += character.length
  }
  return { text, origins: [...origins, original.length] }
}
