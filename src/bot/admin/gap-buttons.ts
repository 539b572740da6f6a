import type { InlineKeyboardButton } from 'grammy/types'
import { CODE_LENGTH } from '../../answer/browse/codes.ts'
import { cut } from '../view/outgoing-message.ts'

/** What an admin's button does; `page` is the page of gaps that it leads back to, counted from 0. */
export type GapAction =
  | { readonly kind: 'gaps'; readonly page: number }
  /** Sends the gaps as a message of their own: a picture cannot become one. */
  | { readonly kind: 'open'; readonly page: number }
  /** Starts or cancels the choice of a passage for a gap, by the gap's code. */
  | { readonly kind: 'point'; readonly page: number; readonly gap: string }
  | { readonly kind: 'leave'; readonly page: number; readonly gap: string }
  | GapDecision
  /** Turns a lesson into checks, or takes it back. */
  | { readonly kind: 'check'; readonly page: number; readonly lesson: string }
  | { readonly kind: 'undo'; readonly page: number; readonly lesson: string }

/** Closes a gap: by a passage, as one that nothing answers, or as one to ignore. */
export type GapDecision =
  | { readonly kind: 'find'; readonly page: number; readonly gap: string; readonly passage: string }
  | { readonly kind: 'nothing'; readonly page: number; readonly gap: string }
  | { readonly kind: 'ignore'; readonly page: number; readonly gap: string }

/** Matches the callback data of a gap action, and of no other button. */
export const GAP_DATA = /^!/u

/** Characters of a lesson's code: enough that no two lessons share one. */
export const LESSON_LENGTH = 2 * CODE_LENGTH

/** UTF-16 units: three buttons stand in a row. */
const LONGEST_LABEL = 24
const MARK = '!'
const LETTERS = {
  gaps: 'g',
  open: 'o',
  point: 'p',
  leave: 'l',
  nothing: 'n',
  ignore: 'i',
  find: 'f',
  check: 'c',
  undo: 'u',
} as const satisfies Record<GapAction['kind'], string>
const DATA = /^!([a-z])([0-9a-z]{2})([A-Za-z0-9_-]*)$/u
const BASE = 36
const MOST_PAGES = BASE ** 2

/** Makes the button of a gap action. */
export function toGapButton(label: string, action: GapAction): InlineKeyboardButton {
  return { text: cut(label, LONGEST_LABEL), callback_data: toGapData(action) }
}

/** Writes a gap action as its letter, its page and its codes: 14 bytes at most. */
export function toGapData(action: GapAction): string {
  const page = Math.min(action.page, MOST_PAGES - 1)
  return MARK + LETTERS[action.kind] + page.toString(BASE).padStart(2, '0') + toCodes(action)
}

function toCodes(action: GapAction): string {
  if ('lesson' in action) return action.lesson
  if ('passage' in action) return action.gap + action.passage
  return 'gap' in action ? action.gap : ''
}

/** Reads a gap action; undefined for any other data. */
export function parseGapAction(data: string): GapAction | undefined {
  const [, letter = '', digits = '', codes = ''] = DATA.exec(data) ?? []
  // The keys of a table that has every kind.
  const kind = (Object.keys(LETTERS) as GapAction['kind'][]).find((one) => LETTERS[one] === letter)
  const page = Number.parseInt(digits, BASE)
  const [first, second] = [codes.slice(0, CODE_LENGTH), codes.slice(CODE_LENGTH)]
  switch (kind) {
    case undefined:
      return undefined
    case 'gaps':
    case 'open':
      return codes === '' ? { kind, page } : undefined
    case 'find':
      return second.length === CODE_LENGTH ? { kind, page, gap: first, passage: second } : undefined
    case 'check':
    case 'undo':
      return codes.length === LESSON_LENGTH ? { kind, page, lesson: codes } : undefined
    case 'point':
    case 'leave':
    case 'nothing':
    case 'ignore':
      return codes.length === CODE_LENGTH ? { kind, page, gap: codes } : undefined
  }
}
