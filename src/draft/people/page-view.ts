import type { JoinedBlock } from '../columns/joined-block.ts'
import type { DraftSpeaker } from './attribution.ts'
import { findQuestions, isInFirstPerson, narrates, tellsOfSomebody } from './paragraphs/context.ts'
import { type FoundDocument, findDocument } from './documents.ts'
import { toKey } from './find-speakers.ts'
import { findIntroductions } from './introductions.ts'
import { type Handles, findMentions, toHandles, toLastName } from './mentions.ts'
import { type Prose, readProse } from './prose.ts'
import { type Label, readLabel, toRoleKey } from './shapes/labels.ts'
import { type ReadBlock, readBlocks, toPlain } from './shapes/reading.ts'

/** What is known of the page before its paragraphs are gone through. */
export interface PageView {
  readonly read: readonly ReadBlock[]
  readonly speakers: readonly DraftSpeaker[]
  readonly handles: Handles
  readonly prose: readonly Prose[]
  readonly labels: readonly (Label | undefined)[]
  /** Those who answer: all but who presides. */
  readonly answerers: readonly DraftSpeaker[]
  readonly questions: ReadonlyMap<ReadBlock, boolean>
  readonly document: FoundDocument
  readonly introductions: ReadonlySet<JoinedBlock>
  readonly isTranscript: boolean
  /** Whether the page is a transcript in which nothing stands but turns: no paragraph below them reports or tells. */
  readonly isRecord: boolean
  /** Whether questions have labels of their own, so that what stands between them answers. */
  readonly isInterview: boolean
  /** Whether the page says 我们 or we of those who made it, above the first turn. */
  readonly isToldInFirstPerson: boolean
  /** How many headings and unlabelled paragraphs ask. */
  readonly countsQuestions: number
  /** Who only asks, where two people talk. */
  readonly asker?: DraftSpeaker | undefined
}

const PRESIDES = /主席|主持|召集|司仪|chair|moderator|host|presid|operator|facilitator/iu
/** A page is a transcript where two paragraphs or more begin with who speaks. */
export const MIN_LABELS = 2
/** The share of labelled paragraphs below the first label from which a page is a record. */
const MIN_TURN_SHARE = 0.4
/** Who asks begins now and then with a remark, and who answers asks back. */
const ASKS_SHARE = 0.7
export const ENDS_ASKING = /[？?][”)）]?\s*$/u

/** Reads a page for attribution. */
export function readPage(parts: readonly JoinedBlock[], speakers: readonly DraftSpeaker[]): PageView {
  const read = readBlocks(parts)
  const handles = toHandles(speakers)
  const prose = read.map((one) => readProse(one, findMentions(handles, one)))
  const known = read.map((one) => readLabel(one) ?? readKnownLabel(one, speakers))
  const labels = known.map((label, index) => label ?? readPaperLabel(read, index))
  const isTurn = (label: Label | undefined) =>
    label !== undefined && (label.kind !== 'person' || findSpeaker(label, speakers) !== undefined)
  const turns = labels.filter(isTurn)
  const isTranscript = turns.length >= MIN_LABELS && turns.some((label) => label?.kind !== 'question')
  const questions = findQuestions(read, prose)
  const asker = findAsker(read, labels, speakers)
  const own = labels.map((label) => (isTurn(label) ? label : undefined))
  const hasSpeech = turns.length >= MIN_LABELS || prose.some(({ says }) => says.length > 0)
  return {
    read,
    speakers,
    handles,
    prose,
    labels: own,
    answerers: speakers.filter((one) => one !== asker && !PRESIDES.test(one.role ?? '') && !PRESIDES.test(one.name)),
    questions,
    document: findDocument(read, hasSpeech),
    introductions: findIntroductions(read).blocks,
    isTranscript,
    isInterview: own.filter((label) => label?.kind === 'question').length >= MIN_LABELS,
    isToldInFirstPerson: isToldInFirstPerson(read, prose, own),
    isRecord: isTranscript && isRecord(read, prose, own),
    countsQuestions: [...questions.values()].filter(Boolean).length + countAskingHeadings(read),
    asker,
  }
}

/** A page whose paragraphs below the first label are turns for the most part, and of which no other reports or tells. */
function isRecord(
  read: readonly ReadBlock[],
  prose: readonly Prose[],
  labels: readonly (Label | undefined)[],
): boolean {
  const start = labels.findIndex((label) => label !== undefined)
  const below = read.flatMap((one, index) => (index < start || one.isHeading ? [] : [{ one, index }]))
  const unlabelled = below.filter(({ index }) => labels[index] === undefined)
  const tells = unlabelled.some(({ one, index }) => {
    const told = prose[index]
    if (!told || isInFirstPerson(one, told)) return false
    const isSaying = told.says.length > 0 || told.hasPronounSaying || told.subject !== undefined
    return isSaying || narrates(one) || tellsOfSomebody(one)
  })
  return !tells && below.length - unlabelled.length >= MIN_TURN_SHARE * below.length
}

function isToldInFirstPerson(
  read: readonly ReadBlock[],
  prose: readonly Prose[],
  labels: readonly (Label | undefined)[],
): boolean {
  const start = labels.findIndex((label) => label !== undefined)
  return read.slice(0, Math.max(start, 0)).some((one, index) => {
    const told = prose[index]
    return !one.isHeading && told !== undefined && isInFirstPerson(one, told)
  })
}

function countAskingHeadings(read: readonly ReadBlock[]): number {
  return read.slice(1).filter(({ isHeading, plain }) => isHeading && ENDS_ASKING.test(plain)).length
}

/** Of two who talk, the one whose turns nearly all end in a question mark. */
function findAsker(
  read: readonly ReadBlock[],
  labels: readonly (Label | undefined)[],
  speakers: readonly DraftSpeaker[],
): DraftSpeaker | undefined {
  const turns = new Map<DraftSpeaker, { asked: number; all: number }>()
  labels.forEach((label, index) => {
    const speaker = label && findSpeaker(label, speakers)
    if (!speaker) return
    const { asked, all } = turns.get(speaker) ?? { asked: 0, all: 0 }
    turns.set(speaker, { asked: asked + Number(ENDS_ASKING.test(read[index]?.plain ?? '')), all: all + 1 })
  })
  const [first, second, third] = [...turns].toSorted(([, a], [, b]) => b.asked / b.all - a.asked / a.all)
  if (!first || !second || third || labels.some((label) => label?.kind === 'question')) return undefined
  const share = ([, { asked, all }]: typeof first) => asked / all
  const isAsking = first[1].all >= MIN_LABELS && share(first) >= ASKS_SHARE && share(second) <= 1 - ASKS_SHARE
  return isAsking && !/委|議|议|Chair|Senator/u.test(first[0].office ?? first[0].name) ? first[0] : undefined
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

const PAPER_LABEL = /^\s*(\p{Lu}[\p{L}.&'’-]{1,24}): +(?=\S)/u

/** Gazette: …, where the page speaks of the Gazette: the paper asks, if that stands before two paragraphs or more. */
function readPaperLabel(read: readonly ReadBlock[], index: number): Label | undefined {
  const { plain = '', isHeading } = read[index] ?? {}
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
