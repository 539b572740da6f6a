import { createHash } from 'node:crypto'
import type { Heading, Paragraph, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import type { Exchange, Passage, Question, Speaker } from '../article.ts'
import { ID_PATTERN } from './front-matter-schema.ts'
import { joinLines, parseParagraph } from './paragraph.ts'
import type { Problem } from '../problems/problem.ts'
import { BLOCK_NAMES, type ProblemText, problemTexts } from '../problems/problem-texts.ts'
import { toVoice } from './voice.ts'

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
  /** Whether one of its paragraphs was refused: then it is not empty, whatever is left of it. */
  isFaulty: boolean
  /** Whether it goes on under a heading that has had paragraphs: then it may be empty. */
  readonly isContinued?: true
}

const COMMENTS = /^(?:<!--(?:(?!-->).)*-->\s*)+$/su

/**
 * Parses the Markdown blocks below the front matter into exchanges.
 *
 * A heading or a question opens an exchange, and every other paragraph belongs to the open one. A rule (`---`) ends a question's.
 */
export function parseBody(context: BodyContext, blocks: readonly RootContent[]): Body {
  const problems: Problem[] = []
  const report = (line: number, text: ProblemText) => void problems.push({ file: context.file, line, text })
  const reading: Reading = { ...context, report, ids: new Map() }
  const exchanges: OpenExchange[] = []
  let path: readonly Heading[] = []
  for (const block of blocks) {
    const line = toLine(block)
    if (block.type === 'heading') {
      // Only an underlined heading takes two lines: a paragraph with --- or === right below it.
      if (toLine(block, 'end') > line) report(line, problemTexts.headingIsParagraph())
      path = [...path.filter(({ depth }) => depth < block.depth), block]
      exchanges.push(
        open(
          path.map((heading) => joinLines(toString(heading))),
          line,
        ),
      )
    } else if (block.type === 'paragraph') {
      addParagraph(reading, exchanges, block, line)
    } else if (block.type === 'thematicBreak') {
      closeQuestion(exchanges, line)
    } else if (!isSilent(block)) {
      report(line, problemTexts.notProse(BLOCK_NAMES[block.type] ?? block.type))
    }
  }
  reportEmpty(reading, exchanges)
  return { exchanges: exchanges.filter(({ passages }) => passages.length > 0).map(toExchange), problems }
}

/** After a rule the paragraphs stand under the heading again, and answer no question. */
function closeQuestion(exchanges: OpenExchange[], line: number): void {
  const current = exchanges.at(-1)
  if (current?.question) exchanges.push({ ...open(current.headings, line), isContinued: true })
}

function toLine({ position }: RootContent, edge: 'start' | 'end' = 'start'): number {
  return position?.[edge].line ?? 1
}

function isSilent(block: RootContent): boolean {
  return block.type === 'yaml' || (block.type === 'html' && COMMENTS.test(block.value))
}

function open(headings: readonly string[], line: number, question?: Question): OpenExchange {
  return { headings, line, ...(question && { question }), passages: [], isFaulty: false }
}

function toExchange({ headings, question, passages }: OpenExchange): Exchange {
  return { headings, passages, ...(question && { question }) }
}

function addParagraph(reading: Reading, exchanges: OpenExchange[], block: Paragraph, line: number): void {
  const current = exchanges.at(-1)
  const paragraph = parseParagraph(block, reading.speakers?.flatMap(({ name, aliases }) => [name, ...aliases]) ?? [])
  if (paragraph.kind === 'faulty') {
    if (current) current.isFaulty = true
    return reading.report(paragraph.line, paragraph.text)
  }
  const { mark, words, anchor } = paragraph
  const id = `${reading.articleId}_${toLocalId(reading, words, anchor, line)}`
  if (mark.kind === 'question') {
    const isFresh = current && current.passages.length === 0 && !current.question && !current.isFaulty
    if (isFresh) exchanges.pop()
    exchanges.push(open(current?.headings ?? [], line, { id, text: words }))
    return
  }
  const voice = toVoice(mark, reading.speakers ?? [])
  if (!current) return reading.report(line, problemTexts.noExchange(words.slice(0, 10)))
  if (Array.isArray(voice)) {
    current.isFaulty = true
    // Where the head does not tell the speakers, no name can be called unknown.
    if (reading.speakers) for (const text of voice) reading.report(line, text)
  } else {
    current.passages.push({ id, text: words, voice })
  }
}

/** The id that the journalist gave, or one made of the words, so that it stays while they do. */
function toLocalId({ report, ids }: Reading, words: string, given: string | undefined, line: number): string {
  if (given !== undefined && !ID_PATTERN.test(given)) report(line, problemTexts.badId(given))
  const id = given ?? `p${createHash('sha256').update(words).digest('hex').slice(0, 12)}`
  const before = ids.get(id)
  if (before !== undefined)
    report(line, given === undefined ? problemTexts.samePassage(before) : problemTexts.duplicatePassage(id, before))
  else ids.set(id, line)
  return id
}

function reportEmpty({ report }: Reading, exchanges: readonly OpenExchange[]): void {
  exchanges.forEach(({ headings, line, question, passages, isFaulty, isContinued }, index) => {
    if (passages.length > 0 || isFaulty || isContinued) return
    const next = exchanges[index + 1]
    const heading = headings.at(-1)
    if (question) report(line, problemTexts.noAnswer())
    else if (heading !== undefined && (next?.headings.length ?? 0) <= headings.length)
      report(line, problemTexts.emptyHeading(heading))
  })
}
