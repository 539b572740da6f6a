import type { InlineKeyboardButton } from 'grammy/types'
import type { Content } from '../../answer/browse/opened.ts'
import type { Reader } from '../reader.ts'
import { type Press, parseData, toButton, toData } from './callback-data.ts'
import { REASONS, type Reason } from '../../records/reasons.ts'
import { type OutgoingMessage, withButtons } from './outgoing-message.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'

/** A vote on the answer in a message. */
export interface Vote {
  readonly isUp: boolean
  readonly reason?: Reason
  /** What leads back to the answer that the buttons stand under, where it can be opened again. */
  readonly press?: Press | undefined
}

type Row = InlineKeyboardButton[]

/** Matches the callback data of a vote, and of no other button. */
export const VOTE_DATA = /^[+-]/u

/** Two characters before the data that leads back to the answer, of 57 at most; no other data begins so. */
const MARKS = { up: '+0', down: '-0', passage: '-p', speaker: '-s', unrelated: '-u' } as const
const VOTED: readonly Content['kind'][] = [
  'found',
  'unjudged',
  'parts',
  'stated',
  'speaker',
  'participants',
  'questions',
]

/** Puts the buttons of a vote below what answers a query. */
export function withVotes(
  rendered: OutgoingMessage,
  { kind }: Content,
  reader: Reader,
  isConverted = false,
): OutgoingMessage {
  if (!VOTED.includes(kind)) return rendered
  const rows = rendered.buttons ?? []
  return withButtons(rendered, ...rows, toVoteRow(findBack(rows, reader, isConverted)))
}

/** Has the way back from a page lead to the buttons of a vote again. */
export function withWayToVotes(rendered: OutgoingMessage): OutgoingMessage {
  const toWay = (button: InlineKeyboardButton) => {
    const press = findPress(button)
    return press?.link.kind === 'back'
      ? toButton(button.text, { ...press, link: { ...press.link, isOwn: true } })
      : button
  }
  return withButtons(rendered, ...(rendered.buttons ?? []).map((row) => row.map(toWay)))
}

/** Tells whether a vote's buttons are among some, or a way back to them. */
export function leadsToVotes(rows: readonly Row[]): boolean {
  return rows.flat().some((button) => {
    const link = findPress(button)?.link
    return findVote(button) !== undefined || (link?.kind === 'back' && link.isOwn === true)
  })
}

/** Tells whether a vote is about the answer that some buttons belong to, those of a page of it too. */
export function isAbout(vote: Vote, rows: readonly Row[]): boolean {
  const wanted = vote.press && toPlace(vote.press)
  return rows.flat().some((button) => {
    const standing = findVote(button)
    const press = standing?.press ?? findPress(button)
    const place = press && toPlace(press)
    return place === wanted && (place !== undefined || standing !== undefined)
  })
}

/** The vote that a button casts, if any. */
export function findVote(button: InlineKeyboardButton): Vote | undefined {
  return 'callback_data' in button ? parseVote(button.callback_data) : undefined
}

/** Makes the row that asks whether an answer helped. */
export function toVoteRow(press: Press | undefined): Row {
  return [toVoteButton(SIGNS.up, 'up', press), toVoteButton(SIGNS.down, 'down', press)]
}

/** Makes the rows that ask what was wrong; who thinks better of it may still say that it helped. */
export function toReasonRows(press: Press | undefined, buttons: Texts['buttons']): Row[] {
  const [passage, speaker, unrelated] = REASONS.map((reason) => toVoteButton(buttons.wrong(reason), reason, press))
  return [
    [passage, speaker],
    [unrelated, toVoteButton(SIGNS.up, 'up', press)],
  ].map((row) => row.filter((button) => button !== undefined))
}

/** Reads a button's data; undefined where it is no vote. */
export function parseVote(data: string): Vote | undefined {
  // The keys of a table that has every mark.
  const mark = (Object.keys(MARKS) as (keyof typeof MARKS)[]).find((one) => data.startsWith(MARKS[one]))
  const rest = data.slice(MARKS.up.length)
  const press = parseData(rest)
  if (mark === undefined || (rest !== '' && press?.link.kind !== 'back')) return undefined
  const reason = REASONS.find((one) => one === mark)
  return { isUp: mark === 'up', press, ...(reason && { reason }) }
}

function toVoteButton(text: string, mark: keyof typeof MARKS, press: Press | undefined): InlineKeyboardButton {
  return { text, callback_data: MARKS[mark] + (press ? toData(press) : '') }
}

/** Whose answer it leads to, by what it found; undefined where it leads to none. */
function toPlace({ link, asker }: Press): string | undefined {
  return 'results' in link && link.results.codes.length > 0 ? `${asker} ${link.results.codes.join()}` : undefined
}

function findPress(button: InlineKeyboardButton): Press | undefined {
  return 'callback_data' in button ? parseData(button.callback_data) : undefined
}

/** What leads back to where the other buttons start from. */
function findBack(rows: readonly Row[], { asker }: Reader, isConverted: boolean): Press | undefined {
  for (const button of rows.flat()) {
    const link = findPress(button)?.link
    if (link && 'results' in link && link.results.codes.length > 0) {
      return {
        link: { kind: 'back', results: link.results, isOwn: true },
        ...(asker !== undefined && { asker }),
        ...(isConverted && { isConverted }),
      }
    }
  }
  return undefined
}
