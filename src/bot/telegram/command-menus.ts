import type { Api, Bot } from 'grammy'
import type { BotCommand, BotCommandScope, UserFromGetMe } from 'grammy/types'
import type { Language } from '../../i18n/languages.ts'
import type { ChosenLanguages } from '../../records/chosen-languages.ts'
import type { Services } from '../context.ts'
import { type Log, describeError } from '../log.ts'
import type { AllTexts, Command, Texts } from '../texts/texts.ts'

const USER_COMMANDS: readonly Command[] = ['ask', 'topics', 'speakers', 'article', 'language', 'privacy', 'help']
const ADMIN_COMMANDS: readonly Command[] = [...USER_COMMANDS, 'gaps', 'stats', 'reload']
const GROUP_COMMANDS: readonly Command[] = ['ask']

type LanguageCode = 'zh' | 'en'

/** The texts that Telegram shows for a language code, the menu in the first language; no code means all other codes. */
interface Localization {
  readonly code: LanguageCode | undefined
  readonly languages: readonly [Language, ...Language[]]
}

/**
 * Telegram's language codes have two letters, so that it knows only one Chinese: descriptions are in both scripts, and
 * a user who chooses 繁體 gets a menu of their own.
 */
const LOCALIZATIONS: readonly Localization[] = [
  { code: undefined, languages: ['en', 'zh-hans'] },
  { code: 'en', languages: ['en'] },
  { code: 'zh', languages: ['zh-hans', 'zh-hant'] },
]

/** A request to Telegram, with a description for the log that names no chat. */
interface NamedRequest {
  readonly what: object
  readonly call: () => Promise<unknown>
}

/**
 * Registers the command menus and the descriptions in every language; only admins see /gaps, /stats and /reload.
 *
 * A refusal by Telegram is logged: an admin who never wrote to the bot has no chat with it.
 */
export async function registerCommands(
  bot: Bot,
  adminIds: ReadonlySet<number>,
  allTexts: AllTexts,
  log: Log,
  chosen: Pick<ChosenLanguages, 'find'> = { find: () => undefined },
): Promise<void> {
  const requests = LOCALIZATIONS.flatMap((localization) => [
    ...listMenuRequests(bot.api, localization, adminIds, allTexts, chosen),
    ...listDescriptionRequests(bot.api, localization, allTexts),
  ])
  for (const { what, call } of requests) {
    try {
      await call()
    } catch (error) {
      log.warn({ ...describeError(error, bot.token), what }, 'a command menu or description could not be set')
    }
  }
}

function listMenuRequests(
  api: Api,
  { code, languages: [first] }: Localization,
  adminIds: ReadonlySet<number>,
  allTexts: AllTexts,
  chosen: Pick<ChosenLanguages, 'find'>,
): NamedRequest[] {
  const toRequest = (scope: BotCommandScope, commands: readonly Command[], language = first): NamedRequest => ({
    what: { type: scope.type, ...toCodeField(code) },
    call: () => setMenu(api, scope, code, toMenu(commands, allTexts[language])),
  })
  return [
    toRequest({ type: 'all_private_chats' }, USER_COMMANDS),
    toRequest({ type: 'all_group_chats' }, GROUP_COMMANDS),
    ...[...adminIds].map((id) => toRequest({ type: 'chat', chat_id: id }, ADMIN_COMMANDS, chosen.find(id))),
  ]
}

function listDescriptionRequests(api: Api, { code, languages }: Localization, allTexts: AllTexts): NamedRequest[] {
  const field = toCodeField(code)
  const join = (toText: (texts: Texts) => string) =>
    languages.map((language) => toText(allTexts[language])).join('\n\n')
  const description = join((texts) => texts.description)
  const shortDescription = join((texts) => texts.shortDescription)
  return [
    { what: { type: 'description', ...field }, call: () => api.setMyDescription(description, field) },
    { what: { type: 'short description', ...field }, call: () => api.setMyShortDescription(shortDescription, field) },
  ]
}

/** Sets a user's own menu in their chosen language, independent of the language of their app. */
export async function registerOwnMenu(api: Api, userId: number, texts: Texts, isAdmin: boolean): Promise<void> {
  const menu = toMenu(isAdmin ? ADMIN_COMMANDS : USER_COMMANDS, texts)
  // An admin has a menu per language code, and Telegram prefers these to the one without.
  const codes = isAdmin ? LOCALIZATIONS.map(({ code }) => code) : [undefined]
  for (const code of codes) await setMenu(api, { type: 'chat', chat_id: userId }, code, menu)
}

/** Sets a user's menu back to the language of their app. */
export async function resetOwnMenu(
  api: Api,
  userId: number,
  texts: Texts,
  { adminIds, allTexts }: Pick<Services, 'adminIds' | 'allTexts'>,
): Promise<void> {
  const isAdmin = adminIds.has(userId)
  const scope: BotCommandScope = { type: 'chat', chat_id: userId }
  if (texts.language === 'zh-hant') return registerOwnMenu(api, userId, texts, isAdmin)
  if (!isAdmin) return void (await api.deleteMyCommands({ scope }))
  for (const { code, languages } of LOCALIZATIONS)
    await setMenu(api, scope, code, toMenu(ADMIN_COMMANDS, allTexts[languages[0]]))
}

function setMenu(api: Api, scope: BotCommandScope, code: LanguageCode | undefined, menu: BotCommand[]): Promise<true> {
  return api.setMyCommands(menu, { scope, ...toCodeField(code) })
}

function toCodeField(code: LanguageCode | undefined): { language_code?: LanguageCode } {
  return code === undefined ? {} : { language_code: code }
}

function toMenu(commands: readonly Command[], texts: Texts): BotCommand[] {
  return commands.map((command) => ({ command, description: texts.command(command) }))
}

/** Warns about settings of the bot at @BotFather that differ from those that docs/deploy.md asks for; no request can change them. */
export function warnOfSettings(
  { can_read_all_group_messages, can_join_groups, supports_inline_queries }: UserFromGetMe,
  log: Log,
): void {
  if (!can_join_groups) log.warn('the bot cannot be added to groups: @BotFather, /setjoingroups, Enable')
  if (!can_read_all_group_messages)
    log.warn(
      'privacy mode is on, so that mentions in groups never arrive: ' +
        '@BotFather, /setprivacy, Disable; then add the bot to its groups again',
    )
  if (!supports_inline_queries)
    log.warn('inline mode is off, so that @bot in other chats answers nothing: @BotFather, /setinline')
}
