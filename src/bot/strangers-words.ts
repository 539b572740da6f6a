import { FormattedString } from '@grammyjs/parse-mode'
import { cut } from './cut.ts'
import { SIGNS } from './texts.ts'

/** Renders what a stranger wrote, cut to a length in UTF-16 units, as code: so it is no link, mention or command, and a tap copies it. */
export function renderStrangersWords(text: string, length: number): FormattedString {
  return FormattedString.code(cut(toLine(text), length))
}

/** Puts a text on one line, without what turns the writing of the rest around. */
export function toLine(text: string): string {
  return text.replaceAll(/[\p{Bidi_Control}\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim() || SIGNS.more
}
