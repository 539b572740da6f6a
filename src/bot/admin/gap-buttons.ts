import type { InlineKeyboardButton } from 'grammy/types'
import { CODE_LENGTH } from '../../answer/browse/codes.ts'
import { cut } from '../view/outgoing-message.ts'

/** What an admin's button asks for; `page` is the page of gaps that led there, counted from 0. */
export type GapAction =
  | { readonly kind: 'gaps'; readonly page: number }
  /** A gap, by its code: to be pointed to a passage, or left off that. */
  | { readonly kind: 'point'; readonly page: number; readonly gap: string }
  | { readonly kind: 'leave'; readonly page: number; readonly gap: string }
  | GapDecision
  /** What was taught together: to be checked from now on, or taken back. */
  | { readonly kind: 'check'; readonly page: number; readonly lesson: string }
  | { readonly kind: 'undo'; readonly page: number; readonly lesson: string }

/** What settles a gap: a passage, that nothing answers it, or that nobody minds. */
export type GapDecision =
  | { readonly kind: 'find'; readonly page: number; readonly gap: string; readonly passage: string }
  | { readonly kind: 'nothing'; readonly page: number; readonly gap: string }
  | { readonly kind: 'ignore'; readonly page: number; readonly gap: string }

/** In UTF-16 units: three of them stand in a row. */
const LONGEST_LABEL = 24
/** No other button's data begins so. */
const MARK = '!'
const LETTERS = {
  gaps: 'g',
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

/** Characters of a lesson's code: too many to be met twice. */
export const LESSON_LENGTH = 2 * CODE_LENGTH

/** Makes the button of an errand. */
export function toGapButton(label: string, errand: GapAction): InlineKeyboardButton {
  return { text: cut(label, LONGEST_LABEL), callback_data: toGapData(errand) }
}

/** Writes an errand as its letter, its page and its codes: 14 bytes at most. */
export function toGapData(errand: GapAction): string {
  const codes =
    'lesson' in errand
      ? errand.lesson
      : 'passage' in errand
        ? errand.gap + errand.passage
        : 'gap' in errand
          ? errand.gap
          : ''
  return (
    MARK +
    LETTERS[errand.kind] +
    Math.min(errand.page, MOST_PAGES - 1)
      .toString(BASE)
      .padStart(2, '0') +
    codes
  )
}

/** Tells whether a button's data is for admins alone. */
export function isGapAction(data: string): boolean {
  return data.startsWith(MARK)
}

/** Reads an errand; undefined where it is none of ours. */
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
