import type { DraftSpeaker } from '../attribution.ts'
import { toKey } from '../find-speakers.ts'
import { toLastName } from '../mentions.ts'
import { type Label, readLabel, toRoleKey } from '../shapes/labels.ts'
import { isNameByPlace } from '../shapes/names.ts'
import { type ReadBlock, toPlain } from '../shapes/reading.ts'
import { findHolder, findNamed } from './named-labels.ts'

/** A page is a transcript where two paragraphs or more begin with who speaks. */
export const MIN_LABELS = 2
/** Who asks begins now and then with a remark, and who answers asks back. */
export const ASKS_SHARE = 0.7
export const ENDS_ASKING = /[？?][”)）]?\s*$/u

/** Reads the labels of a page's turns, by their shape and by whom the page has told of. */
export function readLabels(read: readonly ReadBlock[], speakers: readonly DraftSpeaker[]): (Label | undefined)[] {
  return read.map((one, index) => toKnownLabel(readLabel(one), one, speakers) ?? readPaperLabel(read, index))
}

/** Finds whom a label means: by name, or as the only one with that role or office. */
export function findSpeaker(label: Label, speakers: readonly DraftSpeaker[]): DraftSpeaker | undefined {
  const byName =
    label.person && (findByName(label.person.name, speakers) ?? findByLastName(label.person.name, speakers))
  if (byName || label.kind === 'person') return byName
  const role = toRoleKey(toPlain(label.role ?? label.words))
  const held = speakers.filter((speaker) =>
    [speaker.role ?? speaker.name, speaker.office ?? ''].some((text) => toRoleKey(toPlain(text)) === role),
  )
  return held.length === 1 ? held[0] : undefined
}

/** A label that the page's own people explain is theirs, whatever the shape of a name makes of it. */
function toKnownLabel(label: Label | undefined, one: ReadBlock, speakers: readonly DraftSpeaker[]): Label | undefined {
  if (label?.kind === 'question' || label?.kind === 'answer') return label
  if (label?.kind === 'role') return findSpeaker(label, speakers) ? label : (readNamedLabel(one, speakers) ?? label)
  return readNamedLabel(one, speakers) ?? label ?? readKnownLabel(one, speakers)
}

const NAMING_LABEL = /^\s*([\p{Script=Han}·（）\s-]{2,24}(?=：)|\p{Lu}[\p{L}.'’ -]{1,40}(?=[:：]))[:：]\s*/u

/** 阚平副局长：, 汝課長清泉：: what calls one of those whom the page has told of. */
function readNamedLabel({ text, plain, isHeading }: ReadBlock, speakers: readonly DraftSpeaker[]): Label | undefined {
  const found = NAMING_LABEL.exec(plain)
  if (isHeading || found?.[1] === undefined) return undefined
  const introduced = speakers.filter(({ isIntroduced }) => isIntroduced === true)
  const held = findHolder(found[1], introduced)
  const named = findNamed(
    found[1].trim(),
    speakers.map((speaker) => toPlain(speaker.name)),
  )
  const name = named ?? (held === undefined ? undefined : toPlain(held))
  const speaker = speakers.find((one) => toPlain(one.name) === name)
  const words = text.slice(0, found[0].length).trim().slice(0, -1)
  return speaker && { kind: 'person', end: found[0].length, words, person: { name: speaker.name, isBare: true } }
}

/** 尤佳：…, a name that may as well be a word, where the page has told whose it is; Whitlock: …, a last name alone. */
function readKnownLabel({ text, plain, isHeading }: ReadBlock, speakers: readonly DraftSpeaker[]): Label | undefined {
  const found = KNOWN_LABEL.exec(plain)
  if (isHeading || !found) return undefined
  const start = found[0].indexOf(found[1] ?? '')
  const words = text.slice(start, start + (found[1]?.length ?? 0))
  if (!findByName(words, speakers) && !findByLastName(words, speakers)) return undefined
  return { kind: 'person', end: found[0].length, words, person: { name: words, isBare: true } }
}

const KNOWN_LABEL = /^\s*(\p{Script=Han}{2,4}(?=：)|\p{Lu}[\p{L}'’-]{1,30}(?=[:：]))[:：]\s*/u

/** 新潮书评：, words that are no name, before two questions or more and hardly anything else. */
const HAN_PAPER_LABEL = /^\s*(\p{Script=Han}{3,8})：\s*/u

function asksTimeAndAgain(read: readonly ReadBlock[], label: string): boolean {
  const turns = read.filter(({ plain }) => plain.startsWith(label))
  return (
    turns.length >= MIN_LABELS &&
    turns.filter(({ plain }) => ENDS_ASKING.test(plain)).length >= ASKS_SHARE * turns.length
  )
}

const PAPER_LABEL = /^\s*(\p{Lu}[\p{L}.&'’-]{1,24}): +(?=\S)/u

/** Gazette: …, where the page speaks of the Gazette: the paper asks, if that stands before two paragraphs or more. */
function readPaperLabel(read: readonly ReadBlock[], index: number): Label | undefined {
  const { plain = '', isHeading } = read[index] ?? {}
  const han = HAN_PAPER_LABEL.exec(plain)
  if (han?.[1] !== undefined && isHeading === false && !isNameByPlace(han[1]))
    return asksTimeAndAgain(read, han[0]) ? { kind: 'question', end: han[0].length, words: han[1] } : undefined
  const [label = '', words = ''] = PAPER_LABEL.exec(plain) ?? []
  if (words === '' || isHeading) return undefined
  const isRepeated = read.filter((one) => one.plain.startsWith(label)).length >= MIN_LABELS
  const isNamed = read.some((one) => one.plain.includes(`the ${words}`) || one.plain.includes(`The ${words}`))
  return isRepeated && isNamed ? { kind: 'question', end: label.length, words } : undefined
}

/** Mr PRYCE: the only one of that last name. */
function findByLastName(name: string, speakers: readonly DraftSpeaker[]): DraftSpeaker | undefined {
  const last = CALLED_BY_LAST_NAME.exec(name)?.[1]?.toUpperCase()
  const called = last === undefined ? [] : speakers.filter((speaker) => toLastName(speaker.name) === last)
  return called.length === 1 ? called[0] : undefined
}

const CALLED_BY_LAST_NAME =
  /^(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rep|Sen|Col|Gen|Capt|Lt|Adm|Gov|Hon|Cllr|Rev|Professor|Sir|Dame|Lord|Lady|Councillor|Senator|Representative|Chairman|Chairwoman|Chair|Secretary|Minister|Colonel|General|Governor|Mayor|Commissioner|Director)\.? )?([\p{L}'’-]{2,})$/u

/** Finds the only speaker of a name or an alias. */
export function findByName(name: string, speakers: readonly DraftSpeaker[]): DraftSpeaker | undefined {
  const key = toKey(name)
  const isCalled = (speaker: DraftSpeaker) => [speaker.name, ...speaker.aliases].some((text) => toKey(text) === key)
  const called = speakers.filter(isCalled)
  return called.length === 1 ? called[0] : undefined
}
