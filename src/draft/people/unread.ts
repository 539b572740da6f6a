import type { Mention } from './mentions.ts'
import { LATIN_NAME, isBoundary, isHanName, isLikeWord, isNameByPlace, toKindAtEnd } from './shapes/names.ts'
import { findClauseStart } from './shapes/offices.ts'
import { splitLatinOffice } from './shapes/person.ts'
import type { Quotation } from './shapes/reading.ts'
import { LATIN_SAYING, findHanSayings } from './shapes/saying.ts'
import { segmentWords } from '../../text/terms.ts'

/**
 * Tells whether somebody says something in a paragraph of whom no rule has made a speaker: behind an office, or where
 * only a name can stand. What else the paragraph tells of its speakers is doubtful then.
 */
export function hasUnread(plain: string, remarks: readonly Quotation[], mentions: readonly Mention[]): boolean {
  const isQuoted = (place: number) => remarks.some(({ start, end }) => start < place && place < end)
  const isKnown = (start: number, end: number) => mentions.some((one) => one.start < end && one.end > start)
  const han = findHanSayings(plain).some(({ index }) => {
    const start = findClauseStart(plain, index)
    return !isQuoted(index) && !isKnown(start, index) && isSomebody(plain.slice(start, index))
  })
  const honored = [...plain.matchAll(HONORED)].some(
    ({ index, 0: name }) => !isQuoted(index) && !isKnown(index, index + name.length),
  )
  if (honored) return true
  // Professor Callum Reith of the University of Easton argues: the sentence has named who speaks.
  const toSentence = (place: number) => /[^.!?“”]*$/u.exec(plain.slice(0, place))?.index ?? 0
  return han || listLatinSubjects(plain).some(([start, end]) => !isQuoted(start) && !isKnown(toSentence(start), end))
}

/** What stands between who says something and the verb. */
const GAP =
  /(?:[也还又则都均就却便亦再]|同时|随后|对此|此前|日前|近日|今天|昨天|当天|同样|坦言|直言|笑着|无奈地?|告诉记者|向记者|对记者|接受采访时|在.{1,12}[上中时后里])+$/u

/** An office with or without a name behind it, or nothing but a name that is no word. */
function isSomebody(clause: string): boolean {
  const subject = clause.replace(GAP, '').trim()
  if (/[他她其我你]/u.test(subject) || REPORTER.test(subject)) return false
  if (toKindAtEnd(subject) !== '') return true
  const sizes = [2, 3, 4, 5, 6].filter((size) => size <= subject.length)
  return sizes.some((size) => {
    const name = subject.slice(-size)
    const before = subject.slice(0, -size)
    return (before === '' || toKindAtEnd(before) !== '') && isStrange(name)
  })
}

function isStrange(name: string): boolean {
  return (
    isNameByPlace(name) &&
    (name.length > 2 || isHanName(name)) &&
    segmentWords(name).every(({ segment }) => segment.length === 1)
  )
}

const REPORTER = /记者|编辑|笔者|本报|本刊/u

/** Mr Hext, of whom the page tells no more. */
const HONORED = /\b(?:Mr|Mrs|Ms|Miss|Dr)\.? \p{Lu}[\p{L}'’-]+/gu

/** A word with a capital before a verb of saying, or behind one that follows a quotation. */
const BEFORE_VERB = new RegExp(
  String.raw`(\p{Lu}[\p{L}'’-]+)(?:,[^,.;“”]{2,80},)? (?:(?:\p{Ll}+ly|also|then|later|has|had) ){0,2}(?:${LATIN_SAYING.source})`,
  'gu',
)
const BEHIND_VERB = new RegExp(
  String.raw`[,”"?!] ?(?:${LATIN_SAYING.source}) (?:\p{Ll}+ ){0,3}(\p{Lu}[\p{L}'’-]+)`,
  'gu',
)
const NOBODY =
  /^(?:He|She|They|It|I|We|You|That|This|These|Those|Who|What|One|Some|Many|Others|Nobody|Everybody|And|But|As|Then|There|Mr|Mrs|Ms|Dr)$/u

function listLatinSubjects(plain: string): [number, number][] {
  return [...plain.matchAll(BEFORE_VERB), ...plain.matchAll(BEHIND_VERB)].flatMap((found): [number, number][] => {
    const [words, name = ''] = found
    const start = found.index + words.lastIndexOf(name, found[0].startsWith(name) ? 0 : words.length)
    return NOBODY.test(name) ? [] : [[start, start + name.length]]
  })
}

/**
 * Tells whether a paragraph names somebody, behind an office or a kind of people, of whom no rule has made a speaker: then
 * it may be about that person.
 */
export function namesUnread(plain: string, remarks: readonly Quotation[], mentions: readonly Mention[]): boolean {
  const isFree = (start: number, end: number) =>
    !remarks.some((one) => one.start < start && start < one.end) &&
    !mentions.some((one) => one.start < end && one.end > start)
  const latin = [...plain.matchAll(NAME)].some(({ index, 0: name }) => {
    const end = index + name.length
    return (
      isFree(index, end) && (splitLatinOffice(name).office !== undefined || IS_TOLD_OF.test(plain.slice(end, end + 8)))
    )
  })
  return latin || listHanNames(plain).some((start) => isFree(start, start + HAN_NAME))
}

const NAME = new RegExp(LATIN_NAME, 'gu')
/** Joseph Nkemelu, 34, was struck. */
const IS_TOLD_OF = /^, (?:\d{1,3}[,.]|whose? )/u
const HAN_NAME = 3

/** What ends a kind of people, for the most part. */
const BEHIND_KIND = /(?<=[员师者手工民士人长授任记表家生事])(?=\p{Script=Han}{3})/gu

/** 话务员封小满: where three characters stand behind a kind of people, which are no word and have a surname. */
function listHanNames(plain: string): number[] {
  return [...plain.matchAll(BEHIND_KIND)].flatMap(({ index }) => {
    const name = plain.slice(index, index + HAN_NAME)
    if (!isHanName(name) || isLikeWord(name)) return []
    const isAlone = [index, index + 1, index + HAN_NAME].every((place) => isBoundary(plain, place))
    return isAlone && toKindAtEnd(plain.slice(Math.max(0, index - 8), index)) !== '' ? [index] : []
  })
}
