import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Message } from 'grammy/types'
import Libsql from 'libsql'
import { expect, onTestFinished } from 'vitest'
import { toCode } from '../../../src/answer/browse/codes.ts'
import { createKnowledgeBase } from '../../../src/answer/knowledge-base.ts'
import { openFolder } from '../../../src/knowledge/folder/knowledge-folder.ts'
import { createTaughtFiles } from '../../../src/knowledge/taught/taught-files.ts'
import { loadKnowledge } from '../../../src/knowledge/load-knowledge.ts'
import { openRecords } from '../../../src/records/records.ts'
import { toWordingKey } from '../../../src/text/wording.ts'
import { HARBOUR, MARKET } from '../../taught-articles.ts'
import { ADMIN, buttonsIn, fold, quotationsIn, type RunningBot, startBot, texts, wordsOf } from '../start-bot.ts'

export const START = '新码头明年三月动工，先建两个深水泊位。'
export const FEE = '摊位费三年不涨。'
export const ASKS = 'market.taught.asks.yaml'
export const CHECKS = 'market.taught.checks.yaml'
/** Nothing in the articles says a word of these. */
export const SHOPS = '老街坊的铺子怎么办？'
export const SHOPS_TOO = '老街坊的铺子咋办'
export const MARS = '火星上有人吗'
/** Found already. */
export const MONEY = '扩建总投资有多少'
export const OTHER_ADMIN = 9010

interface GapsOptions {
  readonly retentionDays?: number
  readonly hasDatabase?: boolean
  readonly adminIds?: readonly number[]
  readonly files?: Readonly<Record<string, string>>
}

interface Asked {
  readonly times?: number
  readonly isAnswered?: boolean
  readonly passages?: readonly string[]
  /** What each of those whom the answer did not help said of it. */
  readonly dislikes?: readonly (string | null)[]
}

