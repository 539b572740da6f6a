import type { Context } from 'grammy'
import type { InlineKeyboardButton } from 'grammy/types'
import { LANGUAGES, toLanguage } from '../../i18n/languages.ts'
import type { Reader } from '../reader.ts'
import { registerOwnMenu, resetOwnMenu } from '../telegram/command-menus.ts'
import type { Services } from '../context.ts'
import { type OutgoingMessage, withButtons } from '../view/outgoing-message.ts'
import { endWaiting, show } from '../telegram/send.ts'
import { LANGUAGE_NAMES } from '../texts/texts.ts'

/** No link's data begins so. */
const MARK = 'language:'
const AUTO = 'auto'

/** Offers the languages, each by its own name, and Telegram's. */
export function renderLanguages({ texts }: Reader): OutgoingMessage {
  const own = LANGUAGES.map((language): InlineKeyboardButton[] => [
    { text: LANGUAGE_NAMES[language], callback_data: MARK + language },
  ])
  return withButtons({ text: texts.chooseLanguage, entities: [] }, ...own, [
    { text: texts.languageAuto, callback_data: MARK + AUTO },
  ])
}

/** Tells whether a button chooses a language. */
export function isLanguageChoice(data: string): boolean {
  return data.startsWith(MARK)
}

/** Keeps the language that somebody chose, and says so in it; it is chosen in private, and any other press changes nothing. */
export async function chooseLanguage(
  ctx: Context & { readonly callbackQuery: { readonly data: string } },
  services: Services,
): Promise<void> {
  const chosen = LANGUAGES.find((language) => MARK + language === ctx.callbackQuery.data)
  const { id, language_code } = ctx.callbackQuery.from
  const isOffered = ctx.chat?.type === 'private' && (chosen !== undefined || ctx.callbackQuery.data === MARK + AUTO)
  if (!isOffered) return endWaiting(ctx)
  try {
    const texts = services.allTexts[chosen ?? toLanguage(language_code)]
    await show(ctx, { text: chosen ? texts.languageSet : texts.languageKept, entities: [] })
    await services.languages.choose(id, chosen)
    await (chosen
      ? registerOwnMenu(ctx.api, id, texts, services.adminIds.has(id))
      : resetOwnMenu(ctx.api, id, texts, services))
  } finally {
    await endWaiting(ctx)
  }
}
