import { OperatorError } from '../../errors.ts'
import { DEFAULT_LANGUAGE, type Language } from '../../i18n/languages.ts'
import { renderMessage, say } from './message.ts'
import type { ProblemText } from './problem-texts.ts'

/** A fault in the knowledge folder: its place and its text. */
export interface Problem {
  /** Path below the knowledge folder; `.` for the folder itself. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** What is wrong, and how to correct it. */
  readonly text: ProblemText
  /** The line itself, where it was asked for (see `loadWithQuotes`) and is not empty. */
  readonly quote?: string
}

/** Renders a problem as one line that editors can jump to: `file:line wrong. right.` */
export function renderProblem({ file, line, text: { id, values } }: Problem, language: Language): string {
  const wrong = say(`${id}.wrong`, values)
  const right = say(`${id}.right`, values)
  return renderMessage(say('problem', { file, line, wrong, right }), language)
}

/** Renders how a problem is corrected. */
export function renderAdvice({ text: { id, values } }: Problem, language: Language): string {
  return renderMessage(say(`${id}.right`, values), language)
}

/** Renders the report on a folder without problems: its path and its counts. */
export function renderSound(
  dir: string,
  counts: Readonly<Record<'articles' | 'passages' | 'asks' | 'checks', number>>,
  language: Language,
): string {
  return renderMessage(say('sound', { dir, ...counts }), language)
}

/**
 * Renders the hint that a file is not read though its name looks like it.
 *
 * @param isDraft whether it holds asks that are only proposed
 */
export function renderUnread(file: string, isDraft: boolean, language: Language): string {
  return renderMessage(say(isDraft ? 'unread-draft' : 'unread', { file }), language)
}

/** An error for knowledge that cannot be used; its message has one line per problem. */
export class KnowledgeError extends OperatorError {
  override readonly name = 'KnowledgeError'
  /** What the message tells, for another language. */
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[], language: Language = DEFAULT_LANGUAGE) {
    super(problems.map((problem) => renderProblem(problem, language)).join('\n'))
    this.problems = problems
  }
}
