import type { JoinedBlock } from '../columns/joined-block.ts'
import type { Attribution, AttributionReason, DraftSpeaker } from './attribution.ts'
import { continues, isStatement, narrates, opensNarration, speaksOfItself } from './context.ts'
import { readStanding } from './introductions.ts'
import { ENDS_ASKING, MIN_LABELS, type PageView, findByName, findSpeaker, readPage } from './page-view.ts'
import type { Prose } from './prose.ts'
import type { Label } from './shapes/labels.ts'
import { isCalledBySurname } from './shapes/names.ts'
import type { Person } from './shapes/person.ts'
import { type ReadBlock, toPlain } from './shapes/reading.ts'
import { attributeMeeting } from './turns.ts'

/** What the paragraphs before tell of the next. */
interface Course {
  /** The speaker whom the heading, or a line above, names for the section. */
  standing?: { readonly speaker: DraftSpeaker; readonly isSure: boolean } | undefined
  before?: Attribution | undefined
  /** Who was spoken of last, whom a pronoun may mean. */
  lastNamed: readonly string[]
  turn?: Attribution | undefined
  isStatement: boolean
  /** Whether a question stands above, as a heading or a paragraph. */
  isAsked: boolean
}

const NOBODY: Attribution = { voice: 'narration', names: [], reason: 'nobody', isSure: true, label: '' }

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
  const course: Course = { isStatement: false, isAsked: false, lastNamed: [] }
  const first = page.read.map((one, index) => {
    const found = attributeOne(page, course, index)
    if (one.text.trim() !== '' && !one.isHeading) course.before = found
    if (found.voice === 'question') course.isAsked = true
    if (found.names.length > 0) course.lastNamed = found.names
    return found
  })
  return first.map((found, index) =>
    page.read[index]?.isHeading === true ? found : settleQuotation(page, first, index),
  )
}

function attributeOne(page: PageView, course: Course, index: number): Attribution {
  const one = page.read[index]
  if (!one || one.text.trim() === '') return NOBODY
  if (page.introductions.has(one.block) && !one.isHeading && !readStanding(one)) return NOBODY
  if (page.document.blocks.has(one)) return { ...NOBODY, voice: 'document', isSure: page.document.isSure }
  const standing = readStanding(one)
  if (one.isHeading || standing) {
    course.standing = standing && stand(page, standing, index)
    course.before = undefined
    if (one.isHeading && ENDS_ASKING.test(one.plain)) course.isAsked = true
    if (one.isHeading) course.isStatement = isStatement(page.read, page.prose, index)
    if (one.isHeading) course.turn = page.isTranscript && course.turn ? { ...course.turn, isSure: false } : undefined
    if (one.isHeading || standing) return NOBODY
  }
  const label = page.labels[index]
  if (label) return startTurn(page, course, label, one)
  if (page.isTranscript && isLikeLabel(one)) return (course.turn = { ...NOBODY, reason: 'several', isSure: false })
  const turn = page.isTranscript ? course.turn : undefined
  return (turn && attributeTurn(page, turn, index)) ?? attributeProse(page, course, index)
}

/** Whom a heading names speaks below it, surely where nothing below tells of that person. */
function stand(page: PageView, { name }: Person, heading: number): Course['standing'] {
  const speaker = findByName(name, page.speakers)
  const end = page.read.findIndex((one, index) => index > heading && one.isHeading)
  const section = page.prose.slice(heading + 1, end < 0 ? undefined : end)
  return speaker && { speaker, isSure: !section.some(({ named }) => named.includes(speaker)) }
}

/** A label begins a turn; one with nothing but a headline behind it stands above a statement. */
function startTurn(page: PageView, course: Course, label: Label, one: ReadBlock): Attribution {
  const found = attributeLabelled(page, label, one)
  const rest = one.plain.slice(label.end).replaceAll('*', '').trim()
  const speaker = label.kind === 'person' ? findSpeaker(label, page.speakers) : undefined
  const isHeadline =
    speaker !== undefined && rest.length < 60 && !/[。！？.!?…”]$/u.test(rest) && label.person?.isBare === false
  course.standing = isHeadline ? { speaker, isSure: true } : undefined
  course.turn = isHeadline ? undefined : found
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
  if (page.asker === speaker) return { ...words, voice: 'question', names: [speaker.name], isSure: true }
  const asks = isAsking && /主持|host|moderator|interviewer/iu.test(`${label.role ?? ''} ${speaker.role ?? ''}`)
  return { ...words, voice: asks ? 'question' : 'speech', names: [speaker.name], isSure: true }
}

/** A paragraph without a label goes on with the words of who spoke before, unless it tells of the speaker. */
function attributeTurn(page: PageView, turn: Attribution, index: number): Attribution | undefined {
  const one = page.read[index]
  const named = page.prose[index]?.named ?? []
  if (!one || named.some(({ name }) => turn.names.includes(name))) return undefined
  if (turn.voice === 'speech') return { ...turn, reason: 'continued', isSure: turn.isSure && !narrates(one), label: '' }
  if (turn.voice !== 'question') return { ...NOBODY, reason: 'several', isSure: false }
  if (/[？?]\s*$/u.test(one.plain)) return { ...turn, reason: 'continued', label: '' }
  const [only, other] = page.answerers
  return only && !other ? toAttribution('speech', [only], 'neighbour', false) : undefined
}

