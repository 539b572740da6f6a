import type { Message } from 'grammy/types'
import type { FakeBotApi } from '../fake-bot-api/fake-bot-api.ts'

/** Finds a message of the bot as it is now. */
export function standing(api: FakeBotApi, { chat, message_id }: Message): Message {
  const message = api.sent(chat.id).find((sent) => sent.message_id === message_id)
  if (!message) throw new Error('The bot sent no such message')
  return message
}

/** Lists how the bot tried to change its messages since a mark, refused or not. */
export function editsSince(api: FakeBotApi, mark: number) {
  return api.calls.slice(mark).filter((call) => call.method === 'editMessageText')
}

/** Pino's, https://getpino.io/#/docs/api?id=logger-level */
const LEVELS = { 40: 'warn', 50: 'error' } as const

/** Lists what was logged as a warning or an error. */
export function problemsIn(lines: readonly string[]): { level: 'warn' | 'error'; line: string }[] {
  return lines.flatMap((line) => {
    // Pino writes objects with a level.
    const { level } = JSON.parse(line) as { level: number }
    return level === 40 || level === 50 ? [{ level: LEVELS[level], line }] : []
  })
}
