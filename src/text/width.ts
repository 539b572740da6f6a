/** Characters that are as wide as a Han character on a phone. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’…—]/u
/** The width of any other character; a line on a phone has some 20 Han or 38 Latin characters. */
const NARROW = 20 / 38

/** Han characters that fit a line on a phone. */
export const LINE_WIDTH = 20

/** Signs that stand on another, and those that have no glyph. */
const WITHOUT_WIDTH = /[\p{M}\p{Default_Ignorable_Code_Point}]/u
/** Planes of emoji and of rare Han characters. */
const FIRST_WIDE_ABOVE = 0x1f000

/** Counts the columns that a character takes in a terminal: two for one as wide as a Han character. */
export function countColumns(character: string): 0 | 1 | 2 {
  if (WITHOUT_WIDTH.test(character)) return 0
  return WIDE.test(character) || (character.codePointAt(0) ?? 0) >= FIRST_WIDE_ABOVE ? 2 : 1
}

/** Measures how wide a text is on a phone, in Han characters. */
export function measureWidth(text: string): number {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 1 : NARROW
  return width
}
