import type { Reloaded } from '../../answer/teaching/take-load.ts'
import type { ArticleChange } from '../../knowledge/changes.ts'
import type { Reader } from '../reader.ts'
import type { Texts } from '../texts/texts.ts'
import { type OutgoingMessage, cut, withButtons } from '../view/outgoing-message.ts'
import { type Block, fitBlocks, toCheckBlocks, toFaultBlocks } from './problem-blocks.ts'
import { toTakeButton } from './take-button.ts'

/** Articles listed, and UTF-16 units of a title. */
const MOST = { articles: 20, title: 60 }

/**
 * Renders the outcome of a reload: in private with what changed and what to mend, in a group only how it ended.
 *
 * @param pressed the state of the folder that was to be taken all the same
 */
export function renderReloaded(outcome: Reloaded, reader: Reader, pressed?: string): OutgoingMessage {
  const { texts, isPrivate } = reader
  const isAsPressed = pressed === undefined || ('state' in outcome && outcome.state === pressed)
  const head = [...(isAsPressed ? [] : [texts.changedSince]), ...toHead(outcome, reader)]
  const blocks = toBlocks(outcome, reader)
  const message =
    isPrivate || blocks.length === 0 ? fitBlocks(head, blocks, texts) : fitBlocks([...head, texts.inPrivate], [], texts)
  return outcome.kind === 'failed' ? withButtons(message, [toTakeButton(texts.buttons.take, outcome.state)]) : message
}

function toHead(outcome: Reloaded, { texts, isPrivate }: Reader): string[] {
  switch (outcome.kind) {
    case 'reloaded': {
      const { changes, milliseconds, failedChecks } = outcome
      return [
        texts.reloaded(toSeconds(milliseconds)),
        ...(isPrivate ? toChangeLines(changes.byArticle, texts) : []),
        texts.reloadedTotal(changes),
        ...(failedChecks.length > 0 ? ['', texts.forced(failedChecks.length)] : []),
      ]
    }
    case 'refused':
      return [texts.refused(outcome.problems.length)]
    case 'disagreed':
      return [texts.disagreed(outcome)]
    case 'failed':
      return [texts.checksFailed(outcome.failedChecks.length, outcome.total)]
  }
}

function toBlocks(outcome: Reloaded, reader: Reader): Block[] {
  if (outcome.kind === 'disagreed') return []
  return outcome.kind === 'refused'
    ? toFaultBlocks(outcome.problems, reader.texts)
    : toCheckBlocks(outcome.failedChecks, reader)
}

/** Lists what changed by title, between blank lines. */
export function toChangeLines(changes: readonly ArticleChange[], texts: Texts): string[] {
  if (changes.length === 0) return [texts.unchanged]
  const lines = changes
    .slice(0, MOST.articles)
    .map((change) => texts.articleChange(change, cut(change.title, MOST.title)))
  const left = changes.length - lines.length
  return ['', ...lines, ...(left > 0 ? [texts.moreArticles(left)] : []), '']
}

/** Seconds with one decimal, and never none. */
export function toSeconds(milliseconds: number): number {
  return Math.max(1, Math.round(milliseconds / 100)) / 10
}
