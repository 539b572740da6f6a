import { MAX_PASSAGE_LENGTH, joinLines } from '../../knowledge/article-file/paragraph.ts'
import type { Attribution } from '../people/attribution.ts'

/** Characters that mean something to Markdown within a line. */
const MARKUP = /[\\`*_[\]<>&]/gu
/** What Markdown reads at the start of a heading's text, or at its end. */
const HEADING_EDGE = /^(?=[#\s])|(?<=\s)(?=#+$)/gu
/** The end of a sentence, and what closes behind it. */
const SENTENCE_END = /[。！？!?…；;]+[”’」』）)]*|\.[”’"')\]]*(?=\s)/gu

/** Writes the words of a paragraph or a heading so that Markdown reads them as they are, in one line. */
export function escapeWords(text: string): string {
  return joinLines(text).replaceAll(MARKUP, String.raw`\$&`)
}

/** Writes a heading; its words are those of a paragraph, but for a # at an edge. */
export function writeHeading(text: string, depth: number): string {
  return `${'#'.repeat(depth)} ${escapeWords(text).replaceAll(HEADING_EDGE, '\\')}`
}

/** Writes a mark: whose words a paragraph is. */
export function toMark({ voice, names }: Attribution): string {
  const list = names.join('、')
  if (voice === 'question') return list === '' ? '【问】' : `【问：${list}】`
  if (voice === 'document') return '【原文】'
  if (voice === 'narration' || list === '') return '【叙述】'
  return voice === 'about' ? `【关于${list}】` : `【${list}】`
}

/** Parts a text that is longer than a passage at the ends of sentences; what has none stays whole. */
export function splitLong(text: string): string[] {
  const line = joinLines(text)
  if (line.length <= MAX_PASSAGE_LENGTH) return [line]
  const ends = [...line.matchAll(SENTENCE_END)].map(({ 0: end, index }) => index + end.length)
  const cuts = [0]
  for (const [place, end] of [...ends, line.length].entries()) {
    const last = ends[place - 1] ?? 0
    if (end - (cuts.at(-1) ?? 0) > MAX_PASSAGE_LENGTH && last > (cuts.at(-1) ?? 0)) cuts.push(last)
  }
  return cuts.map((cut, index) => line.slice(cut, cuts[index + 1]).trim()).filter((part) => part !== '')
}
