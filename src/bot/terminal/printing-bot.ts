import type { Update } from 'grammy/types'
import { pino } from 'pino'
import type { KnowledgeBase } from '../../answer/knowledge-base.ts'
import type { Language } from '../../i18n/languages.ts'
import { createPassingLanguages } from '../../records/chosen-languages.ts'
import { createSilentQueryLog } from '../../records/query-log.ts'
import { createBot } from '../create-bot.ts'
import { NO_RATE_LIMITS } from '../state/rate-limit.ts'
import { createTerminalTexts } from '../texts/texts.ts'
import { type PressedButton, createPrinter } from './printer.ts'
import type { AnswerLine, Screen } from './terminal.ts'

const USER = { id: 1, is_bot: false, first_name: 'Terminal' } as const
const CHAT = { id: USER.id, type: 'private', first_name: USER.first_name } as const
const BOT = { id: 2, is_bot: true, first_name: 'wenzheng', username: 'wenzheng_bot' } as const

/** A longer number is a query, such as a year. */
const NUMBER = /^\[?(\d{1,2})\]?$/u
const HELP = /^(?:help|帮助|幫助|[?])$/iu

/** How the terminal is written to. */
export interface PrintingOptions {
  readonly language: Language
  /** Prints nothing in bold. */
  readonly isPlain: boolean
}

/**
 * Creates a bot that answers lines of text as messages in a private chat with an admin, and a number as a press of the
 * button with that number. All code is that of the Telegram bot; a transformer prints its requests instead of sending
 * them.
 */
export async function createPrintingBot(
  knowledge: KnowledgeBase,
  output: Screen,
  { language, isPlain }: PrintingOptions,
): Promise<AnswerLine> {
  const [languages, allTexts] = [createPassingLanguages(), createTerminalTexts()]
  const bot = createBot({
    token: `${BOT.id}:terminal`,
    apiRoot: 'https://terminal.invalid',
    adminIds: new Set([USER.id]),
    isTelegram: false,
    knowledge,
    languages,
    queryLog: createSilentQueryLog(),
    allTexts,
    log: pino({ level: 'warn' }, process.stderr),
    rateLimits: NO_RATE_LIMITS,
  })
  const printer = createPrinter(output, BOT, !isPlain)
  bot.api.config.use(printer.print)
  await bot.init()
  const toUpdate = createUpdates(language, printer.nextId)
  return async (line) => {
    const plain = line.normalize('NFKC').trim()
    const [, number] = NUMBER.exec(plain) ?? []
    const button = number === undefined ? undefined : printer.findButton(Number(number))
    if (button) await bot.handleUpdate(toUpdate.press(button))
    else if (number === undefined) await bot.handleUpdate(toUpdate.message(HELP.test(plain) ? '/help' : line))
    else printer.write(allTexts[languages.find(USER.id) ?? language].terminalNoButton(Number(number)))
    printer.printButtons()
  }
}

/** Creates the updates that Telegram would make of messages and presses. */
function createUpdates(language: Language, nextId: () => number) {
  const from = { ...USER, language_code: language }
  const now = () => Math.floor(Date.now() / 1000)
  return {
    message(text: string): Update {
      const id = nextId()
      return { update_id: id, message: { message_id: id, date: now(), chat: CHAT, from, text } }
    },
    press({ data, message }: PressedButton): Update {
      const id = nextId()
      const sent = { ...message, date: now(), edit_date: now(), chat: CHAT, from: BOT }
      return { update_id: id, callback_query: { id: String(id), from, chat_instance: '', data, message: sent } }
    },
  }
}
