import type { Context } from 'grammy'
import type { Link } from '../../answer/browse/link.ts'
import { listQuotes } from '../../answer/list-quotes.ts'
import { toPassageCode } from '../../answer/browse/codes.ts'
import type { Content } from '../../answer/browse/opened.ts'
import type { Reader } from '../reader.ts'
import { type Press, parseData } from '../view/callback-data.ts'
import { type Services, toReader } from '../context.ts'
import { isGapAction } from '../admin/gap-buttons.ts'
import { runGapAction } from '../admin/gaps.ts'
import type { RecentKeyboards } from '../state/recent-keyboards.ts'
import { chooseLanguage, isLanguageChoice } from './language.ts'
import { renderContent, renderReply } from '../view/content.ts'
import { endWaiting, show } from '../telegram/send.ts'
import { vote } from './vote.ts'
import { isVote, leadsToVotes } from '../view/vote-buttons.ts'

type PressContext = Context & { readonly callbackQuery: { readonly data: string } }

/** Leave the answer's query what the message is about. */
const PAGES: readonly Link['kind'][] = ['back', 'more', 'others', 'context', 'words']
/** Are no passages. */
const LISTS: readonly Link['kind'][] = ['query', 'article', 'topics', 'speakers', 'articles', 'speaker']

/** Opens what a button leads to, in the place of the message that it stands under; in a group for who asked, and for admins. */
export async function press(ctx: PressContext, services: Services): Promise<void> {
  if (isLanguageChoice(ctx.callbackQuery.data)) return chooseLanguage(ctx, services)
  if (isGapAction(ctx.callbackQuery.data)) return runGapAction(ctx, services)
  if (isVote(ctx.callbackQuery.data)) return vote(ctx, services)
  const pressed = parseData(ctx.callbackQuery.data)
  const { asker: _, ...presser } = toReader(ctx, services)
  // Who asked stays who may press, whoever pressed.
  const reader: Reader = {
    ...presser,
    ...(pressed?.asker !== undefined && { asker: pressed.asker }),
    script: pressed?.script,
  }
  let notice: string | undefined = reader.texts.failed
  try {
    notice = await openFor(ctx, pressed, reader, services)
  } finally {
    // Until a press is answered, whoever pressed sees it waiting.
    await endWaiting(ctx, notice)
  }
}

/** Opens what was pressed, or gives the notice that says why not. */
async function openFor(
  ctx: PressContext,
  pressed: Press | undefined,
  reader: Reader,
  services: Services,
): Promise<string | undefined> {
  const { texts } = reader
  const turn = await services.rateLimits.takePress(ctx.callbackQuery.from.id)
  if (turn.kind !== 'free') return turn.kind === 'told' ? texts.slowDown(turn.seconds) : undefined
  if (pressed && !(await mayPress(ctx, pressed, reader, services))) return texts.notYours
  const opened = pressed && services.knowledge.open(pressed.link)
  if (!opened) return pressed && !LISTS.includes(pressed.link.kind) ? texts.gone : texts.goneItem
  const whole = recall(ctx, pressed.link, services) ?? opened
  const render = isOwnAnswer(ctx, pressed, services) ? renderReply : renderContent
  await show(ctx, render(whole, reader, pressed.link))
  keepInMind(ctx, pressed.link, services)
  if (ctx.chatId !== undefined && ctx.msgId !== undefined)
    services.queryLog.recordPress(
      { userId: ctx.callbackQuery.from.id, chatId: ctx.chatId, messageId: ctx.msgId },
      pressed.link.kind,
    )
  return undefined
}

/** Back at an answer whose query is still known and finds the same, what it marked and headed is shown again; the data tells only its passages. */
function recall({ chatId, msgId }: Context, link: Link, { recentAnswers, knowledge }: Services): Content | undefined {
  if (link.kind !== 'back' || chatId === undefined || msgId === undefined) return undefined
  const query = recentAnswers.findQuery(chatId, msgId)
  const answer = query === undefined ? undefined : knowledge.answer(query)
  const codes = answer ? listQuotes(answer).slice(0, link.results.shown).map(toPassageCode) : []
  return codes.join() === link.results.codes.slice(0, link.results.shown).join() ? answer : undefined
}

/** Whether the answer to the message's own query, or a page of it, is what was pressed on: an answer that a button asked for has pages too. */
function isOwnAnswer(ctx: PressContext, { link }: Press, { recentKeyboards }: Services): boolean {
  const rows = recentKeyboards.find(ctx)
  return rows ? leadsToVotes(rows) : link.kind === 'back' && link.isOwn === true
}

/** What the message is about from now on: pages of an answer are about its query still. */
function keepInMind({ chatId, msgId }: Context, link: Link, { recentAnswers, knowledge }: Services): void {
  if (PAGES.includes(link.kind) || chatId === undefined || msgId === undefined) return
  recentAnswers.replaceQuery(chatId, msgId, link.kind === 'query' ? knowledge.findQuery(link.at) : undefined)
}

async function mayPress(
  ctx: PressContext,
  { asker }: Press,
  { isPrivate }: Reader,
  { adminIds, isChatAdmin, recentKeyboards }: Services,
): Promise<boolean> {
  const { id } = ctx.callbackQuery.from
  return isPrivate || (asker === id && isOnMessage(ctx, recentKeyboards)) || adminIds.has(id) || isChatAdmin(ctx, id)
}

/** Data that no button of the message has was made up, and may say that anybody asked. */
function isOnMessage(ctx: PressContext, keyboards: RecentKeyboards): boolean {
  const rows = keyboards.findPressed(ctx)
  return (
    rows === undefined ||
    rows.flat().some((button) => 'callback_data' in button && button.callback_data === ctx.callbackQuery.data)
  )
}
