import type { Fold } from '../text/fold.ts'
import { blankAskingWords } from '../text/normalize.ts'
import { toInitials, toLatinNames, toSounds, toSyllables } from '../text/pinyin.ts'
import { findSpans, isHan, segmentWords, toHanRuns, toPairs } from '../text/terms.ts'
import type { Pause } from './pace.ts'
import { SPELLING } from './tuning.ts'

/** Corrects a folded query; undefined if it is correct. */
export type SpellingCorrector = (folded: string) => string | undefined

/** What the corrector knows of the passages: which pairs of neighbouring Han characters they have, and how often. */
export interface WrittenPairs {
  readonly count: (pair: string) => number
  /** Lists all Han characters of the passages. */
  readonly listCharacters: () => ReadonlySet<string>
}

/** The numbers of texts that have a pair, by the pair. */
export type PairCounts = ReadonlyMap<string, number>

/** Counts the texts that have a pair. */
type CountPair = (pair: string) => number

/** A bigram language model of the corpus, with its characters by their sounds. */
interface LanguageModel {
  readonly count: CountPair
  /** Pairs within names and fixed terms. */
  readonly firm: ReadonlySet<string>
  readonly bySound: ReadonlyMap<string, ReadonlySet<string>>
  readonly bySyllable: ReadonlyMap<string, ReadonlySet<string>>
  readonly isWord: (pair: string) => boolean
}

/** A reading of the query up to a place. */
interface Path {
  readonly text: string
  /** The last Han character, or '' after anything else. */
  readonly last: string
  readonly score: number
}

/** A candidate for a place of the query: a character that replaces the query up to `end`. */
interface Step {
  readonly character: string
  readonly end: number
  readonly cost: number
}

const CHARACTER = /./gsu
const LATIN_TOKEN = /[a-zü]+/gu
const LONGEST_SYLLABLE = 6

/**
 * Creates a spelling corrector that converts pinyin, and replaces homophones, by a language model of the corpus. It
 * replaces a character only if the corpus never has it beside its neighbours, but has the other one there.
 *
 * @param names folded names of speakers, which are not converted when written in Latin letters
 * @param terms folded fixed terms
 * @param further the pairs of texts that no passage has: names, offices, unanswered asks
 */
export function createSpellingCorrector(
  written: WrittenPairs,
  names: readonly string[],
  terms: readonly string[],
  further: PairCounts = new Map(),
): SpellingCorrector {
  const count = (pair: string) => written.count(pair) + (further.get(pair) ?? 0)
  const useModel = createLanguageModel(written.listCharacters, further, count, [...names, ...terms])
  const useNames = once(() => ({ mask: createMask(names.flatMap(toLatinNames)), initials: toUniqueInitials(names) }))
  return (query) => {
    if (query.length > SPELLING.longest) return undefined
    const hasLatin = query.search(LATIN_TOKEN) >= 0
    // Most queries are written as the corpus is: they need neither sounds nor names.
    if (!hasLatin && findDoubtful(query, count).size === 0) return undefined
    const model = useModel()
    const { mask, initials } = useNames()
    const pinyin = hasLatin ? findPinyin(mask(query), model, (latin) => initials.has(latin)) : new Set<number>()
    const folded = pinyin.size === 0 ? query : query.replace(LATIN_TOKEN, (token) => initials.get(token) ?? token)
    const doubtful = findDoubtful(folded, count)
    if (doubtful.size === 0 && pinyin.size === 0) return undefined
    const corrected = findBestPath(folded, (place) => listSteps(folded, place, model, doubtful, pinyin), model)
    if (corrected === undefined || corrected === folded) return undefined
    return pinyin.size > 0 && !isPlausible(corrected, model) ? undefined : corrected
  }
}

/** Counts the texts that have a pair of Han characters, pausing between them. */
export async function countPairs(texts: readonly string[], fold: Fold, pause: Pause): Promise<PairCounts> {
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const pair of new Set(toHanPairs(fold(text).text))) counts.set(pair, (counts.get(pair) ?? 0) + 1)
    await pause()
  }
  return counts
}

