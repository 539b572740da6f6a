import type { Message, Update } from 'grammy/types'
import pg from 'pg'
import { pino } from 'pino'
import { expect, inject, onTestFinished } from 'vitest'
import { createBot } from '../../src/bot/create-bot.ts'
import { openServer } from '../../src/bot/server/server.ts'
import { openRecords } from '../../src/records/records.ts'
import { type FakeBotApi, startFakeBotApi } from '../fake-bot-api/fake-bot-api.ts'
import { type TestDatabase, createForTest, createPostgres } from '../records/test-databases.ts'
import { ADMIN, allTexts, madeUpKnowledge } from './start-bot.ts'

const SECRET = 'made_up-for_the-tests'
const PATH = '/hook'
const HOUR = 60 * 60 * 1000

/** A bot behind the balancer: what is delivered to it is answered when this resolves, to the status of the post. */
export type Deliver = (update: Update) => Promise<number>

interface CopiesOptions {
  readonly retentionDays?: number
}

/** Starts two copies of a bot with a webhook on one PostgreSQL database, as main.ts does, until the test ends. */
export async function startCopies({ retentionDays = 90 }: CopiesOptions = {}) {
  const database = await createForTest(createPostgres)
  const api = await startFakeBotApi()
  const problems: string[] = []
  const start = () => startCopy(api, database, retentionDays, (line) => problems.push(line))
  const copies: [Deliver, Deliver] = [await start(), await start()]
  onTestFinished(async () => {
    await api.close()
    expect([api.faults, problems]).toEqual([[], []])
  })
  return { api, database, copies, cutOff: () => cutOff(database) }
}

async function startCopy(
  api: FakeBotApi,
  { url }: TestDatabase,
  retentionDays: number,
  write: (line: string) => void,
): Promise<Deliver> {
  const { token } = api
  const log = pino({ level: 'warn' }, { write })
  const records = await openRecords(url, {
    key: token,
    toWordingKey: (wording) => wording,
    retentionDays,
    isWebhook: true,
    // What is written at once is written without it.
    intervals: { flush: HOUR, purge: HOUR },
  })
  const webhook = { url: `https://bot.example${PATH}`, secret: SECRET }
  const server = await openServer({ host: '127.0.0.1', port: 0, metricsPort: undefined, webhook, token }, log)
  const { memory, wordings, updates } = records
  const bot = createBot({
    token,
    apiRoot: api.url,
    adminIds: new Set([ADMIN]),
    knowledge: await madeUpKnowledge(),
    languages: records.languages,
    queryLog: records.queryLog,
    memory,
    wordings,
    allTexts,
    log,
  })
  await server.source.connect(bot, updates)
  const running = server.source.start(bot)
  onTestFinished(async () => {
    await running.stop()
    await server.close()
    await records.close()
  })
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET }
  return async (update) => {
    const body = JSON.stringify(update)
    return (await fetch(`http://127.0.0.1:${server.port}${PATH}`, { method: 'POST', headers, body })).status
  }
}

/** Ends the connections of the bot to a database, and lets none be made until it goes. */
async function cutOff({ url }: TestDatabase): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  await client.query(`alter database ${name} allow_connections false`)
  const isOwn = "datname = $1 and application_name = 'wenzheng'"
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${isOwn}`, [name])
  await client.end()
}

/** Presses a button by its label; gives the update. */
export function pressUpdate(api: FakeBotApi, on: Message, label: string, from?: number): Update {
  const buttons = on.reply_markup?.inline_keyboard.flat() ?? []
  const button = buttons.find(({ text }) => text === label)
  if (!button || !('callback_data' in button)) throw new Error(`The message has no button “${label}” to press`)
  return api.callbackQuery(button.callback_data, on, from === undefined ? {} : { from }).update
}
