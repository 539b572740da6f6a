import type { Bot } from 'grammy'
import type { BotCommand } from 'grammy/types'
import { type Log, describeError } from './log.ts'
import { texts } from './texts.ts'

const toCommand = (command: keyof typeof texts.commands): BotCommand => ({ command, description: texts.commands[command] })

/**
 * Registers the command menus: /reload is shown to the admins only.
 *
 * A menu that Telegram refuses is logged: an admin who never wrote to the bot has no chat with it yet.
 */
export async function registerCommands(bot: Bot, adminIds: ReadonlySet<number>, log: Log): Promise<void> {
  const everyone = [toCommand('ask'), toCommand('help')]
  const menus = [
    { scope: { type: 'all_private_chats' } as const, commands: everyone },
    { scope: { type: 'all_group_chats' } as const, commands: [toCommand('ask')] },
    ...[...adminIds].map((id) => ({ scope: { type: 'chat', chat_id: id } as const, commands: [...everyone, toCommand('reload')] })),
  ]
  for (const { scope, commands } of menus) {
    try {
      await bot.api.setMyCommands(commands, { scope })
    } catch (error) {
      log.warn({ ...describeError(error, bot.token), scope }, 'a command menu could not be set')
    }
  }
}
