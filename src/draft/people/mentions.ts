import type { DraftSpeaker } from './attribution.ts'
import { SENTENCE_OPENERS } from './quoted/latin-people.ts'
import { TITLES, isBoundary, toSurname } from './shapes/names.ts'
import { type ReadBlock, toPlain } from './shapes/reading.ts'

/** Where a text names a speaker; `end` is exclusive. */
export interface Mention {
  readonly speaker: DraftSpeaker
  readonly start: number
  readonly end: number
  /** Whether it stands in somebody's words. */
  readonly isQuoted: boolean
}

/** Speakers by all that a page calls them. */
export interface Handles {
  /** Names and aliases in Simplified characters, the longest first. */
  readonly texts: readonly { readonly text: string; readonly speaker: DraftSpeaker }[]
  /** The speakers of a Han surname. */
  readonly bySurname: ReadonlyMap<string, readonly HanSpeaker[]>
  readonly byLastName: ReadonlyMap<string, readonly DraftSpeaker[]>
}

interface HanSpeaker {
  readonly speaker: DraftSpeaker
  readonly given: string
  readonly office: string
}

const TITLE = new RegExp(TITLES.toSorted((a, b) => b.length - a.length).join('|'), 'gu')
/** Titles that anybody is called by, whatever the office. */
const ANYBODYS = /^(?:先生|女士|同志|老师|委员|代表|议员|博士|教授|专家)$/u
const LATIN_WORD = /\p{Lu}[\p{L}'’-]+/gu
const HONORIFIC =
  /(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Lord|Lady|Senator|Secretary|Minister|Chairman|Chairwoman|President|Director|Governor|Mayor|Judge)\.? $/u

/** Makes the table of what speakers are called by. */
export function toHandles(speakers: readonly DraftSpeaker[]): Handles {
  const texts = speakers.flatMap((speaker) =>
    [speaker.name, ...speaker.aliases, ...listLastParts(speaker, speakers)].map((text) => ({
      text: toPlain(text),
      speaker,
    })),
  )
  const bySurname = new Map<string, HanSpeaker[]>()
  const byLastName = new Map<string, DraftSpeaker[]>()
  for (const speaker of speakers) {
    const plain = toPlain(speaker.name)
    if (/^\p{Script=Han}{2,4}$/u.test(plain)) {
      const surname = toSurname(plain)
      const held = { speaker, given: plain.slice(surname.length), office: toPlain(speaker.office ?? '') }
      bySurname.set(surname, [...(bySurname.get(surname) ?? []), held])
    }
    const last = toLastName(speaker.name)
    if (last !== undefined) byLastName.set(last, [...(byLastName.get(last) ?? []), speaker])
  }
  return {
    texts: texts.filter(({ text }) => text !== '').toSorted((a, b) => b.text.length - a.text.length),
    bySurname,
    byLastName,
  }
}

/** 史密斯 for 约翰·史密斯, where nobody else has that name. */
function listLastParts({ name }: DraftSpeaker, speakers: readonly DraftSpeaker[]): string[] {
  const last = /[·•・‧](\p{Script=Han}{2,8})$/u.exec(name)?.[1]
  return last !== undefined && speakers.filter((one) => one.name.endsWith(last)).length === 1 ? [last] : []
}

/** The last word of a Latin name, in capitals; undefined for other names. */
export function toLastName(name: string): string | undefined {
  return /(?:^|[\s.])(\p{Lu}[\p{L}'’-]+)$/u.exec(name)?.[1]?.toUpperCase()
}

/** Finds where a block names speakers, in the order of the text. */
export function findMentions(handles: Handles, { plain, quotations }: ReadBlock): Mention[] {
  const found: Mention[] = []
  // The longest handles come first, so that nothing shorter lies around a taken place.
  const taken = new Uint8Array(plain.length)
  const isQuoted = (place: number) =>
    quotations.some(({ start, end, isRemark }) => isRemark && start < place && place < end)
  const add = (speaker: DraftSpeaker | undefined, start: number, end: number) => {
    if (!speaker || taken[start] === 1 || taken[end - 1] === 1) return
    found.push({ speaker, start, end, isQuoted: isQuoted(start) })
    taken.fill(1, start, end)
  }
  for (const { text, speaker } of handles.texts) {
    for (let start = plain.indexOf(text); start >= 0; start = plain.indexOf(text, start + text.length)) {
      if (isWhole(plain, start, start + text.length)) add(speaker, start, start + text.length)
    }
  }
  for (const { speaker, start, end } of findTitled(handles, plain)) add(speaker, start, end)
  for (const { index, 0: word } of handles.byLastName.size > 0 ? plain.matchAll(LATIN_WORD) : []) {
    const owners = handles.byLastName.get(word.toUpperCase()) ?? []
    const honorific = HONORIFIC.exec(plain.slice(Math.max(0, index - 14), index))?.[0].length ?? 0
    if (owners.length === 1 && isLastNameAlone(plain, index - honorific, index + word.length)) {
      add(owners[0], index - honorific, index + word.length)
    }
  }
  return found.toSorted((a, b) => a.start - b.start)
}

/** A name in Latin letters is whole words, and a Han name is no part of another word. */
function isWhole(plain: string, start: number, end: number): boolean {
  if (!/\p{Script=Han}/u.test(plain.charAt(start))) {
    return !/[\p{L}\p{N}]/u.test(plain.charAt(start - 1)) && !/[\p{L}\p{N}]/u.test(plain.charAt(end))
  }
  return true
}

/** Another person of that last name stands with a first name before it, or the name goes on. */
function isLastNameAlone(plain: string, start: number, end: number): boolean {
  const before = /(?:^|[\s“(])(\p{Lu}[\p{L}'’-]+) $/u.exec(plain.slice(Math.max(0, start - 24), start))
  // But Keller said, and not Joseph Nkemelu of Blessing Nkemelu.
  const isOpener = before?.[1] !== undefined && SENTENCE_OPENERS.test(`${before[1]} `)
  return (!before || isOpener) && !/^ \p{Lu}\p{Ll}/u.test(plain.slice(end, end + 3))
}

/** 陈委员超明, 王教授: a surname with a title, where it means one of the speakers. */
function findTitled({ bySurname }: Handles, plain: string): { speaker: DraftSpeaker; start: number; end: number }[] {
  if (bySurname.size === 0) return []
  return [...plain.matchAll(TITLE)].flatMap(({ index, 0: title }) => {
    const surname = [2, 1]
      .map((size) => plain.slice(Math.max(0, index - size), index))
      .find((text) => bySurname.has(text))
    const owners = surname === undefined ? [] : (bySurname.get(surname) ?? [])
    const start = index - (surname?.length ?? 0)
    const end = index + title.length
    const inserted = owners.find(({ given }) => plain.startsWith(given, end))
    if (inserted) return [{ speaker: inserted.speaker, start, end: end + inserted.given.length }]
    const holders = owners.filter(({ office }) => office.includes(title))
    const [only, other] = holders.length === 0 && ANYBODYS.test(title) ? owners : holders
    return only && !other && isBoundary(plain, start) ? [{ speaker: only.speaker, start, end }] : []
  })
}
