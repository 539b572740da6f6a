import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Transformer } from 'grammy'
import type { MessageEntity, Update } from 'grammy/types'
import { pino } from 'pino'
import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import { DEFAULT_LANGUAGE } from '../i18n/languages.ts'
import { createBot } from './create-bot.ts'
import { createPassingLanguages } from '../records/chosen-languages.ts'
import { createSilentQueryLog } from '../records/query-log.ts'
import { createAllTexts } from './texts/texts.ts'

const USER = { id: 1, is_bot: false, first_name: 'Terminal' } as const
const CHAT = { id: USER.id, type: 'private', first_name: USER.first_name } as const
const BOT = { id: 2, is_bot: true, first_name: 'wenzheng', username: 'wenzheng_bot' } as const
const BOLD = { on: '\u001b[1m', off: '\u001b[22m' }
const NO_BOLD = { on: '', off: '' }
const QUOTE_BAR = '│ '

/** Where lines are printed; one that is a terminal gets a prompt and bold type. */
export type Screen = Writable & { readonly isTTY?: boolean }

/**
 * Talks to the bot in the terminal: each line is a message in a private chat with an admin.
 * Handlers and answers are the ones of Telegram; only the requests to it end here and are printed. Ends with the input.
 */
export async function runTerminal(knowledge: KnowledgeBase, input: Readable, output: Screen): Promise<void> {
  const allTexts = createAllTexts()
  const texts = allTexts[DEFAULT_LANGUAGE]
  const bot = createBot({
    token: `${BOT.id}:terminal`,
    apiRoot: 'https://terminal.invalid',
    adminIds: new Set([USER.id]),
    knowledge,
    languages: createPassingLanguages(),
    queryLog: createSilentQueryLog(),
    allTexts,
    log: pino({ level: 'warn' }, process.stderr),
  })
  bot.api.config.use(printTo(output))
  await bot.init()
  const isLive = output.isTTY === true
  const lines = createInterface({ input, output, terminal: isLive, prompt: texts.terminalPrompt })
  // Input that has ended takes no prompt; its last lines may still be waiting for their answers.
  let takesPrompt = isLive
  lines.once('close', () => (takesPrompt = false))
  if (isLive) output.write(`${texts.terminalWelcome}\n`)
  if (takesPrompt) lines.prompt()
  let id = 0
  for await (const line of lines) {
    if (line.trim() !== '') await bot.handleUpdate(toUpdate(line, ++id))
    if (takesPrompt) lines.prompt()
  }
}

/** Carries out the bot's requests on a screen in place of Telegram. */
function printTo(output: Screen): Transformer {
  return async (_prev, method, payload) => {
    // A transformer's types know neither the payload nor the result of the method at hand.
    const { text, entities } = payload as { text?: string; entities?: readonly MessageEntity[] }
    if (method === 'sendMessage' && text !== undefined)
      output.write(`${toPlainText(text, entities ?? [], output.isTTY ? BOLD : NO_BOLD)}\n\n`)
    return { ok: true, result: BOT as never }
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
