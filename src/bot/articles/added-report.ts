import type { Added, ChangedChecks } from '../../answer/teaching/add-article.ts'
import { fitBlocks, toCheckBlocks } from '../admin/problem-blocks.ts'
import { toChangeLines, toSeconds } from '../admin/reload-report.ts'
import type { Reader } from '../reader.ts'
import type { Texts } from '../texts/texts.ts'
import { type Line, type OutgoingMessage, renderText, withButtons } from '../view/outgoing-message.ts'
import { toArticleButton } from './article-buttons.ts'
import { markFile, renderChecked, renderConfirmation } from './preview-view.ts'

/** Renders what came of adding an article: what changed, and what became of the checks of the others. */
export function renderAdded(added: Added, digest: string, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const retry = toArticleButton(texts.buttons.add, { kind: 'add', digest })
  switch (added.kind) {
    case 'added': {
      const { file, taken, checks } = added
      const head = [
        markFile(texts.articleAdded(file), file),
        texts.reloaded(toSeconds(taken.milliseconds)),
        ...toChangeLines(taken.changes.byArticle, texts),
        texts.reloadedTotal(taken.changes),
        ...toCheckLines(checks, texts),
      ]
      return renderWithChecks(head, checks, reader)
    }
    case 'failed': {
      const { sound, taken, checks } = added
      const head = [
        texts.articleFails(checks.broken.length + checks.failing.length, checks.total),
        ...toCheckLines(checks, texts),
      ]
      const replaces = sound.replaced?.digest
      const force = { kind: 'force', digest, state: taken.state, replaces } as const
      return withButtons(renderWithChecks(head, checks, reader), [toArticleButton(texts.buttons.addAnyway, force)])
    }
    case 'unconfirmed':
      return renderConfirmation(added.sound, digest, reader)
    case 'inUse':
      return renderText(texts.articleInUse)
    case 'changed':
      return withButtons(renderText(texts.articleChanged), [retry])
    case 'unwritable':
      return withButtons(renderText(texts.articleUnwritable(added.code)), [retry])
    case 'faulty':
    case 'taken':
      return renderChecked(added, { digest, notices: [] }, reader)
  }
}

/** Those that the article breaks come first, below what is said of them. */
function renderWithChecks(head: readonly Line[], { broken, failing }: ChangedChecks, reader: Reader): OutgoingMessage {
  return fitBlocks(head, toCheckBlocks([...broken, ...failing], reader), reader.texts)
}

function toCheckLines({ total, broken, failing, mended }: ChangedChecks, texts: Texts): string[] {
  if (total === 0) return []
  return [
    '',
    ...(broken.length + failing.length === 0 ? [texts.checksHold(total)] : []),
    ...(broken.length > 0 ? [texts.checksBroken(broken.length)] : []),
    ...(failing.length > 0 ? [texts.checksFailing(failing.length)] : []),
    ...(mended > 0 ? [texts.checksMended(mended)] : []),
  ]
}
