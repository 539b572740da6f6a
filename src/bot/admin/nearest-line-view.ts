import type { FormattedString } from '@grammyjs/parse-mode'
import type { NearestLine } from '../../answer/quote/nearest-line.ts'
import type { Reader } from '../reader.ts'
import { cut, join, toEllipsis } from '../view/outgoing-message.ts'
import { renderAsking } from '../view/quotation.ts'
import { renderWho } from '../view/signature.ts'

/** UTF-16 units: a clause that nothing divides may be longer than a line is meant to be. */
const LONGEST = 160

/** Renders who says a sentence, as a link to its passage, and the sentence in quotation marks. */
export function renderNearestLine(line: NearestLine, reader: Reader): FormattedString {
  const { from, sentence, isCutBefore, isCutBehind } = line
  const { texts } = reader
  const more = toEllipsis(sentence)
  const words = (isCutBefore ? more : '') + cut(sentence, LONGEST) + (isCutBehind ? more : '')
  const who = 'passage' in from ? renderWho(from, reader) : renderAsking(from, reader)
  return join(who, texts.isEnglish ? ' ' : '', texts.wordsBegin(words))
}
