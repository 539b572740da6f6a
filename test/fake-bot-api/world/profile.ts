import type { BotCommand, BotCommandScope } from 'grammy/types'
import { refuseBad } from '../server/refusal.ts'

/** Keeps the bot's menus, one for each scope and language, and its descriptions in each language. */
export function createProfile() {
  const menus = new Map<string, readonly BotCommand[]>()
  return {
    setMenu: (commands: readonly BotCommand[], scope?: BotCommandScope, languageCode?: string): void => {
      menus.set(menuKey(scope, languageCode), commands)
    },
    deleteMenu: (scope?: BotCommandScope, languageCode?: string): void => {
      menus.delete(menuKey(scope, languageCode))
    },
    menu: (scope?: BotCommandScope, languageCode?: string): readonly BotCommand[] =>
      menus.get(menuKey(scope, languageCode)) ?? [],
    description: createTranslated(),
    shortDescription: createTranslated(),
  }
}

/** A text for each language, and one under the empty code for all the others. */
function createTranslated() {
  const texts = new Map<string, string>()
  return {
    set: (text: string, languageCode = ''): void => {
      texts.set(checkLanguage(languageCode), text)
    },
    get: (languageCode = ''): string => texts.get(checkLanguage(languageCode)) ?? '',
  }
}

function menuKey(scope: BotCommandScope = { type: 'default' }, languageCode = ''): string {
  const { type, chat_id, user_id }: { type: string; chat_id?: number | string; user_id?: number } = scope
  return [type, chat_id, user_id, checkLanguage(languageCode)].join(' ')
}

// A user's language_code may be longer, like zh-hans; here Telegram takes two letters only.
function checkLanguage(code: string): string {
  return /^([a-z]{2})?$/.test(code) ? code : refuseBad('invalid language code specified')
}
