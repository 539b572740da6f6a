import type { JoinedBlock } from '../columns/joined-block.ts'
import type { Attribution, DraftSpeaker } from './attribution.ts'
import { doubtPage } from './doubts/page-doubts.ts'
import { isStatement } from './paragraphs/context.ts'
import { readStanding } from './introduced/introductions.ts'
import { type PageView, readPage } from './page-view.ts'
import { type Course, NOBODY } from './paragraphs/course.ts'
import { attributeProse } from './paragraphs/prose-paragraph.ts'
import { attributeBelowTurn } from './paragraphs/turn-paragraph.ts'
import type { Label } from './shapes/labels.ts'
import type { Person } from './shapes/person.ts'
import { type ReadBlock } from './shapes/reading.ts'
import { attributeMeeting } from './turns.ts'
import { ENDS_ASKING, findByName, findSpeaker } from './labels/known-labels.ts'
import { isLikeLabel, isStranger, startUnknownTurn } from './labels/unknown-turns.ts'

/**
 * Tells whose words each block is, one attribution a block in their order; a guess that the page does not bear out is
 * not sure. Headings and lines that introduce people have to be among the blocks, as they tell whose words follow; they
 * are narration themselves.
 *
 * @param parts in reading order
 * @param speakers those of `findSpeakers`, or such as a person has corrected
 */
export function attribute(parts: readonly JoinedBlock[], speakers: readonly DraftSpeaker[]): readonly Attribution[] {
  const page = readPage(parts, speakers)
  const meeting = page.isTranscript ? undefined : attributeMeeting(page.read, page.handles, speakers)
  if (meeting) return meeting.map((turn) => turn ?? NOBODY)
  const course: Course = { isStatement: false, isAsked: false, named: [] }
  const first = page.read.map((one, index) => {
    const found = attributeOne(page, course, index)
    if (one.text.trim() !== '' && !one.isHeading) course.before = found
    if (found.voice === 'question') course.isAsked = true
    if (found.names.length > 0) course.named.push(found.names)
    return found
  })
  const settled = first.map((found, index) =>
    page.read[index]?.isHeading === true ? found : settleQuotation(page, first, index),
  )
  return doubtPage(page, settled)
}

function attributeOne(page: PageView, course: Course, index: number): Attribution {
  const one = page.read[index]
  if (!one || one.text.trim() === '') return NOBODY
  if (page.introductions.has(one.block) && !one.isHeading && !readStanding(one)) return NOBODY
  if (page.document.blocks.has(one)) return { ...NOBODY, voice: 'document', isSure: page.document.isSure }
  const standing = readStanding(one)
  if (one.isHeading || standing) {
    course.standing = standing && !isListed(page, standing, index) ? stand(page, standing, index) : undefined
    course.before = undefined
    if (one.isHeading && ENDS_ASKING.test(one.plain)) course.isAsked = true
    if (one.isHeading) course.isStatement = isStatement(page.read, page.prose, index)
    if (one.isHeading) course.turn = page.isRecord && course.turn ? { ...course.turn, isSure: false } : undefined
    if (one.isHeading || standing) return NOBODY
  }
  const label = page.labels[index]
  if (label) return startTurn(page, course, label, one)
  if (page.isTranscript && isLikeLabel(one)) return (course.turn = startUnknownTurn(page, one))
  const found = attributeUnlabelled(page, course, index)
  return isLikeLabel(one) && found.reason !== 'saying' ? { ...found, isSure: false } : found
}

/** Somebody else's words below a turn end it, and what the page tells leaves it open who goes on. */
function attributeUnlabelled(page: PageView, course: Course, index: number): Attribution {
  const { turn } = course
  if (!page.isTranscript || !turn) return attributeProse(page, course, index)
  const found = attributeBelowTurn(page, course, turn, index)
  const isSame = found.names.length > 0 && found.names.every((name) => turn.names.includes(name))
  if (page.isRecord || turn.voice !== 'speech' || (isSame && found.reason === 'continued')) return found
  course.turn = found.names.length > 0 && !isSame ? undefined : { ...turn, isSure: false }
  return found
}

/** Tells whether another person's line stands right above: people in a list speak none of what follows it. */
function isListed(page: PageView, { name }: Person, index: number): boolean {
  const above = page.read.slice(0, index).findLast(({ text }) => text.trim() !== '')
  const other = above && readStanding(above)
  return other !== undefined && other.name !== name
}

