import { promisify } from 'node:util'
import { gunzip, gunzipSync, gzipSync } from 'node:zlib'

/** A word of the dictionary, with its glosses as lists of stems. */
export interface Entry {
  readonly word: string
  readonly glosses: readonly (readonly string[])[]
}

/** The content of a dictionary file: lists in one string and typed arrays, because objects would take ten times as much. */
export interface DictionaryTables {
  readonly words: SortedStrings
  readonly stems: SortedStrings
  /** The glosses of all words in order: the places of their stems, each gloss with `END_OF_GLOSS` behind it. */
  readonly glosses: Uint16Array
  /** Where the glosses of each word begin; then the length of `glosses`. */
  readonly glossStarts: Uint32Array
}

/** Strings in the order of their UTF-16 units, joined by line breaks. */
export interface SortedStrings {
  readonly joined: string
  /** Where each begins in `joined`; then where the next one would. */
  readonly starts: Uint32Array
}

export const END_OF_GLOSS = 0xffff
const END_OF_WORD = 0xfffe

/** It changes with the format. */
const SIGNATURE = 'wenzheng dictionary 1'

/** Makes the bytes of a dictionary file: a header of three lines, the words, the stems and the glosses, compressed. */
export function encodeDictionary(entries: readonly Entry[]): Uint8Array {
  const sorted = entries.toSorted((a, b) => compare(a.word, b.word))
  const stems = [...new Set(sorted.flatMap(({ glosses }) => glosses.flat()))].toSorted(compare)
  if (stems.length >= END_OF_WORD) throw new RangeError(`${stems.length} stems are too many for 16 bits`)
  const places = new Map(stems.map((stem, place) => [stem, place]))
  const units = sorted.flatMap(({ glosses }) => [
    ...glosses.flatMap((gloss) => [...gloss.map((stem) => places.get(stem) ?? 0), END_OF_GLOSS]),
    END_OF_WORD,
  ])
  const text = Buffer.from(
    [SIGNATURE, sorted.length, stems.length, ...sorted.map(({ word }) => word), ...stems, ''].join('\n'),
  )
  const glosses = Buffer.alloc(units.length * 2)
  for (const [place, unit] of units.entries()) glosses.writeUInt16LE(unit, place * 2)
  const size = Buffer.alloc(4)
  size.writeUInt32LE(text.length)
  return gzipSync(Buffer.concat([size, text, glosses]), { level: 9 })
}

/** Reads the bytes of a dictionary file; undefined if they are damaged, cut or of another format. */
export function decodeDictionary(bytes: Uint8Array): DictionaryTables | undefined {
  return attempt(() => gunzipSync(bytes), readTables)
}

/** Does the same, with the bytes decompressed in another thread. */
export async function decodeDictionaryBeside(bytes: Uint8Array): Promise<DictionaryTables | undefined> {
  const content = await promisify(gunzip)(bytes).catch(() => undefined)
  return content && attempt(() => content, readTables)
}

function attempt<T, R>(make: () => T, read: (made: T) => R): R | undefined {
  try {
    return read(make())
  } catch {
    return undefined
  }
}

function readTables(content: Buffer): DictionaryTables | undefined {
  const end = 4 + content.readUInt32LE(0)
  const text = content.toString('utf8', 4, end)
  const header = /^(.*)\n(\d+)\n(\d+)\n/u.exec(text)
  if (header?.[1] !== SIGNATURE) return undefined
  const [wordCount, stemCount] = [Number(header[2]), Number(header[3])]
  const words = readStrings(text, header[0].length, wordCount)
  const stems = readStrings(text, words.end, stemCount)
  const glosses = readGlosses(content.subarray(end), wordCount, stemCount)
  return glosses && stems.end === text.length ? { words: words.strings, stems: stems.strings, ...glosses } : undefined
}

function readStrings(text: string, from: number, count: number): { strings: SortedStrings; end: number } {
  const starts = new Uint32Array(count + 1)
  let end = from
  for (let place = 0; place < count; place++) {
    const next = text.indexOf('\n', end) + 1
    if (next === 0) throw new RangeError('a string is missing')
    starts[place + 1] = next - from
    end = next
  }
  return { strings: { joined: text.slice(from, end), starts }, end }
}

function readGlosses(
  bytes: Buffer,
  wordCount: number,
  stemCount: number,
): Pick<DictionaryTables, 'glosses' | 'glossStarts'> | undefined {
  const glosses = new Uint16Array(bytes.length >> 1)
  const glossStarts = new Uint32Array(wordCount + 1)
  let [length, words] = [0, 0]
  for (let place = 0; place + 1 < bytes.length; place += 2) {
    const unit = bytes.readUInt16LE(place)
    if (unit === END_OF_WORD) {
      if (++words > wordCount) return undefined
      glossStarts[words] = length
    } else if (unit >= stemCount && unit !== END_OF_GLOSS) return undefined
    else glosses[length++] = unit
  }
  return words === wordCount ? { glosses: glosses.slice(0, length), glossStarts } : undefined
}

/** Finds the place of a string; -1 without it. */
export function findString(strings: SortedStrings, wanted: string): number {
  let [low, high] = [0, strings.starts.length - 2]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = readString(strings, middle)
    if (found === wanted) return middle
    if (found < wanted) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Reads the string at a place. */
export function readString({ joined, starts }: SortedStrings, place: number): string {
  return joined.slice(starts[place], (starts[place + 1] ?? 1) - 1)
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
