import { Converter } from 'opencc-js/t2cn'

/** A text folded for matching, each of its UTF-16 units with the place it came from. */
export interface Folded {
  readonly text: string
  /** For each unit of `text` the offset in the original; one more at the end, the original's length. */
  readonly origins: readonly number[]
}

/** Folds a text so that its ways of writing meet. */
export type Fold = (text: string) => Folded

/**
 * Creates the folding that index and query share: NFKC (so full width meets half width), lower case,
 * Traditional to Simplified characters (OpenCC t2s). Nothing folded is ever shown.
 */
export function createFold(): Fold {
  const toSimplified = Converter({ from: 't', to: 'cn' })
  return (original) => {
    const { text, origins } = foldWidthAndCase(original)
    const simplified = toSimplified(text)
    // OpenCC's t2s maps character for character, but a rare one may take two units where it took one.
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
