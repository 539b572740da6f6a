import type { Fold } from './fold.ts'

/** 1,000 is 1000. */
const THOUSANDS = /(?<=\p{Nd}),(?=\p{Nd}{3}(?!\p{Nd}))/gu
/** They only tell how a sign looks: ☎ and ☎️ say the same. */
const LOOKS = /[\p{Variation_Selector}\u20E3]/gu
/** Whatever is no letter, mark or digit; first what stands between digits, and a number's %, which are heard. */
const SIGNS = /(?<between>(?<=\p{N})[^\p{L}\p{M}\p{N}]+(?=\p{N}))|(?<percent>(?<=\p{N})\s*%)|[^\p{L}\p{M}\p{N}]/gu
const WITHIN_NUMBER = /^[.:/%-]+$/u

/** Makes what two wordings have in common that only case, width, script, blanks and punctuation part; empty where there are no words. */
export function toWordingKey(text: string, fold: Fold): string {
  return fold(text.normalize('NFKC'))
    .text.replace(LOOKS, '')
    .replace(THOUSANDS, '')
    .replace(SIGNS, (_, between?: string, percent?: string) => {
      if (percent !== undefined) return '%'
      const signs = between?.replace(/\s/gu, '')
      // 6.2 is not 62, and neither are 6 and 2.
      return signs === undefined ? '' : WITHIN_NUMBER.test(signs) ? signs : ' '
    })
}
