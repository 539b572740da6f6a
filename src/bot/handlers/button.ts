import type { InlineKeyboardButton } from 'grammy/types'
import { toPassageCode } from '../../answer/browse/codes.ts'
import type { Link } from '../../answer/browse/link.ts'
import { findSuggestedQuery, openLink } from '../../answer/browse/open-link.ts'
import type { Content } from '../../answer/browse/content.ts'
import { toEarlier } from '../../answer/conversation.ts'
import { answerQuery } from '../../answer/answer-query.ts'
import { listShown } from '../../answer/answer.ts'
import type { PressContext, Services } from '../context.ts'
import type { Reader } from '../reader.ts'
import { show, showButtons } from '../telegram/send.ts'
import { type Press, leadsToVotes, parseData } from '../view/callback-data.ts'
import { renderContent, renderReply } from '../view/content.ts'
import { toUnfoldedRows } from '../view/keyboards.ts'
import { isOfAnswer } from './genuine-press.ts'
import { listPassages } from './query.ts'

/** Links to pages of an answer: the message stays about the answer's query. */
const PAGES: readonly Link['kind'][] = ['back', 'more', 'others', 'context', 'words', 'followUps']
/** Links to something other than passages. */
const LISTS: readonly Link['kind'][] = ['query', 'article', 'topics', 'speakers', 'articles', 'speaker']

/** Opens the link of a button in place of its message. In a group only the asker and admins may press. */
export async function openButton(ctx: PressContext, services: Services): Promise<void> {
  ctx.notice = await open(ctx, parseData(ctx.callbackQuery.data), services)
}

/** Opens what was pressed; returns the notice that says why it cannot be opened. */
async function open(ctx: PressContext, press: Press | undefined, services: Services): Promise<string | undefined> {
  const { texts } = ctx.reader
  if (!press) return texts.goneItem
  if (!(await mayPress(ctx, press, services))) return texts.notYours
  const opened = openLink(services.knowledge.corpus, press.link)
  if (!opened) return LISTS.includes(press.link.kind) ? texts.goneItem : texts.gone
  const reader = toAskersReader(ctx.reader, press)
  const content = (await recallAnswer(ctx, press.link, services)) ?? opened
  if (press.link.kind === 'followUps') return unfold(ctx, { ...press, link: press.link }, content, services)
  const render = isOwnAnswer(ctx, press, services) ? renderReply : renderContent
  await show(ctx, render(content, reader, press.link))
  await recordPress(ctx, press.link, services)
  await keepOpened(ctx, content, services)
  return undefined
}

/** Remembers what a press opened in a private chat: a later text goes on from what was shown last. */
async function keepOpened(
  { chatId, msgId, reader }: PressContext,
  content: Content,
  services: Services,
): Promise<void> {
  if (!reader.isPrivate || chatId === undefined || msgId === undefined) return
  const query = await services.recentAnswers.findQuery(chatId, msgId)
  if (query === undefined) return
  // A press has no date, and that of its message may be long ago.
  const now = Math.floor(Date.now() / 1000)
  const earlier = await services.conversations.find(chatId, now)
  const before = earlier?.query === query ? earlier : undefined
  await services.conversations.remember(chatId, now, toEarlier(content, listPassages(content), query, before))
}

/** Shows the queries that an answer suggests among the buttons below it. */
async function unfold(
  ctx: PressContext,
  press: Press & { readonly link: Extract<Link, { kind: 'followUps' }> },
  content: Content,
  services: Services,
): Promise<string | undefined> {
  const followUps = ('related' in content && content.related?.followUps) || []
  if (followUps.length === 0) return ctx.reader.texts.goneItem
  await showButtons(ctx, toUnfoldedRows(services.recentKeyboards.find(ctx) ?? [], press, followUps, ctx.reader))
  await recordPress(ctx, press.link, services)
  return undefined
}

/** The buttons of the new page stay the asker's, even where an admin pressed. */
function toAskersReader({ asker: _asker, ...presser }: Reader, { asker, script }: Press): Reader {
  return { ...presser, ...(asker !== undefined && { asker }), script: script ?? 'original' }
}

/**
 * Answers the message's query again on the way back to its answer: callback data holds passages, but no matches and no
 * headings. Undefined where the query is forgotten, or finds other passages since a reload.
 */
async function recallAnswer(
  { chatId, msgId }: PressContext,
  link: Link,
  services: Services,
): Promise<Content | undefined> {
  if ((link.kind !== 'back' && link.kind !== 'followUps') || chatId === undefined || msgId === undefined)
    return undefined
  const query = await services.recentAnswers.findQuery(chatId, msgId)
  if (query === undefined) return undefined
  const answer = answerQuery(services.knowledge.corpus, query)
  const { codes, shown } = link.results
  const found = listShown(answer).slice(0, shown).map(toPassageCode)
  return found.join() === codes.slice(0, shown).join() ? answer : undefined
}

/** Tells whether the press concerns the answer to the message's own query, and not one that a button asked for. */
function isOwnAnswer(ctx: PressContext, { link }: Press, { recentKeyboards }: Services): boolean {
  const rows = recentKeyboards.find(ctx)
  return rows ? leadsToVotes(rows) : link.kind === 'back' && link.isOwn === true
}

/** Remembers the query that the message is about now, and logs the press. */
async function recordPress({ chatId, msgId, from }: PressContext, link: Link, services: Services): Promise<void> {
  if (chatId === undefined || msgId === undefined) return
  services.queryLog.recordPress({ userId: from.id, chatId, messageId: msgId }, link.kind)
  if (!PAGES.includes(link.kind)) {
    const query = link.kind === 'query' ? findSuggestedQuery(services.knowledge.corpus, link.at) : undefined
    await services.recentAnswers.replaceQuery(chatId, msgId, query)
  }
}

async function mayPress(ctx: PressContext, press: Press, services: Services): Promise<boolean> {
  const { id } = ctx.from
  if (ctx.reader.isPrivate) return true
  const rows = services.recentKeyboards.findPressed(ctx)
  const isGenuine = rows ? isAmong(ctx, rows) : await isOfAnswer(ctx, press, services)
  if (press.asker === id && isGenuine) return true
  // An admin may press what was replaced meanwhile, but nothing on a message that the bot knows nothing of.
  if (!rows && !isGenuine) return false
  return services.adminIds.has(id) || services.isChatAdmin(ctx, id)
}

/** Callback data that no button of the message has is forged, and may name anybody as the asker. */
function isAmong(ctx: PressContext, rows: readonly InlineKeyboardButton[][]): boolean {
  return rows.flat().some((button) => 'callback_data' in button && button.callback_data === ctx.callbackQuery.data)
}