/** Whom a heading names speaks below it, surely where nothing below tells of that person, or has others say something. */
function stand(page: PageView, { name }: Person, heading: number): Course['standing'] {
  const speaker = findByName(name, page.speakers)
  const end = page.read.findIndex((one, index) => index > heading && one.isHeading)
  const section = page.prose.slice(heading + 1, end < 0 ? undefined : end)
  const isOfOthers = section.some(({ says }) => says.length > 0)
  return speaker && { speaker, isSure: !isOfOthers && !section.some(({ named }) => named.includes(speaker)) }
}

/** A label begins a turn; one with nothing but a headline behind it stands above a statement. */
function startTurn(page: PageView, course: Course, label: Label, one: ReadBlock): Attribution {
  const found = attributeLabelled(page, label, one)
  const rest = one.plain.slice(label.end).replaceAll('*', '').trim()
  const speaker = label.kind === 'person' ? findSpeaker(label, page.speakers) : undefined
  const isHeadline =
    speaker !== undefined && rest.length < 60 && !/[。！？.!?…”]$/u.test(rest) && label.person?.isBare === false
  course.standing = isHeadline ? { speaker, isSure: true } : undefined
  // 张三说：“…” is how a report quotes, and what follows is told by it again.
  const isQuoted = /^“[^“”]*”$/u.test(rest) && label.kind === 'person'
  course.turn = isHeadline || isQuoted ? undefined : found
  return found
}

function attributeLabelled(page: PageView, label: Label, one: ReadBlock): Attribution {
  const words = { reason: 'label' as const, label: one.text.slice(0, label.end) }
  const isAsking = ENDS_ASKING.test(one.plain)
  if (label.kind === 'question') return { ...words, voice: 'question', names: [], isSure: true }
  if (label.kind === 'answer') {
    const [only, other] = page.answerers
    if (!only) return { ...words, voice: 'narration', names: [], isSure: false }
    return { ...words, voice: 'speech', names: [only.name], isSure: other === undefined }
  }
  const speaker = findSpeaker(label, page.speakers)
  if (!speaker) return { ...words, voice: isAsking ? 'question' : 'narration', names: [], isSure: false }
  const isSure = label.kind !== 'person' || !isStranger(page, speaker, label.words)
  if (page.asker === speaker) return { ...words, voice: 'question', names: [speaker.name], isSure }
  const asks = isAsking && /主持|host|moderator|interviewer/iu.test(`${label.role ?? ''} ${speaker.role ?? ''}`)
  return { ...words, voice: asks ? 'question' : 'speech', names: [speaker.name], isSure }
}

/** A paragraph that is nothing but a quotation: its words stand elsewhere, or a neighbour tells who speaks. */
function settleQuotation(page: PageView, first: readonly Attribution[], index: number): Attribution {
  const found = first[index] ?? NOBODY
  const one = page.read[index]
  const quotation = one?.quotations.find(({ isRemark }) => isRemark)
  if (!one || !quotation || found.names.length > 0 || found.voice !== 'narration') return found
  const outside = one.plain.slice(0, quotation.start) + one.plain.slice(quotation.end)
  if (outside.replace(/[\s。，.]/gu, '') !== '') return found
  const words = one.plain.slice(quotation.start + 1, quotation.end).replace(/[”。！？.!?\s]+$/u, '')
  const whole = page.read.findIndex((other) => other !== one && other.plain.includes(words))
  const told = whole >= 0 ? first[whole] : undefined
  if (told?.voice === 'speech' && told.names.length === 1) return { ...told, reason: 'neighbour', label: '' }
  const before = first[index - 1]
  const after = page.read[index + 1]?.isHeading === true ? undefined : first[index + 1]
  const speakers = [before, after].filter((other) => other?.voice === 'speech' && other.names.length === 1)
  const names = [...new Set(speakers.flatMap((other) => other?.names ?? []))]
  const [name] = names
  const announces = /[：:]\s*$/u.test(page.read[index - 1]?.plain ?? '')
  if (name === undefined) return { ...found, isSure: false }
  return { voice: 'speech', names: [name], reason: 'neighbour', isSure: announces && names.length === 1, label: '' }
}
