import { FormattedString } from '@grammyjs/parse-mode'
import type { InlineKeyboardButton } from 'grammy/types'
import { toPassageCode } from '../../answer/browse/codes.ts'
import type { NearestLine } from '../../answer/quote/nearest-line.ts'
import type { Gap, GapDescription, Reply } from '../../answer/teaching/gaps.ts'
import type { Taught } from '../../answer/teaching/teach.ts'
import type { Citation } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { toGapButton } from './gap-buttons.ts'
import { joinNames } from '../view/display-names.ts'
import { renderPassage } from '../view/quotation.ts'
import { renderNearestLine } from './nearest-line-view.ts'
import { fitBlocks, toCheckBlocks, toFaultBlocks } from './problem-blocks.ts'
import {
  type Line,
  type OutgoingMessage,
  cut,
  fitLines,
  join,
  renderStrangersWords,
  withButtons,
} from '../view/outgoing-message.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'
import { REASONS } from '../../records/query-log.ts'

/** A gap with the code that its buttons hold. */
export interface CodedGap extends Gap {
  readonly code: string
}

/** The gap of a page of its own, so that its buttons stand right below it. */
export interface ShownGap extends GapDescription {
  readonly gap: CodedGap
  /** Counted from 0. */
  readonly page: number
  /** The number of gaps. */
  readonly total: number
}

/**
 * UTF-16 units of a wording and of names, and wordings listed per lesson. Eight wordings fit a message together with a
 * whole passage, or with the sentences of eight.
 */
const MOST = { wording: 80, taught: 8, names: 100 }
const NUMBERS = '①②③④⑤⑥⑦⑧'
const NUMBERS_A_ROW = 4

/** Renders a gap, with the buttons that close it. */
export function renderGap({ gap, replies, suggested, page, total }: ShownGap, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const { code } = gap
  const left = gap.wordings.length - replies.reduce((sum, { wordings }) => sum + wordings.length, 0)
  const said = replies.flatMap(({ wordings, reply }) => [
    ...toWordings(wordings, wordings.length, texts),
    renderReply(reply, reader),
  ])
  const lines = suggested.length > 0 ? ['', texts.pointTitle, ...toNumbered(suggested, reader)] : []
  const more = left > 0 ? [texts.moreWordings(left)] : []
  return withButtons(
    fitLines([texts.gapsTitle(page + 1, total), toCounts(gap, texts), '', ...said, ...more, ...lines]),
    ...toNumberRows(code, suggested, page),
    [
      toGapButton(texts.buttons.point, { kind: 'point', gap: code, page }),
      toGapButton(texts.buttons.nothing, { kind: 'nothing', gap: code, page }),
      toGapButton(texts.buttons.ignore, { kind: 'ignore', gap: code, page }),
    ],
    [
      ...(page > 0 ? [toGapButton(texts.buttons.previous, { kind: 'gaps', page: page - 1 })] : []),
      ...(page + 1 < total ? [toGapButton(texts.buttons.next, { kind: 'gaps', page: page + 1 })] : []),
    ],
  )
}

/** Renders the passages suggested for a gap. */
export function renderSuggestions(
  gap: CodedGap,
  suggested: readonly NearestLine[],
  page: number,
  reader: Reader,
): OutgoingMessage {
  const { texts } = reader
  const head = [texts.pointTitle, ...toWordings(gap.wordings, MOST.taught, texts)]
  const lines = suggested.length > 0 ? toNumbered(suggested, reader) : [texts.noSuggestions]
  return withButtons(
    fitLines([...head, '', ...lines, '', texts.searchOther]),
    ...toNumberRows(gap.code, suggested, page),
    [toGapButton(texts.buttons.back, { kind: 'leave', gap: gap.code, page })],
  )
}

function toNumbered(lines: readonly NearestLine[], reader: Reader): Line[] {
  return lines.map((line, index) => join(`${NUMBERS[index]} `, renderNearestLine(line, reader)))
}

/** The numbers of the sentences above, each of which points the gap to its passage. */
function toNumberRows(gap: string, lines: readonly NearestLine[], page: number): InlineKeyboardButton[][] {
  const buttons = lines.flatMap(({ from }, index) =>
    'passage' in from
      ? [toGapButton(NUMBERS[index] ?? '', { kind: 'find', gap, passage: toPassageCode(from), page })]
      : [],
  )
  return Array.from({ length: Math.ceil(buttons.length / NUMBERS_A_ROW) }, (_, row) =>
    buttons.slice(row * NUMBERS_A_ROW, (row + 1) * NUMBERS_A_ROW),
  )
}

