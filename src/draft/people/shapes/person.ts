import {
  isBoundary,
  isHanName,
  isLikeWord,
  isNameByPlace,
  listNamesEndingAt,
  LATIN_NAME,
  toSurname,
  toTitleAtEnd,
  toTitleAtStart,
} from './names.ts'

/** A person as a list or a label gives one; name and office are characters of the page. */
export interface Person {
  readonly name: string
  readonly office?: string | undefined
  /** Whether only the shape of the name tells that this is a person. */
  readonly isBare: boolean
}

/** A text and its writing of the same length. */
export interface Written {
  readonly text: string
  readonly plain: string
}

const LATIN_PERSON = new RegExp(
  String.raw`^(${LATIN_NAME})(?:,\s+|\s+[-–—]\s+|\s*\()(\p{L}[^。;:\n]{2,160}?)\)?\.?$`,
  'u',
)
const ONLY_LATIN_NAME = new RegExp(String.raw`^${LATIN_NAME}$`, 'u')
/** Words of an English office; the last of them stands before the name: Health Minister Jane Doe. */
const LATIN_TITLES =
  'Minister|President|Secretary|Director|Professor|Senator|Chairman|Chairwoman|Chair|Chancellor|CEO|Mayor|Governor|Spokesman|Spokeswoman|Spokesperson|' +
  'Commissioner|General|Judge|Justice|Officer|Councillor|Councilor|Councilman|Councilwoman|Representative|Congressman|Congresswoman|MP|Ambassador|Economist|Analyst|Manager|Inspector|' +
  'Chief|Superintendent|Captain|Colonel|Sergeant|Attorney|Administrator|Treasurer|Principal|Dean|Editor|Leader|Member|Delegate|Deputy|Engineer|Scientist|Researcher|Baroness|Coordinator|Fellow|Constable|Coroner|Reverend|Bishop|Rector|Warden|Nurse|Sheriff|Marshal|Lieutenant|Major|Clerk|Prosecutor|Detective|Pastor|Curator|Coach'
const OFFICE_BEFORE_LATIN = new RegExp(
  String.raw`^((?:[\p{L}'’&.-]+ ){0,8}?(?:${LATIN_TITLES})) ((?!(?:${LATIN_TITLES}) )${LATIN_NAME})$`,
  'u',
)

/** Town Clerk, where Dean and Major alone are last names too. */
const IS_OFFICE = new RegExp(
  String.raw`^(?:(?:Town|City|County|Borough|Parish|District|Deputy|Assistant|Acting|Vice|Chief|Senior|Executive|Managing|General|Business|Finance|Legal) )+(?:${LATIN_TITLES})$`,
  'u',
)

/** Tells whether words with capitals are an office, and no name. */
export function isLatinOffice(words: string): boolean {
  return IS_OFFICE.test(words)
}

/**
 * Reads a line or a label that is nothing but a person, with the office before, behind or in parentheses.
 *
 * @param isListed in a list of people any words before a blank and a name are an office; elsewhere they have to end in a title
 */
export function parsePerson(written: Written, isListed = false): Person | undefined {
  const { text, plain } = trim(written)
  if (plain.length < 2 || plain.length > 240) return undefined
  if (/\p{Script=Han}/u.test(plain)) return parseHan(text, plain, isListed)
  return parseLatin(text.replace(/^(?:(?:Prepared|Opening) )?(?:Statement|Testimony) of (?:the )?/iu, ''))
}

/** Splits the office from the name of a run of capitalized words: Health Minister | Jane Doe. */
export function splitLatinOffice(text: string): { readonly office?: string | undefined; readonly name: string } {
  const [, office, name] = OFFICE_BEFORE_LATIN.exec(text) ?? []
  return name === undefined ? { name: text } : { office, name }
}

function parseLatin(text: string): Person | undefined {
  if (/[.?!]\s+\p{Lu}\p{Ll}+ \p{Ll}|[?!]/u.test(text)) return undefined
  const [, name = '', office] = LATIN_PERSON.exec(text) ?? []
  // Town Clerk, Simon Le Grice
  if (office !== undefined && ONLY_LATIN_NAME.test(office) && isLatinOffice(name))
    return { name: office, office: name, isBare: false }
  if (office !== undefined) {
    const split = splitLatinOffice(name)
    return { name: split.name, office: office.replace(/^(?:the|an?) /iu, ''), isBare: false }
  }
  const split = splitLatinOffice(text)
  if (split.office !== undefined) return { ...split, isBare: false }
  return ONLY_LATIN_NAME.test(text) ? { name: text, isBare: true } : undefined
}

