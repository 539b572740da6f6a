import { FormattedString } from '@grammyjs/parse-mode'
import { toOneLine } from '../../knowledge/companions/wordings.ts'
import { cut } from './cut.ts'
import { SIGNS } from '../texts/texts.ts'

/** Renders what a stranger wrote, cut to a length in UTF-16 units, as code: so it is no link, mention or command, and a tap copies it. */
export function renderStrangersWords(text: string, length: number): FormattedString {
  return FormattedString.code(cut(toOneLine(text) || SIGNS.more, length))
}