function renderReply(reply: Reply, reader: Reader): Line {
  const { texts } = reader
  switch (reply.kind) {
    case 'quoted':
    case 'offered':
    case 'unjudged':
      return join(texts.replied(reply.kind), renderNearestLine(reply.line, reader))
    case 'unsaid':
      return texts.repliedUnsaid(cut(joinNames(reply.people, reader), MOST.names))
    case 'listed':
    case 'declined':
      return texts.replied(reply.kind)
  }
}

/** A decision on the wordings of a gap: they find a passage, or nothing, or are ignored. */
export interface Decided {
  readonly kind: 'find' | 'nothing' | 'ignored'
  readonly wordings: readonly string[]
  readonly citation?: Citation | undefined
  readonly files: readonly string[]
  readonly isChecked: boolean
  readonly lesson: string
  readonly page: number
}

/** Renders a decision, with the buttons that check and undo it. */
export function renderDecided(
  { kind, wordings, citation, files, isChecked, lesson, page }: Decided,
  reader: Reader,
): OutgoingMessage {
  const { texts } = reader
  const head = [texts.decided(kind), ...toWordings(wordings, MOST.taught, texts)]
  const passage = citation ? [FormattedString.join([renderPassage(citation, reader)])] : []
  const notes = [...(files.length > 0 ? [texts.writtenTo(files)] : []), ...(isChecked ? [texts.isChecked] : [])]
  return withButtons(
    fitLines([...head, ...passage, ...notes]),
    [
      ...(kind === 'ignored' || isChecked ? [] : [toGapButton(texts.buttons.check, { kind: 'check', lesson, page })]),
      toGapButton(texts.buttons.undo, { kind: 'undo', lesson, page }),
    ],
    toBackRow(page, texts),
  )
}

/** Renders why a lesson was not taught. */
export function renderUntaught(
  outcome: Exclude<Taught, { kind: 'taught' }>,
  page: number,
  reader: Reader,
): OutgoingMessage {
  return withButtons(toReason(outcome, reader), toBackRow(page, reader.texts))
}

/** Renders a sentence with the way back to the gaps. */
export function renderDone(text: string, page: number, texts: Texts): OutgoingMessage {
  return withButtons({ text, entities: [] }, toBackRow(page, texts))
}

function toReason(outcome: Exclude<Taught, { kind: 'taught' }>, reader: Reader): OutgoingMessage {
  const { texts } = reader
  switch (outcome.kind) {
    case 'refused':
      return fitBlocks([texts.notTaught], toFaultBlocks(outcome.problems, texts), texts)
    case 'failed':
      return fitBlocks([texts.forbidden], toCheckBlocks(outcome.failedChecks, reader), texts)
    case 'unheard':
      return fitLines([texts.unheard, ...toWordings(outcome.wordings, MOST.taught, texts)])
    case 'unwritable':
      return { text: texts.unwritable(outcome.code), entities: [] }
    case 'gone':
      return { text: texts.gone, entities: [] }
    case 'tooLong':
      return { text: texts.wordingTooLong, entities: [] }
  }
}

function toBackRow(page: number, texts: Texts): InlineKeyboardButton[] {
  return [toGapButton(texts.buttons.gaps, { kind: 'gaps', page })]
}

function toCounts({ unanswered, disliked, reasons }: Gap, texts: Texts): string {
  const named = REASONS.flatMap((reason) => {
    const total = reasons.filter((one) => one === reason).length
    return total > 0 ? [texts.reasonCount(reason, total)] : []
  })
  const counts = [
    ...(unanswered > 0 ? [texts.unansweredCount(unanswered)] : []),
    ...(disliked > 0 ? [texts.dislikedCount(disliked)] : []),
  ]
  return counts.join(texts.comma) + (named.length > 0 ? texts.parentheses(named.join(texts.separator)) : '')
}

function toWordings(wordings: readonly string[], most: number, texts: Texts): Line[] {
  const shown = wordings
    .slice(0, most)
    .map((wording) => join(SIGNS.item(''), renderStrangersWords(wording, MOST.wording)))
  return wordings.length > most ? [...shown, texts.moreWordings(wordings.length - most)] : shown
}

/** Wordings of a gap that are taught at once: those that the message shows. */
export const MOST_TAUGHT = MOST.taught
