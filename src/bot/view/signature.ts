import { FormattedString } from '@grammyjs/parse-mode'
import type { Article, Citation } from '../../knowledge/article.ts'
import { LINE_WIDTH, measureWidth } from '../../text/width.ts'
import type { Reader } from '../reader.ts'
import { SIGNS } from '../texts/texts.ts'
import { toPassageLink } from './callback-data.ts'
import { joinNames, toOffice, toPublication, toShortName, toTitle } from './display-names.ts'
import { cut, join } from './outgoing-message.ts'
import { toShortOffice } from './short-office.ts'

/** UTF-16 units: names on a line, an office in a language of words, and the line of the source. */
const MOST = { names: 100, office: 66, source: 45 }
/** Two lines of a small phone, in Han characters. */
const WIDEST = 2 * LINE_WIDTH - 3

/**
 * Renders who speaks, as a link to the passage, which opens with the whole office; or whom a paragraph is about, or that
 * it is narration. Without the office, which the signature has, a notification shows words of the quote too.
 */
export function renderWho(citation: Citation, reader: Reader): FormattedString {
  const { article, passage } = citation
  const { voice } = passage
  const { texts } = reader
  const colon = texts.colon.trimEnd()
  const link = (text: string) => FormattedString.link(FormattedString.bold(text), toPassageLink(reader, passage.id))
  if (voice.kind === 'narration') return join(link(toPublication(article, reader)), texts.narration, colon)
  if (voice.kind === 'document') return join(link(toPublication(article, reader)), colon)
  const names = link(cut(joinNames(voice.speakers, reader), MOST.names))
  if (voice.kind === 'about') return join(texts.about, names, texts.narration, colon)
  return join(names, colon)
}

/**
 * Renders in what office a quote was said, where and when: one line, with the article's title behind the date or, without
 * a link, in it. The name, which the first line has, is left out where the line would be longer than two.
 */
export function renderSignature(citation: Citation, reader: Reader, isWithPlace: boolean): FormattedString[] {
  const { dash } = reader.texts
  const [named = '', office = named] = toSigned(citation, reader)
  if (!isWithPlace) return named === '' ? [] : [join(dash, named)]
  const sign = (signed: string) => {
    const before = dash + (signed === '' ? '' : signed + SIGNS.dot)
    return join(before, renderPlace(citation.article, before, reader))
  }
  const whole = sign(named)
  return [measureWidth(whole.text) > WIDEST ? sign(office) : whole]
}

function renderPlace(article: Article, signed: string, reader: Reader): FormattedString {
  const { link, date } = article
  const { texts } = reader
  const publication = toPublication(article, reader)
  const named = link === undefined ? SIGNS.dot + texts.title(toTitle(article, reader)) : ''
  const dated = date === undefined ? '' : texts.date(date)
  const before = publication + (texts.isEnglish ? texts.comma : ' ')
  const plain = dated === '' ? publication : before + dated
  if (link === undefined) {
    const line = signed + plain + named
    return join(plain, line.length <= MOST.source && measureWidth(line) <= WIDEST ? named : '')
  }
  return dated === '' ? FormattedString.link(publication, link) : join(before, FormattedString.link(dated, link))
}

/** The single speaker of speech with the office, and the office alone; of several the first line has the names. */
function toSigned({ passage: { voice } }: Citation, reader: Reader): string[] {
  const [first, ...others] = voice.kind === 'speech' ? voice.speakers : []
  if (!first || others.length > 0) return []
  const office = cut(toShortOffice(toOffice(first, reader)), MOST.office)
  // The first line has the Chinese name.
  return [toShortName(first, reader) + reader.texts.comma + office, office]
}
