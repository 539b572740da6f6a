import type { Api, Bot } from 'grammy'
import type { BotCommand, BotCommandScope } from 'grammy/types'
import { DEFAULT_LANGUAGE, type Language } from '../../i18n/languages.ts'
import type { ChosenLanguages } from '../../records/chosen-languages.ts'
import type { Services } from '../context.ts'
import { type Log, describeError } from '../log.ts'
import type { AllTexts, Command, Texts } from '../texts/texts.ts'

const FOR_EVERYONE: readonly Command[] = ['ask', 'topics', 'speakers', 'article', 'language', 'help']
const FOR_ADMINS: readonly Command[] = [...FOR_EVERYONE, 'gaps', 'stats', 'reload']

/**
 * Telegram's languages are of two letters, so that it knows one Chinese: both scripts stand in the descriptions, and whoever
 * chooses 繁體 gets a menu of their own. What is set for no language is for all others.
 */
const OFFERED: readonly { readonly code: 'zh' | 'en' | undefined; readonly languages: readonly Language[] }[] = [
  { code: undefined, languages: ['en', 'zh-hans'] },
  { code: 'en', languages: ['en'] },
  { code: 'zh', languages: ['zh-hans', 'zh-hant'] },
]

/**
 * Registers the command menus and the descriptions in every language: /gaps, /stats and /reload are shown to the admins only.
 *
 * What Telegram refuses is logged: an admin who never wrote to the bot has no chat with it yet.
 */
export async function registerCommands(
  bot: Bot,
  adminIds: ReadonlySet<number>,
  allTexts: AllTexts,
  log: Log,
  chosen: Pick<ChosenLanguages, 'find'> = { find: () => undefined },
): Promise<void> {
  const calls = OFFERED.flatMap(({ code, languages }) => {
    const [first = DEFAULT_LANGUAGE] = languages
    const tag = code && { language_code: code }
    const join = (toText: (texts: Texts) => string) =>
      languages.map((language) => toText(allTexts[language])).join('\n\n')
    const setMenu = (scope: BotCommandScope, commands: readonly Command[], language = first) => ({
      // Of whose chat it is the log knows nothing.
      what: { type: scope.type, ...tag },
      call: () => bot.api.setMyCommands(toMenu(commands, allTexts[language]), { scope, ...tag }),
    })
    return [
      setMenu({ type: 'all_private_chats' }, FOR_EVERYONE),
      setMenu({ type: 'all_group_chats' }, ['ask']),
      ...[...adminIds].map((id) => setMenu({ type: 'chat', chat_id: id }, FOR_ADMINS, chosen.find(id))),
      {
        what: { type: 'description', ...tag },
        call: () =>
          bot.api.setMyDescription(
            join(({ description }) => description),
            tag,
          ),
      },
      {
        what: { type: 'short description', ...tag },
        call: () =>
          bot.api.setMyShortDescription(
            join(({ shortDescription }) => shortDescription),
            tag,
          ),
      },
    ]
  })
  for (const { what, call } of calls) {
    try {
      await call()
    } catch (error) {
      log.warn({ ...describeError(error, bot.token), what }, 'a command menu or description could not be set')
    }
  }
}

/** Gives somebody a menu in their own language, whatever Telegram takes theirs for. */
export async function registerOwnMenu(api: Api, userId: number, texts: Texts, isAdmin: boolean): Promise<void> {
  const menu = toMenu(isAdmin ? FOR_ADMINS : FOR_EVERYONE, texts)
  const scope: BotCommandScope = { type: 'chat', chat_id: userId }
  // Of an admin's menus the one for their language goes before the one for all.
  const codes = isAdmin ? OFFERED.map(({ code }) => code) : [undefined]
  for (const code of codes) await api.setMyCommands(menu, { scope, ...(code && { language_code: code }) })
}

/** Gives somebody the menu for the language of their app again. */
export async function resetOwnMenu(
  api: Api,
  userId: number,
  texts: Texts,
  { adminIds, allTexts }: Pick<Services, 'adminIds' | 'allTexts'>,
): Promise<void> {
  const isAdmin = adminIds.has(userId)
  const scope: BotCommandScope = { type: 'chat', chat_id: userId }
  if (texts.language === 'zh-hant') await registerOwnMenu(api, userId, texts, isAdmin)
  else if (!isAdmin) await api.deleteMyCommands({ scope })
  else
    for (const {
      code,
      languages: [first = DEFAULT_LANGUAGE],
    } of OFFERED)
      await api.setMyCommands(toMenu(FOR_ADMINS, allTexts[first]), { scope, ...(code && { language_code: code }) })
}

function toMenu(commands: readonly Command[], texts: Texts): BotCommand[] {
  return commands.map((command) => ({ command, description: texts.command(command) }))
}
