import { constants } from 'node:fs'
import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findForbidden } from '../forbidden-characters.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import { type Result, faultyAt, sound } from '../problems/result.ts'
import { toErrorCode } from './error-code.ts'
import { isSpecial, resolveLink } from './special-files.ts'

/**
 * Fails with ELOOP for a link, and does not wait for the writer of a pipe: a file may have become one since it was
 * listed. Windows does not have the flags.
 */
const READ_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Reads a file below a folder, without following links except those of `resolveLink`; undefined if there is no such file. */
export async function readBytes(dir: string, file: string): Promise<Result<Uint8Array> | undefined> {
  try {
    const path = join(dir, file)
    const stats = await lstat(path)
    if (isSpecial(stats)) return faultyAt(file, 1, problemTexts.notAFile())
    const target = stats.isSymbolicLink() ? await resolveLink(dir, file) : undefined
    return sound(await readFile(target?.path ?? path, { flag: READ_PLAIN }))
  } catch (error) {
    const code = toErrorCode(error)
    return code === 'ENOENT' ? undefined : faultyAt(file, 1, problemTexts.unreadable(code))
  }
}

/**
 * Decodes UTF-8, with or without a byte order mark.
 *
 * @param file the path that problems name
 */
export function decodeText(file: string, bytes: Uint8Array): Result<string> {
  const text = decode(bytes)
  if (text === undefined)
    return faultyAt(file, findBadLine(bytes), isBinary(bytes) ? problemTexts.binary() : problemTexts.notUtf8())
  const forbidden = findForbidden(text)
  return forbidden ? faultyAt(file, toLine(text, forbidden.index), forbidden.text) : sound(text)
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Tells binary data from text by its zero bytes; UTF-16 has them too, and is recognized by its byte order mark. */
function isBinary(bytes: Uint8Array): boolean {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return !isUtf16 && bytes.includes(0)
}

/** Finds the first line, counted from 1, that is not valid UTF-8. */
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
