import type { BotCommand } from 'grammy/types'
import type { Handlers } from './methods.ts'
import type { Payloads } from './payloads.ts'
import { refuseBad } from './refusal.ts'
import type { World } from './world.ts'

type Names =
  | 'getMe' | 'setWebhook' | 'deleteWebhook' | 'getWebhookInfo'
  | 'setMyCommands' | 'deleteMyCommands' | 'getMyCommands' | 'setMyDescription' | 'setMyShortDescription'

/** Gives the methods about the bot itself. */
export function botMethods({ me, queue }: World): Handlers<Names> {
  const commands = new Map<string, BotCommand[]>()
  return {
    getMe: () => me,
    setWebhook: ({ url, drop_pending_updates }) => {
      if (url && !url.startsWith('https://')) refuseBad('bad webhook: An HTTPS URL must be provided for webhook')
      if (drop_pending_updates) queue.forget()
      queue.setWebhook(url)
      return true
    },
    deleteWebhook: ({ drop_pending_updates }) => {
      if (drop_pending_updates) queue.forget()
      queue.setWebhook('')
      return true
    },
    getWebhookInfo: () => ({
      url: queue.webhook(), has_custom_certificate: false, pending_update_count: queue.pending().length,
    }),
    setMyCommands: payload => {
      checkCommands(payload.commands)
      commands.set(scopeOf(payload), [...payload.commands])
      return true
    },
    deleteMyCommands: payload => commands.delete(scopeOf(payload)) || true,
    getMyCommands: payload => commands.get(scopeOf(payload)) ?? [],
    setMyDescription: ({ description = '' }) => description.length <= 512 || refuseBad('description is too long'),
    setMyShortDescription: ({ short_description = '' }) =>
      short_description.length <= 120 || refuseBad('short description is too long'),
  }
}

function scopeOf({ scope = { type: 'default' }, language_code }: Payloads['getMyCommands']): string {
  const { type, chat_id, user_id }: { type: string; chat_id?: number | string; user_id?: number } = scope
  return [type, chat_id, user_id, language_code].join(' ')
}

function checkCommands(commands: readonly BotCommand[]): void {
  if (commands.length > 100) refuseBad('BOT_COMMANDS_TOO_MUCH')
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) refuseBad('BOT_COMMAND_INVALID')
    if (description.trim() === '') refuseBad('command description must be non-empty')
    if (description.length > 256) refuseBad('BOT_COMMAND_DESCRIPTION_INVALID')
  }
}
