import type { InlineKeyboardButton } from 'grammy/types'
import type { Link } from '../answer/answer.ts'
import { cut } from './cut.ts'

/** What stands before the id: a button's data is all that it has after a restart, and 64 bytes at most. */
const MARKS = { passage: 'p', exchange: 'q', speaker: 's' } as const satisfies Record<Link['kind'], string>
const DATA = /^([pqs]):([a-z0-9_-]{1,62})$/u
/** In UTF-16 units: a phone shows hardly more of a button. */
const LONGEST_LABEL = 60

/** Makes the button that opens a link. */
export function toButton(label: string, { kind, id }: Link): InlineKeyboardButton {
  return { text: cut(label, LONGEST_LABEL), callback_data: `${MARKS[kind]}:${id}` }
}

/** Reads the link out of a button's data; undefined where it is none of ours. */
export function parseButtonData(data: string): Link | undefined {
  const [, mark, id] = DATA.exec(data) ?? []
  const kind = KINDS.find((one) => MARKS[one] === mark)
  return kind === undefined || id === undefined ? undefined : { kind, id }
}

const KINDS = ['passage', 'exchange', 'speaker'] as const satisfies readonly Link['kind'][]
