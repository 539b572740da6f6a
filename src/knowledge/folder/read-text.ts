import type { Problem } from '../problems/problem.ts'
import { problemTexts } from '../problems/problem-texts.ts'

/** The text of a file, or what is wrong with it as one. */
export type ReadText =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

/** Whatever no text has: the control characters but tabs, line and page ends. Markdown would put another character in the place of some. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\0-\x08\x0E-\x1F\x7F]/u

/** Reads bytes as UTF-8, with or without a byte order mark. */
export function readText(file: string, bytes: Uint8Array): ReadText {
  const faulty = (line: number, text: Problem['text']): ReadText => ({
    kind: 'faulty',
    problems: [{ file, line, text }],
  })
  const text = decode(bytes)
  if (text === undefined)
    return faulty(findBadLine(bytes), isBinary(bytes) ? problemTexts.binary() : problemTexts.notUtf8())
  const control = CONTROL.exec(text)
  return control
    ? faulty(toLine(text, control.index), problemTexts.controlCharacter(toName(control[0])))
    : { kind: 'text', text }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** UTF-16 has zero bytes too, but it is a text that can be saved otherwise: its byte order mark tells. */
function isBinary(bytes: Uint8Array): boolean {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return !isUtf16 && bytes.includes(0)
}

/** The first line, counted from 1, that is no UTF-8. */
function findBadLine(bytes: Uint8Array): number {
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start)
    const stop = end < 0 ? bytes.length : end
    if (decode(bytes.subarray(start, stop)) === undefined) return line
    start = stop + 1
  }
  return 1
}

function toLine(text: string, index: number): number {
  return text.slice(0, index).split(/\r\n?|\n/u).length
}

function toName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