/** What the head of a record says before a colon. */
const ABOUT_THE_PAGE =
  /^\s*(?:[时時]\s*[间間]|地\s*[点點]|日\s*期|[来來]源|[编編][辑輯]|[记紀][录錄]|附件|[备備]?[注註]|[主议議标標]?[题題]|摘要|Date|Time|Place|Venue|Source|Note)\s*[：:]/iu

/** Somebody's name or a role before a colon, of whom the page tells nothing else. */
function isLikeLabel({ plain }: ReadBlock): boolean {
  if (ABOUT_THE_PAGE.test(plain)) return false
  return /^\s*(?:Q\d{1,4}\s+)?(?:[《》\p{Script=Han}·（）\s]{2,16}|\p{Lu}[\p{L}.'’ -]{1,40})[：:]\s*\S/u.test(
    plain.slice(0, 60),
  )
}

function attributeProse(page: PageView, course: Course, index: number): Attribution {
  const one = page.read[index]
  const prose = page.prose[index]
  if (!one || !prose) return NOBODY
  const { standing } = course
  const found = attributeSaying(prose, course)
  if (found) return found
  const question = page.questions.get(one)
  if (question !== undefined && prose.named.length === 0) {
    return { ...NOBODY, voice: question ? 'question' : 'narration', reason: 'question', isSure: question }
  }
  if (standing) {
    if (prose.named.includes(standing.speaker)) return toAttribution('about', [standing.speaker], 'about', false)
    return toAttribution('speech', [standing.speaker], 'heading', standing.isSure)
  }
  if (prose.hasUnnamed) return { ...NOBODY, reason: 'several', isSure: false }
  return attributeNaming(prose) ?? attributeSilent(page, course, index)
}

/** Somebody speaks in so many words. */
function attributeSaying(prose: Prose, { before, lastNamed }: Course): Attribution | undefined {
  const { says, thinks, named, remarks, hasUnnamed } = prose
  const speaking = named.filter((speaker) => says.includes(speaker) || thinks.includes(speaker))
  const [only] = says
  if (says.length > 1 || (says.length > 0 && thinks.length > 0))
    return toAttribution('speech', speaking, 'several', false)
  if (only) return toAttribution('speech', says, hasUnnamed ? 'several' : 'saying', !hasUnnamed && !isPasserBy(only))
  const [first, second] = named
  if (prose.hasPronounSaying && first)
    return toAttribution(
      'speech',
      [named.at(-1) ?? first],
      second ? 'several' : 'saying',
      !second && !isPasserBy(first),
    )
  if (remarks.length > 0 && prose.besideRemark) {
    return toAttribution('speech', [prose.besideRemark], second ? 'several' : 'saying', false)
  }
  if (thinks.length > 0) return toAttribution('speech', thinks, 'saying', false)
  if (!prose.hasPronounSaying || first) return undefined
  const isClear = before?.names.length === 1 && before.isSure && !hasUnnamed
  const names = before && before.names.length > 0 ? before.names : lastNamed
  if (names.length === 0) return { ...NOBODY, reason: 'several', isSure: false }
  return { voice: 'speech', names, reason: 'continued', isSure: isClear, label: '' }
}

function isPasserBy({ name }: DraftSpeaker): boolean {
  return isCalledBySurname(toPlain(name))
}

/** Somebody is named, and not quoted. */
function attributeNaming({ named, subject, isPresenting, remarks, hasVerb }: Prose): Attribution | undefined {
  const [only, other] = named
  if (!only) return undefined
  if (isPresenting) return NOBODY
  if (other) return { ...NOBODY, reason: 'several', isSure: false }
  return toAttribution('about', [only], 'about', subject === only && remarks.length === 0 && !hasVerb)
}

/** Nobody is named: it goes on with what was said before, or nobody says it. */
function attributeSilent(
  page: PageView,
  { before, isStatement: states, isAsked, turn }: Course,
  index: number,
): Attribution {
  const one = page.read[index]
  const prose = page.prose[index]
  const previous = page.read[index - 1]
  if (!one || !prose) return NOBODY
  const [only, other] = page.answerers
  const isInterview = only && !other && !page.prose.some(({ says }) => says.length > 0)
  if (isInterview && (turn?.voice === 'question' || (isAsked && page.countsQuestions >= MIN_LABELS))) {
    return toAttribution('speech', [only], 'continued', true)
  }
  const spoke = before?.voice === 'speech' && before.names.length > 0 ? before : undefined
  if (!spoke) return { ...NOBODY, isSure: !states && !speaksOfItself(one, prose) && prose.remarks.length === 0 }
  const going = previous && continues(previous, one, prose)
  if (going) {
    const isSure = going === 'surely' && spoke.names.length === 1
    return { voice: 'speech', names: spoke.names, reason: 'continued', isSure, label: '' }
  }
  return { ...NOBODY, isSure: opensNarration(one, prose) }
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

function toAttribution(
  voice: Attribution['voice'],
  speakers: readonly DraftSpeaker[],
  reason: AttributionReason,
  isSure: boolean,
): Attribution {
  return { voice, names: speakers.map(({ name }) => name), reason, isSure, label: '' }
}