/** Starts a bot with a knowledge folder and a database of its own, both of which outlast its restarts. */
export async function startGaps({
  retentionDays = 90,
  hasDatabase = true,
  adminIds = [ADMIN, OTHER_ADMIN],
  files = {},
}: GapsOptions = {}) {
  const home = await mkdtemp(join(tmpdir(), 'gaps-'))
  const dir = await mkdtemp(join(home, 'knowledge-'))
  const database = join(home, 'wenzheng.db')
  const write = (file: string, text: string) => writeFile(join(dir, file), text)
  for (const [file, text] of Object.entries({ 'harbour.md': HARBOUR, 'market.md': MARKET, ...files }))
    await write(file, text)
  const start = async (admins: readonly number[], api?: RunningBot['api']) => {
    const records = await openRecords(hasDatabase ? `file:${database}` : 'file:/dev/null/none.db', {
      key: 'a key',
      retentionDays,
      toWordingKey: (wording) => toWordingKey(wording, fold),
      onTrouble: () => {},
    })
    const knowledge = await createKnowledgeBase((request) => loadKnowledge(dir, request), fold, {
      taughtFiles: createTaughtFiles(openFolder(dir)),
    })
    const { languages, queryLog, gapRecords } = records
    return {
      records,
      running: await startBot({ knowledge, languages, queryLog, gapRecords, adminIds: admins, ...(api && { api }) }),
    }
  }
  let current = await start(adminIds)
  const { api } = current.running
  onTestFinished(async () => {
    await current.running.stop()
    await current.records.close()
    await rm(home, { recursive: true })
    // The same once more is what whoever presses twice asks for.
    expect(api.faults.filter((fault) => !fault.includes('message is not modified'))).toEqual([])
  })
  let lastUser = 5000
  let lastMessage = 0

  /** What stands now where a message was sent. */
  const standing = (message: Message): Message =>
    api.sent(message.chat.id).find(({ message_id }) => message_id === message.message_id) ?? message
  const press = async (
    message: Message,
    label: string,
    { from = ADMIN, ...options }: { from?: number; languageCode?: string } = {},
  ) => {
    const { call } = await api.press(standing(message), label, { from, timeoutMs: 10_000, ...options })
    return { message: standing(message), text: standing(message).text ?? '', notice: call.payload.text }
  }
  const list = async (options: { from?: number; languageCode?: string } = {}): Promise<Message.TextMessage> =>
    (await api.ask('/gaps', { from: ADMIN, ...options })).answer
  return {
    api,
    dir,
    database,
    write,
    standing,
    /** Resolves once the bot has handled every update that is queued for it. */
    handled: () => current.running.handled(),
    get lines() {
      return current.running.lines
    },
    read: (file: string) => readFile(join(dir, file), 'utf8'),
    files: async () => (await readdir(dir)).filter((file) => !file.endsWith('.md')).toSorted(),
    /** Another process on the same folder, database and Bot API. */
    async restart(admins = adminIds): Promise<void> {
      await current.running.polling.stop()
      await current.records.close()
      current = await start(admins, api)
    },
    /** Keeps that something was asked. */
    add(query: string, { times = 1, isAnswered = false, passages = [], dislikes = [] }: Asked = {}): void {
      const file = new Libsql(database)
      const insert = file.prepare(
        `insert into queries (at, user, message, chat_kind, language, query, outcome, is_answered,
           passages, milliseconds) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      const message = `message ${++lastMessage}`
      for (let time = 0; time < times; time++)
        insert.run(
          Date.now() - 1000,
          'u',
          message,
          'private',
          'zh-hans',
          query,
          isAnswered ? 'found' : 'none',
          Number(isAnswered),
          JSON.stringify(passages),
          1,
        )
      const vote = file.prepare('insert into votes (message, user, at, is_up, reason) values (?, ?, ?, 0, ?)')
      for (const [index, reason] of dislikes.entries()) vote.run(message, `u${index}`, Date.now() - 500, reason)
      file.close()
    },
    /** What somebody who never wrote before finds. */
    firstLineOf: async (query: string): Promise<string | undefined> =>
      (await api.ask(query, { from: ++lastUser })).answer.text.split('\n')[0],
    find: async (query: string): Promise<string[]> => quotationsIn((await api.ask(query, { from: ++lastUser })).answer),
    list,
    /** The wordings of every gap, page by page. */
    async listAll(): Promise<string[][]> {
      let message: Message = await list()
      const pages = [wordingsIn(message)]
      while (buttonsIn(message).includes(texts.buttons.next)) {
        message = (await press(message, texts.buttons.next)).message
        pages.push(wordingsIn(message))
      }
      return pages
    },
    /** Presses a button of a message as it now stands; gives what became of it, and the notice. */
    press,
    /** Presses a button that no message has. */
    async pressData(message: Message, data: string, from = ADMIN): Promise<string | undefined> {
      const after = api.mark()
      const { query } = api.callbackQuery(data, message, { from })
      const call = await api.nextCall(
        (one) => one.method === 'answerCallbackQuery' && one.payload.callback_query_id === query.id,
        { after, timeoutMs: 10_000 },
      )
      return call.method === 'answerCallbackQuery' ? call.payload.text : undefined
    },
  }
}

/** The wordings that a message lists. */
export function wordingsIn({ text = '', entities = [] }: Message): string[] {
  return entities.filter(({ type }) => type === 'code').map((entity) => wordsOf(text, entity))
}

/** The data of the button with a label. */
export function dataOf({ reply_markup }: Message, label: string): string {
  const button = reply_markup?.inline_keyboard.flat().find(({ text }) => text === label)
  return button && 'callback_data' in button ? button.callback_data : ''
}

/** By what its buttons find the gap of a wording. */
export function codeOf(wording: string): string {
  return toCode('gap', toWordingKey(wording, fold))
}

/** Points the first gap of the list to the fee, found by other words. */
export async function pointToFee(gaps: Awaited<ReturnType<typeof startGaps>>, from = ADMIN) {
  const list = await gaps.list({ from })
  await gaps.press(list, texts.buttons.point, { from })
  const { answer } = await gaps.api.ask('摊位费', { from, replyTo: gaps.standing(list) })
  return gaps.press(answer, '①', { from })
}
