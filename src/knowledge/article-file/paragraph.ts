import type { Paragraph, PhrasingContent } from 'mdast'
import { findForbidden } from '../forbidden-characters.ts'
import { MARKUP_NAMES, type ProblemText, TABLE_NAME, problemTexts } from '../problems/problem-texts.ts'
import { type Result, faultyAt, sound } from '../problems/result.ts'

/** In UTF-16 units: with its citation, a passage of this length fits into one Telegram message of 4096. */
export const MAX_PASSAGE_LENGTH = 2500

const QUESTION_MARKS: readonly string[] = ['问', '問']
const NARRATION_MARKS: readonly string[] = ['叙述', '敘述']
const DOCUMENT_MARKS: readonly string[] = ['原文']
/** What a mark can contain besides names, for suggestions. */
export const FIXED_MARKS: readonly string[] = ['问', '叙述', '原文']
/** What stands before names; without a colon or a space 问 may be the beginning of a name. */
const PREFIXES = [
  ['question', /^[问問](?:\s*[：:]|\s)\s*/u],
  ['about', /^(?:关于|關於)[\s：:]*/u],
] as const
const MARK = /^\s*【([^】]*)】/u
/** Text that looks like a mark in any brackets, like a name before a colon, or like an anchor. */
const LIKE_MARK =
  /【([^】\n]*)】?|[[［〔〖（(]([^\]］〕〗）)\n]*)[\]］〕〗）)]|^[ \t\u3000]*([^：:\n]{1,12})[：:]|\s\^([a-z0-9-]+)[ \t]*$/gmu
const SENTENCE_OR_LINE_END = /(?:^|[。！？!?…；;”’」』\n])\s*$/u
const ANCHOR = /(?:\s|(?<=[。！？!?…”’」』）)]))\^(\S+)$/u
const SENTENCE_END = /[。！？!?…；;：:.][”’」』）)\]】》"'*]*$/u
/** A dash at which somebody was interrupted. */
const BREAK = /(?:[—―–]|--)[”’」』）)"']*$/u
/** What an editor put behind the last sentence: who wrote it, that it ends here. */
const SIGN_OFF = /[（(【[]([^（）()【】[\]]{1,60})[）)】\]]$/u
const SIGN_OFF_WORDS =
  /^(?:全文)?(?:完|未完待续|未完待續|end)$|编|編|记者|記者|通讯员|通訊員|作者|来源|來源|供稿|据.{2,12}[报社网]$|公开发布|主动公开|reporting|editing/iu
/** The date below a document. */
const DATE_END = /(?:\d|[一二三四五六七八九十〇○])\s*日$/u
const SENTENCE_MIDDLE = /^[，、；：。！？,;:.!?”’」』）)》】…]/u
/** Han characters and full-width punctuation, which are written without spaces. */
const WIDE = String.raw`[\p{Script=Han}\u3000-\u303f\uff00-\uffef]`
const WIDE_JOINT = new RegExp(String.raw`\n(?:(?<=${WIDE}[“‘”’…—]*\n)|(?=[“‘”’…—]*${WIDE}))`, 'gu')

/** The mark at the start of a paragraph: whose words it is. */
export type Mark =
  | { readonly kind: 'narration' }
  | { readonly kind: 'document' }
  /** Without names it is a reporter's question. */
  | { readonly kind: 'question'; readonly names?: readonly string[] }
  | { readonly kind: 'speech' | 'about'; readonly names: readonly string[] }

/** The parts of a paragraph. */
export interface MarkedParagraph {
  readonly mark: Mark
  readonly words: string
  /** The local id that the author gave it. */
  readonly anchor?: string
}

/**
 * Parses `【mark】words ^anchor`. The words are plain text with the escapes of Markdown (`\\*`, `&lt;`) resolved; markup
 * in them is a problem, because dropping it would change the quote.
 *
 * @param file the path that problems name
 * @param names the keys of the speakers' names and aliases, to recognize a mark inside the paragraph
 */
