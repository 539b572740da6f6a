import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { expect, it } from 'vitest'
import { startProcess } from '../bot/start-process.ts'
import { texts } from '../bot/start-bot.ts'
import { startFakeBotApi } from '../fake-bot-api/fake-bot-api.ts'

const READY = 'the bot answers'
const TIMEOUT = 60_000
const PATIENCE = { timeoutMs: 30_000 }

it(
  'a kill loses no more than the last second of queries, nor a chosen language, and never the file',
  { timeout: TIMEOUT },
  async ({ onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'records-'))
    const file = join(folder, 'data', 'wenzheng.db')
    const api = await startFakeBotApi()
    const settings = { BOT_TOKEN: api.token, BOT_API_ROOT: api.url, DATABASE_URL: `file:${file}` }
    const first = startProcess('main.ts', settings)
    onTestFinished(async () => {
      first.kill('SIGKILL')
      await api.close()
      await rm(folder, { recursive: true })
    })
    await first.seen(READY)
    const { answer } = await api.ask('/language', { from: 1, ...PATIENCE })
    await api.press(answer, 'English', { from: 1 })
    for (let user = 10; user < 25; user++) await api.ask('王颖是谁', { from: user, ...PATIENCE })
    await new Promise((resolve) => setTimeout(resolve, 1000))
    for (let user = 30; user < 35; user++) void api.message('王颖是谁', { from: user })
    first.kill('SIGKILL')
    await first.ended
    const database = new Libsql(file)
    expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    expect(database.prepare('select query from queries').all().length).toBeGreaterThanOrEqual(15)
    const second = startProcess('main.ts', settings)
    onTestFinished(() => second.kill('SIGKILL'))
    await second.seen(READY)
    expect((await api.ask('火星上有人吗', { from: 1, ...PATIENCE })).answer.text).not.toContain(texts.none)
  },
)
