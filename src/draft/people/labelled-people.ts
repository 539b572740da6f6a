import type { Sighting } from './introductions.ts'
import { readLabel } from './shapes/labels.ts'
import { LATIN_NAME, isHanName, isLikeWord, isWord } from './shapes/names.ts'
import { parsePerson } from './shapes/person.ts'
import type { ReadBlock } from './shapes/reading.ts'

/** A label that names nobody else's name has to stand there twice, as that of a speaker does. */
const MIN_BARE_LABELS = 2
/** Among so many turns it is one more turn. */
const MIN_TURNS = 4

/** Finds whom the labels of turns name. */
export function findLabelled(read: readonly ReadBlock[]): Sighting[] {
  return [...findKnownLabels(read), ...findStrangeNames(read)]
}

function findKnownLabels(read: readonly ReadBlock[]): Sighting[] {
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
export function findAnswerer(read: readonly ReadBlock[]): Sighting[] {
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
