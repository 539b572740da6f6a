import type { Reloaded } from '../answer/knowledge-base.ts'
import { type Problem, renderProblem } from '../knowledge/problem.ts'
import { cut } from './cut.ts'
import { type Rendered, fitLines } from './rendered.ts'
import type { Texts } from './texts.ts'

/** UTF-16 units of one problem. */
const LONGEST_PROBLEM = 400

/** Renders what a reload came to, with as many problems as fit. */
export function renderReloaded(outcome: Reloaded, texts: Texts): Rendered {
  switch (outcome.kind) {
    case 'reloaded': {
      const { failed, changes, milliseconds } = outcome
      return renderProblems([texts.reloaded(changes, milliseconds), ...(failed.length > 0 ? ['', texts.forced(failed.length)] : [])], failed, texts)
    }
    case 'refused':
      return renderProblems([texts.refused(outcome.problems.length)], outcome.problems, texts)
    case 'failed':
      return renderProblems([texts.checksFailed(outcome.failed.length, outcome.total)], outcome.failed, texts)
  }
}

/** Renders sentences and the problems that they are about. */
export function renderProblems(lines: readonly string[], problems: readonly Problem[], texts: Texts): Rendered {
  return fitLines([...lines, ...problems.map((problem) => cut(renderProblem(problem, texts.language), LONGEST_PROBLEM))], texts.moreProblems)
}
