/** Something wrong in the knowledge folder, where it stands and what would be right. */
export interface Problem {
  /** Path below the knowledge folder; `.` for the folder itself. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  readonly wrong: string
  readonly right: string
}

/** Renders a problem as one line that editors can jump to: `file:line wrong. right`. */
export function renderProblem(problem: Problem): string {
  return `${problem.file}:${problem.line} ${problem.wrong}。${problem.right}。`
}

/** The knowledge cannot be used; the message has a line for each problem. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError'
  constructor(problems: readonly Problem[]) {
    super(problems.map(renderProblem).join('\n'))
  }
}