function parseHan(text: string, plain: string, isListed: boolean): Person | undefined {
  const bare = plain.replace(/\s/gu, '')
  if (bare.length <= 4 && isHanName(bare) && plain.length <= bare.length + 2)
    return { name: joinName(text), isBare: true }
  if (/^[^\s]{4,}$/u.test(plain) && plain.includes('·') && isHanName(plain) && toTitleAtEnd(plain) === '')
    return { name: text, isBare: true }
  return (
    parseInserted(text, plain) ??
    parseOfficeBehind(text, plain) ??
    parseOfficeBefore(text, plain, isListed) ??
    parseSurname(text, plain)
  )
}

/** 陳委員超明, 林召集委員為洲: the title between the surname and the given name. */
export function parseInserted(text: string, plain: string): Person | undefined {
  const surname = toSurname(plain).length
  const title = toTitleAtStart(plain.slice(surname))
  const given = plain.slice(surname + title.length)
  if (title === '' || given.length < 1 || given.length > 2 || !isHanName(plain.slice(0, surname) + given))
    return undefined
  if (toTitleAtEnd(plain) !== '' || /^[来去再先做作为说请上给向就]$/u.test(given)) return undefined
  const end = surname + title.length
  return { name: text.slice(0, surname) + text.slice(end), office: text.slice(surname, end), isBare: false }
}

/** 张三（北京大学教授）, 张三，北京大学教授, 张三 北京大学教授, 张三教授. */
function parseOfficeBehind(text: string, plain: string): Person | undefined {
  const split =
    /^(\p{Script=Han}(?:\s?\p{Script=Han}){1,3}|[\p{Script=Han}-]{1,12}(?:·[\p{Script=Han}-]{1,12}){1,3})(?:[，：—\s]\s*|（)/u.exec(
      plain,
    )
  const name = split?.[1] ?? ''
  if (split && isHanName(name.replace(/\s/gu, ''))) {
    const office = text.slice(split[0].length).replace(/[）)。]$/u, '')
    if (toTitleAtEnd(plain.slice(split[0].length).replace(/[）。]$/u, '')) !== '')
      return { name: joinName(text.slice(0, name.length)), office: office.trim(), isBare: false }
  }
  const dotted = /^[^·]{1,8}·.*(?=.)/u.test(plain) ? plain.length - toTitleAtEnd(plain).length : 4
  for (const length of [dotted, 4, 3, 2]) {
    const title = toTitleAtStart(plain.slice(length))
    const rest = plain.slice(length + title.length)
    if (
      title !== '' &&
      isHanName(plain.slice(0, length)) &&
      /^(?:$|（)/u.test(rest) &&
      !isLikeWord(plain.slice(0, length))
    )
      return { name: text.slice(0, length), office: text.slice(length, length + title.length), isBare: false }
  }
  return undefined
}

/** 重庆日报记者 陈国栋, 重庆网润集团公司董事长马卫. */
function parseOfficeBefore(text: string, plain: string, isListed: boolean): Person | undefined {
  const spaced =
    /\s(\p{Script=Han}(?:\s?\p{Script=Han}){1,3}|\p{Script=Han}{5,6}|[\p{Script=Han}-]{1,12}(?:·[\p{Script=Han}-]{1,12}){1,3})$/u.exec(
      plain,
    )
  const isBehindTitle = spaced !== null && toTitleAtEnd(plain.slice(0, spaced.index).trimEnd()) !== ''
  const ends = /(?:先生|女士|同志)$/u.exec(plain)?.index ?? plain.length
  const spacedName = spaced?.[1]?.replace(/\s/gu, '') ?? ''
  if (spaced && (isHanName(spacedName) || ((isBehindTitle || isListed) && isNameByPlace(spacedName)))) {
    const office = text.slice(0, spaced.index).trim()
    if (!isListed && !isBehindTitle) return undefined
    return { name: joinName(text.slice(spaced.index + 1)), office, isBare: false }
  }
  const name = listNamesEndingAt(plain, 0, ends).find(({ start }) => toTitleAtEnd(plain.slice(0, start)) !== '')
  if (!name) return undefined
  return { name: text.slice(name.start, name.end), office: text.slice(0, name.start).trim(), isBare: false }
}

/** 黃司長, 內政部民政司黃司長: of the name only the surname is told. */
function parseSurname(text: string, plain: string): Person | undefined {
  const title = toTitleAtEnd(plain)
  const start = plain.length - title.length - 1
  if (title === '' || start < 0 || !isHanName(`${plain.charAt(start)}一`) || !isBoundary(plain, start)) return undefined
  const before = text.slice(0, start).trim()
  return { name: text.slice(start), office: before === '' ? undefined : before, isBare: true }
}

function trim({ text, plain }: Written): Written {
  const start = /^[\s*·•、]*/u.exec(plain)?.[0].length ?? 0
  const end = Math.max(start, plain.length - (/[\s*、；;]*$/u.exec(plain)?.[0].length ?? 0))
  return { text: text.slice(start, end), plain: plain.slice(start, end) }
}

/** Papers stretch a name of two characters by a blank to the width of others. */
function joinName(text: string): string {
  return text.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '').trim()
}
