/** Text, and the encoding that it was in. */
export interface Decoded {
  readonly text: string
  readonly encoding: string
}

/** Encodings that texts are in besides UTF-8, as `TextDecoder` names them. */
const ENCODINGS = ['gb18030', 'big5', 'utf-16le', 'utf-16be'] as const
const MARKS = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const
/** What some tenth of the characters of any Chinese text are, in either script; and what most of an English one are. */
const COMMON = /[，。、：；！？的一是不了在有人中大来來上国國个個们們这這为為和会會年说說]|[ etaoinsr\n]/gu
/** The share of common characters from which a text is one: the wrong encodings stay below a fiftieth. */
const LEAST_COMMON = 0.06
/** Bytes that are looked at to tell an encoding. */
const SAMPLE = 64 * 1024
/** The share of bytes that are not ASCII below which a text is in Latin letters. */
const MOST_FOREIGN = 0.2

/**
 * Decodes the bytes of a text: by its byte order mark, as UTF-8, as what it says of itself, or in the encoding in which
 * it reads most like a language. Undefined where it reads like none.
 *
 * @param stated the name of an encoding that the text states, such as `gb2312`
 */
export function decode(bytes: Uint8Array, stated?: string): Decoded | undefined {
  const [marked] = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte)) ?? []
  if (marked) return decodeAs(marked, bytes)
  const plain = bytes.includes(0) ? undefined : decodeAs('utf-8', bytes)
  if (plain) return plain
  return (stated !== undefined && isCommon(bytes, stated) ? decodeAs(stated, bytes) : undefined) ?? guess(bytes)
}

/** Finds the line of the first bytes that are not UTF-8, from 1. */
export function findBadLine(bytes: Uint8Array): number {
  const text = new TextDecoder('utf-8').decode(bytes)
  return text.slice(0, Math.max(text.indexOf('\uFFFD'), 0)).split('\n').length
}

function guess(bytes: Uint8Array): Decoded | undefined {
  if (isDamaged(bytes)) return undefined
  const shares = ENCODINGS.map((encoding) => [encoding, rate(bytes, encoding)] as const)
  const [best, share] = shares.reduce((a, b) => (b[1] > a[1] ? b : a))
  if (isLatin(bytes)) return decodeAs('windows-1252', bytes)
  return share < LEAST_COMMON ? undefined : decodeAs(best, bytes)
}

/** Tells UTF-8 with some wrong bytes, which reads as something in any encoding of single bytes or of pairs. */
function isDamaged(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, SAMPLE))
  const bad = text.match(/\uFFFD/gu)?.length ?? 0
  // Of three bytes each: the pairs of GBK are often those of a letter in UTF-8 too.
  const good = text.match(/[\u0800-\uFFEF]/gu)?.length ?? 0
  return good > 2 * bad
}

function isCommon(bytes: Uint8Array, encoding: string): boolean {
  return rate(bytes, encoding) >= LEAST_COMMON || isLatin(bytes)
}

/** The share of characters that are common; 0 where the bytes are none of the encoding. */
function rate(bytes: Uint8Array, encoding: string): number {
  const text = decodeAs(encoding, bytes.subarray(0, SAMPLE), true)?.text ?? ''
  return text.length === 0 ? 0 : (text.match(COMMON)?.length ?? 0) / text.length
}

function isLatin(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE)
  return !sample.includes(0) && sample.filter((byte) => byte > 0x7f).length / sample.length < MOST_FOREIGN
}

/** @param isCut whether the bytes may end amid a character */
function decodeAs(encoding: string, bytes: Uint8Array, isCut = false): Decoded | undefined {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true })
    return { text: decoder.decode(bytes, { stream: isCut }), encoding: decoder.encoding }
  } catch {
    return undefined
  }
}
