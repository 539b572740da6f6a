import type { Transformer } from 'grammy'
import type { Log } from '../log.ts'

/**
 * Creates the transformer that sends a message to the supergroup which its group has become, once Telegram says so.
 * What belongs to the old group stays behind: there its messages, and so what they reply to, have other numbers.
 */
export function followMigration(log: Log): Transformer {
  return async (prev, method, payload, signal) => {
    const response = await prev(method, payload, signal)
    const chatId = response.ok ? undefined : response.parameters?.migrate_to_chat_id
    if (chatId === undefined || !method.startsWith('send')) return response
    log.info('a group has become a supergroup')
    const { reply_parameters: _, message_thread_id: _thread, ...rest } = payload as Partial<Record<string, unknown>>
    // The payload of a sending method with another chat is one of the same method.
    return prev(method, { ...rest, chat_id: chatId } as unknown as typeof payload, signal)
  }
}
