import type { Message, User } from 'grammy/types'
import type { Language } from '../../src/i18n/languages.ts'
import type { RunningBot } from '../bot/start-bot.ts'
import type { ShownMessage } from './render-message.ts'

/** Whose phone it is, and the chat on it. */
export interface Owner {
  readonly language: Language
  /** A group in place of the private chat. */
  readonly group?: number
  /** By default another user for each phone, so that no rate limit holds. */
  readonly id?: number
}

export type Phone = ReturnType<typeof createPhone>

const BOT_NAME = '问政'
const OWNERS: Readonly<Record<Language, string>> = { 'zh-hans': '小林', 'zh-hant': '阿明', en: 'Alex' }

let lastUser = 71_000

/** Creates a phone on which its owner writes to a bot and presses buttons; it keeps the messages of its chat. */
export function createPhone({ api, handled }: RunningBot, { language, group, id = ++lastUser }: Owner) {
  const messages: Message[] = []
  const owner = toUser(id, OWNERS[language], language)
  const place = group === undefined ? {} : { chat: group }

  /** Finds a message of the bot as it is now. */
  const standing = (message: Message) =>
    api.sent(message.chat.id).find(({ message_id }) => message_id === message.message_id) ?? message

  async function write(text: string, { from = owner, ...options }: { from?: User; replyTo?: Message } = {}) {
    const before = api.mark()
    const { message } = api.message(text, { from, ...place, ...options })
    messages.push(message)
    await handled()
    const sent = api.calls.slice(before).flatMap(({ method, result }) =>
      // Only a message has an id, and the fake has answered with nothing else to these methods.
      method === 'sendMessage' || method === 'sendPhoto' ? [result as Message] : [],
    )
    messages.push(...sent)
    return sent.at(-1) ?? message
  }

  return {
    owner,
    write,
    /** Somebody else writes what is not for the bot. */
    async overhear(text: string, name: string) {
      return write(text, { from: toUser(++lastUser, name, language) })
    },
    /** Presses a button of the bot's last message. */
    async press(label: RegExp) {
      const last = messages.at(-1)
      const message = last && standing(last)
      const button = message?.reply_markup?.inline_keyboard.flat().find(({ text }) => label.test(text))
      if (!message || !button) throw new Error(`The last message has no button ${String(label)}`)
      await api.press(message, button.text, { from: owner })
      await handled()
    },
    /** Lists the messages as they are now. */
    shown: (): ShownMessage[] =>
      messages.map(standing).map((message) => ({
        message,
        isOwn: message.from?.id === owner.id,
        ...(group !== undefined && message.from?.id !== owner.id && { sender: toName(message.from) }),
        ...('photo' in message && { picture: toPicture(api, message) }),
      })),
  }
}

function toUser(id: number, name: string, language: Language): User {
  return { id, is_bot: false, first_name: name, language_code: language }
}

function toName(user: User | undefined): string {
  return user?.is_bot ? BOT_NAME : (user?.first_name ?? '')
}

function toPicture(api: RunningBot['api'], { photo = [] }: Message): string {
  const png = api.photo(photo.at(-1)?.file_id ?? '')
  return `data:image/png;base64,${png?.toString('base64') ?? ''}`
}
