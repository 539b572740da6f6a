import type { Transformer } from 'grammy'
import type { InlineKeyboardMarkup, MessageEntity, User } from 'grammy/types'
import { VOTE_DATA } from '../view/callback-data.ts'
import type { Row } from '../view/outgoing-message.ts'
import { removeControls } from './control-characters.ts'
import { type Paper, numberButtons, printButtons, printMessage } from './print-message.ts'
import type { Screen } from './terminal.ts'

/** A button of a message, with what a press tells of the message. */
export interface PressedButton {
  readonly data: string
  readonly message: {
    readonly message_id: number
    readonly text: string
    readonly reply_markup: InlineKeyboardMarkup
  }
}

/** Prints the requests of a bot instead of sending them. */
export interface Printer {
  /** Prints messages, edited ones again, and notices; answers every request with success. */
  readonly print: Transformer
  /** Prints a sentence of its own. */
  readonly write: (text: string) => void
  /** Prints the buttons of what was printed since the last call. */
  readonly printButtons: () => void
  /** Finds a button of the message with buttons that was printed last. */
  readonly findButton: (number: number) => PressedButton | undefined
  /** Makes the id of the next message or press. */
  readonly nextId: () => number
}

/** What requests carry that is printed. */
interface Payload {
  readonly text?: string
  readonly entities?: readonly MessageEntity[]
  readonly message_id?: number
  readonly reply_markup?: InlineKeyboardMarkup
}

/** A message with buttons. */
interface Shown {
  readonly id: number
  readonly text: string
  readonly rows: Row[]
}

/** A longer line is hard to read. */
const MOST_COLUMNS = 100

/** @param hasBold whether a TTY gets bold type */
export function createPrinter(output: Screen, bot: User & { readonly username: string }, hasBold: boolean): Printer {
  let lastId = 0
  let shown: Shown | undefined
  let isNew = false
  const nextId = () => ++lastId
  const write = (text: string) => void output.write(`${text}\n\n`)
  const toPaper = (): Paper => ({
    hasBold: hasBold && output.isTTY === true,
    columns: output.isTTY && output.columns ? Math.min(output.columns, MOST_COLUMNS) : undefined,
    ownLinks: `https://t.me/${bot.username}?`,
  })

  /** Keeps the buttons of a message; one without any leaves those of the message before it. */
  function keep({ id, text, rows }: Shown): void {
    if (removeVotes(rows).length > 0) {
      shown = { id, text, rows }
      isNew = true
    } else if (shown?.id === id) shown = undefined
  }

  function printText(text: string, payload: Payload, id: number): void {
    const rows = payload.reply_markup?.inline_keyboard ?? []
    write(printMessage(text, payload.entities ?? [], numberButtons(removeVotes(rows)), toPaper()))
    keep({ id, text, rows })
  }

  return {
    nextId,
    write,
    async print(_prev, method, given) {
      // The payload's type depends on the method, which is known at run time only.
      const payload = given as Payload
      const { text, message_id = nextId(), reply_markup } = payload
      if ((method === 'sendMessage' || method === 'editMessageText') && text !== undefined)
        printText(text, payload, message_id)
      if (method === 'editMessageReplyMarkup' && shown?.id === message_id)
        keep({ ...shown, rows: reply_markup?.inline_keyboard ?? [] })
      if (method === 'answerCallbackQuery' && text !== undefined) write(removeControls(text))
      // The result's type depends on the method too; the bot reads that of getMe, and the id of what it sent.
      return { ok: true, result: { ...bot, message_id } as never }
    },
    printButtons() {
      const buttons = isNew && shown ? printButtons(shown.text, removeVotes(shown.rows), toPaper()) : ''
      if (buttons !== '') write(buttons)
      isNew = false
    },
    findButton(number) {
      const button = shown && numberButtons(removeVotes(shown.rows)).find((one) => one.number === number)
      if (!shown || !button) return undefined
      const { id, text, rows } = shown
      return { data: button.data, message: { message_id: id, text, reply_markup: { inline_keyboard: rows } } }
    },
  }
}

/** Leaves out the votes, of which a terminal keeps no record. */
function removeVotes(rows: readonly Row[]): Row[] {
  const isVote = (button: Row[number]) => 'callback_data' in button && VOTE_DATA.test(button.callback_data)
  return rows.map((row) => row.filter((button) => !isVote(button))).filter((row) => row.length > 0)
}