/** Adds up counts, pausing between them. */
export async function addPairs(all: Iterable<PairCounts>, pause: Pause): Promise<PairCounts> {
  const sums = new Map<string, number>()
  for (const counts of all) {
    for (const [pair, count] of counts) sums.set(pair, (sums.get(pair) ?? 0) + count)
    await pause()
  }
  return sums
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Creates the masking of names in Latin letters, which keeps their lengths. */
function createMask(names: readonly string[]): (text: string) => string {
  if (names.length === 0) return (text) => text
  const longestFirst = names.toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(`(?<![a-z])(?:${longestFirst.join('|')})(?![a-z])`, 'gu')
  return (text) => text.replace(pattern, (name) => '\u0000'.repeat(name.length))
}

/** Maps initials to the only name with them; only those as long as the name, so that offsets stay valid. */
function toUniqueInitials(names: readonly string[]): Map<string, string> {
  const owners = new Map<string, string | undefined>()
  for (const name of new Set(names)) {
    const initials = toInitials(name)
    owners.set(initials, owners.has(initials) ? undefined : name)
  }
  return new Map(
    Array.from(owners).flatMap(([initials, name]) => (name?.length === initials.length ? [[initials, name]] : [])),
  )
}

/** Finds the places of Han characters in pairs that the corpus does not have. */
function findDoubtful(folded: string, count: CountPair): Set<number> {
  const doubtful = new Set<number>()
  // Asking words are taken as correct, whichever characters are beside them.
  for (const run of toHanRuns(blankAskingWords(folded))) {
    const characters = findSpans(run.text, CHARACTER)
    for (const [place, { text, start }] of characters.entries()) {
      const next = characters[place + 1]
      if (next && count(text + next.text) === 0) doubtful.add(run.start + start).add(run.start + next.start)
    }
  }
  return doubtful
}

/** Finds the places of pinyin: of all Latin words, or of none if one of them cannot be pinyin. */
function findPinyin(folded: string, { bySyllable }: LanguageModel, isKnown: (token: string) => boolean): Set<number> {
  const tokens = [...folded.matchAll(LATIN_TOKEN)].filter(([token]) => !isKnown(token))
  const lengths = tokens.map(([token]) => countSyllables(token, bySyllable))
  const isPinyin = lengths.every((length) => length > 0) && lengths.reduce((sum, length) => sum + length, 0) > 1
  return new Set(
    isPinyin ? tokens.flatMap(({ 0: token, index }) => Array.from(token, (_, place) => index + place)) : [],
  )
}

/** Counts the fewest pinyin syllables that a word splits into; 0 if it does not. */
function countSyllables(token: string, bySyllable: LanguageModel['bySyllable']): number {
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
  model: LanguageModel,
  doubtful: ReadonlySet<number>,
  pinyin: ReadonlySet<number>,
): Step[] {
  const character = folded.charAt(place)
  if (pinyin.has(place)) return listSyllables(folded, place, model, pinyin)
  // A space between pinyin syllables does not separate words.
  if (character === ' ' && pinyin.has(place - 1) && pinyin.has(place + 1))
    return [{ character: '', end: place + 1, cost: 0 }]
  const own = { character, end: place + 1, cost: 0 }
  if (!doubtful.has(place)) return [own]
  const [before, after] = [folded.charAt(place - 1), folded.charAt(place + 1)]
  const isInWord = [before + character, character + after].some((pair) => pair.length === 2 && model.isWord(pair))
  const cost = isInWord ? SPELLING.costInWord : SPELLING.cost
  const others = toSounds(character).flatMap((sound) => [...(model.bySound.get(sound) ?? [])])
  const fits = (other: string) => isFirm(before + other, model) || isFirm(other + after, model)
  return [
    own,
    ...others
      .filter((other) => other !== character && fits(other))
      .map((other) => ({ character: other, end: place + 1, cost })),
  ]
}

function listSyllables(
  folded: string,
  place: number,
  { bySyllable }: LanguageModel,
  pinyin: ReadonlySet<number>,
): Step[] {
  const steps: Step[] = []
  for (let end = place + 1; end <= place + LONGEST_SYLLABLE && pinyin.has(end - 1); end++) {
    for (const character of bySyllable.get(folded.slice(place, end)) ?? []) steps.push({ character, end, cost: 0 })
  }
  return steps
}

/** Finds the best reading by the Viterbi algorithm (1967). */
function findBestPath(
  folded: string,
  listStepsAt: (place: number) => Step[],
  model: LanguageModel,
): string | undefined {
  const paths = Array.from({ length: folded.length + 1 }, () => new Map<string, Path>())
  paths[0]?.set('', { text: '', last: '', score: 0 })
  for (let place = 0; place < folded.length; place++) {
    const here = paths[place]
    if (!here || here.size === 0) continue
    for (const step of listStepsAt(place)) {
      for (const before of here.values()) {
        const path = extend(before, step, model)
        const known = paths[step.end]?.get(path.last)
        if (!known || known.score < path.score) paths[step.end]?.set(path.last, path)
      }
    }
  }
  const ends = [...(paths[folded.length]?.values() ?? [])]
  return ends.toSorted((a, b) => b.score - a.score)[0]?.text
}

function extend({ text, last, score }: Path, { character, cost }: Step, model: LanguageModel): Path {
  if (character === '') return { text, last, score: score - cost }
  const next = isHan(character) ? character : ''
  return { text: text + character, last: next, score: score - cost + rate(last, next, model) }
}

/** Scores a pair of neighbouring characters; 0 if the corpus does not have it. */
function rate(before: string, after: string, model: LanguageModel): number {
  const count = before === '' || after === '' ? 0 : model.count(before + after)
  if (count === 0) return 0
  return SPELLING.pair + SPELLING.frequency * Math.log(count) + (isFirm(before + after, model) ? SPELLING.word : 0)
}

/** Tells whether the corpus has a pair, within a word or a name. */
function isFirm(pair: string, { count, firm, isWord }: LanguageModel): boolean {
  return count(pair) > 0 && (firm.has(pair) || isWord(pair))
}

/** Tells whether the corpus has most pairs of a text converted from pinyin. */
function isPlausible(text: string, { count }: LanguageModel): boolean {
  const all = toHanPairs(text)
  const pairs = [...new Set(all)]
  // One syllable typed again and again is no text.
  return (
    pairs.length > all.length / 2 &&
    pairs.filter((pair) => count(pair) > 0).length >= pairs.length * SPELLING.minWritten
  )
}

/** Creates the language model, which lists the characters by their sounds again when new ones have come. */
function createLanguageModel(
  listCharacters: WrittenPairs['listCharacters'],
  further: PairCounts,
  count: CountPair,
  names: readonly string[],
): () => LanguageModel {
  let model: LanguageModel | undefined
  let known = 0
  return () => {
    const characters = listCharacters()
    if (model && characters.size === known) return model
    known = characters.size
    // Sorted, so that equal readings do not depend on the order in which articles came.
    const all = [...new Set([...characters, ...[...further.keys()].join('')])].toSorted()
    model = {
      count,
      firm: new Set(names.flatMap(toHanPairs)),
      bySound: groupBy(all, toSounds),
      bySyllable: groupBy(all, toSyllables),
      isWord: createIsWord(),
    }
    return model
  }
}

/** Creates a test whether the dictionary has a pair as one word, which caches its answers. */
function createIsWord(): (pair: string) => boolean {
  const words = new Map<string, boolean>()
  return (pair) => {
    const known = words.get(pair) ?? segmentWords(pair).length === 1
    words.set(pair, known)
    return known
  }
}

function toHanPairs(text: string): string[] {
  return toHanRuns(text).flatMap((run) => toPairs(run.text))
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
