import type { Sighting } from '../introduced/introductions.ts'
import { readLabel } from '../shapes/labels.ts'
import { isHanName, isNameByPlace, isWord } from '../shapes/names.ts'
import { findHolder, findInFull, findLatinInFull, findNamed } from './named-labels.ts'
import { parsePerson } from '../shapes/person.ts'
import { type ReadBlock, toPlain } from '../shapes/reading.ts'

/** A label that names nobody else's name has to stand there twice, as that of a speaker does. */
const MIN_BARE_LABELS = 2
/** Among so many turns it is one more turn. */
const MIN_TURNS = 4

/**
 * Finds whom the labels of turns name.
 *
 * @param told those of whom lists and headings tell
 */
export function findLabelled(read: readonly ReadBlock[], told: readonly Sighting[]): Sighting[] {
  const names = told.map(({ name }) => toPlain(name))
  const isTold = (one: ReadBlock) => {
    const label = readLabel(one)
    const words = toPlain(label === undefined ? (ANY_LABEL.exec(one.plain)?.[1] ?? '') : label.words)
    const isOther = label?.kind === 'question' || label?.kind === 'answer'
    return (
      !one.isHeading &&
      !isOther &&
      !ADDS_TITLE.test(words) &&
      (findNamed(words, names) ?? findHolder(words, told)) !== undefined
    )
  }
  const rest = read.filter((one) => !isTold(one))
  const page = read.map(({ plain }) => plain).join('\n')
  return [...findKnownLabels(rest, read.length - rest.length), ...findStrangeNames(rest)].map((one) =>
    toWhole(one, page),
  )
}

/** A title that is of the name, and that a list leaves out now and then. */
const ADDS_TITLE = /^(?:Sir|Dame|Lord|Lady)\b/u
const ANY_LABEL = /^\s*([\p{Script=Han}·（）-]{2,24}(?=：)|\p{Lu}[\p{L}.'’ -]{1,40}(?=:))/u

/** 吐尔逊江：, where the page has 吐尔逊江·买合苏提. */
function toWhole(sighting: Sighting, page: string): Sighting {
  const plain = toPlain(sighting.name)
  const name = /^\p{Script=Han}+$/u.test(plain) ? findInFull(plain, page) : findWordInFull(plain, page)
  return name === undefined ? sighting : { ...sighting, name }
}

function findWordInFull(plain: string, page: string): string | undefined {
  return /^\p{Lu}[\p{L}'’-]+$/u.test(plain) ? findLatinInFull(plain, page) : undefined
}

/** @param told how many turns are those of people whom the page has told of */
function findKnownLabels(read: readonly ReadBlock[], told: number): Sighting[] {
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
    if (person.isBare && !isRepeated && labelled.length + told < MIN_TURNS && !isNamedElsewhere()) return []
    return [{ ...person, role, line, isSure: !person.isBare || isRepeated }]
  })
}

/** 杭立群：, twice: the label of a turn names somebody, whatever the surname, where it is no word. */
function findStrangeNames(read: readonly ReadBlock[]): Sighting[] {
  const found = read.flatMap((one) => {
    const words = one.isHeading || readLabel(one) ? undefined : STRANGE_LABEL.exec(one.plain)?.[1]
    if (words === undefined || isWord(words)) return []
    // 宫本和 ends as no other name does, and stands where only one can.
    const isName = isNameByPlace(words) || (words.length === 3 && isHanName(words.slice(0, 2)))
    return isName ? [{ one, words }] : []
  })
  const isRepeated = (words: string) => found.filter((other) => other.words === words).length >= MIN_BARE_LABELS
  return found.flatMap(({ one, words }): Sighting[] => {
    if (!isRepeated(words)) return []
    const start = one.plain.indexOf(words)
    // 林金德头目 is a name and a word that is set behind it.
    const length = isHanName(words.slice(0, 3)) && words.length > 4 && isWord(words.slice(3)) ? 3 : words.length
    const name = one.text.slice(start, start + length)
    return [{ name, isBare: true, line: one.block.line, isSure: true }]
  })
}

const STRANGE_LABEL = /^\s*(\p{Script=Han}{2,6})：\s*\S/u

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
