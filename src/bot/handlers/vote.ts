import { isDeepStrictEqual } from 'node:util'
import type { InlineKeyboardButton } from 'grammy/types'
import type { PressContext, Services } from '../context.ts'
import { showButtons } from '../telegram/send.ts'
import { isOnAnswer } from './genuine-press.ts'
import type { Texts } from '../texts/texts.ts'
import { type Vote, findVote, isAbout, parseVote, toButton, toReasonRows, toVoteRow } from '../view/callback-data.ts'

type Row = InlineKeyboardButton[]

/** Buttons of a row that a phone shows with their labels. */
const MOST_IN_ROW = 5

/** Records a vote, one of each user per message: a later one replaces it. A vote down is asked for its reason. */
export async function castVote(ctx: PressContext, services: Services): Promise<void> {
  const { chatId, msgId, from } = ctx
  const { texts } = ctx.reader
  const vote = parseVote(ctx.callbackQuery.data)
  if (!vote) {
    ctx.notice = texts.goneItem
    return
  }
  const rows = services.recentKeyboards.find(ctx)
  // A vote that the message does not offer is forged, or about the answer before the query was edited.
  if (chatId === undefined || msgId === undefined || (rows && !isAbout(vote, rows))) return
  if (!rows && !ctx.reader.isPrivate && !(await isOnAnswer(ctx, vote, services))) return
  // Written before the thanks: a process that is killed after them has lost nothing.
  await services.queryLog.recordVote({ userId: from.id, chatId, messageId: msgId }, vote)
  // The vote counts even where its buttons cannot be changed.
  ctx.notice = toNotice(vote, rows, texts)
  const changed = rows ? changeRows(rows, vote, texts) : toLostRows(vote, texts)
  if (changed) await showButtons(ctx, changed)
}

function toNotice(vote: Vote, rows: readonly Row[] | undefined, texts: Texts): string {
  // A page of an answer has no buttons for reasons.
  const canGiveReason = !rows || rows.flat().some(findVote)
  if (isReasonMissing(vote) && canGiveReason) return texts.whatWasWrong
  return vote.isUp ? texts.thanksUp : texts.thanksDown
}

function isReasonMissing({ isUp, reason }: Vote): boolean {
  return !isUp && reason === undefined
}

/**
 * Replaces the vote buttons of a message. Undefined where nothing changes, and for a page of an answer, which has none.
 */
function changeRows(rows: readonly Row[], vote: Vote, texts: Texts): Row[] | undefined {
  const [standing] = rows.flat().flatMap((button) => findVote(button) ?? [])
  if (!standing) return undefined
  const others = rows.map((row) => row.filter((button) => !findVote(button))).filter((row) => row.length > 0)
  const changed = isReasonMissing(vote)
    ? [...others, ...toReasonRows(standing.press, texts.buttons)]
    : addToFirst(others, toVoteRow(standing.press))
  return isDeepStrictEqual(changed, rows) ? undefined : changed
}

/** Makes the rows of a message whose buttons are not known: the way back to the answer, and the vote. */
function toLostRows(vote: Vote, texts: Texts): Row[] {
  return [
    ...(vote.press ? [[toButton(texts.buttons.back, vote.press.link, vote.press)]] : []),
    ...(isReasonMissing(vote) ? toReasonRows(vote.press, texts.buttons) : [toVoteRow(vote.press)]),
  ]
}

/** Adds buttons to the first row where they fit it, and else in a row of their own. */
function addToFirst([first = [], ...others]: readonly Row[], buttons: Row): Row[] {
  return first.length + buttons.length <= MOST_IN_ROW
    ? [[...first, ...buttons], ...others]
    : [first, ...others, buttons]
}
