import type { Context } from 'grammy'
import type { InlineKeyboardButton } from 'grammy/types'
import type { Link } from '../answer/link.ts'
import type { Opened } from '../answer/opened.ts'
import type { Audience } from './audience.ts'
import { type Press, parseData, toButton, toData } from './buttons.ts'
import { type Desk, toAudience } from './desk.ts'
import { type Rendered, withButtons } from './rendered.ts'
import { endWaiting, showButtons } from './send.ts'
import { SIGNS, type Texts } from './texts.ts'

/** What was wrong with an answer, as it is kept. */
export const REASONS = ['passage', 'speaker', 'unrelated'] as const
export type Reason = (typeof REASONS)[number]

/** A vote on the answer in a message. */
interface Vote {
  readonly isUp: boolean
  readonly reason?: Reason
  /** The answer that the buttons stand under, where it can be opened again. */
  readonly press?: Press | undefined
}

type Row = InlineKeyboardButton[]

/** Two characters before the data that leads back to the answer, of 62 at most; no other data begins so. */
const MARKS = { up: '+0', down: '-0', passage: '-p', speaker: '-s', unrelated: '-u' } as const
const VOTED: readonly Opened['kind'][] = ['found', 'unjudged', 'parts', 'stated', 'speaker', 'participants', 'questions']

/** Puts the buttons of a vote below what answers a query. */
export function withVotes(rendered: Rendered, { kind }: Opened, audience: Audience): Rendered {
  if (!VOTED.includes(kind)) return rendered
  const rows = rendered.buttons ?? []
  return withButtons(rendered, ...rows, toVoteRow(findBack(rows, audience)))
}

/** Tells whether a button's data is a vote. */
export function isVote(data: string): boolean {
  return parseVote(data) !== undefined
}

/** Keeps a vote, one of each user for a message, in the place of their last; who says that it did not help is asked what was wrong. */
export async function vote(ctx: Context & { readonly callbackQuery: { readonly data: string } }, desk: Desk): Promise<void> {
  const { texts } = toAudience(ctx, desk)
  const cast = parseVote(ctx.callbackQuery.data)
  let notice: string | undefined = texts.failed
  try {
    notice = cast && (await keep(ctx, cast, texts, desk))
  } finally {
    await endWaiting(ctx, notice)
  }
}

async function keep(ctx: Context & { readonly callbackQuery: { readonly data: string } }, cast: Vote, texts: Texts, desk: Desk): Promise<string | undefined> {
  const { from, message } = ctx.callbackQuery
  const turn = await desk.limits.takePress(from.id)
  if (turn.kind !== 'free') return turn.kind === 'told' ? texts.slowDown(turn.seconds) : undefined
  if (ctx.chatId === undefined || ctx.msgId === undefined) return texts.gone
  desk.queryLog.recordVote({ userId: from.id, chatId: ctx.chatId, messageId: ctx.msgId }, cast)
  const isAsked = !cast.isUp && cast.reason === undefined
  const own = isAsked ? toReasonRows(cast.press, texts) : [toVoteRow(cast.press)]
  // Only what stands there now tells the other buttons; of an old message Telegram tells nothing.
  const rows = message && 'reply_markup' in message ? (message.reply_markup?.inline_keyboard ?? []) : cast.press ? [[toButton(texts.buttons.back, cast.press)]] : []
  const others = rows.filter((row) => !row.some((button) => 'callback_data' in button && isVote(button.callback_data)))
  await showButtons(ctx, [...others, ...own])
  return isAsked ? texts.whatWasWrong : cast.isUp ? texts.thanksUp : texts.thanksDown
}

function toVoteRow(press: Press | undefined): Row {
  return [toVoteButton(SIGNS.up, 'up', press), toVoteButton(SIGNS.down, 'down', press)]
}

/** Who thinks better of it may still say that it helped. */
function toReasonRows(press: Press | undefined, { buttons }: Texts): Row[] {
  const [passage, speaker, unrelated] = REASONS.map((reason) => toVoteButton(buttons.wrong(reason), reason, press))
  return [[passage, speaker], [unrelated, toVoteButton(SIGNS.up, 'up', press)]].map((row) => row.filter((button) => button !== undefined))
}

function toVoteButton(text: string, mark: keyof typeof MARKS, press: Press | undefined): InlineKeyboardButton {
  return { text, callback_data: MARKS[mark] + (press ? toData(press) : '') }
}

function parseVote(data: string): Vote | undefined {
  // The keys of a table that has every mark.
  const mark = (Object.keys(MARKS) as (keyof typeof MARKS)[]).find((one) => data.startsWith(MARKS[one]))
  const rest = data.slice(MARKS.up.length)
  const press = parseData(rest)
  if (mark === undefined || (rest !== '' && press?.link.kind !== 'back')) return undefined
  const reason = REASONS.find((one) => one === mark)
  return { isUp: mark === 'up', press, ...(reason && { reason }) }
}

/** What the other buttons lead back to. */
function findBack(rows: readonly Row[], { asker }: Audience): Press | undefined {
  for (const button of rows.flat()) {
    const press = 'callback_data' in button ? parseData(button.callback_data) : undefined
    if (press && 'results' in press.link && press.link.results.codes.length > 0) {
      const link: Link = { kind: 'back', results: press.link.results }
      return { link, ...(asker !== undefined && { asker }), ...(press.isConverted && { isConverted: true }) }
    }
  }
  return undefined
}
