import { expect, inject, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../src/records/database/database.ts'
import { listen } from '../../../src/records/database/listen.ts'
import { openRecords } from '../../../src/records/records.ts'
import { announce, CHANNEL, createSignals } from '../../../src/records/shared/signals.ts'
import { createForTest, createPostgres } from '../test-databases.ts'

const NEVER = 1_000_000
const describeCopies = it.skipIf(inject('postgresUrl') === undefined)

/** Opens the signals of a copy; with an interval of its own it is notified of nothing. */
async function open(url: string, interval?: number) {
  const database = await openDatabase(url)
  const ear = interval === undefined ? undefined : () => ({ close: async () => {} })
  const signals = await createSignals(database, ear ?? ((hear) => listen(url, CHANNEL, hear)), interval ?? NEVER)
  onTestFinished(async () => {
    await signals.close()
    await database.close()
  })
  const heard: string[] = []
  for (const subject of ['knowledge', 'reloads'] as const) signals.watch(subject, () => heard.push(subject))
  return { database, heard }
}

describeCopies.each([
  ['by a notification', undefined],
  ['without one, where that was lost', 5],
])('a change is heard by every copy %s, and nothing else is', async (_how, interval) => {
  const { url } = await createForTest(createPostgres)
  const [one, other] = [await open(url, interval), await open(url, interval)]
  await one.database.run((tables) => announce(tables, 'knowledge'))
  await expect.poll(() => [one.heard, other.heard]).toEqual([['knowledge'], ['knowledge']])
})

describeCopies('a change that is not committed is heard by nobody', async () => {
  const { url } = await createForTest(createPostgres)
  const [one, other] = [await open(url), await open(url)]
  const failing = one.database.run((tables) =>
    tables.transaction().execute(async (changing) => {
      await announce(changing, 'knowledge')
      throw new Error('no')
    }),
  )
  await expect(failing).rejects.toThrow('no')
  await one.database.run((tables) => announce(tables, 'reloads'))
  await expect.poll(() => other.heard).toEqual(['reloads'])
})

describeCopies('a notification is heard again after the connection was lost', async () => {
  const stored = await createForTest(createPostgres)
  const [one, other] = [await open(stored.url), await open(stored.url)]
  await one.database.run((tables) => announce(tables, 'knowledge'))
  await expect.poll(() => other.heard).toEqual(['knowledge'])
  await stored.query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'LISTEN%'")
  // What is announced meanwhile is heard once the connection stands again.
  await one.database.run((tables) => announce(tables, 'reloads'))
  await expect.poll(() => other.heard).toEqual(['knowledge', 'reloads'])
})

describeCopies('a language that is chosen at one copy is that of all, and so is its withdrawal', async () => {
  const { url } = await createForTest(createPostgres)
  const settings = { key: '1:made_up', retentionDays: 90, toWordingKey: (text: string) => text, isWebhook: true }
  const [one, other] = [await openRecords(url, settings), await openRecords(url, settings)]
  onTestFinished(async () => {
    await one.close()
    await other.close()
  })
  await one.languages.choose(7, 'zh-hant')
  await expect.poll(() => other.languages.find(7)).toBe('zh-hant')
  await other.languages.choose(7, undefined)
  await expect.poll(() => one.languages.find(7)).toBeUndefined()
})
