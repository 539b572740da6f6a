import type { Transformer } from 'grammy'
import type { MessageEntity, Update } from 'grammy/types'
import { pino } from 'pino'
import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import { createBot } from './create-bot.ts'
import { createPassingLanguages } from '../records/chosen-languages.ts'
import { createSilentQueryLog } from '../records/query-log.ts'
import type { AnswerLine, Screen } from './terminal.ts'
import { createAllTexts } from './texts/texts.ts'

const USER = { id: 1, is_bot: false, first_name: 'Terminal' } as const
const CHAT = { id: USER.id, type: 'private', first_name: USER.first_name } as const
const BOT = { id: 2, is_bot: true, first_name: 'wenzheng', username: 'wenzheng_bot' } as const
const BOLD = { on: '\u001b[1m', off: '\u001b[22m' }
const NO_BOLD = { on: '', off: '' }
const QUOTE_BAR = '│ '

/**
 * Creates a bot that answers lines of text as messages in a private chat with an admin. All code is that of the
 * Telegram bot; a transformer prints its requests instead of sending them.
 */
export async function createPrintingBot(knowledge: KnowledgeBase, output: Screen): Promise<AnswerLine> {
  const bot = createBot({
    token: `${BOT.id}:terminal`,
    apiRoot: 'https://terminal.invalid',
    adminIds: new Set([USER.id]),
    isTelegram: false,
    knowledge,
    languages: createPassingLanguages(),
    queryLog: createSilentQueryLog(),
    allTexts: createAllTexts(),
    log: pino({ level: 'warn' }, process.stderr),
  })
  bot.api.config.use(printTo(output))
  await bot.init()
  let id = 0
  return (line) => bot.handleUpdate(toUpdate(line, ++id))
}

/** Creates the transformer that prints messages, and edited ones again, and answers every request with success. */
function printTo(output: Screen): Transformer {
  return async (_prev, method, payload) => {
    // The payload's type depends on the method, which is known at run time only.
    const { text, entities } = payload as { text?: string; entities?: readonly MessageEntity[] }
    if ((method === 'sendMessage' || method === 'editMessageText') && text !== undefined)
      output.write(`${toPlainText(text, entities ?? [], output.isTTY ? BOLD : NO_BOLD)}\n\n`)
    // The result's type depends on the method too; the bot reads that of getMe, and the id of a message it edits later.
    return { ok: true, result: { ...BOT, message_id: 1 } as never }
  }
}

function toPlainText(text: string, entities: readonly MessageEntity[], bold: { on: string; off: string }): string {
  const isIn = (place: number, type: string) =>
    entities.some(
      (entity) => entity.type.endsWith(type) && place >= entity.offset && place < entity.offset + entity.length,
    )
  const units = Array.from({ length: text.length }, (_, place) => {
    const starts =
      isIn(place, 'blockquote') && (place === 0 || text[place - 1] === '\n' || !isIn(place - 1, 'blockquote'))
    const [before, here] = [isIn(place - 1, 'bold'), isIn(place, 'bold')]
    return `${before && !here ? bold.off : ''}${starts ? QUOTE_BAR : ''}${here && !before ? bold.on : ''}${text[place]}`
  })
  return units.join('') + (isIn(text.length - 1, 'bold') ? bold.off : '')
}

function toUpdate(text: string, id: number): Update {
  return {
    update_id: id,
    message: { message_id: id, date: Math.floor(Date.now() / 1000), chat: CHAT, from: USER, text },
  }
}
