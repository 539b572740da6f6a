import { blankAskingWords } from '../text/asking-words.ts'
import { toInitials, toLatinNames, toSounds, toSyllables } from '../text/pinyin.ts'
import { SPELLING } from './tuning.ts'

/** Reads a folded query as it was meant; undefined where nothing in it had to be read otherwise. */
export type Respell = (folded: string) => string | undefined

/** What the material writes: its characters by their sounds, and which of them stand side by side. */
interface Script {
  readonly counts: ReadonlyMap<string, number>
  /** Pairs that stand in a word or a name. */
  readonly firm: ReadonlySet<string>
  readonly bySound: ReadonlyMap<string, ReadonlySet<string>>
  readonly bySyllable: ReadonlyMap<string, ReadonlySet<string>>
  readonly isWord: (pair: string) => boolean
}

/** A way of reading the query up to a place; its last character is '' behind whatever is no Han. */
interface Path {
  readonly text: string
  readonly last: string
  readonly score: number
}

/** What may stand at a place of the query. */
interface Step {
  readonly character: string
  readonly end: number
  readonly cost: number
}

const HAN_RUN = /\p{Script=Han}+/gu
const HAN = /^\p{Script=Han}$/u
const LATIN_TOKEN = /[a-zü]+/gu
const LONGEST_SYLLABLE = 6

/**
 * Creates the reading of queries in pinyin, or with the wrong one of two characters that sound alike, by what the material
 * writes. A character is only replaced where its neighbours do not stand beside it in the material, but do beside the other.
 *
 * @param texts folded: passages, headings, asks
 * @param names folded, of the speakers: in Latin letters they are no pinyin to be read
 * @param terms folded, whose characters belong together
 */
export function createSpellingCorrector(
  texts: Iterable<string>,
  names: readonly string[],
  terms: readonly string[],
): Respell {
  const script = toScript(texts, [...names, ...terms])
  const maskNames = createMask(names.flatMap(toLatinNames))
  const initials = toUniqueInitials(names)
  const isName = (latin: string) => initials.has(latin)
  return (query) => {
    if (query.length > SPELLING.longest) return undefined
    const pinyin = findPinyin(maskNames(query), script, isName)
    const folded = pinyin.size === 0 ? query : query.replace(LATIN_TOKEN, (token) => initials.get(token) ?? token)
    const doubtful = findDoubtful(folded, script)
    if (doubtful.size === 0 && pinyin.size === 0) return undefined
    const read = findBestPath(folded, (place) => listSteps(folded, place, script, doubtful, pinyin), script)
    return read === undefined || read === folded || (pinyin.size > 0 && !isWritten(read, script)) ? undefined : read
  }
}

/** Creates the blanking of names in Latin letters, each as long as it was. */
function createMask(names: readonly string[]): (text: string) => string {
  if (names.length === 0) return (text) => text
  const longestFirst = names.toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(`(?<![a-z])(?:${longestFirst.join('|')})(?![a-z])`, 'gu')
  return (text) => text.replace(pattern, (name) => '\u0000'.repeat(name.length))
}

/** The names that are the only ones with their initials: as many letters as the name has characters, so that places hold. */
function toUniqueInitials(names: readonly string[]): Map<string, string> {
  const all = [...new Set(names)].map((name) => [toInitials(name), name] as const)
  return new Map(
    all.filter(
      ([initials, name]) =>
        initials.length === name.length && all.every(([other, owner]) => other !== initials || owner === name),
    ),
  )
}

/** The places of Han characters that do not stand in the material beside one of their neighbours. */
function findDoubtful(folded: string, { counts }: Script): Set<number> {
  const doubtful = new Set<number>()
  // Words that ask are written rightly, whatever stands beside them.
  for (const { 0: run, index } of blankAskingWords(folded).matchAll(HAN_RUN)) {
    toPairs(run).forEach((pair, place) => {
      if (!counts.has(pair)) doubtful.add(index + place).add(index + place + 1)
    })
  }
  return doubtful
}

/** The places from which pinyin is read: all Latin words or, where one cannot be pinyin, none. */
function findPinyin(folded: string, { bySyllable }: Script, isKnown: (token: string) => boolean): Set<number> {
  const tokens = [...folded.matchAll(LATIN_TOKEN)].filter(([token]) => !isKnown(token))
  const lengths = tokens.map(([token]) => countSyllables(token, bySyllable))
  const isPinyin = lengths.every((length) => length > 0) && lengths.reduce((sum, length) => sum + length, 0) > 1
  return new Set(
    isPinyin ? tokens.flatMap(({ 0: token, index }) => Array.from(token, (_, place) => index + place)) : [],
  )
}

/** Counts the syllables of a word in pinyin, at the fewest; 0 where it is none. */
function countSyllables(token: string, bySyllable: Script['bySyllable']): number {
  const fewest = [0]
  for (let end = 1; end <= token.length; end++) {
    for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start++) {
      const before = fewest[start]
      if (before !== undefined && bySyllable.has(token.slice(start, end)))
        fewest[end] = Math.min(fewest[end] ?? Infinity, before + 1)
    }
  }
  return fewest[token.length] ?? 0
}

