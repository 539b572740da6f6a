import { OperatorError } from '../../errors.ts'
import { DEFAULT_LANGUAGE, type Language } from '../../i18n/languages.ts'
import { renderMessage, say } from './message.ts'
import type { ProblemText } from './problem-texts.ts'

/** Something wrong in the knowledge folder, where it stands and what would be right. */
export interface Problem {
  /** Path below the knowledge folder; `.` for the folder itself. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** What is wrong, and what would be right. */
  readonly text: ProblemText
}

/** Renders a problem as one line that editors can jump to: `file:line wrong. right.` */
export function renderProblem({ file, line, text: { id, values } }: Problem, language: Language): string {
  const wrong = say(`${id}.wrong`, values)
  const right = say(`${id}.right`, values)
  return renderMessage(say('problem', { file, line, wrong, right }), language)
}

/** Says that a folder has no problem, and how much of everything it has. */
export function renderSound(
  dir: string,
  counts: Readonly<Record<'articles' | 'passages' | 'asks' | 'checks', number>>,
): string {
  return renderMessage(say('sound', { dir, ...counts }), DEFAULT_LANGUAGE)
}

/** The knowledge cannot be used; the message has a line for each problem. */
export class KnowledgeError extends OperatorError {
  override readonly name = 'KnowledgeError'
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => renderProblem(problem, DEFAULT_LANGUAGE)).join('\n'))
  }
}
