import { FormattedString } from '@grammyjs/parse-mode'
import type { Article, Citation } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { SIGNS } from '../texts/texts.ts'
import { toPassageLink } from './callback-data.ts'
import { joinNames, toOffice, toPublication, toShortName, toTitle } from './display-names.ts'
import { cut, join } from './outgoing-message.ts'
import { toShortOffice } from './short-office.ts'

/** UTF-16 units: names on a line, an office in a language of words, and the line of the source. */
const MOST = { names: 100, office: 66, source: 45 }

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

/** Renders who said a quote, where and when: one line, with the article's title behind the date or, without a link, in it. */
export function renderSignature(citation: Citation, reader: Reader, isWithPlace: boolean): FormattedString[] {
  const speakers = toSignedSpeakers(citation, reader)
  const { dash } = reader.texts
  if (!isWithPlace) return speakers === '' ? [] : [join(dash, speakers)]
  const before = dash + (speakers === '' ? '' : speakers + SIGNS.dot)
  return [join(before, renderPlace(citation.article, before.length, reader))]
}

function renderPlace(article: Article, room: number, reader: Reader): FormattedString {
  const { link, date } = article
  const { texts } = reader
  const publication = toPublication(article, reader)
  const named = link === undefined ? SIGNS.dot + texts.title(toTitle(article, reader)) : ''
  const dated = date === undefined ? '' : texts.date(date)
  const before = publication + (texts.isEnglish ? texts.comma : ' ')
  const plain = dated === '' ? publication : before + dated
  if (link === undefined) return join(plain, room + plain.length + named.length <= MOST.source ? named : '')
  return dated === '' ? FormattedString.link(publication, link) : join(before, FormattedString.link(dated, link))
}

/** The speakers of speech: one with the office, several by name. */
function toSignedSpeakers({ passage: { voice } }: Citation, reader: Reader): string {
  if (voice.kind !== 'speech') return ''
  const [first, ...others] = voice.speakers
  if (!first || others.length > 0) return cut(joinNames(voice.speakers, reader), MOST.names)
  const office = cut(toShortOffice(toOffice(first, reader)), MOST.office)
  // The first line has the Chinese name.
  return toShortName(first, reader) + reader.texts.comma + office
}
