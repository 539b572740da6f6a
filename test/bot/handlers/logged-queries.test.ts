import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openRecords, type Records } from '../../../src/records/records.ts'
import { toCitations } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET } from '../../articles.ts'
import { buttonsIn, madeUpKnowledge, quotationsIn, type RunningBot, startBot, texts } from '../start-bot.ts'

const START = '新码头什么时候动工'

let folder: string
let records: Records
let running: RunningBot

const read = (table: string) =>
  new Libsql(join(folder, 'wenzheng.db')).prepare(`select * from ${table} order by id`).all() as Record<
    string,
    unknown
  >[]

/** Lets what is being answered be kept. */
async function settle(): Promise<void> {
  await running.polling.stop()
  await records.queryLog.close()
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'))
  records = await openRecords(`file:${join(folder, 'wenzheng.db')}`, {
    key: 'a key',
    toWordingKey: (wording) => wording,
    retentionDays: 90,
    onTrouble: (error) => {
      throw error
    },
  })
  running = await startBot({
    knowledge: await madeUpKnowledge(),
    languages: records.languages,
    queryLog: records.queryLog,
  })
})
afterEach(async () => {
  await running.stop()
  await records.close()
  expect(running.api.faults).toEqual([])
  await rm(folder, { recursive: true })
})

it('keeps what was asked where, in what language, and what was shown', async () => {
  const { api } = running
  await api.ask(START)
  await api.ask(`/ask 火星上有人吗`, { type: 'supergroup', from: 7, languageCode: 'en' })
  await api.ask('林海是谁', { from: 8, languageCode: 'zh-hant' })
  await settle()
  expect(
    read('queries').map(({ chat_kind, language, query, outcome, is_answered, passages }) => [
      chat_kind,
      language,
      query,
      outcome,
      is_answered,
      passages,
    ]),
  ).toEqual([
    ['private', 'zh-hans', START, 'found', 1, expect.stringContaining('harbour_start')],
    ['supergroup', 'en', '火星上有人吗', 'none', 0, '[]'],
    ['private', 'zh-hant', '林海是谁', 'speaker', 1, '[]'],
  ])
  for (const { milliseconds } of read('queries')) expect(milliseconds).toBeGreaterThan(0)
})

it('logs a reply that opens a list with the passages that it shows', async () => {
  const { api } = running
  const { answer } = await api.ask(START)
  const { answer: more } = await api.ask('还有吗', { replyTo: answer })
  await settle()
  const [, logged] = read('queries')
  expect(logged).toMatchObject({ query: '还有吗', outcome: 'more', is_answered: 1 })
  // The column holds a list of ids.
  const ids = JSON.parse(String(logged?.['passages'])) as string[]
  const shown = toCitations([HARBOUR, MARKET, FERRY]).filter(({ passage }) => ids.includes(passage.id))
  expect(shown.map(({ passage }) => passage.text).toSorted()).toEqual(quotationsIn(more).toSorted())
  expect(ids).not.toEqual([])
})

it('logs a remark about nothing that is found as unanswered, and lists no gap', async () => {
  const { api } = running
  const { answer } = await api.ask('火星上有人吗')
  await api.ask('谁说的', { replyTo: answer })
  await api.ask('出处')
  await settle()
  expect(read('queries').map(({ query, outcome, is_answered }) => [query, outcome, is_answered])).toEqual([
    ['火星上有人吗', 'none', 0],
    ['谁说的', 'noQuote', 0],
    ['出处', 'noReply', 0],
  ])
  expect(((await records.gapRecords?.list()) ?? []).map(({ wording }) => wording)).toEqual(['火星上有人吗'])
})

it('keeps the buttons that were pressed under which answer', async () => {
  const { api } = running
  const { answer } = await api.ask(START)
  expect(buttonsIn(answer)).toContain(texts.buttons.context)
  await api.press(answer, texts.buttons.context)
  await settle()
  expect(read('presses')).toMatchObject([
    { kind: 'context', message: read('queries')[0]?.['message'], user: read('queries')[0]?.['user'] },
  ])
})

it('keeps nothing of what is no query: commands, chat between people, presses that are refused', async () => {
  const { api } = running
  const { answer } = await api.ask(`/ask ${START}`, { type: 'group', from: 7 })
  for (const command of ['/start', '/help', '/topics', '/language', '/nonsense']) await api.ask(command, { from: 9 })
  api.message('大家好，明天几点开会', { type: 'group', from: 8 })
  await api.press(answer, texts.buttons.context, { from: 8 })
  await settle()
  expect(read('queries').map(({ query }) => query)).toEqual([START])
  expect(read('presses')).toEqual([])
})

it('answers while the file is locked, and keeps the query once it is free', async () => {
  const other = new Libsql(join(folder, 'wenzheng.db'))
  other.exec('begin exclusive')
  const { answer } = await running.api.ask(START, { timeoutMs: 1000 })
  expect(quotationsIn(answer)).not.toEqual([])
  other.exec('commit')
  await settle()
  expect(read('queries')).toHaveLength(1)
})
