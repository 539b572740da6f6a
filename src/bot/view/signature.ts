import { FormattedString } from '@grammyjs/parse-mode'
import type { Article, Citation, Speaker } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'
import { toPassageLink } from './callback-data.ts'
import { cut, join } from './outgoing-message.ts'
import { toShortOffice } from './short-office.ts'

/** UTF-16 units: names on a line, an office in a language of words, and the line of the source. */
const MOST = { names: 100, office: 40, source: 45 }
const LATIN_NAME = /^\p{Lu}[\p{Script=Latin}'’-]*(?: \p{Lu}[\p{Script=Latin}'’.-]*)+$/u
const HAN = /\p{Script=Han}/u

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
  if (voice.kind === 'narration') return join(link(article.publication), texts.narration, colon)
  if (voice.kind === 'document') return join(link(article.publication), colon)
  const names = link(cut(toNames(voice.speakers, reader), MOST.names))
  if (voice.kind === 'about') return join(texts.about, names, texts.narration, colon)
  return join(names, colon)
}

/** Renders who said a quote, where and when: one line, with the article's title behind the date or, without a link, in it. */
export function renderSignature(citation: Citation, reader: Reader, isWithPlace: boolean): FormattedString[] {
  const speakers = toSignedSpeakers(citation, reader)
  if (!isWithPlace) return speakers === '' ? [] : [join(SIGNS.dash, speakers)]
  const before = SIGNS.dash + (speakers === '' ? '' : speakers + SIGNS.dot)
  return [join(before, renderPlace(citation.article, before.length, reader))]
}

/** Returns a name as the reader can read it: with an alias in Latin letters for a reader of English. */
export function toReadableName({ name, aliases }: Speaker, texts: Texts): string {
  const alias = texts.language === 'en' && HAN.test(name) ? aliases.find((one) => LATIN_NAME.test(one)) : undefined
  return alias === undefined ? name : alias + texts.parentheses(name)
}

function renderPlace({ title, link, publication, date }: Article, room: number, { texts }: Reader): FormattedString {
  const named = link === undefined ? SIGNS.dot + texts.title(title) : ''
  const dated = date === undefined ? '' : texts.date(date)
  const plain = dated === '' ? publication : `${publication} ${dated}`
  if (link === undefined) return join(plain, room + plain.length + named.length <= MOST.source ? named : '')
  return dated === ''
    ? FormattedString.link(publication, link)
    : join(`${publication} `, FormattedString.link(dated, link))
}

/** The speakers of speech: one with the office, several by name. */
function toSignedSpeakers({ passage: { voice } }: Citation, reader: Reader): string {
  if (voice.kind !== 'speech') return ''
  const [first, ...others] = voice.speakers
  if (!first || others.length > 0) return cut(toNames(voice.speakers, reader), MOST.names)
  return toReadableName(first, reader.texts) + reader.texts.comma + toOffice(first)
}

function toNames(speakers: readonly Speaker[], reader: Reader): string {
  return speakers.map((speaker) => toReadableName(speaker, reader.texts)).join(reader.texts.separator)
}

function toOffice({ office }: Speaker): string {
  return cut(toShortOffice(office), MOST.office)
}
