import type { Paragraph, PhrasingContent } from 'mdast'
import { MARKUP_NAMES, type ProblemText, TABLE_NAME, problemTexts } from '../problems/problem-texts.ts'

/** In UTF-16 units: with its citation a passage of this length still fits one Telegram message of 4096. */
export const MAX_PASSAGE_LENGTH = 2500

const QUESTION_MARKS: readonly string[] = ['问', '問']
const NARRATION_MARKS: readonly string[] = ['叙述', '敘述']
/** What may stand in a mark besides names, for suggestions. */
export const FIXED_MARKS: readonly string[] = ['问', '叙述']
const ABOUT_PREFIX = /^(?:关于|關於)[\s：:]*/u
const MARK = /^\s*【([^】]*)】/u
/** What looks like a mark, in whichever brackets, or like a name before a colon. */
const LIKE_MARK =
  /【([^】\n]*)】?|[[［〔〖（(]([^\]］〕〗）)\n]*)[\]］〕〗）)]|^[ \t\u3000]*([^：:\n]{1,12})[：:]|\s\^([a-z0-9-]+)[ \t]*$/gmu
const SENTENCE_OR_LINE_END = /(?:^|[。！？!?…；;”’」』\n])\s*$/u
const ANCHOR = /(?:\s|(?<=[。！？!?…”’」』）)]))\^(\S+)$/u
const SENTENCE_END = /[。！？!?…；;：:.][”’」』）)\]】》"'*]*$/u
const SENTENCE_MIDDLE = /^[，、；：。！？,;:.!?”’」』）)》】…]/u
/** Han characters and the full-width signs between them, which no space parts. */
const WIDE = String.raw`[\p{Script=Han}\u3000-\u303f\uff00-\uffef]`
const WIDE_JOINT = new RegExp(String.raw`\n(?:(?<=${WIDE}[“‘”’…—]*\n)|(?=[“‘”’…—]*${WIDE}))`, 'gu')

/** Whose words a paragraph says it is. */
export type Mark =
  { readonly kind: 'question' | 'narration' } | { readonly kind: 'speech' | 'about'; readonly names: readonly string[] }

/** A paragraph that can be quoted. */
export interface MarkedParagraph {
  readonly kind: 'marked'
  readonly mark: Mark
  readonly words: string
  /** The id that its writer gave it. */
  readonly anchor?: string
}

/** A paragraph that cannot, and why: the line, counted from 1 in the file, and what to say. */
export interface FaultyParagraph {
  readonly kind: 'faulty'
  readonly line: number
  readonly text: ProblemText
}

/**
 * Parses `【mark】words ^anchor`. The words are kept as Markdown reads them as plain text, with its escapes (`\\*`, `&lt;`)
 * resolved; any formatting in them is a fault, for it would take signs out of them.
 *
 * @param names the speakers' names and other names, for a mark that stands inside another paragraph
 */
export function parseParagraph(block: Paragraph, names: readonly string[]): MarkedParagraph | FaultyParagraph {
  const line = block.position?.start.line ?? 1
  const faulty = (text: ProblemText, at = line): FaultyParagraph => ({ kind: 'faulty', line: at, text })
  const markup = block.children.find(({ type }) => type !== 'text' && type !== 'break')
  if (markup) return faulty(problemTexts.markup(MARKUP_NAMES[markup.type] ?? markup.type), markup.position?.start.line)
  const raw = block.children.map(toText).join('').trim()
  const mark = MARK.exec(raw)
  if (!mark) return faulty(toUnmarked(raw))
  const anchor = ANCHOR.exec(raw)
  const rest = raw.slice(mark[0].length, anchor?.index)
  const second = findSecondMark(rest, names)
  if (second) return faulty(problemTexts.secondMark(second.mark), line + second.linesBefore)
  const words = joinLines(rest)
  const fault = findFault(words)
  if (fault) return faulty(fault)
  return { kind: 'marked', mark: toMark(mark[1] ?? ''), words, ...(anchor?.[1] !== undefined && { anchor: anchor[1] }) }
}

/** What lacks a mark because it was meant to be something else is told so. */
function toUnmarked(raw: string): ProblemText {
  if (/^#+[^#\s]/u.test(raw)) return problemTexts.headingSpace(raw.slice(0, 10))
  return raw.startsWith('|') ? problemTexts.notProse(TABLE_NAME) : problemTexts.unmarked(joinLines(raw).slice(0, 10))
}

function toText(node: PhrasingContent): string {
  return node.type === 'text' ? node.value : '\n'
}

function toMark(content: string): Mark {
  const mark = content.trim()
  if (QUESTION_MARKS.includes(mark)) return { kind: 'question' }
  if (NARRATION_MARKS.includes(mark)) return { kind: 'narration' }
  const kind = ABOUT_PREFIX.test(mark) ? 'about' : 'speech'
  const names = mark
    .replace(ABOUT_PREFIX, '')
    .split(/[、，,]/u)
    .map((name) => name.trim())
  return { kind, names: [...new Set(names)] }
}

/** Without the empty line between them the words of two people would become one's. */
function findSecondMark(rest: string, names: readonly string[]): { mark: string; linesBefore: number } | undefined {
  for (const { 0: mark, 1: marked, 2: bracketed, 3: beforeColon, 4: anchor, index } of rest.matchAll(LIKE_MARK)) {
    const before = rest.slice(0, index)
    const content = toMark(marked ?? bracketed ?? beforeColon ?? '')
    const isKnown = 'names' in content ? content.names.some((name) => names.includes(name)) : marked !== undefined
    const isAtEnd = index > 0 && SENTENCE_OR_LINE_END.test(before)
    // Brackets of the text itself stand within a sentence, 见【附件一】, as a name in round ones may.
    const isSecond = anchor !== undefined || (marked !== undefined && (isKnown || isAtEnd)) || (isKnown && isAtEnd)
    if (isSecond)
      return {
        mark: mark.trim(),
        linesBefore: rest.slice(0, index + mark.length - mark.trimStart().length).split('\n').length - 1,
      }
  }
  return undefined
}

function findFault(words: string): ProblemText | undefined {
  if (words === '') return problemTexts.noWords()
  if (words.length > MAX_PASSAGE_LENGTH) return problemTexts.tooLong(words.length, MAX_PASSAGE_LENGTH)
  if (!SENTENCE_END.test(words)) return problemTexts.midSentenceEnd(words.slice(-10))
  return SENTENCE_MIDDLE.test(words) ? problemTexts.midSentenceStart(words.slice(0, 10)) : undefined
}

/** Joins the lines that a paragraph was wrapped into: with nothing beside a Han character, else with a space. */
export function joinLines(text: string): string {
  // Where a run of blanks begins, and nowhere within it: thousands of them would be gone through thousands of times.
  const lines = text.replace(/(?<![^\S\n])[^\S\n]*\n\s*/gu, '\n').trim()
  return lines.replace(WIDE_JOINT, '').replaceAll('\n', ' ')
}
