import type { Context } from 'grammy'
import type { Link } from '../answer/link.ts'
import { listQuotes } from '../answer/list-quotes.ts'
import { toPassageCode } from '../answer/codes.ts'
import type { Opened } from '../answer/opened.ts'
import type { Audience } from './audience.ts'
import { type Press, parseData } from './buttons.ts'
import { type Desk, toAudience } from './desk.ts'
import { isErrand } from './errands.ts'
import { runErrand } from './gaps.ts'
import type { LatestKeyboards } from './latest-keyboards.ts'
import { chooseLanguage, isLanguageChoice } from './language-choice.ts'
import { renderOpened } from './render-pages.ts'
import type { Rendered } from './rendered.ts'
import { endWaiting, show } from './send.ts'
import { vote } from './vote.ts'
import { isVote, leadsToVotes, withVotes, withWayToVotes } from './votes.ts'

type PressContext = Context & { readonly callbackQuery: { readonly data: string } }

/** Leave the answer's query what the message is about. */
const PAGES: readonly Link['kind'][] = ['back', 'more', 'others', 'context', 'words']
/** Are no passages. */
const LISTS: readonly Link['kind'][] = ['query', 'article', 'topics', 'speakers', 'articles', 'speaker']

/** Opens what a button leads to, in the place of the message that it stands under; in a group for who asked, and for admins. */
export async function press(ctx: PressContext, desk: Desk): Promise<void> {
  if (isLanguageChoice(ctx.callbackQuery.data)) return chooseLanguage(ctx, desk)
  if (isErrand(ctx.callbackQuery.data)) return runErrand(ctx, desk)
  if (isVote(ctx.callbackQuery.data)) return vote(ctx, desk)
  const pressed = parseData(ctx.callbackQuery.data)
  const { asker: _, ...reader } = toAudience(ctx, desk)
  // Who asked stays who may press, whoever pressed.
  const audience = { ...reader, ...(pressed?.asker !== undefined && { asker: pressed.asker }) }
  let notice: string | undefined = audience.texts.failed
  try {
    notice = await openFor(ctx, pressed, audience, desk)
  } finally {
    // Until a press is answered, whoever pressed sees it waiting.
    await endWaiting(ctx, notice)
  }
}

/** Opens what was pressed, or gives the notice that says why not. */
async function openFor(ctx: PressContext, pressed: Press | undefined, audience: Audience, desk: Desk): Promise<string | undefined> {
  const { texts } = audience
  const turn = await desk.limits.takePress(ctx.callbackQuery.from.id)
  if (turn.kind !== 'free') return turn.kind === 'told' ? texts.slowDown(turn.seconds) : undefined
  if (pressed && !(await mayPress(ctx, pressed, audience, desk))) return texts.notYours
  const opened = pressed && desk.knowledge.open(pressed.link)
  if (!opened) return pressed && !LISTS.includes(pressed.link.kind) ? texts.gone : texts.goneItem
  const whole = recall(ctx, pressed.link, desk) ?? opened
  const rendered = renderOpened(whole, audience, pressed.link, pressed.isConverted)
  await show(ctx, isOwnAnswer(ctx, pressed, desk) ? toOwn(rendered, whole, audience, pressed) : rendered)
  keepInMind(ctx, pressed.link, desk)
  if (ctx.chatId !== undefined && ctx.msgId !== undefined) desk.queryLog.recordPress({ userId: ctx.callbackQuery.from.id, chatId: ctx.chatId, messageId: ctx.msgId }, pressed.link.kind)
  return undefined
}

/** Back at an answer whose query is still known and finds the same, what it marked and headed is shown again; the data tells only its passages. */
function recall({ chatId, msgId }: Context, link: Link, { answered, knowledge }: Desk): Opened | undefined {
  if (link.kind !== 'back' || chatId === undefined || msgId === undefined) return undefined
  const query = answered.findQuery(chatId, msgId)
  const answer = query === undefined ? undefined : knowledge.answer(query)
  const codes = answer ? listQuotes(answer).slice(0, link.results.shown).map(toPassageCode) : []
  return codes.join() === link.results.codes.slice(0, link.results.shown).join() ? answer : undefined
}

/** Whether the answer to the message's own query, or a page of it, is what was pressed on: an answer that a button asked for has pages too. */
function isOwnAnswer(ctx: PressContext, { link }: Press, { keyboards }: Desk): boolean {
  const rows = keyboards.find(ctx)
  return rows ? leadsToVotes(rows) : link.kind === 'back' && link.isOwn === true
}

/** Back at the answer is where its query was answered. */
function toOwn(rendered: Rendered, opened: Opened, audience: Audience, { link, isConverted }: Press): Rendered {
  if (link.kind === 'back') return withVotes(rendered, opened, audience, isConverted)
  return PAGES.includes(link.kind) ? withWayToVotes(rendered) : rendered
}

/** What the message is about from now on: pages of an answer are about its query still. */
function keepInMind({ chatId, msgId }: Context, link: Link, { answered, knowledge }: Desk): void {
  if (PAGES.includes(link.kind) || chatId === undefined || msgId === undefined) return
  answered.replaceQuery(chatId, msgId, link.kind === 'query' ? knowledge.findQuery(link.at) : undefined)
}

async function mayPress(ctx: PressContext, { asker }: Press, { isPrivate }: Audience, { adminIds, isChatAdmin, keyboards }: Desk): Promise<boolean> {
  const { id } = ctx.callbackQuery.from
  return isPrivate || (asker === id && isOnMessage(ctx, keyboards)) || adminIds.has(id) || isChatAdmin(ctx, id)
}

/** Data that no button of the message has was made up, and may say that anybody asked. */
function isOnMessage(ctx: PressContext, keyboards: LatestKeyboards): boolean {
  const rows = keyboards.findPressed(ctx)
  return rows === undefined || rows.flat().some((button) => 'callback_data' in button && button.callback_data === ctx.callbackQuery.data)
}
