import type { JoinedBlock } from '../columns/joined-block.ts'
import type { DraftSpeaker } from './attribution.ts'
import { type Sighting, findIntroductions } from './introductions.ts'
import { toLastName } from './mentions.ts'
import { findQuotedPeople } from './quoted-people.ts'
import { readLabel, toRoleKey } from './shapes/labels.ts'
import { findOffice } from './shapes/offices.ts'
import { parsePerson } from './shapes/person.ts'
import { HONORIFICS, LATIN_NAME, isHanName, isLikeWord, isWord, toSurname, toTitleAtEnd } from './shapes/names.ts'
import { type ReadBlock, readBlocks, toPlain } from './shapes/reading.ts'
import { findFloorHolders } from './turns.ts'

/** All that the page tells of one person. */
interface Gathered {
  readonly key: string
  readonly sightings: Sighting[]
}

/** A label that names nobody else's name has to stand there twice, as that of a speaker does. */
const MIN_BARE_LABELS = 2
/** Among so many turns it is one more turn. */
const MIN_TURNS = 4

/**
 * Finds the people whom a page introduces or quotes, in the order in which it names them first, with the blocks that only
 * introduce people. Names and offices are characters of the page.
 *
 * @param blocks in reading order
 */
export function findSpeakers(blocks: readonly JoinedBlock[]): {
  readonly speakers: readonly DraftSpeaker[]
  readonly introductions: ReadonlySet<JoinedBlock>
} {
  const read = readBlocks(blocks)
  const { sightings, blocks: introductions } = findIntroductions(read)
  const rest = read.filter(({ block }) => !introductions.has(block))
  const all = [
    ...sightings,
    ...findLabelled(rest),
    ...findStrangeNames(rest),
    ...findQuotedPeople(rest),
    ...findFloorHolders(rest),
    ...findAnswerer(read),
  ]
  const gathered = mergeCalled(dropHeldRoles(dropAdverbs(gather(all))))
  const speakers = gathered.map((one) => toSpeaker(read, one)).toSorted((a, b) => a.line - b.line)
  return { speakers, introductions }
}

function findLabelled(read: readonly ReadBlock[]): Sighting[] {
  const labelled = read.flatMap((one) => {
    const label = readLabel(one)
    return label?.kind === 'person' || label?.kind === 'role' ? [{ one, label }] : []
  })
  const counts = new Map<string, number>()
  for (const { label } of labelled) counts.set(label.words, (counts.get(label.words) ?? 0) + 1)
  const page = read.map(({ text }) => text).join('\n')
  return labelled.flatMap(({ one, label: { person, role, words } }) => {
    const line = one.block.line
    if (!person) return [readSelf(one, role ?? words) ?? { name: words, role, isBare: true, line, isSure: true }]
    const isRepeated = (counts.get(words) ?? 0) >= MIN_BARE_LABELS
    const isNamedElsewhere = () => page.split(person.name).length > 2
    if (person.isBare && !isRepeated && labelled.length < MIN_TURNS && !isNamedElsewhere()) return []
    return [{ ...person, role, line, isSure: !person.isBare || isRepeated }]
  })
}

/** 杭立群：, twice: the label of a turn names somebody, whatever the surname, where it is no word. */
function findStrangeNames(read: readonly ReadBlock[]): Sighting[] {
  const found = read.flatMap((one) => {
    const words = one.isHeading || readLabel(one) ? undefined : STRANGE_LABEL.exec(one.plain)?.[1]
    return words === undefined || isWord(words) ? [] : [{ one, words }]
  })
  const isRepeated = (words: string) => found.filter((other) => other.words === words).length >= MIN_BARE_LABELS
  return found.flatMap(({ one, words }): Sighting[] => {
    const start = one.plain.indexOf(words)
    const name = one.text.slice(start, start + words.length)
    return isRepeated(words) ? [{ name, isBare: true, line: one.block.line, isSure: true }] : []
  })
}

const STRANGE_LABEL = /^\s*(\p{Script=Han}{2,4})：\s*\S/u

