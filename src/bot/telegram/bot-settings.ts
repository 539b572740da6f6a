import type { UserFromGetMe } from 'grammy/types'
import type { Log } from '../log.ts'

/** Warns where the bot is not set up with @BotFather as the README asks, which no request can change. */
export function warnOfSettings(
  { can_read_all_group_messages, can_join_groups, supports_inline_queries }: UserFromGetMe,
  log: Log,
): void {
  if (!can_join_groups) log.warn('the bot cannot be added to groups: @BotFather, /setjoingroups, Enable')
  if (!can_read_all_group_messages)
    log.warn(
      'privacy mode is on, so that mentions in groups never arrive: @BotFather, /setprivacy, Disable; then add the bot to its groups again',
    )
  if (!supports_inline_queries)
    log.warn('inline mode is off, so that @bot in other chats answers nothing: @BotFather, /setinline')
}
