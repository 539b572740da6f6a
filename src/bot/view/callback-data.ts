import type { InlineKeyboardButton } from 'grammy/types'
import { CODE_LENGTH } from '../../answer/browse/codes.ts'
import { DIRECTIONS, type Link, NO_RESULTS, type Results } from '../../answer/browse/link.ts'
import type { Reason } from '../../records/query-log.ts'
import type { Reader, Script } from '../reader.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'
import { type Row, cut } from './outgoing-message.ts'

/** What the callback data of a button holds. */
export interface Press extends Presser {
  readonly link: Link
}

/** The part of a reader that the callback data holds. */
interface Presser {
  /** In a group: the user who may press; 0 for an asker without an id of their own. */
  readonly asker?: number | undefined
  /** The script in which the link opens; `original` unless given. */
  readonly script?: Script | undefined
}

/** UTF-16 units; a phone shows hardly more of a button. */
const LONGEST_LABEL = 60
/**
 * Callback data holds everything a press needs after a restart. The alphabet is that of start parameters,
 * `[A-Za-z0-9_-]`; the longest data takes 62 of 64 bytes.
 */
const DATA = /^([A-Za-z])([0-9a-z]{2})([0-9a-z])([0-9a-z])([0-9a-b])([A-Za-z0-9_-]*)$/u
/** The upper-case letter opens the link in Traditional characters. */
const LETTERS = {
  answer: 'a',
  back: 'b',
  more: 'm',
  others: 'o',
  context: 'c',
  words: 'w',
  exchange: 'e',
  speaker: 's',
  article: 'r',
  query: 'f',
  followUps: 'q',
  topics: 't',
  speakers: 'v',
  articles: 'l',
} as const satisfies Record<Link['kind'], string>
const BASE = 36
const MOST_PAGES = BASE ** 2
/** Added to the number of passages shown, eight at most, where the answer does not claim to answer. */
const KIND_SHIFTS = { offered: 9, unjudged: 18 } as const satisfies Record<NonNullable<Results['kind']>, number>

/** Returns the button that opens a link for a reader. */
export function toButton(label: string, link: Link, { asker, script }: Presser): InlineKeyboardButton.CallbackButton {
  return { text: cut(label, LONGEST_LABEL), callback_data: toData({ link, asker, script }) }
}

/** Encodes a press: the letter of its kind, page and other small numbers, the asker, and the codes. */
export function toData({ link, asker, script }: Press): string {
  const {
    at = '',
    by,
    page = 0,
    direction = 'around',
    isForTopics = false,
    isOwn = false,
    results = NO_RESULTS,
  } = toFields(link)
  const letter = script === 'traditional' ? LETTERS[link.kind].toUpperCase() : LETTERS[link.kind]
  const who = asker === undefined ? '' : asker.toString(BASE)
  const shown = results.shown + (results.kind ? KIND_SHIFTS[results.kind] : 0)
  // The last number has one meaning per kind of link.
  const numbers = [
    Math.min(page, MOST_PAGES - 1)
      .toString(BASE)
      .padStart(2, '0'),
    shown.toString(BASE),
    DIRECTIONS.indexOf(direction) + Number(isForTopics || isOwn || by !== undefined),
  ]
  return [letter, ...numbers, who.length.toString(BASE), who, by ?? at, ...results.codes].join('')
}

/** Parses callback data or a start parameter; undefined unless `toData` writes exactly this string. */
export function parseData(data: string): Press | undefined {
  const [, letter = '', page = '', shown = '', third = '', whoLength = '', rest = ''] = DATA.exec(data) ?? []
  const kind = KINDS.find((one) => LETTERS[one] === letter.toLowerCase())
  const end = Number.parseInt(whoLength, BASE)
  const who = rest.slice(0, end)
  const asker = who === '' ? undefined : Number.parseInt(who, BASE)
  const codes = rest.slice(end).match(new RegExp(`.{${CODE_LENGTH}}`, 'gu')) ?? []
  if (kind === undefined || who.length < end || codes.join('') !== rest.slice(end)) return undefined
  const press: Press = {
    link: toLink(kind, codes, Number.parseInt(page, BASE), Number.parseInt(shown, BASE), Number.parseInt(third, BASE)),
    ...(asker !== undefined && { asker }),
    ...(letter !== letter.toLowerCase() && { script: 'traditional' as const }),
  }
  // Rejects other spellings of the same press, such as leading zeros of the asker.
  return toData(press) === data ? press : undefined
}

interface Fields {
  readonly at?: string
  readonly page?: number
  readonly by?: string
  readonly direction?: (typeof DIRECTIONS)[number]
  readonly isForTopics?: boolean
  readonly isOwn?: boolean
  readonly results?: Results
}

/** Widens a link to the fields of all kinds, so that they can be read without a switch. */
function toFields(link: Link): Fields {
  return link
}

// The keys of a table with every kind.
const KINDS = Object.keys(LETTERS) as Link['kind'][]

function toLink(kind: Link['kind'], codes: readonly string[], page: number, number: number, third: number): Link {
  const [at = '', ...others] = codes
  const toResults = (some: readonly string[]): Results => ({ codes: some, ...toShown(number) })
  switch (kind) {
    case 'answer':
      return third === 1 ? { kind, results: toResults(others), by: at } : { kind, results: toResults(codes) }
    case 'back':
      return { kind, results: toResults(codes), ...(third === 1 && { isOwn: true }) }
    case 'more':
    case 'others':
      return { kind, page, results: toResults(codes) }
    case 'followUps':
      return { kind, results: toResults(codes) }
    case 'context':
      return { kind, at, direction: DIRECTIONS[third] ?? 'around', results: toResults(others) }
    case 'words':
      return { kind, at, page, results: toResults(others) }
    case 'query':
      return { kind, at, results: toResults(others) }
    case 'exchange':
    case 'speaker':
    case 'article':
      return { kind, at }
    case 'topics':
      return { kind, at, page }
    case 'speakers':
      return { kind, page }
    case 'articles':
      return { kind, page, ...(third === 1 && { isForTopics: true }) }
  }
}

/** Splits the number of passages shown from the kind of answer. */
function toShown(number: number): Pick<Results, 'shown' | 'kind'> {
  const { offered, unjudged } = KIND_SHIFTS
  if (number >= unjudged) return { shown: number - unjudged, kind: 'unjudged' }
  return number >= offered ? { shown: number - offered, kind: 'offered' } : { shown: number }
}

/** Starts the start parameter of a passage; it cannot start callback data, where a digit follows the letter. */
export const PASSAGE_MARK = 'p_'

/** Returns the link that opens the bot in private with a start parameter. */
export function toStartLink({ username }: Reader, parameter: string): string {
  return `https://t.me/${username}?start=${parameter}`
}

/** Returns the link to a passage; it contains the passage's id and stays valid as long as the id. */
export function toPassageLink(reader: Reader, id: string): string {
  return toStartLink(reader, `${PASSAGE_MARK}${id}`)
}

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
