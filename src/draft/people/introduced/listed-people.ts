import { HONORIFICS, isHanName, isNameByPlace, isWord } from '../shapes/names.ts'
import { type Person, type Written, isLatinOffice, parsePerson } from '../shapes/person.ts'
import { toPlain } from '../shapes/reading.ts'

/** A list names people, and speaks to nobody. */
const SPOKEN = /^请|[我你您]|大家|各位|欢迎|谢谢|\b(?:I|you|welcome|thank)\b/iu
export const OFFICE_WORD =
  /\b(?:director|minister|president|secretary|professor|senator|chair\w*|officer|mayor|governor|manager|head|chief|commissioner|spokes\w+|economist|analyst|member|fellow|editor|dean|founder|researcher|lecturer|lawyer|partner|engineer|scientist|representative|ambassador|councill?or|reporter|host|consultant|adviser|advisor|coordinator|secretary-general)\b/iu

export const HONORED_NAME = new RegExp(
  String.raw`^(?:${HONORIFICS}|Professor|Sir|Dame|Lord|Lady|Councillor|Senator)\.? `,
  'u',
)
const BODY_WORD = new RegExp(
  `${OFFICE_WORD.source}|\\b(?:General|Authority|Council|University|Association|Board|Department|Committee|Institute|Company|Ltd|Inc|National|Bank|Union|Agency|Ministry|Office|Service|College|School|Hospital|Society|Group|Centre|Center|Trust|Federation|Chamber|Party)\\b`,
  'iu',
)

/** Reads the people of a list; undefined where a part of it is no person. */
export function parsePeople(written: Written): Person[] | undefined {
  if (SPOKEN.test(written.plain)) return undefined
  const ofOffices = parseOfficeHolders(written)
  if (ofOffices) return ofOffices
  for (const separator of [/[；;\n]/u, /[、；;\n]/u, /\s{2,}|[；;\n]/u, /\s+/u]) {
    const parts = split(written, separator).filter(({ plain }) => plain.trim() !== '')
    const people = parts.map((part) => parsePerson(dropStop(part), true) ?? parseStrange(part, parts.length))
    const isList = parts.length > 0 && people.every((person) => person !== undefined)
    // Names alone may be parted by anything; of offices only the marks that end an entry part them.
    if (isList && (parts.length === 1 || separator.source.startsWith('[；') || people.every(({ isBare }) => isBare)))
      return people
  }
  return undefined
}

/** 过家鼎, whatever the surname, among others of a list. */
function parseStrange({ text, plain }: Written, count: number): Person | undefined {
  const name = plain.trim()
  const isStrange = isNameByPlace(name) || (/^\p{Script=Han}{3}$/u.test(name) && isHanName(`王${name.slice(1)}`))
  return count > 2 && isStrange && !isWord(name) ? { name: text.trim(), isBare: true } : undefined
}

/** In a Han list the marks that part the entries; in a Latin one a comma that stands in no parentheses. */
const HAN_ENTRY = /[、，；;\n]/u
const LATIN_ENTRY = /(?:,? and |[,;\n])(?![^(]*\))\s*/u
/** 局長 葉俊宏、處長 范雅芬: each entry has an office and a name, or is a name behind such. */
function parseOfficeHolders(written: Written): Person[] | undefined {
  const isHan = /\p{Script=Han}/u.test(written.plain)
  const parts = split(written, isHan ? HAN_ENTRY : LATIN_ENTRY).filter(({ plain }) => plain.trim() !== '')
  // 县市场监管局 乌云其木格: a blank parts a body from who is of it.
  const people = parts.map((part) => parsePerson(dropStop(part), isHan && /\S\s+\S{2}/u.test(part.plain.trim())))
  if (parts.length < 2 || !people.every((person) => person !== undefined)) return undefined
  const [first, ...others] = people
  if (!isHan) return parts.every(({ text }) => isPersonAlone(text)) ? people : undefined
  // 张三，某局局长 is one person, and 张三、李四 are told by their names.
  const isOfHolders = first?.isBare === false && others.every(({ name, isBare }) => !isBare || isHanName(toPlain(name)))
  return isOfHolders ? people : undefined
}

/** Mr Alan Pryce, Ruth Okafor (Chair): a name that is not the name of an office or of a body. */
function isPersonAlone(text: string): boolean {
  const name = text.replace(/\([^()]*\)\s*$/u, '').trim()
  return HONORED_NAME.test(name) || !(BODY_WORD.test(name) || isLatinOffice(name))
}

/** The stop that ends a list is no part of its last entry. */
function dropStop({ text, plain }: Written): Written {
  const length = plain.trimEnd().length - Number(/(?:[\p{Ll})]{2}\.|。)\s*$/u.test(plain.slice(-20)))
  return { text: text.slice(0, length), plain: plain.slice(0, length) }
}

function split({ text, plain }: Written, separator: RegExp): Written[] {
  const parts: Written[] = []
  let start = 0
  for (const { index, 0: mark } of plain.matchAll(new RegExp(separator.source, 'gu'))) {
    parts.push({ text: text.slice(start, index), plain: plain.slice(start, index) })
    start = index + mark.length
  }
  const last = /^\s*and (?=\p{Lu})/u.exec(plain.slice(start))?.[0].length ?? 0
  return [...parts, { text: text.slice(start + last), plain: plain.slice(start + last) }]
}
