import type { JoinedBlock } from '../../columns/joined-block.ts'
import { HAN_ROLES, LATIN_ROLES, readLabel } from '../shapes/labels.ts'
import { parseLastNames } from './last-names.ts'
import { isHanName, toTitleAtEnd } from '../shapes/names.ts'
import { type Person, parsePerson } from '../shapes/person.ts'
import { type ReadBlock, toPlain } from '../shapes/reading.ts'
import { HONORED_NAME, OFFICE_WORD, parsePeople } from './listed-people.ts'

/** A place of the page that tells of a person. */
export interface Sighting extends Person {
  readonly line: number
  readonly role?: string | undefined
  /** A list, a heading and a label say it in so many words; a verb behind a name is a guess. */
  readonly isSure: boolean
}

/** The people whom lists and headings introduce, and the blocks that do nothing else. */
export interface Introductions {
  readonly sightings: readonly Sighting[]
  readonly blocks: ReadonlySet<JoinedBlock>
}

const ROLE_LINE = new RegExp(
  `^[\\s*]*(${HAN_ROLES}|${LATIN_ROLES}|主\\s{1,4}席|主\\s{1,4}持\\s{0,2}人)(?:\\s?[:：]|\\s)[\\s*]*([^\\n]{2,300}(?:\\n[^\\n]{2,200}){0,40})?$`,
  'iu',
)
/** To be there is no part that somebody has. */
const IS_THERE = /^(?:出席|列席|与会|Present|Members|In attendance|Attendees|Participants|Speakers$|Panel|Guests$)/iu
const EMPTY_ROLE = new RegExp(`^[\\s*]*(${HAN_ROLES}|${LATIN_ROLES})\\s?[:：]?[\\s*]*$`, 'iu')
/** 嘉宾简介：张三，北京大学教授。 */
const PROFILE =
  /^[\s*]*((?:嘉宾|专家|人物|受访者|主讲人)(?:简介|介绍|名片|档案))[：\s]\s*(\p{Script=Han}{2,4})[，,：]\s*([^。；\n]{2,80})/u
/** Whom a page thanks for itself: bylines and photo credits introduce nobody who speaks in it. */
const CREDIT = /(?:记者|通讯员|编辑|责编|编审|作者|摄影|撰文|供图|制图|校对)$|^(?:文|图|摄|记)$/u
const LATIN_CREDIT = /\b(?:reporter|correspondent|photographer|staff writer|columnist)\b/iu
/** The title of an interview or a profile names a person too. */
const IS_TITLE = /[：:？！?!]|[专采走]访|对话|访谈|记者|走近|追忆|悼念|interview|profile/iu
const SENTENCE_END = /[。！？!?.…]$/u

/** Finds the lines that introduce people: lists after 主持人 and the like, names before a statement, headings of sections. */
export function findIntroductions(read: readonly ReadBlock[]): Introductions {
  const sightings: Sighting[] = []
  const blocks = new Set<JoinedBlock>()
  let role: string | undefined
  read.forEach((one, index) => {
    const listed =
      readRoleLine(one) ?? (index < HEAD_LINES ? readAnyRole(one) : undefined) ?? readListed(one, read[index + 1], role)
    const headline = listed ? undefined : readHeadline(one)
    const found = listed ?? readAlone(one) ?? (headline?.people[0]?.isBare === false ? headline : undefined)
    if (listed || one.text.trim() !== '') role = listed?.role
    sightings.push(...(found?.people ?? []).map((person) => toSighting(person, one, found?.listRole)))
    const isInRun = () => [index - 1, index + 1].some((place) => isAlone(read[place]))
    if (found && (listed || found.standsAbove || (!one.isHeading && isInRun()))) blocks.add(one.block)
    if (listed?.takesNext) blocks.add(read[index + 1]?.block ?? one.block)
  })
  return { sightings, blocks }
}

interface Introduced {
  readonly people: readonly Person[]
  /** What the lines below go on with. */
  readonly role?: string | undefined
  readonly listRole?: string | undefined
  readonly standsAbove?: boolean
  readonly takesNext?: boolean
}

function toSighting(person: Person, { block }: ReadBlock, role?: string): Sighting {
  return { ...person, line: block.line, role, isSure: true }
}

/** Lines in which a page may tell who takes part, whatever it calls them. */
const HEAD_LINES = 16
const ANY_ROLE = /^[\s*]*([\p{Script=Han}\s]{2,12}|\p{Lu}[\p{L} ]{2,30})\s?[:：]\s*([^\n]{2,300})$/u

/** 听证人：县发改委科长 贝建国；…, Counsel assisting: Ms F. Grant SC: a part that no list has, before people. */
function readAnyRole(one: ReadBlock): Introduced | undefined {
  const [whole = '', words = '', rest = ''] = ANY_ROLE.exec(one.plain.trimEnd()) ?? []
  if (rest === '' || SENTENCE_END.test(one.plain.trim()) || CREDIT.test(words) || TELLS_OF_ITSELF.test(words))
    return undefined
  const start = whole.length - rest.length
  const people = parsePeople({ text: one.text.slice(start, whole.length), plain: rest })
  const isTold = people !== undefined && (people.length > 1 || people[0]?.isBare === false || HONORED_NAME.test(rest))
  const role = one.text
    .slice(whole.indexOf(words), whole.indexOf(words) + words.length)
    .replace(/(?<=\p{Script=Han})\s+/gu, '')
  const isSeveral = people !== undefined && people.length > 1
  return isTold ? { people, role, listRole: isSeveral || IS_THERE.test(words) ? undefined : role } : undefined
}

