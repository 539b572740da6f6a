import { FormattedString } from '@grammyjs/parse-mode'
import type { InlineKeyboardButton } from 'grammy/types'
import { toPassageCode } from '../../answer/browse/codes.ts'
import type { Gap } from '../../answer/teaching/gaps.ts'
import { toPage } from '../../answer/browse/lists.ts'
import type { Taught } from '../../answer/teaching/teach.ts'
import type { Citation } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { toGapButton } from './gap-buttons.ts'
import { renderPassage } from '../view/quotation.ts'
import { renderWho } from '../view/signature.ts'
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

/** Each gap has a row of three buttons. */
const GAPS_A_PAGE = 5
/**
 * UTF-16 units of a wording and of a suggested passage, wordings listed per gap and per lesson. Eight wordings fit a
 * message together with a whole passage, or with the beginnings of eight.
 */
const MOST = { wording: 80, wordings: 8, taught: 8, passage: 160 }
const NUMBERS_A_ROW = 4

/** Renders a page of gaps, with the buttons that close each. */
export function renderGaps(gaps: readonly CodedGap[], at: number, { texts }: Reader): OutgoingMessage {
  if (gaps.length === 0) return { text: texts.noGaps, entities: [] }
  const { items, page, pages } = toPage(gaps, at, GAPS_A_PAGE)
  const blocks = items.flatMap((gap, index) => [
    '',
    join(`${index + 1}. `, toCounts(gap, texts)),
    ...toWordings(gap.wordings, MOST.wordings, texts),
  ])
  const rows = items.map(({ code: gap }, index) => [
    toGapButton(texts.buttons.point(index + 1), { kind: 'point', gap, page }),
    toGapButton(texts.buttons.nothing(index + 1), { kind: 'nothing', gap, page }),
    toGapButton(texts.buttons.ignore(index + 1), { kind: 'ignore', gap, page }),
  ])
  const pageRow = [
    ...(page > 0 ? [toGapButton(texts.buttons.previous, { kind: 'gaps', page: page - 1 })] : []),
    ...(page + 1 < pages ? [toGapButton(texts.buttons.next, { kind: 'gaps', page: page + 1 })] : []),
  ]
  return withButtons(
    fitLines([texts.gapsTitle(gaps.length), ...blocks, ...(pages > 1 ? ['', texts.page(page + 1, pages)] : [])]),
    ...rows,
    pageRow,
  )
}

/** Renders the passages suggested for a gap. */
export function renderSuggestions(
  gap: CodedGap,
  suggested: readonly Citation[],
  page: number,
  reader: Reader,
): OutgoingMessage {
  const { texts } = reader
  const lines = suggested.flatMap((citation, index): Line[] => [
    '',
    join(`${index + 1}. `, renderWho(citation, reader)),
    cut(citation.passage.text, MOST.passage),
  ])
  const head = [
    texts.pointTitle,
    ...toWordings(gap.wordings, MOST.taught, texts),
    ...(suggested.length > 0 ? [] : ['', texts.noSuggestions]),
  ]
  const buttons = suggested.map((citation, index) =>
    toGapButton(String(index + 1), { kind: 'find', gap: gap.code, passage: toPassageCode(citation), page }),
  )
  const rows = Array.from({ length: Math.ceil(buttons.length / NUMBERS_A_ROW) }, (_, row) =>
    buttons.slice(row * NUMBERS_A_ROW, (row + 1) * NUMBERS_A_ROW),
  )
  return withButtons(fitLines([...head, ...lines, '', texts.searchOther]), ...rows, [
    toGapButton(texts.buttons.back, { kind: 'leave', gap: gap.code, page }),
  ])
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
