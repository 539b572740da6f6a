import type { Reloaded } from '../../answer/knowledge-base.ts'
import { type Problem, renderProblem } from '../../knowledge/problems/problem.ts'
import { type OutgoingMessage, cut, fitLines } from '../view/outgoing-message.ts'
import type { Texts } from '../texts/texts.ts'

/** UTF-16 units of one problem. */
const LONGEST_PROBLEM = 400

/** Renders the outcome of a reload, with as many problems as fit. */
export function renderReloaded(outcome: Reloaded, texts: Texts): OutgoingMessage {
  switch (outcome.kind) {
    case 'reloaded': {
      const { failedChecks, changes, milliseconds } = outcome
      return renderProblems(
        [
          texts.reloaded(changes, milliseconds),
          ...(failedChecks.length > 0 ? ['', texts.forced(failedChecks.length)] : []),
        ],
        failedChecks,
        texts,
      )
    }
    case 'refused':
      return renderProblems([texts.refused(outcome.problems.length)], outcome.problems, texts)
    case 'failed':
      return renderProblems(
        [texts.checksFailed(outcome.failedChecks.length, outcome.total)],
        outcome.failedChecks,
        texts,
      )
  }
}

/** Renders sentences, and below them as many problems as fit. */
export function renderProblems(lines: readonly string[], problems: readonly Problem[], texts: Texts): OutgoingMessage {
  return fitLines(
    [...lines, ...problems.map((problem) => cut(renderProblem(problem, texts.language), LONGEST_PROBLEM))],
    texts.moreProblems,
  )
}
