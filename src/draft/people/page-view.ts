import type { JoinedBlock } from '../columns/joined-block.ts'
import type { DraftSpeaker } from './attribution.ts'
import { findQuestions, isInFirstPerson, narrates, tellsOfSomebody } from './paragraphs/context.ts'
import { type FoundDocument, findDocument } from './documents.ts'
import { findIntroductions } from './introduced/introductions.ts'
import { type Handles, findMentions, toHandles } from './mentions.ts'
import { type Prose, readProse } from './prose.ts'
import { type Label } from './shapes/labels.ts'
import { type ReadBlock, readBlocks } from './shapes/reading.ts'
import { ASKS_SHARE, ENDS_ASKING, MIN_LABELS, findSpeaker, readLabels } from './labels/known-labels.ts'

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
  /** Whether the page lists its people, so that whom only labels name is somebody whom no rule has read there. */
  readonly hasStrangers: boolean
  /** Who only asks, where two people talk. */
  readonly asker?: DraftSpeaker | undefined
}

const PRESIDES = /主席|主持|召集|司仪|chair|moderator|host|presid|operator|facilitator/iu
/** The share of labelled paragraphs below the first label from which a page is a record. */
const MIN_TURN_SHARE = 0.4
/** Reads a page for attribution. */
export function readPage(parts: readonly JoinedBlock[], speakers: readonly DraftSpeaker[]): PageView {
  const read = readBlocks(parts)
  const handles = toHandles(speakers)
  const prose = read.map((one) => readProse(one, findMentions(handles, one)))
  const labels = readLabels(read, speakers)
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
    hasStrangers: speakers.some(({ isIntroduced }) => isIntroduced === true),
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
