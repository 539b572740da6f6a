import type { Message } from 'grammy/types'
import type { SubmittedFile } from '../../knowledge/submission/read-submission.ts'
import { shortenDigest, toDigest } from '../../knowledge/sources.ts'
import { countReload, runWithProgress } from '../admin/reload.ts'
import type { PressContext, Services } from '../context.ts'
import { show } from '../telegram/send.ts'
import { renderAdded } from './added-report.ts'
import { fetchDocument, sayUnfetched, showArticle } from './answer-file.ts'
import { type ArticleAction, parseArticleAction } from './article-buttons.ts'
import { type FileContent, readContent, toName } from './arrived-file.ts'

type ArticleContent = Extract<FileContent, { kind: 'article' }>

/**
 * Runs the action of a button under an article, for admins in private only. The file is fetched again from the message
 * that the button's message replies to: nothing of it is kept here, so the button outlasts a restart, and a file that
 * its sender deletes is gone.
 */
export async function pressArticle(ctx: PressContext, services: Services): Promise<void> {
  const { texts, isPrivate } = ctx.reader
  const action = parseArticleAction(ctx.callbackQuery.data)
  if (!isPrivate || !services.adminIds.has(ctx.from.id)) ctx.notice = texts.adminsOnly
  else if (!action) ctx.notice = texts.goneItem
  else await run(ctx, action, services)
}

async function run(ctx: PressContext, action: ArticleAction, services: Services): Promise<void> {
  const { texts } = ctx.reader
  const document = findDocument(ctx.callbackQuery.message)
  const fetched = document ? await fetchDocument(ctx, document, services) : ({ kind: 'gone' } as const)
  if (!document || fetched.kind !== 'fetched') {
    ctx.notice = fetched.kind === 'fetched' ? texts.fileGone : sayUnfetched(fetched, texts)
    return
  }
  const { bytes } = fetched
  const content = readContent(toName(document), bytes)
  const isSame = shortenDigest(toDigest(bytes)) === action.digest
  if (content.kind !== 'article') ctx.notice = texts.fileGone
  else if (!isSame || action.kind === 'show') {
    const notices = isSame ? [] : [texts.fileChanged]
    await show(ctx, await showArticle(content, bytes, notices, ctx, services))
    // Pressed twice, the report stays.
  } else if (isInUse(content.submitted, services)) ctx.notice = texts.alreadyTaken
  else await add(ctx, action, content, services)
}

function add(
  ctx: PressContext,
  action: ArticleAction,
  { submitted }: ArticleContent,
  services: Services,
): Promise<void> {
  const { knowledge, metrics } = services
  const replaces = 'replaces' in action ? action.replaces : undefined
  const force = action.kind === 'force' ? { state: action.state } : undefined
  return runWithProgress(ctx, services, ctx.msgId, async (onBuild) => {
    const added = await countReload(() => knowledge.addArticle(submitted, { replaces, force, onBuild }), metrics)
    return renderAdded(added, action.digest, ctx.reader)
  })
}

/** The file that a message replies to. */
function findDocument(message: PressContext['callbackQuery']['message']): Message['document'] {
  return message && 'reply_to_message' in message ? message.reply_to_message?.document : undefined
}

function isInUse({ bytes }: SubmittedFile, { knowledge }: Services): boolean {
  const digest = toDigest(bytes)
  return [...(knowledge.corpus.loaded.sources.stamps ?? new Map()).values()].some((stamp) => stamp.digest === digest)
}
