import type { InlineKeyboardButton } from 'grammy/types'
import { LANGUAGES, toLanguage } from '../../i18n/languages.ts'
import type { PressContext, Services } from '../context.ts'
import type { Reader } from '../reader.ts'
import { registerOwnMenu, resetOwnMenu } from '../telegram/command-menus.ts'
import { show } from '../telegram/send.ts'
import { LANGUAGE_NAMES } from '../texts/texts.ts'
import { type OutgoingMessage, withButtons } from '../view/outgoing-message.ts'

/** Matches the callback data of a language button, and no other. */
export const LANGUAGE_DATA = /^language:/u

const MARK = 'language:'
const AUTO = 'auto'

/** Renders the choice of languages, each by its own name, and of the one that Telegram reports. */
export function renderLanguages({ texts }: Reader): OutgoingMessage {
  const own = LANGUAGES.map((language): InlineKeyboardButton[] => [
    { text: LANGUAGE_NAMES[language], callback_data: MARK + language },
  ])
  return withButtons({ text: texts.chooseLanguage, entities: [] }, ...own, [
    { text: texts.languageAuto, callback_data: MARK + AUTO },
  ])
}

/** Stores the language that a user chose, and confirms in it. Outside of private chats a press changes nothing. */
export async function chooseLanguage(ctx: PressContext, services: Services): Promise<void> {
  const chosen = LANGUAGES.find((language) => MARK + language === ctx.callbackQuery.data)
  const { id, language_code } = ctx.callbackQuery.from
  const isOffered = ctx.reader.isPrivate && (chosen !== undefined || ctx.callbackQuery.data === MARK + AUTO)
  if (!isOffered) return
  // Where only the menu fails, the language is set: "failed" would be wrong.
  ctx.notice = ''
  const texts = services.allTexts[chosen ?? toLanguage(language_code)]
  await show(ctx, { text: chosen ? texts.languageSet : texts.languageKept, entities: [] })
  await services.languages.choose(id, chosen)
  if (chosen) await registerOwnMenu(ctx.api, id, texts, services.adminIds.has(id))
  else await resetOwnMenu(ctx.api, id, texts, services)
}
