import { FormattedString } from '@grammyjs/parse-mode'
import { type Article, type Speaker, toLatinName } from '../../knowledge/article.ts'
import type { Reader as AnyReader } from '../reader.ts'
import { join } from './outgoing-message.ts'

type Reader = Pick<AnyReader, 'texts'>

/** Returns a name as the reader can read it: for a reader of English the alias in Latin letters, with the name behind. */
export function toReadableName(speaker: Pick<Speaker, 'name' | 'aliases'>, reader: Reader): string {
  const short = toShortName(speaker, reader)
  return short === speaker.name ? short : short + reader.texts.parentheses(speaker.name)
}

/** Returns a name where it stands in full elsewhere, or there is little room: the alias in Latin letters alone. */
export function toShortName({ name, aliases }: Pick<Speaker, 'name' | 'aliases'>, { texts }: Reader): string {
  return (texts.isEnglish ? toLatinName({ name, aliases }) : undefined) ?? name
}

/** Lists the names of people, each name once. */
export function listNames(people: readonly Speaker[], reader: Reader): string[] {
  return [...new Set(people.map((speaker) => toReadableName(speaker, reader)))]
}

/** Joins the names of people, each name once. */
export function joinNames(people: readonly Speaker[], reader: Reader): string {
  return listNames(people, reader).join(reader.texts.separator)
}

/** Returns an office in the reader's language, where the article has it. */
export function toOffice({ office, officeEn }: Speaker, { texts }: Reader): string {
  return (texts.isEnglish ? officeEn : undefined) ?? office
}

/** Returns a role in the reader's language, where the article has it. */
export function toRole({ role, roleEn }: Speaker, { texts }: Reader): string | undefined {
  return (texts.isEnglish ? roleEn : undefined) ?? role
}

/** Returns a title in the reader's language, where the article has it. */
export function toTitle({ title, titleEn }: Article, { texts }: Reader): string {
  return (texts.isEnglish ? titleEn : undefined) ?? title
}

/** Returns the name of a paper in the reader's language, where the article has it. */
export function toPublication({ publication, publicationEn }: Article, { texts }: Reader): string {
  return (texts.isEnglish ? publicationEn : undefined) ?? publication
}

/** Renders a name with the role. */
export function renderNamed(speaker: Speaker, reader: Reader): FormattedString {
  const role = toRole(speaker, reader)
  const name = FormattedString.bold(toReadableName(speaker, reader))
  return join(name, role === undefined ? '' : reader.texts.parentheses(role))
}

/** Renders who somebody is in one line: the name and the whole office. */
export function renderPerson(speaker: Speaker, reader: Reader): string {
  return toReadableName(speaker, reader) + reader.texts.comma + toOffice(speaker, reader)
}
