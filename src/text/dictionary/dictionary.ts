import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type DictionaryTables,
  END_OF_GLOSS,
  decodeDictionary,
  decodeDictionaryBeside,
  findString,
  readString,
} from './dictionary-file.ts'

/** A Chinese and English dictionary. */
export interface Dictionary {
  /**
   * Lists for each stem of an English query the Chinese words that mean it, each with the greatest share, above 0 to 1,
   * of a gloss with that stem which the query's stems make up: 1 for 高中 with the stems of high school.
   */
  readonly translate: (stems: readonly string[]) => Translation[]
  /** Lists the glosses of a Chinese word, as stems; none for an unknown one. */
  readonly listGlosses: (word: string) => readonly (readonly string[])[]
  /** Cuts a run of Han characters into the longest words, from the left; what no word begins with into characters. */
  readonly cut: (run: string) => string[]
}

/** Chinese words, by their shares. */
export type Translation = ReadonlyMap<string, number>

const FILE = 'src/text/dictionary/cc-cedict.gz'
/** UTF-16 units of the longest word that is looked for. */
const LONGEST_WORD = 8

let loaded: { readonly dictionary: Dictionary | undefined } | undefined

/** Gives CC-CEDICT, read when it is first wanted; undefined if its file is not there or damaged. */
export function loadDictionary(): Dictionary | undefined {
  loaded ??= { dictionary: readDictionary(findFile()) }
  return loaded.dictionary
}

/** Reads CC-CEDICT in several turns, so that no query waits for it; nothing if it has been read. */
export async function prepareDictionary(): Promise<void> {
  const path = findFile()
  if (loaded || path === undefined) return
  const tables = await decodeDictionaryBeside(await readFile(path))
  await nextTurn()
  loaded ??= { dictionary: tables && createDictionary(tables) }
}

function readDictionary(path: string | undefined): Dictionary | undefined {
  const tables = path === undefined ? undefined : decodeDictionary(readFileSync(path))
  return tables && createDictionary(tables)
}

/** Finds the file above this module, which lies in `src/` or in a bundle below the project. */
function findFile(): string | undefined {
  return listAncestors(import.meta.dirname)
    .map((dir) => join(dir, FILE))
    .find((path) => existsSync(path))
}

function listAncestors(dir: string): string[] {
  const parent = dirname(dir)
  return parent === dir ? [dir] : [dir, ...listAncestors(parent)]
}

/** Makes a dictionary of the content of its file. */
export function createDictionary(tables: DictionaryTables): Dictionary {
  const { words } = tables
  const postings = toPostings(tables)
  const readGlosses = (word: number) => toGlosses(tables, word)
  const has = (word: string) => findString(words, word) >= 0
  return {
    translate: (wanted) => translate(tables, postings, wanted),
    listGlosses(word) {
      const place = findString(words, word)
      return place < 0 ? [] : readGlosses(place)
    },
    cut(run) {
      const parts: string[] = []
      for (let start = 0; start < run.length; start += parts.at(-1)?.length ?? 1)
        parts.push(findLongest(run, start, has))
      return parts
    },
  }
}

function translate(tables: DictionaryTables, postings: Postings, wanted: readonly string[]): Translation[] {
  const places = wanted.map((stem) => findString(tables.stems, stem))
  const known = new Set(places.filter((place) => place >= 0))
  return places.map((stem) => {
    const words = new Map<string, number>()
    if (stem < 0) return words
    for (const word of postings.words.subarray(postings.starts[stem], postings.starts[stem + 1]))
      words.set(readString(tables.words, word), shareOfGloss(tables, word, stem, known))
    return words
  })
}

/** The greatest share of a gloss with a stem that is known. */
function shareOfGloss(
  { glosses, glossStarts }: DictionaryTables,
  word: number,
  stem: number,
  known: ReadonlySet<number>,
) {
  let [most, length, shared, has] = [0, 0, 0, false]
  for (const unit of glosses.subarray(glossStarts[word], glossStarts[word + 1])) {
    if (unit === END_OF_GLOSS) {
      if (has) most = Math.max(most, shared / length)
      ;[length, shared, has] = [0, 0, false]
      continue
    }
    length++
    if (known.has(unit)) shared++
    has ||= unit === stem
  }
  return most
}

function findLongest(run: string, start: number, has: (word: string) => boolean): string {
  for (let length = Math.min(LONGEST_WORD, run.length - start); length > 1; length--) {
    const word = run.slice(start, start + length)
    if (has(word)) return word
  }
  return String.fromCodePoint(run.codePointAt(start) ?? 0)
}

function toGlosses({ stems, glosses, glossStarts }: DictionaryTables, word: number): string[][] {
  const read: string[][] = []
  let gloss: string[] = []
  for (const unit of glosses.subarray(glossStarts[word], glossStarts[word + 1])) {
    if (unit === END_OF_GLOSS) {
      read.push(gloss)
      gloss = []
    } else gloss.push(readString(stems, unit))
  }
  return read
}

/** The places of the words that have a stem in a gloss, by the place of the stem. */
interface Postings {
  readonly words: Uint32Array
  readonly starts: Uint32Array
}

function toPostings({ stems, glosses, glossStarts }: DictionaryTables): Postings {
  const starts = new Uint32Array(stems.starts.length)
  // The word that had the stem last: a word is listed once.
  const last = new Int32Array(starts.length).fill(-1)
  const each = (visit: (stem: number, word: number) => void) => {
    last.fill(-1)
    for (let word = 0; word + 1 < glossStarts.length; word++) {
      for (let place = glossStarts[word] ?? 0; place < (glossStarts[word + 1] ?? 0); place++) {
        const stem = glosses[place] ?? END_OF_GLOSS
        if (stem === END_OF_GLOSS || last[stem] === word) continue
        last[stem] = word
        visit(stem, word)
      }
    }
  }
  each((stem) => {
    starts[stem + 1] = (starts[stem + 1] ?? 0) + 1
  })
  for (let stem = 1; stem < starts.length; stem++) starts[stem] = (starts[stem] ?? 0) + (starts[stem - 1] ?? 0)
  const words = new Uint32Array(starts.at(-1) ?? 0)
  const ends = starts.slice()
  each((stem, word) => {
    words[ends[stem] ?? 0] = word
    ends[stem] = (ends[stem] ?? 0) + 1
  })
  return { words, starts }
}
