import type { Fold } from './fold.ts'

/** Whatever is no letter, mark or digit, but for the signs within a number: 6.2 is not 62. */
const UNHEARD = /(?!(?<=\p{N})[.:/-](?=\p{N})|(?<=\p{N})%)[^\p{L}\p{M}\p{N}]/gu

/** Makes what two wordings have in common that only case, width, script, blanks and punctuation part; empty where there are no words. */
export function toWordingKey(text: string, fold: Fold): string {
  return fold(text).text.replace(UNHEARD, '')
}
