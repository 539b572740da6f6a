import type { BotCommand } from 'grammy/types'
import type { Handlers } from './methods.ts'
import { refuseBad } from '../server/refusal.ts'
import type { World } from '../world/world.ts'

type Names =
  | 'getMe'
  | 'setWebhook'
  | 'deleteWebhook'
  | 'getWebhookInfo'
  | 'setMyCommands'
  | 'deleteMyCommands'
  | 'getMyCommands'
  | 'setMyDescription'
  | 'getMyDescription'
  | 'setMyShortDescription'
  | 'getMyShortDescription'
  | 'getFile'

/** Creates the methods about the bot itself. */
export function botMethods({ me, queue, profile, files }: World): Handlers<Names> {
  return {
    getMe: () => me,
    getFile: ({ file_id }) => files.find(file_id),
    setWebhook: ({ url, secret_token = '', allowed_updates, drop_pending_updates }) => {
      if (url && !url.startsWith('https://')) refuseBad('bad webhook: An HTTPS URL must be provided for webhook')
      if (secret_token.length > 256) refuseBad('secret token is too long')
      if (!/^[\w-]*$/.test(secret_token)) refuseBad('secret token contains unallowed characters')
      if (drop_pending_updates) queue.forget()
      queue.setWebhook(url, allowed_updates)
      return true
    },
    deleteWebhook: ({ drop_pending_updates }) => {
      if (drop_pending_updates) queue.forget()
      queue.setWebhook('')
      return true
    },
    getWebhookInfo: () => ({
      url: queue.webhook(),
      has_custom_certificate: false,
      pending_update_count: queue.pending().length,
    }),
    setMyCommands: ({ commands, scope, language_code }) => {
      checkCommands(commands)
      profile.setMenu([...commands], scope, language_code)
      return true
    },
    deleteMyCommands: ({ scope, language_code }) => {
      profile.deleteMenu(scope, language_code)
      return true
    },
    getMyCommands: ({ scope, language_code }) => [...profile.menu(scope, language_code)],
    setMyDescription: ({ description = '', language_code }) => {
      if (description.length > 512) refuseBad('description is too long')
      profile.description.set(description, language_code)
      return true
    },
    getMyDescription: ({ language_code }) => ({ description: profile.description.get(language_code) }),
    setMyShortDescription: ({ short_description = '', language_code }) => {
      if (short_description.length > 120) refuseBad('short description is too long')
      profile.shortDescription.set(short_description, language_code)
      return true
    },
    getMyShortDescription: ({ language_code }) => ({ short_description: profile.shortDescription.get(language_code) }),
  }
}

function checkCommands(commands: readonly BotCommand[]): void {
  if (commands.length > 100) refuseBad('BOT_COMMANDS_TOO_MUCH')
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) refuseBad('BOT_COMMAND_INVALID')
    if (description.trim() === '') refuseBad('command description must be non-empty')
    if (description.length > 256) refuseBad('BOT_COMMAND_DESCRIPTION_INVALID')
  }
}
