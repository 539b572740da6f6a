import { type Citation, toSpeakers } from '../../knowledge/article.ts'
import { listClauses, listEndedSentences } from '../../text/clauses.ts'
import { listContentWords } from '../../text/content-words.ts'
import type { Fold } from '../../text/fold.ts'
import { blankAskingWords } from '../../text/normalize.ts'
import type { ProposedAsk } from './proposals.ts'

/** Words of a line of keywords: with fewer it is on many passages, and nobody types more. */
const LEAST_WORDS = 3
const MOST_WORDS = 12
/**
 * Lines of keywords for a passage. Recall@1 by words with the drafts loaded (`npm run bench:drafted-asks`; round-table,
 * ten articles, two others): 75.9 / 85.4 / 62.5; with 5: 76.1 / 84.6 / 55.4. These are of the lines before characters
 * between words were kept.
 */
const MOST_LINES = 10
/** Characters that part two words. */
const PARTING = '的地得了着过是在和与及对将被把也都就而或'
/** What names its parts: X包括A、B、C. */
const PARTS =
  /(?<subject>[\p{Script=Han}A-Za-z0-9]{2,16}?)(?<verb>主要包括|包括|涵盖|涵蓋|分为|分為|分别是|分別是)(?=[^，。；]*、)/u
/** A name that counts what it holds: “六大工程”. */
const COUNTED = /[“「](?<name>[一二两兩三四五六七八九十百\d][\p{Script=Han}A-Za-z0-9]{1,9})[”」]/gu
const SAYING = '建议|建議|认为|認為|指出|表示|强调|強調|提出|呼吁|呼籲|透露|介绍|介紹'
/** UTF-16 units of what somebody said, in a question for who did. */
const LONGEST_SAID = 30

/**
 * Proposes the words of a passage's clauses that decide what they say, as people type them who do not write sentences; a
 * passage of short clauses has one such line.
 */
export function askByKeywords({ article, passage: { id, text } }: Citation, fold: Fold): ProposedAsk[] {
  const names = article.speakers.map(({ name }) => name)
  const toLine = (span: string) => ({ ...listKeywords(span, names, fold), span })
  const long = listClauses(text)
    .map(({ start, end }) => toLine(text.slice(start, end)))
    .filter(({ count }) => count >= LEAST_WORDS)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_LINES)
  const lines = long.length > 0 ? long : [toLine(text)].filter(({ count }) => count > 0)
  return lines.map(({ line, span }) => ({ passage: id, ask: line, span }))
}

/** Asks for the parts of what a passage lists, and what a name holds that counts them. */
export function askForParts({ passage: { id, text } }: Citation): ProposedAsk[] {
  return listEndedSentences(text).flatMap(({ text: sentence }) => {
    const span = sentence.trim()
    const { subject, verb } = PARTS.exec(sentence)?.groups ?? {}
    const counted = [...sentence.matchAll(COUNTED)].map(({ groups }) => `${groups?.['name'] ?? ''}具体是哪些`)
    const parts = subject === undefined ? [] : [`${subject}${verb ?? ''}哪些`]
    return [...parts, ...counted].map((ask) => ({ passage: id, ask, span }))
  })
}

/** Asks who said what: the speaker's name before a verb of saying becomes 谁. */
export function askForSpeakers({ passage: { id, text, voice } }: Citation): ProposedAsk[] {
  const names = toSpeakers(voice).flatMap(({ name, aliases }) => [name, ...aliases])
  if (names.length === 0) return []
  const said = new RegExp(
    `(?:${names.map(escape).join('|')})(${SAYING})[，,：:]?(.{4,${LONGEST_SAID}}?)[。！？；]`,
    'u',
  )
  return listEndedSentences(text).flatMap(({ text: sentence }) => {
    const [, verb = '', words] = said.exec(sentence) ?? []
    return words === undefined ? [] : [{ passage: id, ask: `谁${verb}${words}`, span: sentence.trim() }]
  })
}

/** Keywords as a text writes them, Traditional characters and capitals included; those that are neighbours stay together. */
function listKeywords(
  text: string,
  names: readonly string[],
  fold: Fold,
): { readonly line: string; readonly count: number } {
  const { text: folded, origins } = fold(text)
  const uncut = names.map((name) => fold(name).text)
  const words = listContentWords(blankAskingWords(folded), uncut).slice(0, MOST_WORDS)
  const runs: { start: number; end: number }[] = []
  let count = 0
  for (const word of words) {
    const last = runs.at(-1)
    const start = folded.indexOf(word, last?.end)
    if (start < 0) continue
    count++
    if (last && isJoint(folded.slice(last.end, start))) last.end = start + word.length
    else runs.push({ start, end: start + word.length })
  }
  const last = runs.at(-1)
  const [behind = ''] = /^\p{Script=Han}+/u.exec(folded.slice(last?.end)) ?? []
  if (last && isJoint(behind)) last.end += behind.length
  return { line: runs.map(({ start, end }) => text.slice(origins[start], origins[end])).join(' '), count }
}

/** Tells whether what stands between two words parts them: one character may belong to them, as in 十一点半. */
function isJoint(between: string): boolean {
  return between === '' || ([...between].length === 1 && /\p{Script=Han}/u.test(between) && !PARTING.includes(between))
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`)
}