function listSteps(
  folded: string,
  place: number,
  script: Script,
  doubtful: ReadonlySet<number>,
  pinyin: ReadonlySet<number>,
): Step[] {
  const character = folded.charAt(place)
  if (pinyin.has(place)) return listSyllables(folded, place, script, pinyin)
  // A space parts the syllables of pinyin, and no words.
  if (character === ' ' && pinyin.has(place - 1) && pinyin.has(place + 1))
    return [{ character: '', end: place + 1, cost: 0 }]
  const own = { character, end: place + 1, cost: 0 }
  if (!doubtful.has(place)) return [own]
  const [before, after] = [folded.charAt(place - 1), folded.charAt(place + 1)]
  const isInWord = [before + character, character + after].some((pair) => pair.length === 2 && script.isWord(pair))
  const cost = isInWord ? SPELLING.costInWord : SPELLING.cost
  const others = toSounds(character).flatMap((sound) => [...(script.bySound.get(sound) ?? [])])
  const fits = (other: string) => isFirm(before + other, script) || isFirm(other + after, script)
  return [
    own,
    ...others
      .filter((other) => other !== character && fits(other))
      .map((other) => ({ character: other, end: place + 1, cost })),
  ]
}

function listSyllables(folded: string, place: number, { bySyllable }: Script, pinyin: ReadonlySet<number>): Step[] {
  const steps: Step[] = []
  for (let end = place + 1; end <= place + LONGEST_SYLLABLE && pinyin.has(end - 1); end++) {
    for (const character of bySyllable.get(folded.slice(place, end)) ?? []) steps.push({ character, end, cost: 0 })
  }
  return steps
}

/** Finds the reading whose characters most often stand side by side in the material (Viterbi, A. J., 1967). */
function findBestPath(folded: string, listStepsAt: (place: number) => Step[], script: Script): string | undefined {
  const paths = Array.from({ length: folded.length + 1 }, () => new Map<string, Path>())
  paths[0]?.set('', { text: '', last: '', score: 0 })
  for (let place = 0; place < folded.length; place++) {
    const here = paths[place]
    if (!here || here.size === 0) continue
    for (const { character, end, cost } of listStepsAt(place)) {
      for (const { text, last, score } of here.values()) {
        const next = character === '' ? last : HAN.test(character) ? character : ''
        const path = {
          text: text + character,
          last: next,
          score: score - cost + (character === '' ? 0 : rate(last, next, script)),
        }
        const known = paths[end]?.get(next)
        if (!known || known.score < path.score) paths[end]?.set(next, path)
      }
    }
  }
  const ends = [...(paths[folded.length]?.values() ?? [])]
  return ends.toSorted((a, b) => b.score - a.score)[0]?.text
}

/** What it is worth that two characters stand side by side. */
function rate(before: string, after: string, script: Script): number {
  const count = before === '' || after === '' ? 0 : (script.counts.get(before + after) ?? 0)
  if (count === 0) return 0
  return SPELLING.pair + SPELLING.frequency * Math.log(count) + (isFirm(before + after, script) ? SPELLING.word : 0)
}

/** Whether two characters stand side by side in the material, and belong together. */
function isFirm(pair: string, { counts, firm, isWord }: Script): boolean {
  return counts.has(pair) && (firm.has(pair) || isWord(pair))
}

/** Whether most of a text that was read from pinyin is written so in the material. */
function isWritten(text: string, { counts }: Script): boolean {
  const all = [...text.matchAll(HAN_RUN)].flatMap(([run]) => toPairs(run))
  const pairs = [...new Set(all)]
  // Who types the same syllable on and on writes nothing.
  return (
    pairs.length > all.length / 2 &&
    pairs.filter((pair) => counts.has(pair)).length >= pairs.length * SPELLING.minWritten
  )
}

function toScript(texts: Iterable<string>, names: readonly string[]): Script {
  const counts = new Map<string, number>()
  const characters = new Set<string>()
  for (const text of texts) {
    for (const [run] of text.matchAll(HAN_RUN)) {
      for (let place = 0; place < run.length; place++) {
        characters.add(run.charAt(place))
        const pair = run.slice(place, place + 2)
        if (pair.length === 2) counts.set(pair, (counts.get(pair) ?? 0) + 1)
      }
    }
  }
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  const words = new Map<string, boolean>()
  const isWord = (pair: string) => {
    const known = words.get(pair) ?? [...segmenter.segment(pair)].length === 1
    words.set(pair, known)
    return known
  }
  return {
    counts,
    firm: new Set(names.flatMap((name) => [...name.matchAll(HAN_RUN)].flatMap(([run]) => toPairs(run)))),
    bySound: groupBy(characters, toSounds),
    bySyllable: groupBy(characters, toSyllables),
    isWord,
  }
}

function toPairs(run: string): string[] {
  return Array.from({ length: Math.max(0, run.length - 1) }, (_, place) => run.slice(place, place + 2))
}

function groupBy(
  characters: Iterable<string>,
  toKeys: (character: string) => readonly string[],
): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>()
  for (const character of characters) {
    for (const key of toKeys(character)) groups.set(key, (groups.get(key) ?? new Set()).add(character))
  }
  return groups
}
