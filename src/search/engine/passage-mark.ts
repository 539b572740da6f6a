import { crc32 } from 'node:zlib'
import type { IndexedText } from './engine.ts'

/** The checksum of a passage as it is stored with its id. */
export function toMark(id: number, { title, question, text, speakers, length }: IndexedText): number {
  return crc32([id, length, title, question, text, speakers].join('\n'))
}