/** Who wrote a page and where it was are no parts that somebody speaks in. */
const TELLS_OF_ITSELF =
  /[记紀][录錄]|整理|来源|联系|时间|地点|日期|单位|标题|题目|\b(?:by|words|photo\w*|source|date|time|venue|contact)\b/iu

/** 主持人：…, Moderator: …, with one person or several. */
function readRoleLine(one: ReadBlock): Introduced | undefined {
  const profile = PROFILE.exec(one.plain)
  if (profile && isHanName(profile[2] ?? '')) {
    const at = profile[0].length - (profile[3]?.length ?? 0)
    const name = profile[2] ?? ''
    const start = one.plain.indexOf(name, profile[1]?.length)
    const office = one.text.slice(at, profile[0].length)
    return {
      people: [{ name: one.text.slice(start, start + name.length), office, isBare: false }],
      listRole: undefined,
    }
  }
  const empty = EMPTY_ROLE.exec(one.plain)
  if (empty && !one.isHeading && one.plain.length < 20 && /[：:]/u.test(one.plain)) {
    return { people: [], role: one.text.replace(/[\s*：:]/gu, '') }
  }
  const line = ROLE_LINE.exec(one.plain.slice(0, 2000).trimEnd())
  const rest = line?.[2]
  if (line?.[1] === undefined || rest === undefined) return undefined
  const start = line[0].length - rest.length
  const people =
    parseLastNames(one.text.slice(start)) ?? parsePeople({ text: one.text.slice(start), plain: one.plain.slice(start) })
  const words = one.text.slice(one.plain.indexOf(line[1]), one.plain.indexOf(line[1]) + line[1].length)
  const role = words.replace(/(?<=\p{Script=Han})\s+/gu, '')
  return people && { people, role, listRole: IS_THERE.test(line[1]) ? undefined : role }
}

/** A line that goes on with a list: an office with its holder, in one block or in two. */
function readListed(one: ReadBlock, next: ReadBlock | undefined, role: string | undefined): Introduced | undefined {
  if (role === undefined || one.text.trim() === '' || one.plain.length > 200 || SENTENCE_END.test(one.plain.trim())) {
    return undefined
  }
  if (readLabel(one) && !/：\s*$/u.test(one.plain)) return undefined
  const people = parsePeople(one)
  if (people?.every(({ office, isBare }) => office !== undefined || isBare)) return { people, role, listRole: role }
  const name = next && parsePerson(next)
  if (next && name?.isBare && toTitleAtEnd(one.plain.trim()) !== '') {
    return { people: [{ ...name, office: one.text.trim(), isBare: false }], role, listRole: role, takesNext: true }
  }
  return undefined
}

/** A line of its own that names a person with an office: above a statement, or as the heading of a section. */
function readAlone(one: ReadBlock): Introduced | undefined {
  const plain = one.plain.trim().replaceAll('**', '')
  const text = one.text.trim().replaceAll('**', '')
  if (plain.length < 4 || plain.length > 160 || SENTENCE_END.test(plain)) return undefined
  const endsInColon = /[：:]$/u.test(plain)
  const end = endsInColon ? plain.length - 1 : plain.length
  const label = endsInColon ? readLabel(one) : undefined
  const person =
    label?.role === undefined ? parsePerson({ text: text.slice(0, end), plain: plain.slice(0, end) }) : label.person
  if (person?.office === undefined || person.isBare) return undefined
  const isHan = /\p{Script=Han}/u.test(plain)
  if (isHan ? CREDIT.test(person.office) || person.office.length < 3 : !OFFICE_WORD.test(person.office))
    return undefined
  if (LATIN_CREDIT.test(person.office)) return undefined
  if ((/[）)]$/u.test(plain) && /[摄图文]/u.test(plain)) || IS_TITLE.test(toPlain(person.office))) return undefined
  return { people: [person], standsAbove: endsInColon }
}

/** The person whom a heading, or a line above a statement that ends in a colon, names for what follows. */
export function readStanding(one: ReadBlock): Person | undefined {
  const found = readAlone(one) ?? readHeadline(one)
  return found && (one.isHeading || found.standsAbove === true) ? found.people[0] : undefined
}

/** 张三代表：让农村孩子上好学: a heading that names who speaks below, before what is said. */
function readHeadline({ text, plain, isHeading }: ReadBlock): Introduced | undefined {
  const end = plain.search(/[：:]/u)
  if (!isHeading || end < 2 || end > 60 || IS_TITLE.test(plain.slice(0, end))) return undefined
  const person = parsePerson({ text: text.slice(0, end), plain: plain.slice(0, end) })
  return person && { people: [person] }
}

function isAlone(one: ReadBlock | undefined): boolean {
  return one !== undefined && one.block.depth === undefined && readAlone(one) !== undefined
}