const SELF =
  /(?:我是|我叫)([^，。！？：“”\n]{2,40}?)[，。！]|\b(?:I am|I'm|I’m|My name is) (\p{Lu}[^.!?;:\n]{3,120})[.!]/u

/** 主持人：大家好，我是张三: who presides tells the name. */
function readSelf(one: ReadBlock, role: string): Sighting | undefined {
  const found = SELF.exec(one.plain)
  const words = found?.[1] ?? found?.[2]
  if (!found || words === undefined) return undefined
  const start = found.index + found[0].indexOf(words)
  const person = parsePerson({ text: one.text.slice(start, start + words.length), plain: words })
  return person && { ...person, role, line: one.block.line, isSure: true }
}

/** 国家发展改革委有关负责人就…答记者问: who answers where no name is told. */
const ANSWERS = /^[\s]*([^，。：\s]{2,40}?(?:负责人|发言人|负责同志))(?:就|回应|解读|谈|答)/u
/** Helena Brandt was elected mayor: whom the sentences above an interview are about. */
const LATIN_SUBJECT = new RegExp(
  String.raw`(?:^|[.!?]["”’]? )(${LATIN_NAME}),? (?:is|was|has|had|became|who|the|an?|\p{Ll}+(?:s|ed)) `,
  'gu',
)

/** Finds who answers 答： and A: where no list and no verb tells it. */
function findAnswerer(read: readonly ReadBlock[]): Sighting[] {
  const first = read.findIndex((one) => readLabel(one)?.kind === 'question')
  if (first < 0 || !read.some((one) => readLabel(one)?.kind === 'answer')) return []
  return [...findNamedInTitle(read), ...findSubjectAbove(read.slice(0, first))]
}

function findNamedInTitle(read: readonly ReadBlock[]): Sighting[] {
  const title = read.slice(0, 6).find(({ plain }) => ANSWERS.test(plain))
  const words = title && ANSWERS.exec(title.plain)?.[1]
  if (!title || words === undefined) return []
  const start = title.plain.indexOf(words)
  return [{ name: title.text.slice(start, start + words.length), isBare: true, line: title.block.line, isSure: false }]
}

function findSubjectAbove(above: readonly ReadBlock[]): Sighting[] {
  return above
    .filter(({ isHeading }) => !isHeading)
    .flatMap((one) =>
      listSubjects(one, above).map((name) => ({ name, isBare: true, line: one.block.line, isSure: false })),
    )
}

/** Whom sentences are about: 沙宛如在病房工作了二十年, where the title has the name too. */
function listSubjects({ text, plain }: ReadBlock, above: readonly ReadBlock[]): string[] {
  const page = above.map((one) => one.plain).join('\n')
  const size = [4, 3, 2].find((length) => {
    const name = plain.slice(0, length)
    return isHanName(name) && !isLikeWord(name) && page.split(name).length > 2
  })
  if (size !== undefined) return [text.slice(0, size)]
  const latin = [...text.matchAll(LATIN_SUBJECT)].map(([, name = '']) => name)
  return latin.filter((name) => !/^(?:The|A|An|In|On|At|This|That|It) /u.test(name))
}

/** A role that stands as a name is nobody of its own where the page tells who has it. */
function dropHeldRoles(gathered: readonly Gathered[]): Gathered[] {
  const toRole = (text: string) => toRoleKey(toPlain(text))
  const isRoleAlone = ({ name, role }: Sighting) => role !== undefined && toKey(name) === toKey(role)
  const offices = gathered.flatMap(({ sightings }) => sightings.map(({ office }) => toRole(office ?? '')))
  const held = new Set([
    ...offices,
    ...gathered.flatMap(({ sightings }) =>
      sightings.flatMap((one) => (one.role === undefined || isRoleAlone(one) ? [] : [toRole(one.role)])),
    ),
  ])
  return gathered.filter(({ key, sightings }) => !sightings.every(isRoleAlone) || !held.has(toRole(key)))
}

function gather(sightings: readonly Sighting[]): Gathered[] {
  const byKey = new Map<string, Gathered>()
  for (const sighting of sightings) {
    const key = toKey(sighting.name)
    if (key === '') continue
    const known = byKey.get(key)
    if (known) known.sightings.push(sighting)
    else byKey.set(key, { key, sightings: [sighting] })
  }
  return [...byKey.values()]
}

/** 祝红则 is 祝红 with a word that goes on, where the page has 祝红 too. */
function dropAdverbs(gathered: readonly Gathered[]): Gathered[] {
  const keys = new Set(gathered.map(({ key }) => key))
  return gathered.filter(
    ({ key }) => !(/^\p{Script=Han}{3,4}$/u.test(key) && GOES_ON.test(key) && keys.has(key.slice(0, -1))),
  )
}

const GOES_ON = /[则也还又就便均都亦才曾已再仍既]$/u

/** Makes the names of one person equal: writing, case, honorific. */
export function toKey(name: string): string {
  const plain = toPlain(name).replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
  return plain.replace(HONORED, '').toLowerCase()
}

/** Joins what is called by a surname or a last name to the only person of the page whom it can mean. */
function mergeCalled(gathered: readonly Gathered[]): Gathered[] {
  const full = gathered.filter((one) => !isCalled(one.key, one.sightings[0]?.name ?? ''))
  const kept: Gathered[] = [...full]
  for (const one of gathered) {
    if (full.includes(one)) continue
    const owners = full.filter((other) => isMeant(one, other))
    const [owner] = owners
    if (owner && owners.length === 1) owner.sightings.push(...one.sightings)
    else kept.push(one)
  }
  return kept
}

/** A title and a last name. */
const HONORED = new RegExp(String.raw`^(?:${HONORIFICS}|Sir|Dame|Lord|Lady)\.? `, 'iu')
const HONORED_IN_FULL = new RegExp(String.raw`^(?:${HONORIFICS})\.? (?=\S+ \S)`, 'u')
const CALLED =
  /^(?:professor|senator|secretary|minister|chairman|chairwoman|president|director|governor|mayor|judge|baroness|commissioner|councillor|general) \S+$/u

/** Tells whether a name is only a surname with a title, or a last name. */
function isCalled(key: string, name: string): boolean {
  if (/\p{Script=Han}/u.test(key)) return toTitleAtEnd(key) !== '' && key.length - toTitleAtEnd(key).length === 1
  if (CALLED.test(key)) return true
  return toLastName(name)?.toLowerCase() === key || /^\S+$/u.test(key)
}

function isMeant({ key }: Gathered, other: Gathered): boolean {
  if (!/\p{Script=Han}/u.test(key)) {
    return other.sightings.some(({ name }) => toLastName(name)?.toLowerCase() === (key.split(' ').at(-1) ?? key))
  }
  const title = toTitleAtEnd(key)
  const offices = other.sightings.map(({ office }) => toPlain(office ?? '')).join(' ')
  return toSurname(other.key) === key.slice(0, -title.length) && other.key !== key && offices.includes(title)
}

function toSpeaker(read: readonly ReadBlock[], { key, sightings }: Gathered): DraftSpeaker {
  const name = chooseName(sightings)
  const offices = sightings.flatMap(({ office, isSure }) =>
    office === undefined || office === '' ? [] : [{ office, isSure }],
  )
  const listed = offices.find(({ office, isSure }) => isSure && !isTitleAlone(office))
  const told = offices.find(({ office }) => !isTitleAlone(office))
  const office = listed?.office ?? told?.office ?? findOffice(read, name, toPlain(name)) ?? offices[0]?.office
  const role = sightings.find((one) => one.role !== undefined)?.role
  const aliases = [...new Set(sightings.map((one) => one.name))].filter(
    (alias) => alias !== name && toKey(alias) !== key,
  )
  const line = Math.min(...sightings.map((one) => one.line))
  const isSure = sightings.some((one) => one.isSure && (!one.isBare || one.role !== undefined))
  return { name, office: toWhole(read, office, name), role, aliases, line, isSure }
}

/** The longest of a person's names that is not in capitals. */
function chooseName(sightings: readonly Sighting[]): string {
  const names = sightings.map(({ name }) => name)
  const rank = (name: string) => Number(isCalled(toKey(name), name)) + Number(isShouted(name))
  const [longest = ''] = names.toSorted((a, b) => rank(a) - rank(b) || b.length - a.length)
  const first = longest.replace(HONORED_IN_FULL, '')
  return /\p{Script=Han}/u.test(names[0] ?? '') && !first.includes('·')
    ? (names.find((name) => name.length === first.length) ?? first)
    : first
}

function isShouted(name: string): boolean {
  return /^\P{Ll}+$/u.test(name) && /\p{Lu}{2}/u.test(name)
}

function isTitleAlone(office: string): boolean {
  const plain = toPlain(office)
  return toTitleAtEnd(plain) === plain
}

/** An office has to stand on the page as it is, or around the name: Professor Jane Doe of the University of Easton. */
function toWhole(read: readonly ReadBlock[], office: string | undefined, name: string): string | undefined {
  const isTold = ({ text }: ReadBlock) =>
    text.includes(office ?? '') || text.replaceAll(`${name} `, '').includes(office ?? '')
  return office !== undefined && read.some(isTold) ? office.replace(/^[—–-]+\s*/u, '') : undefined
}
