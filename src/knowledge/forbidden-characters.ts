import { type ProblemText, problemTexts } from './problems/problem-texts.ts'

/** A character that no text has, and its place. */
export interface ForbiddenCharacter {
  /** In UTF-16 units. */
  readonly index: number
  readonly text: ProblemText
}

/** Control characters except tab, line feed, vertical tab, form feed and carriage return. */
// Markdown would silently replace some of them, and a terminal obeys others.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\0-\x08\x0E-\x1F\x7F-\x9F]/u
/** What stands for no character: of a damaged text, of one font alone, or a half of a pair, which Telegram refuses. */
const FORBIDDEN = new RegExp(String.raw`${CONTROL.source}|[\uFFFD\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]`, 'u')
/** What is not seen; but joiners between letters of scripts that need them, and variants of a character, are. */
const INVISIBLE =
  /(?!\p{Variation_Selector})(?!(?<=(?![\p{Script=Han}\p{Script=Latin}])[\p{L}\p{M}])[\u200C\u200D])\p{Default_Ignorable_Code_Point}/u

/**
 * Finds the first character that a text must not have. Bytes are searched, and again what escapes and character
 * references of YAML and Markdown stand for.
 */
export function findForbidden(text: string): ForbiddenCharacter | undefined {
  const found = FORBIDDEN.exec(text)
  if (!found) return undefined
  const [character] = found
  const toText = CONTROL.test(character) ? problemTexts.controlCharacter : problemTexts.noCharacter
  return { index: found.index, text: toText(toCodeName(character)) }
}

/** Replaces runs of characters that a text must not have by a space each. */
export function removeForbidden(text: string): string {
  return text.replaceAll(new RegExp(`(?:${FORBIDDEN.source})+`, 'gu'), ' ')
}

/** Names the first invisible character of a name, as U+200B; undefined if there is none. */
export function findInvisible(name: string): string | undefined {
  const found = INVISIBLE.exec(name)
  return found ? toCodeName(found[0]) : undefined
}

function toCodeName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
