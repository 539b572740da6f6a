import type { Block } from '../page/page.ts'
import type { Fold } from '../../text/fold.ts'
import { segmentWords } from '../../text/terms.ts'
import type { PageWords } from './page-words.ts'
import { type Evidence, END_WEIGHTS, START_WEIGHTS, weigh } from './weights.ts'

/** A block as the search for its other parts sees it. */
export interface Side {
  /** Trimmed, with the page's characters. */
  readonly text: string
  /** The last and the first characters, folded. */
  readonly tail: string
  readonly head: string
  /** The word at either end, folded, as ICU cuts it. */
  readonly lastWord: string
  readonly firstWord: string
  readonly endKind: EndKind
  readonly startKind: StartKind
  /** The quotation marks and brackets that it leaves open, and those that it closes without having opened them. */
  readonly opened: string
  readonly closed: string
  /** The first and the last number of an enumeration (二是, （3）); undefined without one. */
  readonly numbers: { readonly first: number; readonly last: number } | undefined
  /** Whether it has a sentence or several clauses, or stops at a mark that goes on: a heading seldom does. */
  readonly isProse: boolean
  /** Whether it may stop amid a sentence. */
  readonly isOpenEnd: boolean
  /** Whether it may begin amid a sentence. */
  readonly isOpenStart: boolean
}

export type EndKind = 'comma' | 'clause' | 'opening' | 'closing' | 'digit' | 'latin' | 'han' | 'other'
export type StartKind = 'mark' | 'opening' | 'closing' | 'digit' | 'lowerCase' | 'capital' | 'han' | 'other'

/** Characters of a block that are folded at its start and its end. */
export const EDGE = 12
const SHORT = 15
/** Characters at either end in which brackets and numbers are looked for: blocks may have a million. */
const LOOKED_AT = 4000

