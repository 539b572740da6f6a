import type { MessageEntity } from 'grammy/types'
import { countColumns } from '../../text/width.ts'
import { SIGNS } from '../texts/texts.ts'
import type { Row } from '../view/outgoing-message.ts'
import { removeControls } from './control-characters.ts'

/** How a message is printed. */
export interface Paper {
  readonly hasBold: boolean
  /** Where lines are broken; undefined for what is no screen, which gets each line as it is. */
  readonly columns?: number | undefined
  /** Begins the links that only Telegram's apps open. */
  readonly ownLinks: string
}

/** A button with the number by which it is pressed. */
export interface NumberedButton {
  readonly number: number
  readonly label: string
  readonly data: string
}

/** A character that is shown, and how. */
interface Cell {
  readonly text: string
  readonly isBold: boolean
  readonly isQuoted: boolean
}

type Line = readonly Cell[]

const BOLD = { on: '\u001b[1m', off: '\u001b[22m' }
const QUOTE_BAR = '│ '
const BULLET = SIGNS.item('')
const BETWEEN_BUTTONS = '  '
/** A label is cut so where the button is too narrow for it. */
const CUT = /……$/u
/** Marks that begin no line, and those that end none. */
const CLOSING = /[，。、；：！？…—”’）》」』】,.;:!?)\]]/u
const OPENING = /[“‘（《「『【([]/u
const SPACE = /^[ \t]$/u

/** Numbers the buttons that can be pressed in a terminal, from 1. */
export function numberButtons(rows: readonly Row[]): NumberedButton[] {
  return rows
    .flat()
    .flatMap((button) => ('callback_data' in button ? [{ label: button.text, data: button.callback_data }] : []))
    .map((button, index) => ({ number: index + 1, ...button }))
}

/**
 * Prints a message: a bar before each line that is quoted, and addresses behind their links. The item of a list that a
 * button repeats gets its number in place of the bullet.
 */
export function printMessage(
  text: string,
  entities: readonly MessageEntity[],
  buttons: readonly NumberedButton[],
  paper: Paper,
): string {
  const lines = numberItems(toLines(toCells(text, entities, paper)), buttons)
  return lines.flatMap((line) => breakLine(line, paper)).join('\n')
}

/** Prints the buttons of a message, row by row, but for those that are items of its list. */
export function printButtons(text: string, rows: readonly Row[], { columns }: Paper): string {
  const buttons = numberButtons(rows)
  const items = findItems(text.split('\n'), buttons)
  const listed = new Set(items.values())
  const shown = rows.flatMap((row) => {
    const own = buttons.filter(({ number, data }) => !listed.has(number) && row.some((one) => isOf(one, data)))
    return own.length > 0 ? [own.map(printButton)] : []
  })
  return shown.flatMap((labels) => joinWithin(labels, columns)).join('\n')
}

function isOf(button: Row[number], data: string): boolean {
  return 'callback_data' in button && button.callback_data === data
}

function printButton({ number, label }: NumberedButton): string {
  return `[${number}] ${removeControls(label)}`
}

function joinWithin(labels: readonly string[], columns = Infinity): string[] {
  const lines: string[] = []
  for (const label of labels) {
    const longer = lines.length > 0 ? `${lines.at(-1)}${BETWEEN_BUTTONS}${label}` : label
    if (lines.length > 0 && countAll(longer) <= columns) lines[lines.length - 1] = longer
    else lines.push(label)
  }
  return lines
}

function countAll(text: string): number {
  return Array.from(text, countColumns).reduce<number>((sum, width) => sum + width, 0)
}

function toCells(text: string, entities: readonly MessageEntity[], { ownLinks }: Paper): Cell[] {
  const cells: Cell[] = []
  let place = 0
  for (const character of text) {
    const around = entities.filter(({ offset, length }) => place >= offset && place < offset + length)
    const shown = removeControls(character)
    const isBold = around.some(({ type }) => type === 'bold')
    const isQuoted = around.some(({ type }) => type.endsWith('blockquote'))
    if (shown !== '') cells.push({ text: shown, isBold, isQuoted })
    place += character.length
    for (const url of around.flatMap((entity) =>
      entity.type === 'text_link' && endsAt(entity, place) ? entity.url : [],
    ))
      if (!url.startsWith(ownLinks)) cells.push(...toPlainCells(` ${removeControls(url)}`))
  }
  return cells
}

function endsAt({ offset, length }: MessageEntity, place: number): boolean {
  return offset + length === place
}

function toPlainCells(text: string): Cell[] {
  return Array.from(text, (character) => ({ text: character, isBold: false, isQuoted: false }))
}

function toLines(cells: readonly Cell[]): Line[] {
  const lines: Cell[][] = [[]]
  for (const cell of cells) {
    if (cell.text === '\n') lines.push([])
    else lines.at(-1)?.push(cell)
  }
  return lines
}

function numberItems(lines: readonly Line[], buttons: readonly NumberedButton[]): Line[] {
  const items = findItems(lines.map(toText), buttons)
  return lines.map((line, index) => {
    const number = items.get(index)
    return number === undefined ? line : [...toPlainCells(`[${number}] `), ...line.slice(BULLET.length)]
  })
}

/** Finds the lines that are items of a list which buttons repeat, with the numbers of those. */
function findItems(lines: readonly string[], buttons: readonly NumberedButton[]): Map<number, number> {
  const found = new Map<number, number>()
  const left = [...buttons]
  lines.forEach((line, index) => {
    const at = line.startsWith(BULLET) ? left.findIndex(({ label }) => beginsWith(line, label)) : -1
    const [button] = at < 0 ? [] : left.splice(at, 1)
    if (button) found.set(index, button.number)
  })
  return found
}

/** A title stands between quotation marks in a list, and alone on its button. */
function beginsWith(item: string, label: string): boolean {
  const words = item.slice(BULLET.length)
  return (OPENING.test(words.charAt(0)) ? [words, words.slice(1)] : [words]).some((text) =>
    text.startsWith(label.replace(CUT, '')),
  )
}

function toText(line: Line): string {
  return line.map(({ text }) => text).join('')
}

/** Breaks a line where it reaches the edge, and puts the bar before each of its parts. */
function breakLine(line: Line, { columns = Infinity, hasBold }: Paper): string[] {
  const bar = line[0]?.isQuoted ? QUOTE_BAR : ''
  const room = columns - bar.length
  const parts: string[] = []
  let left = line
  while (left.length > 0) {
    const end = findBreak(left, room)
    const part = left.slice(0, end)
    parts.push(bar + printCells(part.slice(0, part.findLastIndex(({ text }) => !SPACE.test(text)) + 1), hasBold))
    left = left.slice(end)
    while (left[0] && SPACE.test(left[0].text)) left = left.slice(1)
  }
  return parts.length > 0 ? parts : ['']
}

/** Finds how many cells of a line fit: up to the last place where it may be broken, or else as many as there is room for. */
function findBreak(line: Line, room: number): number {
  let [width, last] = [0, 0]
  for (const [index, { text }] of line.entries()) {
    if (index > 0 && canBreak(line[index - 1]?.text ?? '', text)) last = index
    width += countColumns(text)
    if (width > room && index > 0) return last > 0 ? last : index
  }
  return line.length
}

function canBreak(before: string, after: string): boolean {
  if (SPACE.test(after) || CLOSING.test(after) || OPENING.test(before)) return false
  return SPACE.test(before) || countColumns(before) === 2 || countColumns(after) === 2
}

function printCells(cells: Line, hasBold: boolean): string {
  let isBold = false
  let printed = ''
  for (const cell of cells) {
    if (hasBold && cell.isBold !== isBold) printed += cell.isBold ? BOLD.on : BOLD.off
    isBold = cell.isBold
    printed += cell.text
  }
  return hasBold && isBold ? printed + BOLD.off : printed
}
