import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { expect, it } from 'vitest'
import { createFolder } from '../bot/admin/knowledge-folder.ts'
import { startProcess } from '../bot/start-process.ts'
import { texts } from '../bot/start-bot.ts'
import { startFakeBotApi } from '../fake-bot-api/fake-bot-api.ts'

const READY = 'the bot answers'

it('a kill loses none of the queries that were written while the bot ran, no chosen language, and never the file', async ({
  onTestFinished,
}) => {
  const knowledge = await createFolder()
  const folder = await mkdtemp(join(tmpdir(), 'records-'))
  const file = join(folder, 'data', 'wenzheng.db')
  const api = await startFakeBotApi()
  const settings = {
    BOT_TOKEN: api.token,
    BOT_API_ROOT: api.url,
    DATABASE_URL: `file:${file}`,
    KNOWLEDGE_DIR: knowledge.dir,
  }
  const first = startProcess('main.ts', settings)
  onTestFinished(async () => {
    first.kill('SIGKILL')
    await api.close()
    await Promise.all([knowledge.delete(), rm(folder, { recursive: true })])
  })
  await first.seen(READY)
  const { answer } = await api.ask('/language', { from: 1 })
  await api.press(answer, 'English', { from: 1 })
  for (let user = 10; user < 25; user++) await api.ask('王颖是谁', { from: user })
  const database = new Libsql(file)
  const countQueries = () => database.prepare('select query from queries').all().length
  await expect.poll(countQueries).toBe(15)
  for (let user = 30; user < 35; user++) void api.message('王颖是谁', { from: user })
  first.kill('SIGKILL')
  await first.ended
  expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  expect(countQueries()).toBeGreaterThanOrEqual(15)
  database.close()
  const second = startProcess('main.ts', settings)
  onTestFinished(() => second.kill('SIGKILL'))
  await second.seen(READY)
  expect((await api.ask('火星上有人吗', { from: 1 })).answer.text).not.toContain(texts.none)
})