const FINISHED = /(?:[。！？!?…]|(?<!\b[A-Z])\.)["”’」』）)》\]]*$/u
/** Emphasis that ends with a block, as in Markdown, is that of a title. */
const EMPHASIS_END = /(?:\*\*|__)$/u
const CLAUSE_MARK = /[。，；！？：]|[,.;:] /u
/** The end of a sentence, or a third clause: a name with an office, and most headings, have two. */
const PROSE = /[。！？]|[.!?] |(?:[，；]|[,;] ).*(?:[，；]|[,;] )/su
const SENTENCE_MARK = /[。！？]|[.!?] /u
const OPENING = /^[“‘「『（(《〈[【]$/u
const CLOSING = /^[”’」』）)》〉\]】]$/u
const PAIRS: ReadonlyMap<string, string> = new Map(
  Array.from('”“’‘」「』『）（)(》《】【', (one) => one).flatMap(toPairs),
)
const PARTICLE_START = /^(?:[的了和与與及等为為在]|\p{Script=Han}?[，、])/u
const NUMBER =
  /(?:第|[（(]|^|[。；，;\s])([一二三四五六七八九十]|\d{1,2})(?:[）)、．]|\.(?!\d)|[是要条條章项項](?!\d))/gu
/** What stands at the end of a sentence, folded. */
const BREAKS = ['。', '!', '?', ';', '\n']
const HAN_NUMBERS = '一二三四五六七八九十'

/** Reads what the two ends of a block tell. */
export function readSide(block: Block, fold: Fold): Side {
  const text = block.text.trim()
  // What is only invisible characters has no end to go on from.
  const isHeading = block.depth !== undefined || block.isBold === true || fold(text.slice(0, EDGE)).text.trim() === ''
  const endKind = toEndKind(text.at(-1) ?? '')
  const [tail, head] = [fold(text.slice(-EDGE)).text, fold(text.slice(0, EDGE)).text]
  return {
    text,
    tail,
    head,
    lastWord: segmentWords(tail).at(-1)?.segment ?? '',
    firstWord: segmentWords(head)[0]?.segment ?? '',
    endKind,
    startKind: toStartKind(text.at(0) ?? ''),
    ...readQuotes(text.length > LOOKED_AT * 2 ? text.slice(0, LOOKED_AT) + text.slice(-LOOKED_AT) : text),
    numbers: readNumbers(text.length > LOOKED_AT * 2 ? text.slice(0, LOOKED_AT) : text),
    isProse: endKind === 'comma' || endKind === 'opening' || PROSE.test(text.slice(0, LOOKED_AT)),
    isOpenEnd: !isHeading && !isFinished(text) && !EMPHASIS_END.test(text),
    isOpenStart: !isHeading,
  }
}

/** Tells whether a text ends as a sentence does. */
export function isFinished(text: string): boolean {
  return FINISHED.test(text.slice(-EDGE))
}

/** Tells whether a text that is not finished has sentences before, so that more of it is missed. */
export function isBrokenOff({ isProse, isOpenEnd }: Side): boolean {
  return isOpenEnd && isProse
}

/** Tells whether a text visibly begins amid a sentence. */
export function isBrokenIn({ startKind, isOpenStart }: Side): boolean {
  return isOpenStart && (startKind === 'mark' || startKind === 'closing')
}

/** What speaks for an end that nothing goes on from. */
export function listEndEvidence({ text, endKind, tail }: Side, words: PageWords): Evidence<typeof END_WEIGHTS> {
  const last = tail.slice(-2)
  const ended = sum(words, BREAKS, (mark) => last + mark)
  return {
    endsElsewhere: Math.log1p(ended),
    goesOnElsewhere: Math.log1p(Math.max(0, words.count(last) - ended)),
    length: Math.log(text.length),
    isShort: text.length < SHORT ? 1 : 0,
    isOneClause: CLAUSE_MARK.test(text.slice(0, LOOKED_AT)) ? 0 : 1,
    hasSentence: SENTENCE_MARK.test(text.slice(0, LOOKED_AT)) ? 1 : 0,
    [endKind]: 1,
  }
}

/** What speaks for a start that goes on from nothing. */
export function listStartEvidence({ text, startKind, head }: Side, words: PageWords): Evidence<typeof START_WEIGHTS> {
  const first = head.slice(0, 2)
  const begun = sum(words, BREAKS, (mark) => mark + first)
  return {
    beginsElsewhere: Math.log1p(begun),
    isWithinElsewhere: Math.log1p(Math.max(0, words.count(first) - begun)),
    [startKind]: 1,
    isShort: text.length < SHORT ? 1 : 0,
    isOneClause: CLAUSE_MARK.test(text.slice(0, LOOKED_AT)) ? 0 : 1,
    isClosed: isFinished(text) ? 1 : 0,
    isParticle: PARTICLE_START.test(text) ? 1 : 0,
  }
}

/** The log-odds that nothing goes on from an end. */
export function weighEnd(side: Side, words: PageWords): number {
  return weigh(END_WEIGHTS, listEndEvidence(side, words))
}

/** The log-odds that a start goes on from nothing. */
export function weighStart(side: Side, words: PageWords): number {
  return weigh(START_WEIGHTS, listStartEvidence(side, words))
}

function sum({ count }: PageWords, marks: readonly string[], toRun: (mark: string) => string): number {
  return marks.reduce((total, mark) => total + count(toRun(mark)), 0)
}

function toEndKind(last: string): EndKind {
  if (/[，,、]/u.test(last)) return 'comma'
  if (/[；：;:]/u.test(last)) return 'clause'
  return toKind(last) ?? (/\p{L}/u.test(last) ? 'latin' : 'other')
}

function toStartKind(first: string): StartKind {
  if (/[，,、。；：;:！？!?.%％]/u.test(first)) return 'mark'
  if (/\p{Lu}/u.test(first)) return 'capital'
  return toKind(first) ?? (/\p{L}/u.test(first) ? 'lowerCase' : 'other')
}

function toKind(character: string): 'opening' | 'closing' | 'digit' | 'han' | undefined {
  if (OPENING.test(character)) return 'opening'
  if (CLOSING.test(character)) return 'closing'
  if (/\p{N}/u.test(character)) return 'digit'
  return /\p{Script=Han}/u.test(character) ? 'han' : undefined
}

function readQuotes(text: string): Pick<Side, 'opened' | 'closed'> {
  let [opened, closed] = ['', '']
  for (const character of text) {
    if (OPENING.test(character)) opened += character
    const opening = PAIRS.get(character)
    if (opening === undefined) continue
    const place = opened.lastIndexOf(opening)
    if (place < 0) closed += opening
    else opened = opened.slice(0, place) + opened.slice(place + 1)
  }
  return { opened, closed }
}

function toPairs(_: string, place: number, all: readonly string[]): [string, string][] {
  return place % 2 === 0 ? [[all[place] ?? '', all[place + 1] ?? '']] : []
}

function readNumbers(text: string): Side['numbers'] {
  const numbers = [...text.matchAll(NUMBER)].map(([, number = '']) => toNumber(number))
  const [first, last] = [numbers[0], numbers.at(-1)]
  return first === undefined || last === undefined ? undefined : { first, last }
}

function toNumber(written: string): number {
  return /^\d/u.test(written) ? Number(written) : HAN_NUMBERS.indexOf(written) + 1
}
