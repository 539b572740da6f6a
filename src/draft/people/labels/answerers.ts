import type { Sighting } from '../introduced/introductions.ts'
import { readLabel } from '../shapes/labels.ts'
import { LATIN_NAME, isHanName, isLikeWord } from '../shapes/names.ts'
import type { ReadBlock } from '../shapes/reading.ts'

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
  return [...findNamedInTitle(read), ...findLatinInTitle(read), ...findSubjectAbove(read.slice(0, first))]
}

function findNamedInTitle(read: readonly ReadBlock[]): Sighting[] {
  const title = read.slice(0, 6).find(({ plain }) => ANSWERS.test(plain))
  const words = title && ANSWERS.exec(title.plain)?.[1]
  if (!title || words === undefined) return []
  const start = title.plain.indexOf(words)
  return [{ name: title.text.slice(start, start + words.length), isBare: true, line: title.block.line, isSure: false }]
}

/** Interview: Jane Doe, harbour master; A conversation with Jane Doe. */
const LATIN_IN_TITLE = new RegExp(
  String.raw`(?:\b(?:[Ii]nterview(?: with)?|[Ww]ith|[Pp]rofile|[Mm]eet|Q ?(?:&|and) ?A)\b:? ?|^)(${LATIN_NAME})(?=$|[,:(–—])`,
  'u',
)

function findLatinInTitle(read: readonly ReadBlock[]): Sighting[] {
  return read.slice(0, 6).flatMap((one) => {
    const [, name] = (!/[.!?]\s*$/u.test(one.text) && LATIN_IN_TITLE.exec(one.text)) || []
    return name === undefined ? [] : [{ name, isBare: true, line: one.block.line, isSure: false }]
  })
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
