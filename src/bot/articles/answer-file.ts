import type { Filter } from 'grammy'
import type { SubmittedFile } from '../../knowledge/submission/read-submission.ts'
import { draftApart } from '../../draft/draft-apart.ts'
import { limits } from '../../knowledge/limits.ts'
import { shortenDigest, toDigest } from '../../knowledge/sources.ts'
import type { BotContext, Services } from '../context.ts'
import type { FetchedFile } from '../telegram/file.ts'
import { isRefusedByChat, reply, showTyping } from '../telegram/send.ts'
import type { Texts } from '../texts/texts.ts'
import { type OutgoingMessage, renderText } from '../view/outgoing-message.ts'
import { type ArrivedFile, findArrivedFile, readContent } from './arrived-file.ts'
import { renderDrafted } from './draft-view.ts'
import { renderChecked } from './preview-view.ts'

/**
 * Answers a file of an admin: a page with a draft, an article with its preview, as a reply to the file, by which the
 * buttons find it again. On a failure it apologizes in one sentence and rethrows the error to the guard.
 */
export async function answerFile(ctx: Filter<BotContext, 'message:document'>, services: Services): Promise<void> {
  const arrived = findArrivedFile(ctx.message, services.adminIds)
  if (!arrived) return
  try {
    void showTyping(ctx)
    for (const message of await readFile(ctx, arrived, services)) await reply(ctx, message, { isAlwaysReply: true })
  } catch (error) {
    // If the apology fails too, the original error is the one to log.
    if (!isRefusedByChat(error)) await reply(ctx, renderText(ctx.reader.texts.failed)).catch(() => {})
    throw error
  }
}

async function readFile(
  ctx: Filter<BotContext, 'message:document'>,
  { document, name, isKnown }: ArrivedFile,
  services: Services,
): Promise<OutgoingMessage[]> {
  const { reader } = ctx
  const { texts } = reader
  if (!isKnown) return [renderText(texts.fileKinds)]
  const fetched = await fetchDocument(ctx, document, services)
  if (fetched.kind !== 'fetched') return [renderText(sayUnfetched(fetched, texts))]
  const { bytes } = fetched
  const notices = ctx.message.caption === undefined ? [] : [texts.captionUnread]
  const content = readContent(name, bytes)
  if (content.kind === 'article') return [await showArticle(content, bytes, notices, ctx, services)]
  return renderDrafted(await draftApart(bytes, name), notices, reader)
}

/** Fetches a document, unless Telegram says that it is too large. */
export async function fetchDocument(
  { api }: Pick<BotContext, 'api'>,
  { file_id: id, file_size: size = 0 }: { readonly file_id: string; readonly file_size?: number },
  { fetchFile }: Services,
): Promise<FetchedFile> {
  return size > limits.article ? { kind: 'tooLarge' } : fetchFile(api, id, limits.article)
}

/** Says why a file was not fetched. */
export function sayUnfetched({ kind }: Exclude<FetchedFile, { kind: 'fetched' }>, texts: Texts): string {
  return { tooLarge: texts.fileTooLarge, gone: texts.fileGone, unreachable: texts.fileUnreachable }[kind]
}

/** Checks an article, and renders its preview. */
export async function showArticle(
  { submitted, encoding }: { readonly submitted: SubmittedFile; readonly encoding?: string | undefined },
  bytes: Uint8Array,
  notices: readonly string[],
  { reader }: Pick<BotContext, 'reader'>,
  { knowledge }: Services,
): Promise<OutgoingMessage> {
  const all = [...notices, ...(encoding === undefined ? [] : [reader.texts.fileEncoding(encoding)])]
  const checked = await knowledge.checkArticle(submitted)
  return renderChecked(checked, { digest: shortenDigest(toDigest(bytes)), notices: all }, reader)
}
