import type { InlineKeyboardButton } from 'grammy/types'
import type { Reason } from '../../records/query-log.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'
import { type Press, parseData, toData } from './callback-data.ts'
import type { Row } from './outgoing-message.ts'

/** A vote on the answer in a message. */
export interface Vote {
  readonly isUp: boolean
  /** What was wrong; undefined where no reason was given. */
  readonly reason?: Reason
  /** Leads back to the answer below which the buttons are; undefined where no button leads away from it. */
  readonly press?: Press | undefined
}

/** Matches the callback data of a vote, and of no other button. */
export const VOTE_DATA = /^[+-]/u

/** Two characters before the data that leads back to the answer, 57 at most; no other callback data starts so. */
const MARKS = { up: '+0', down: '-0', passage: '-p', speaker: '-s', unrelated: '-u' } as const satisfies Record<
  'up' | 'down' | Reason,
  string
>
type Mark = keyof typeof MARKS

/** Whether a keyboard has vote buttons, or a way back to them. */
export function leadsToVotes(rows: readonly Row[]): boolean {
  return rows.flat().some((button) => {
    const link = findPress(button)?.link
    return findVote(button) !== undefined || (link?.kind === 'back' && link.isOwn === true)
  })
}

/** Whether a vote is about the answer that a keyboard belongs to; the keyboard may be that of a page of the answer. */
export function isAbout(vote: Vote, rows: readonly Row[]): boolean {
  const wanted = vote.press && toPlace(vote.press)
  return rows.flat().some((button) => {
    const standing = findVote(button)
    const press = standing?.press ?? findPress(button)
    const place = press && toPlace(press)
    return place === wanted && (place !== undefined || standing !== undefined)
  })
}

/** Whether callback data is a vote. */
export function isVote(data: string): boolean {
  return parseVote(data) !== undefined
}

/** Returns the vote that a button casts, if any. */
export function findVote(button: InlineKeyboardButton): Vote | undefined {
  return 'callback_data' in button ? parseVote(button.callback_data) : undefined
}

/** Returns the row that asks whether an answer helped; `press` leads back to the answer. */
export function toVoteRow(press: Press | undefined): Row {
  return [toVoteButton(SIGNS.up, 'up', press), toVoteButton(SIGNS.down, 'down', press)]
}

/** Returns the rows that ask what was wrong, with a button that changes the vote to up. */
export function toReasonRows(press: Press | undefined, buttons: Texts['buttons']): Row[] {
  const toReason = (reason: Reason) => toVoteButton(buttons.wrong(reason), reason, press)
  return [
    [toReason('passage'), toReason('speaker')],
    [toReason('unrelated'), toVoteButton(SIGNS.up, 'up', press)],
  ]
}

/** Parses callback data; undefined where it is no vote. */
export function parseVote(data: string): Vote | undefined {
  // The keys of a table with every mark.
  const mark = (Object.keys(MARKS) as Mark[]).find((one) => data.startsWith(MARKS[one]))
  const rest = data.slice(MARKS.up.length)
  const press = parseData(rest)
  if (mark === undefined || (rest !== '' && press?.link.kind !== 'back')) return undefined
  return { isUp: mark === 'up', press, ...(mark !== 'up' && mark !== 'down' && { reason: mark }) }
}

function toVoteButton(text: string, mark: Mark, press: Press | undefined): InlineKeyboardButton {
  return { text, callback_data: MARKS[mark] + (press ? toData(press) : '') }
}

/** Identifies the answer that a press leads to by asker and results; undefined where it leads to none. */
function toPlace({ link, asker }: Press): string | undefined {
  return 'results' in link && link.results.codes.length > 0 ? `${asker} ${link.results.codes.join()}` : undefined
}

function findPress(button: InlineKeyboardButton): Press | undefined {
  return 'callback_data' in button ? parseData(button.callback_data) : undefined
}
