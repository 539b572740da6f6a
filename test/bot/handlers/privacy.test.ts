import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openRecords, type Records } from '../../../src/records/records.ts'
import { buttonsIn, madeUpKnowledge, type RunningBot, startBot, texts, useBot } from '../start-bot.ts'
import { standing } from '../watch.ts'

const QUERY = '新码头什么时候动工'
const PATIENCE = { timeout: 20_000, interval: 5 }
const OTHER = { id: 4242, is_bot: false, first_name: 'Other' }

let folder: string
let records: Records
let running: RunningBot

const countQueries = () =>
  new Libsql(join(folder, 'wenzheng.db')).prepare('select count(*) as n from queries').all([]) as { n: number }[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'))
  records = await openRecords(`file:${join(folder, 'wenzheng.db')}`, {
    key: 'a key',
    toWordingKey: (wording) => wording,
    retentionDays: 30,
    onTrouble: (error) => {
      throw error
    },
  })
  running = await startBot({ knowledge: await madeUpKnowledge(), queryLog: records.queryLog })
})
afterEach(async () => {
  await running.stop()
  await records.close()
  expect(running.api.faults).toEqual([])
  await rm(folder, { recursive: true })
})

describe('/privacy', () => {
  it('tells what is kept and for how long, and a button deletes it, of this user alone', async () => {
    const { api } = running
    await api.ask(QUERY)
    await api.ask(QUERY, { from: OTHER })
    await vi.waitFor(() => expect(countQueries()[0]?.n).toBe(2), PATIENCE)
    const { answer } = await api.ask('/privacy')
    expect(answer.text).toBe(texts.privacy({ kind: 'texts', days: 30 }))
    expect(answer.text).toContain('30')
    expect(buttonsIn(answer)).toEqual([texts.buttons.forget])
    await api.press(answer, texts.buttons.forget)
    expect(standing(api, answer).text).toBe(texts.forgotten)
    expect(countQueries()[0]?.n).toBe(1)
  })
})

describe('a bot without a database', () => {
  const bot = useBot()

  it('says that it keeps nothing', async () => {
    const { answer } = await bot.api.ask('/privacy')
    expect(answer.text).toBe(texts.privacy({ kind: 'nothing' }))
    expect(buttonsIn(answer)).toEqual([])
  })
})