export function parseParagraph(file: string, block: Paragraph, names: readonly string[]): Result<MarkedParagraph> {
  const line = block.position?.start.line ?? 1
  const markup = block.children.find(({ type }) => type !== 'text' && type !== 'break')
  if (markup) {
    const name = MARKUP_NAMES[markup.type] ?? markup.type
    return faultyAt(file, markup.position?.start.line ?? line, problemTexts.markup(name))
  }
  const raw = block.children.map(toText).join('').trim()
  const forbidden = findForbidden(raw)
  if (forbidden) return faultyAt(file, line + countLinesBefore(raw, forbidden.index), forbidden.text)
  const mark = MARK.exec(raw)
  if (!mark) return faultyAt(file, line, toUnmarked(raw))
  const anchor = ANCHOR.exec(raw)
  const rest = raw.slice(mark[0].length, anchor?.index)
  const second = findSecondMark(rest, names)
  if (second) return faultyAt(file, line + second.linesBefore, problemTexts.secondMark(second.mark))
  const words = joinLines(rest)
  const meant = toMark(mark[1] ?? '')
  const fault = findFault(words, meant)
  if (fault) return faultyAt(file, line, fault)
  return sound({ mark: meant, words, ...(anchor?.[1] !== undefined && { anchor: anchor[1] }) })
}

/** Chooses the text for a paragraph without a mark: it may be meant as a heading or a table. */
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
  if (DOCUMENT_MARKS.includes(mark)) return { kind: 'document' }
  const [kind, prefix] = PREFIXES.find(([, pattern]) => pattern.test(mark)) ?? ['speech', '']
  const names = mark
    .replace(prefix, '')
    .split(/[、，,]/u)
    .map((name) => name.trim())
  return { kind, names: [...new Set(names)] }
}

/** Makes names comparable: papers stretch those of two characters, by a blank, to the width of others. */
export function toNameKey(name: string): string {
  return name.replaceAll(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
}

/** Finds a mark inside a paragraph: with no blank line before it, words would be attributed to the wrong person. */
function findSecondMark(rest: string, names: readonly string[]): { mark: string; linesBefore: number } | undefined {
  for (const { 0: mark, 1: marked, 2: bracketed, 3: beforeColon, 4: anchor, index } of rest.matchAll(LIKE_MARK)) {
    const content = toMark(marked ?? bracketed ?? beforeColon ?? '')
    const named = 'names' in content ? content.names : undefined
    const isKnown = named ? named.some((name) => names.includes(toNameKey(name))) : marked !== undefined
    const isAtEnd = () => index > 0 && SENTENCE_OR_LINE_END.test(rest.slice(0, index))
    // Brackets that belong to the text stand within a sentence (见【附件一】), and so may a name in parentheses.
    const isMarked = marked !== undefined
    const isSecond = anchor !== undefined || (isMarked && isKnown) || ((isMarked || isKnown) && isAtEnd())
    if (isSecond)
      return {
        mark: mark.trim(),
        linesBefore: countLinesBefore(rest, index + mark.length - mark.trimStart().length),
      }
  }
  return undefined
}

function countLinesBefore(text: string, index: number): number {
  return text.slice(0, index).split('\n').length - 1
}

function findFault(words: string, mark: Mark): ProblemText | undefined {
  if (words === '') return problemTexts.noWords()
  if (words.length > MAX_PASSAGE_LENGTH) return problemTexts.tooLong(words.length, MAX_PASSAGE_LENGTH)
  if (!endsWhole(words, mark)) return problemTexts.midSentenceEnd(words.slice(-10))
  return SENTENCE_MIDDLE.test(words) ? problemTexts.midSentenceStart(words.slice(0, 10)) : undefined
}

/** Tells whether words end as a sentence, a sign-off, an interruption or the date of a document does. */
function endsWhole(words: string, mark: Mark): boolean {
  if (SENTENCE_END.test(words) || BREAK.test(words)) return true
  if (mark.kind === 'document' && DATE_END.test(words)) return true
  const signOff = SIGN_OFF.exec(words)
  if (!signOff) return false
  return SIGN_OFF_WORDS.test(signOff[1] ?? '') || SENTENCE_END.test(words.slice(0, signOff.index).trimEnd())
}

/** Joins the lines of a wrapped paragraph: without a space next to a Han character, with one otherwise. */
export function joinLines(text: string): string {
  // Matches only at the start of a run of spaces; starting anywhere in it would be quadratic.
  const lines = text.replace(/(?<![^\S\n])[^\S\n]*\n\s*/gu, '\n').trim()
  return lines.replace(WIDE_JOINT, '').replaceAll('\n', ' ')
}
