import type { Fold } from './fold.ts'

/** UTF-16 units of a wording that are processed: a query of 4096 would block the event loop for seconds. */
const LONGEST_WORDING = 500

/** The comma of 1,000. */
const THOUSANDS = /(?<=\p{Nd}),(?=\p{Nd}{3}(?!\p{Nd}))/gu
/** They only choose the glyph: ☎ and ☎️ are the same sign. */
const GLYPH_VARIATIONS = /[\p{Variation_Selector}\u20E3]/gu
/** All but letters, marks and digits; first the signs between digits and the % of a number, which have meaning. */
const SIGNS = /(?<between>(?<=\p{N})[^\p{L}\p{M}\p{N}]+(?=\p{N}))|(?<percent>(?<=\p{N})\s*%)|[^\p{L}\p{M}\p{N}]/gu
const WITHIN_NUMBER = /^[.:/%-]+$/u

/**
 * Maps wordings that differ only in case, width, script, blanks and punctuation to one key; empty for a text without
 * words.
 */
export function toWordingKey(text: string, fold: Fold): string {
  return fold(text.normalize('NFKC'))
    .text.replace(GLYPH_VARIATIONS, '')
    .replace(THOUSANDS, '')
    .replace(SIGNS, (_, between?: string, percent?: string) => {
      if (percent !== undefined) return '%'
      return between === undefined ? '' : keepBetweenDigits(between)
    })
}

/** 6.2 must differ from 62, and so must 6 and 2. */
function keepBetweenDigits(between: string): string {
  const signs = between.replace(/\s/gu, '')
  return WITHIN_NUMBER.test(signs) ? signs : ' '
}

/** Shortens a query to its first and last 250 units: people ask before or after a text that they paste. */
export function shorten(query: string): string {
  return keepEnds(query, '\n')
}

/**
 * Shortens a wording to the units that tell it from others: the same ends as `shorten`, without a line break.
 * Stored decisions hash the key of this form, in which digits at the joint meet, so it must not change.
 */
export function shortenToCompare(wording: string): string {
  return keepEnds(wording, '')
}

function keepEnds(text: string, joint: string): string {
  if (text.length <= LONGEST_WORDING) return text
  return `${text.slice(0, LONGEST_WORDING / 2)}${joint}${text.slice(-LONGEST_WORDING / 2)}`.toWellFormed()
}
