import { refuseBad } from '../server/refusal.ts'
import type { Upload } from '../server/multipart.ts'

/** Returns the size of an uploaded photo, and refuses what is none to Telegram; the fake reads PNG alone. */
export function measurePhoto({ content }: Upload): { width: number; height: number } {
  if (content.length > MOST_BYTES) refuseBad('file is too big')
  if (content.length < HEAD || !content.subarray(0, SIGNATURE.length).equals(SIGNATURE))
    refuseBad('IMAGE_PROCESS_FAILED')
  if (content.toString('latin1', 12, 16) !== 'IHDR' || !content.subarray(-END.length).equals(END))
    refuseBad('IMAGE_PROCESS_FAILED')
  const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)]
  const isThin = Math.max(width, height) > Math.min(width, height) * MOST_RATIO
  if (width < 1 || height < 1 || width + height > MOST_PIXELS || isThin) refuseBad('PHOTO_INVALID_DIMENSIONS')
  return { width, height }
}

// https://core.telegram.org/bots/api#sendphoto
const MOST_BYTES = 10 * 1024 * 1024
const MOST_PIXELS = 10_000
const MOST_RATIO = 20
// https://www.w3.org/TR/png-3/: the signature, the header chunk, and the chunk that ends the file.
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const HEAD = 33
const END = Buffer.from('0000000049454e44ae426082', 'hex')
