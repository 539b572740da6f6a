import type { InlineQueryResult, Message, MessageEntity } from 'grammy/types'
import { detectEntities, inOrder } from '../content/entities.ts'
import { checkKeyboard } from '../content/keyboard.ts'
import type { MessageOptions, UpdateMaker } from './make-updates.ts'
import type { CallOf } from '../payloads/payloads.ts'
import { formatText } from '../content/text.ts'
import type { World } from '../world/world.ts'

type SendOptions = Omit<MessageOptions, 'viaBot' | 'fields' | 'edits'>

/** Creates a function that posts a result of the bot, as a user who chose it, and returns the message. */
export function createSendInline(world: World, { message }: UpdateMaker) {
  return (call: CallOf<'answerInlineQuery'>, index: number, options: SendOptions = {}): Message => {
    const result = call.result ? call.payload.results[index] : undefined
    if (!result) throw new Error(`The bot offered no result ${index}`)
    const { text, entities, ...rest } = contentOf(result)
    const shown = withDetected(text, entities)
    const fields = { ...(shown.length > 0 && { entities: shown }), ...rest }
    const posted = message(text, { ...options, viaBot: true, fields }).message
    world.keepInline(posted, { text, ...(entities.length > 0 && { entities }), ...rest })
    return posted
  }
}

type Content = Pick<Message.TextMessage, 'text' | 'link_preview_options' | 'reply_markup'> & {
  entities: MessageEntity[]
}

function contentOf(result: InlineQueryResult): Content {
  const content = 'input_message_content' in result ? result.input_message_content : undefined
  if (!content || !('message_text' in content))
    throw new Error(`The fake posts texts, not the ${result.type} ${result.id}`)
  const { message_text, link_preview_options } = content
  const reply_markup = checkKeyboard(result.reply_markup)
  return {
    ...formatText({ ...content, text: message_text }),
    ...(link_preview_options && { link_preview_options }),
    ...(reply_markup && { reply_markup }),
  }
}

// Telegram marks mentions and commands in these texts too, but none inside what is already a link or code.
function withDetected(text: string, entities: readonly MessageEntity[]): MessageEntity[] {
  const taken = entities.filter(({ type }) => type === 'text_link' || type === 'code' || type === 'pre')
  const found = detectEntities(text).filter((one) => !taken.some((other) => overlap(one, other)))
  return inOrder([...entities, ...found])
}

function overlap(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}
