import { deflateSync, inflateRawSync } from 'node:zlib'

/** Rectangles and letters, each pixel one of the few colours below. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** Indices into the palette, row by row. */
  readonly pixels: Uint8Array
}

/** In pixels. */
export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Pictures of characters in one size. */
export interface Font {
  /** Pixels, of each picture. */
  readonly height: number
  /** Pixels from the top of each picture to the line that letters stand on. */
  readonly baseline: number
  /** Pixels on either side of each character, which lie over its neighbours. */
  readonly margin: number
  readonly characters: string
  /** Pixels from each character to the next. */
  readonly advances: readonly number[]
  /** Levels of ink, from 0 to 15, a byte each, character by character, deflated, in Base64. */
  readonly ink: string
}

/** Colours besides the sixteen levels of ink on paper, 0 to 15. Blue and orange are told apart by the colour-blind. */
export const COLOURS = { ink: 15, line: 16, blue: 17, orange: 18 }
/** White under ink: in Telegram's dark theme too. Red, green, blue. */
const PALETTE = [
  ...Array.from({ length: 16 }, (_, level) => Array<number>(3).fill(255 - Math.round((level * (255 - 0x33)) / 15))),
  [0xe3, 0xe3, 0xe3],
  [0x2f, 0x7e, 0xd8],
  [0xf5, 0xa6, 0x23],
]
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
/** Of the header of a PNG: bits a pixel, and that pixels are indices into a palette. */
const DEPTH = 8
const INDEXED = 3
const CRC_POLYNOMIAL = 0xedb88320

/** Makes a blank picture of so many pixels. */
export function createPicture(width: number, height: number): Picture {
  return { width, height, pixels: new Uint8Array(width * height) }
}

/** Fills a rectangle within the picture; edges between pixels are rounded. */
export function fill(picture: Picture, { left, top, width, height }: Rectangle, colour: number): void {
  const [start, end] = [Math.round(left), Math.round(left + width)]
  for (let y = Math.round(top); y < Math.round(top + height); y++)
    picture.pixels.fill(colour, y * picture.width + start, y * picture.width + end)
}

/** Tells how many pixels a text is wide. */
export function measure(text: string, { characters, advances }: Font): number {
  return [...text].reduce((width, character) => width + (advances[characters.indexOf(character)] ?? 0), 0)
}

/**
 * Writes a text on paper, from `left`, its letters standing on `baseline`, where there is room for it; leaves out what the
 * font does not have.
 */
export function write(picture: Picture, text: string, font: Font, place: { left: number; baseline: number }): void {
  const cells = toCells(font)
  let { left } = place
  for (const character of text) {
    const cell = cells[font.characters.indexOf(character)]
    if (!cell) continue
    stamp(picture, cell, Math.round(left) - font.margin, place.baseline - font.baseline)
    left += cell.advance
  }
}

/** The picture of a character. */
interface Cell {
  readonly advance: number
  readonly width: number
  readonly ink: Uint8Array
}

function toCells({ advances, height, margin, ink }: Font): Cell[] {
  const bytes = inflateRawSync(Buffer.from(ink, 'base64'))
  let start = 0
  return advances.map((advance) => {
    const width = Math.ceil(advance) + 2 * margin
    const end = start + width * height
    const cell = { advance, width, ink: bytes.subarray(start, end) }
    start = end
    return cell
  })
}

/** Puts ink on the picture; where two letters meet, the darker one stays. */
function stamp({ width, pixels }: Picture, cell: Cell, left: number, top: number): void {
  for (const [index, level] of cell.ink.entries()) {
    const at = (top + Math.floor(index / cell.width)) * width + left + (index % cell.width)
    pixels[at] = Math.max(pixels[at] ?? 0, level)
  }
}

/** Encodes a picture as PNG. */
export function toPng({ width, height, pixels }: Picture): Uint8Array {
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, width)
  header.setUint32(4, height)
  header.setUint8(8, DEPTH)
  header.setUint8(9, INDEXED)
  // A byte before each row tells that it is not filtered.
  const rows = new Uint8Array((width + 1) * height)
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  return Buffer.concat([
    SIGNATURE,
    toChunk('IHDR', new Uint8Array(header.buffer)),
    toChunk('PLTE', Uint8Array.from(PALETTE.flat())),
    toChunk('IDAT', deflateSync(rows)),
    toChunk('IEND', new Uint8Array()),
  ])
}

function toChunk(type: string, data: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(named.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  chunk.set(named, 4)
  chunk.writeUInt32BE(toCrc32(named), named.length + 4)
  return chunk
}

/** Node.js 22.0 has none in `node:zlib`. */
function toCrc32(bytes: Uint8Array): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? CRC_POLYNOMIAL : 0)
  }
  return ~crc >>> 0
}
