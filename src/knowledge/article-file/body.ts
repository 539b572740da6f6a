import { createHash } from 'node:crypto'
import type { Heading, Paragraph, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import {
  type Exchange,
  ID_PATTERN,
  type Passage,
  type Question,
  type Speaker,
  toPassageId,
  type Voice,
} from '../article.ts'
import { findForbidden, findInvisible } from '../forbidden-characters.ts'
import { BLOCK_NAMES, type ProblemText, problemTexts } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import { toSuggestion } from '../problems/value-reasons.ts'
import { FIXED_MARKS, type Mark, joinLines, parseParagraph, toNameKey } from './paragraph.ts'

/** The exchanges of an article's body, and every problem found in it. */
export interface Body {
  readonly exchanges: readonly Exchange[]
  readonly problems: readonly Problem[]
}

/** What the front matter says about the body. */
export interface BodyContext {
  readonly file: string
  readonly articleId: string
  /** Undefined if faulty front matter does not list them: then no name is checked. */
  readonly speakers: readonly Speaker[] | undefined
}

/** The state of parsing a body. */
interface BodyState extends BodyContext {
  /** The keys of the names and aliases of the speakers. */
  readonly names: readonly string[]
  readonly problems: Problem[]
  readonly exchanges: OpenExchange[]
  /** The line in which each local id first stands. */
  readonly ids: Map<string, number>
}

interface OpenExchange {
  readonly headings: readonly string[]
  readonly line: number
  readonly question?: Question
  readonly passages: Passage[]
  /** Whether one of its paragraphs is faulty: then it is not reported as empty. */
  isFaulty: boolean
  /** Whether it continues a heading that has paragraphs above: then it may be empty. */
  readonly isContinued?: true
}

/** How an interview may mark its questions, and the name of who asks. */
const REPORTER = /^(?:(?:本报|本報|本刊)?(?:记者|記者)|提问|提問|问题|問題|reporter|q)(?:[\s：:]+(.+))?$/iu
const COMMENTS = /^(?:<!--(?:(?!-->).)*-->\s*)+$/su
/** A comment with which a draft marks a guess: a person removes it once it is looked at. */
const GUESS = /<!--\s*[?？]/gu

/**
 * Parses the Markdown blocks below the front matter into exchanges.
 *
 * A heading or a question opens an exchange; every other paragraph belongs to the open one. A thematic break (`---`)
 * ends the answer to a question.
 */
export function parseBody(context: BodyContext, blocks: readonly RootContent[]): Body {
  const names = context.speakers?.flatMap(({ name, aliases }) => [name, ...aliases].map(toNameKey)) ?? []
  const state: BodyState = { ...context, names, problems: [], exchanges: [], ids: new Map() }
  const { exchanges, problems } = state
  let path: readonly Heading[] = []
  for (const block of blocks) {
    const line = toLine(block)
    if (block.type === 'heading') {
      // Only a setext heading has two lines: it is a paragraph with --- or === right below it.
      if (toLine(block, 'end') > line) report(state, line, problemTexts.headingIsParagraph())
      const forbidden = findForbidden(toString(block))
      if (forbidden) report(state, line, forbidden.text)
      path = [...path.filter(({ depth }) => depth < block.depth), block]
      exchanges.push(
        open(
          path.map((heading) => joinLines(toString(heading))),
          line,
        ),
      )
    } else if (block.type === 'paragraph') {
      addParagraph(state, block, line)
    } else if (block.type === 'thematicBreak') {
      closeQuestion(exchanges, line)
    } else if (isIgnored(block)) {
      if (block.type === 'html') reportGuesses(state, block.value, line)
    } else {
      report(state, line, problemTexts.notProse(BLOCK_NAMES[block.type] ?? block.type))
    }
  }
  reportEmpty(state)
  return { exchanges: exchanges.filter(({ passages }) => passages.length > 0).map(toExchange), problems }
}

function report({ file, problems }: BodyState, line: number, text: ProblemText): void {
  problems.push({ file, line, text })
}

/** Below a thematic break, paragraphs belong to the heading again and not to the question. */
function closeQuestion(exchanges: OpenExchange[], line: number): void {
  const current = exchanges.at(-1)
  if (current?.question) exchanges.push({ ...open(current.headings, line), isContinued: true })
}

function toLine({ position }: RootContent, edge: 'start' | 'end' = 'start'): number {
  return position?.[edge].line ?? 1
}

function isIgnored(block: RootContent): boolean {
  return block.type === 'yaml' || (block.type === 'html' && COMMENTS.test(block.value))
}

function reportGuesses(state: BodyState, comments: string, line: number): void {
  for (const { index } of comments.matchAll(GUESS))
    report(state, line + comments.slice(0, index).split('\n').length - 1, problemTexts.openGuess())
}

function open(headings: readonly string[], line: number, question?: Question): OpenExchange {
  return { headings, line, ...(question && { question }), passages: [], isFaulty: false }
}

function toExchange({ headings, question, passages }: OpenExchange): Exchange {
  return { headings, passages, ...(question && { question }) }
}

function addParagraph(state: BodyState, block: Paragraph, line: number): void {
  const current = state.exchanges.at(-1)
  const paragraph = parseParagraph(state.file, block, state.names)
  if (paragraph.kind === 'faulty') {
    if (current) current.isFaulty = true
    state.problems.push(...paragraph.problems)
    return
  }
  const { mark, words, anchor } = paragraph.value
  const id = toPassageId(state.articleId, chooseLocalId(state, words, anchor, line))
  const speakers = state.speakers ?? []
  const unknown = listUnknown(mark, speakers)
  if (mark.kind === 'question') {
    if (state.speakers) for (const text of unknown) report(state, line, text)
    const askers = findSpeakers(mark, speakers)
    return addQuestion(state, { id, text: words, ...(askers.length > 0 && { askers }) }, line)
  }
  if (!current) return report(state, line, problemTexts.noExchange(words.slice(0, 10)))
  if (unknown.length > 0) {
    current.isFaulty = true
    // Without a list of speakers, no name can be called unknown.
    if (state.speakers) for (const text of unknown) report(state, line, text)
    return
  }
  current.passages.push({ id, text: words, voice: toVoice(mark, speakers) })
}

/** Opens an exchange with a question, or adds the question to an exchange that has only headings so far. */
function addQuestion({ exchanges }: BodyState, question: Question, line: number): void {
  const current = exchanges.at(-1)
  const isFresh = current && current.passages.length === 0 && !current.question && !current.isFaulty
  if (isFresh) exchanges.pop()
  exchanges.push(open(current?.headings ?? [], line, question))
}

type VoiceMark = Exclude<Mark, { kind: 'question' }>

/** Lists a text for each name of a mark that is not a speaker's name. */
function listUnknown(mark: Mark, speakers: readonly Speaker[]): ProblemText[] {
  const known = speakers.map(({ name }) => name)
  const keys = known.map(toNameKey)
  const unknown = listNames(mark).filter((name) => !keys.includes(toNameKey(name)))
  return unknown.map((name) => {
    const invisible = findInvisible(name)
    if (invisible !== undefined) return problemTexts.invisible(name, invisible)
    return problemTexts.unknownSpeaker(name, suggestSpeaker(name, speakers), known)
  })
}

/** Suggests the owner of an alias, the names that a mark contains (office and name, no comma), or the closest name. */
function suggestSpeaker(mark: string, speakers: readonly Speaker[]): string | undefined {
  const known = speakers.map(({ name }) => name)
  const owner = speakers.find(({ aliases }) => aliases.map(toNameKey).includes(toNameKey(mark)))
  if (owner) return owner.name
  const reporter = REPORTER.exec(mark)
  if (reporter) return reporter[1] ? `问：${reporter[1]}` : '问'
  const contained = known.filter((name) => mark.includes(name))
  return contained.length > 0 ? contained.join('、') : toSuggestion(mark, [...known, ...FIXED_MARKS])
}

function toVoice(mark: VoiceMark, speakers: readonly Speaker[]): Voice {
  return 'names' in mark ? { kind: mark.kind, speakers: findSpeakers(mark, speakers) } : { kind: mark.kind }
}

function listNames(mark: Mark): readonly string[] {
  return ('names' in mark && mark.names) || []
}

function findSpeakers(mark: Mark, speakers: readonly Speaker[]): Speaker[] {
  const keys = new Set(listNames(mark).map(toNameKey))
  return [...keys].flatMap((key) => speakers.find(({ name }) => toNameKey(name) === key) ?? [])
}

/** Takes the anchor as local id, or derives one from the words, so that it does not change as long as they do not. */
function chooseLocalId(state: BodyState, words: string, anchor: string | undefined, line: number): string {
  if (anchor !== undefined && !ID_PATTERN.test(anchor)) report(state, line, problemTexts.badId(anchor))
  const id = anchor ?? `p${createHash('sha256').update(words).digest('hex').slice(0, 12)}`
  const before = state.ids.get(id)
  if (before === undefined) state.ids.set(id, line)
  else if (anchor === undefined) report(state, line, problemTexts.samePassage(before))
  else report(state, line, problemTexts.duplicatePassage(id, before))
  return id
}

function reportEmpty(state: BodyState): void {
  const { exchanges } = state
  for (const [index, { headings, line, question, passages, isFaulty, isContinued }] of exchanges.entries()) {
    if (passages.length > 0 || isFaulty || isContinued) continue
    const next = exchanges[index + 1]
    const heading = headings.at(-1)
    if (question) report(state, line, problemTexts.noAnswer())
    else if (heading !== undefined && (next?.headings.length ?? 0) <= headings.length)
      report(state, line, problemTexts.emptyHeading(heading))
  }
}
