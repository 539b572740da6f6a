import { createHash } from 'node:crypto'
import type { Paragraph, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import type { Exchange, Passage, Question, Speaker, Voice } from './article.ts'
import { ID_PATTERN, toSuggestion } from './front-matter.ts'
import type { Problem } from './problem.ts'
import { type ProblemText, problemTexts } from './problem-texts.ts'

/** In UTF-16 units: with its citation a passage of this length still fits one Telegram message of 4096. */
export const MAX_PASSAGE_LENGTH = 2500

const QUESTION_MARK = '问'
const NARRATION_MARK = '叙述'
const ABOUT_PREFIX = '关于'
const MARK = /^【([^】]*)】/
const ANCHOR = /\s\^(\S+)$/
const SENTENCE_END = /[。！？!?…；;：:.][”’」』）)\]】》"'*]*$/u
const SENTENCE_MIDDLE = /^[，、；：。！？,;:.!?”’」』）)》…]/u
const LATIN_JOINT = /(?<=[\p{Script=Latin}\p{N},.;:!?)])\n(?=[\p{Script=Latin}\p{N}(])/gu

const NOT_PROSE: Partial<Record<RootContent['type'], string>> = {
  list: '列表',
  blockquote: '引用块',
  code: '代码块（行首空了四格）',
  html: 'HTML',
  table: '表格',
  definition: '链接定义',
}

/** The exchanges of an article's body, with every problem found in it. */
export interface Body {
  readonly exchanges: readonly Exchange[]
  readonly problems: readonly Problem[]
}

/** What a body is read against. */
export interface BodyContext {
  readonly file: string
  readonly articleId: string
  /** Undefined where a faulty head does not tell them: then no name is checked. */
  readonly speakers: readonly Speaker[] | undefined
}

interface Reading extends BodyContext {
  readonly report: (line: number, text: ProblemText) => void
  /** The line in which each local id was first given. */
  readonly ids: Map<string, number>
}

interface OpenExchange {
  readonly headings: readonly string[]
  readonly line: number
  readonly question?: Question
  readonly passages: Passage[]
}

/**
 * Parses the Markdown blocks below the front matter into exchanges.
 *
 * A heading or a question opens an exchange; every other paragraph belongs to the open one.
 */
export function parseBody(context: BodyContext, blocks: readonly RootContent[]): Body {
  const problems: Problem[] = []
  const report = (line: number, text: ProblemText) => void problems.push({ file: context.file, line, ...text })
  const reading: Reading = { ...context, report, ids: new Map() }
  const exchanges: OpenExchange[] = []
  let path: { depth: number; text: string }[] = []
  for (const block of blocks) {
    const line = block.position?.start.line ?? 1
    if (block.type === 'heading') {
      const text = joinLines(toString(block))
      if (MARK.test(text)) report(line, problemTexts.headingIsParagraph())
      path = [...path.filter(({ depth }) => depth < block.depth), { depth: block.depth, text }]
      exchanges.push({ headings: path.map((heading) => heading.text), line, passages: [] })
    } else if (block.type === 'paragraph') {
      addParagraph(reading, exchanges, block, line)
    } else if (!isSilent(block)) {
      report(line, problemTexts.notProse(NOT_PROSE[block.type] ?? block.type))
    }
  }
  reportEmpty(reading, exchanges)
  return { exchanges: exchanges.filter(({ passages }) => passages.length > 0).map(toExchange), problems }
}

function isSilent(block: RootContent): boolean {
  return block.type === 'yaml' || block.type === 'thematicBreak' || (block.type === 'html' && /^<!--.*-->$/s.test(block.value))
}

function toExchange({ headings, question, passages }: OpenExchange): Exchange {
  return { headings, passages, ...(question && { question }) }
}

function addParagraph(reading: Reading, exchanges: OpenExchange[], block: Paragraph, line: number): void {
  const { report } = reading
  const raw = joinLines(toString(block, { includeImageAlt: false }))
  const mark = MARK.exec(raw)
  if (!mark) return report(line, problemTexts.unmarked(raw.slice(0, 10)))
  const anchor = ANCHOR.exec(raw)
  const words = raw.slice(mark[0].length, anchor?.index).trim()
  if (!isWhole(reading, words, line)) return
  const id = toLocalId(reading, words, anchor?.[1], line)
  const fullId = `${reading.articleId}_${id}`
  const open = exchanges.at(-1)
  if (mark[1]?.trim() === QUESTION_MARK) {
    const fresh = open && open.passages.length === 0 && !open.question ? exchanges.pop() : undefined
    exchanges.push({ headings: fresh?.headings ?? open?.headings ?? [], line, question: { id: fullId, text: words }, passages: [] })
    return
  }
  const voice = toVoice(reading, mark[1]?.trim() ?? '', line)
  if (!open) return report(line, problemTexts.noExchange(raw.slice(0, 10)))
  // After a faulty mark the file is refused as a whole; the paragraph still counts as an answer.
  open.passages.push({ id: fullId, text: words, voice: voice ?? { kind: 'narration' } })
}

function isWhole({ report }: Reading, words: string, line: number): boolean {
  if (words === '') report(line, problemTexts.noWords())
  else if (words.length > MAX_PASSAGE_LENGTH) report(line, problemTexts.tooLong(words.length, MAX_PASSAGE_LENGTH))
  else if (!SENTENCE_END.test(words)) report(line, problemTexts.midSentenceEnd(words.slice(-10)))
  else if (SENTENCE_MIDDLE.test(words)) report(line, problemTexts.midSentenceStart(words.slice(0, 10)))
  else return true
  return false
}

/** The id that the journalist gave, or one made of the words, so that it stays while they do. */
function toLocalId({ report, ids }: Reading, words: string, given: string | undefined, line: number): string {
  if (given !== undefined && !ID_PATTERN.test(given)) report(line, problemTexts.badId(given))
  const id = given ?? `p${createHash('sha256').update(words).digest('hex').slice(0, 12)}`
  const before = ids.get(id)
  if (before !== undefined) report(line, given === undefined ? problemTexts.samePassage(before) : problemTexts.duplicatePassage(id, before))
  else ids.set(id, line)
  return id
}

function toVoice(reading: Reading, mark: string, line: number): Voice | undefined {
  if (mark === NARRATION_MARK) return { kind: 'narration' }
  const kind = mark.startsWith(ABOUT_PREFIX) ? 'about' : 'speech'
  const names = (kind === 'about' ? mark.slice(ABOUT_PREFIX.length) : mark).split(/[、，,]/).map((name) => name.trim())
  const speakers = names.flatMap((name) => toSpeaker(reading, name, line) ?? [])
  return speakers.length === names.length ? { kind, speakers } : undefined
}

function toSpeaker({ speakers, report }: Reading, name: string, line: number): Speaker | undefined {
  if (!speakers) return undefined
  const found = speakers.find((speaker) => speaker.name === name)
  const known = speakers.map((speaker) => speaker.name)
  if (!found) report(line, problemTexts.unknownSpeaker(name, toSuggestion(name, [...known, QUESTION_MARK, NARRATION_MARK]), known))
  return found
}

function reportEmpty({ report }: Reading, exchanges: readonly OpenExchange[]): void {
  exchanges.forEach(({ headings, line, question, passages }, index) => {
    if (passages.length > 0) return
    const next = exchanges[index + 1]
    const heading = headings.at(-1)
    if (question) report(line, problemTexts.noAnswer())
    else if (heading !== undefined && (next?.headings.length ?? 0) <= headings.length) report(line, problemTexts.emptyHeading(heading))
  })
}

/** Joins the lines that a paragraph was wrapped into: with a space between Latin words, with nothing between Han ones. */
function joinLines(text: string): string {
  const trimmed = text.replace(/[^\S\n]*\n[^\S\n]*/g, '\n').trim()
  return trimmed.replace(LATIN_JOINT, ' ').replaceAll('\n', '')
}
