import type { Attribution } from '../attribution.ts'
import { continues, isInFirstPerson, narrates, tellsOfSomebody } from './context.ts'
import type { PageView } from '../page-view.ts'
import type { ReadBlock } from '../shapes/reading.ts'
import { type Course, NOBODY, toAttribution } from './course.ts'
import { attributeNaming, attributeSaying } from './prose-paragraph.ts'

/**
 * Tells whose words a paragraph without a label is, below one with a label.
 *
 * Who is named in it with a verb of saying speaks. It surely goes on where it is in the first person or within an open
 * quotation, or where the page has nothing but turns and another of them follows.
 */
export function attributeBelowTurn(page: PageView, course: Course, turn: Attribution, index: number): Attribution {
  const one = page.read[index]
  if (!one) return NOBODY
  if (turn.voice === 'question') return attributeBelowQuestion(page, one)
  if (turn.voice !== 'speech') {
    const saying = attributeSaying(page, course, index)
    return saying
      ? { ...saying, isSure: saying.isSure && !page.isRecord }
      : { ...NOBODY, reason: 'several', isSure: false }
  }
  const going: Attribution = { ...turn, reason: 'continued', isSure: false, label: '' }
  const previous = page.read[index - 1]
  if (previous?.quotations.at(-1)?.isOpen === true && /^[^“]{0,400}”|^\s*“/u.test(one.plain))
    return { ...going, isSure: turn.isSure }
  return attributeTold(page, course, turn, index) ?? attributeGoingOn(page, turn, index)
}

/** The paragraph tells who speaks, or of whom it is. */
function attributeTold(page: PageView, course: Course, turn: Attribution, index: number): Attribution | undefined {
  const one = page.read[index]
  const prose = page.prose[index]
  if (!one || !prose) return undefined
  const isOwn = isInFirstPerson(one, prose) && !isBracketed(one)
  const saying = attributeSaying(page, course, index)
  const isOfOther = (names: readonly string[]) => names.some((name) => !turn.names.includes(name))
  if (saying && (isOwn || page.isRecord)) {
    // Who speaks reports what others said; of oneself nobody speaks by name.
    const isReported = isOwn && (saying.names.length === 0 || isOfOther(saying.names)) && prose.remarks.length === 0
    return isReported ? toGoing(turn) : { ...saying, isSure: false }
  }
  if (saying) return saying
  if (isOwn) return undefined
  if (prose.hasUnnamed) return { ...NOBODY, reason: 'several', isSure: false }
  const naming = attributeNaming(prose)
  if (!naming) return undefined
  return page.isRecord && naming.names.every((name) => !turn.names.includes(name))
    ? toGoing(turn)
    : { ...naming, isSure: false }
}

/** Nobody is named: the speaker goes on, or the page tells something. */
function attributeGoingOn(page: PageView, turn: Attribution, index: number): Attribution {
  const one = page.read[index]
  const prose = page.prose[index]
  if (!one || !prose) return NOBODY
  const isTold = tellsOfSomebody(one) || TELLS_BEFORE_SELF.test(one.plain)
  if (isBracketed(one) || LEAVES_OFF.test(one.plain)) return NOBODY
  if (narrates(one)) return { ...NOBODY, isSure: false }
  if (isInFirstPerson(one, prose))
    return { ...toGoing(turn), isSure: turn.isSure && !isTold && !isOfWriter(page, one, isEnclosed(page, index)) }
  if (isTold) return { ...NOBODY, isSure: false }
  const isWithin = isEnclosed(page, index)
  if (page.isRecord) return { ...toGoing(turn), isSure: turn.isSure && isWithin }
  if (isWithin && page.isInterview) return toGoing(turn)
  const previous = page.read[index - 1]
  const goes = previous !== undefined && continues(previous, one, prose) !== undefined
  return goes ? toGoing(turn) : { ...NOBODY, isSure: false }
}

/** 我们跟着她走进车间, where the page says 我们 of its writers. */
function isOfWriter({ isToldInFirstPerson }: PageView, { plain }: ReadBlock, isWithin: boolean): boolean {
  if (isToldInFirstPerson && !isWithin) return true
  return isToldInFirstPerson && /[他她](?!们|人)|\b(?:he|she|him|her)\b/iu.test(plain)
}

/** Nobody says so of his own words. */
const LEAVES_OFF =
  /^\s*(?:(?:采访|访谈|访问|谈话)(?:结束|中，|期间|那天|当天)|说到这里|话音(?:刚|未)落|(?:As )?[Tt]he interview (?:ends|ended|over)\b)/u

/** 告别时，他坚持把我们送到电梯口: the pronoun of somebody else is the subject, and we are those who tell. */
const TELLS_BEFORE_SELF = /^[^我。“]{0,16}[，\s][他她](?!们|人)[^。“]{0,24}我们/u

/** （他掏出一把谷子。） stands in brackets as a whole. */
function isBracketed({ plain }: ReadBlock): boolean {
  return /^\s*[（([][^（()]*[）)\]]\s*$/u.test(plain)
}

function toGoing(turn: Attribution): Attribution {
  return { ...turn, reason: 'continued', isSure: false, label: '' }
}

/** Tells whether another turn follows before a heading. */
function isEnclosed({ read, labels }: PageView, index: number): boolean {
  const next = read.findIndex((one, place) => place > index && (one.isHeading || labels[place] !== undefined))
  return next >= 0 && labels[next] !== undefined
}

function attributeBelowQuestion(page: PageView, one: ReadBlock): Attribution {
  if (/[？?]\s*$/u.test(one.plain)) return { ...NOBODY, voice: 'question', reason: 'continued' }
  const [only, other] = page.answerers
  return only && !other ? toAttribution('speech', [only], 'neighbour', false) : { ...NOBODY, isSure: false }
}
