import { isDeepStrictEqual } from 'node:util'
import type { Context } from 'grammy'
import type { InlineKeyboardButton } from 'grammy/types'
import { toButton } from '../view/callback-data.ts'
import { type Services, toReader } from '../context.ts'
import { endWaiting, showButtons } from '../telegram/send.ts'
import type { Texts } from '../texts/texts.ts'
import { type Vote, findVote, isAbout, parseVote, toReasonRows, toVoteRow } from '../view/vote-buttons.ts'

type VoteContext = Context & { readonly callbackQuery: { readonly data: string } }
type Row = InlineKeyboardButton[]

/** What whoever voted is told, and the buttons that are to stand there where they change. */
interface Kept {
  readonly notice?: string
  readonly rows?: Row[] | undefined
}

/** Keeps a vote, one of each user for a message, in the place of their last; who says that it did not help is asked what was wrong. */
export async function vote(ctx: VoteContext, services: Services): Promise<void> {
  const { texts } = toReader(ctx, services)
  const cast = parseVote(ctx.callbackQuery.data)
  let notice: string | undefined = texts.failed
  try {
    const kept = cast && (await keep(ctx, cast, texts, services))
    // It is kept, whatever becomes of the buttons.
    notice = kept?.notice
    if (kept?.rows) await showButtons(ctx, kept.rows)
  } finally {
    await endWaiting(ctx, notice)
  }
}

async function keep(
  ctx: VoteContext,
  cast: Vote,
  texts: Texts,
  { rateLimits, recentKeyboards, queryLog }: Services,
): Promise<Kept> {
  const { id: userId } = ctx.callbackQuery.from
  const turn = await rateLimits.takePress(userId)
  if (turn.kind !== 'free') return turn.kind === 'told' ? { notice: texts.slowDown(turn.seconds) } : {}
  const rows = recentKeyboards.find(ctx)
  // Made up, or about what stood there before the query was edited.
  if (ctx.chatId === undefined || ctx.msgId === undefined || (rows && !isAbout(cast, rows))) return {}
  queryLog.recordVote({ userId, chatId: ctx.chatId, messageId: ctx.msgId }, cast)
  return {
    notice: toNotice(cast, rows, texts),
    rows: rows
      ? changeRows(rows, cast, texts)
      : [
          ...(cast.press ? [[toButton(texts.buttons.back, cast.press.link, cast.press)]] : []),
          ...toOwnRows(cast, cast, texts),
        ],
  }
}

function toNotice(cast: Vote, rows: readonly Row[] | undefined, texts: Texts): string {
  // On a page no reason can be chosen.
  return isAsked(cast) && (!rows || rows.flat().some(findVote))
    ? texts.whatWasWrong
    : cast.isUp
      ? texts.thanksUp
      : texts.thanksDown
}

/** Whether it is to be asked what was wrong. */
function isAsked({ isUp, reason }: Vote): boolean {
  return !isUp && reason === undefined
}

/** Puts the buttons of a vote in the place of those that stand there; a page of the answer has none, and keeps its buttons, as does what would stay the same. */
function changeRows(rows: readonly Row[], cast: Vote, texts: Texts): Row[] | undefined {
  const standing = rows
    .flat()
    .map(findVote)
    .find((one) => one !== undefined)
  const changed = standing && [...rows.filter((row) => !row.some(findVote)), ...toOwnRows(cast, standing, texts)]
  return changed && !isDeepStrictEqual(changed, rows) ? changed : undefined
}

function toOwnRows(cast: Vote, { press }: Vote, { buttons }: Texts): Row[] {
  return isAsked(cast) ? toReasonRows(press, buttons) : [toVoteRow(press)]
}
