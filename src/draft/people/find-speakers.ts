import type { JoinedBlock } from '../columns/joined-block.ts'
import type { DraftSpeaker } from './attribution.ts'
import { type Sighting, findIntroductions } from './introduced/introductions.ts'
import { findLabelled } from './labels/labelled-people.ts'
import { findPresiding } from './quoted/latin-people.ts'
import { toLastName } from './mentions.ts'
import { settleNameEnds } from './quoted/name-ends.ts'
import { findQuotedPeople } from './quoted/quoted-people.ts'
import { toRoleKey } from './shapes/labels.ts'
import { findOffice } from './shapes/offices.ts'
import { HONORIFICS, toSurname, toTitleAtEnd } from './shapes/names.ts'
import { type ReadBlock, readBlocks, toPlain } from './shapes/reading.ts'
import { findFloorHolders } from './turns.ts'
import { findAnswerer } from './labels/answerers.ts'

/** All that the page tells of one person. */
interface Gathered {
  readonly key: string
  readonly sightings: Sighting[]
}

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
    ...findLabelled(rest, sightings),
    ...settleNameEnds(findQuotedPeople(rest), read),
    ...findFloorHolders(rest),
    ...findPresiding(read),
    ...findAnswerer(read),
  ]
  const introduced = new Set(sightings)
  const gathered = mergeCalled(dropHeldRoles(dropCut(read, dropAdverbs(gather(all)))))
  const speakers = gathered
    .map((one) => ({ ...toSpeaker(read, one), isIntroduced: one.sightings.some((other) => introduced.has(other)) }))
    .toSorted((a, b) => a.line - b.line)
  return { speakers, introductions }
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

/** 宫本 is 宫本和 where the page never has it without the rest. */
function dropCut(read: readonly ReadBlock[], gathered: readonly Gathered[]): Gathered[] {
  const page = read.map(({ plain }) => plain).join('\n')
  const count = (key: string) => page.split(key).length
  const isCut = ({ key, sightings }: Gathered) =>
    /^\p{Script=Han}{2,4}$/u.test(key) &&
    !sightings.some(({ isSure }) => isSure) &&
    gathered.some((other) => other.key !== key && other.key.startsWith(key) && count(other.key) === count(key))
  return gathered.filter((one) => !isCut(one))
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
  const parts = new Set(gathered.flatMap(({ key }) => key.split(/[·•・‧]/u).slice(Number(!/[·•・‧]/u.test(key)))))
  const full = gathered.filter(({ key, sightings }) => !isCalled(key, sightings[0]?.name ?? '') && !parts.has(key))
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
  /^(?:professor|senator|secretary|minister|chairman|chairwoman|president|director|governor|mayor|judge|baroness|commissioner|councillor|general|superintendent|inspector|captain|sergeant|colonel|officer|principal|dean|coach|chief) \S+$/u

/** Tells whether a name is only a surname with a title, or a last name. */
function isCalled(key: string, name: string): boolean {
  if (/\p{Script=Han}/u.test(key))
    return toTitleAtEnd(key) !== '' && key.length - toTitleAtEnd(key).length === toSurname(key).length
  if (CALLED.test(key)) return true
  return toLastName(name)?.toLowerCase() === key || /^\S+$/u.test(key)
}

function isMeant({ key }: Gathered, other: Gathered): boolean {
  if (!/\p{Script=Han}/u.test(key)) {
    return other.sightings.some(({ name }) => toLastName(name)?.toLowerCase() === (key.split(' ').at(-1) ?? key))
  }
  if (other.key.split(/[·•・‧]/u).includes(key)) return true
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
