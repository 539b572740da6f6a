import type { PressContext, Services } from '../context.ts'
import type { Reader } from '../reader.ts'
import { show } from '../telegram/send.ts'
import { type OutgoingMessage, renderText, withButtons } from '../view/outgoing-message.ts'

const FORGET = 'privacy:forget'

/** Matches the callback data of the button that deletes what a user asked. */
export const PRIVACY_DATA = /^privacy:/u

/** Renders what is kept of a user, and for how long, with the button that deletes it. */
export function renderPrivacy(
  { texts }: Reader,
  { queryLog: { keeping } }: Pick<Services, 'queryLog'>,
): OutgoingMessage {
  if (keeping.kind === 'nothing') return renderText(texts.privacy(keeping))
  return withButtons({ text: texts.privacy(keeping), entities: [] }, [
    { text: texts.buttons.forget, callback_data: FORGET },
  ])
}

/** Deletes what the presser asked, in whatever chat. Outside of private chats a press changes nothing. */
export async function forgetPresser(ctx: PressContext, { conversations, queryLog }: Services): Promise<void> {
  const { reader, callbackQuery } = ctx
  if (!reader.isPrivate || callbackQuery.data !== FORGET) return
  if (ctx.chatId !== undefined) await conversations.forget(ctx.chatId)
  const isForgotten = await queryLog.forgetUser(callbackQuery.from.id)
  if (!isForgotten) ctx.notice = reader.texts.notForgotten
  else await show(ctx, renderText(reader.texts.forgotten))
}
