import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openRecords, type RecordsSettings } from '../../src/records/records.ts'
import { createForTest, describeDatabases } from './test-databases.ts'

const TIMEOUT = 60_000
const PATIENCE = { timeout: 30_000, interval: 20 }
const SETTINGS: RecordsSettings = {
  key: 'a key',
  retentionDays: 90,
  toWordingKey: (wording) => wording,
  onTrouble: (error) => {
    throw error
  },
}

/** Stores a language, a decision and 15 queries; then logs queries without end. */
const SCRIPT = `
  import { openRecords } from './src/records/records.ts'
  const onTrouble = (error) => { throw error }
  const settings = { key: 'a key', retentionDays: 90, toWordingKey: (wording) => wording, onTrouble }
  const { languages, gapRecords, queryLog } = await openRecords(process.env.URL, settings)
  const logged = { userId: 1, chatId: 2, messageId: 3, chatKind: 'private', language: 'en', query: 'Who?' }
  const record = () => queryLog.record({ ...logged, outcome: 'none', isAnswered: false, passages: [], milliseconds: 1 })
  for (let index = 0; index < 15; index++) record()
  await languages.choose(1, 'en')
  await gapRecords.decide(['killed'], 'ignored', 'one')
  setInterval(record, 1)
  process.stdout.write('stored')`

describeDatabases((create) => {
  it(
    'a killed process keeps choices, decisions, all but the latest queries, and an intact file',
    { timeout: TIMEOUT },
    async () => {
      const stored = await createForTest(create)
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', SCRIPT], {
        env: { ...process.env, URL: stored.url },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      onTestFinished(() => void child.kill('SIGKILL'))
      const ended = once(child, 'exit')
      await once(child.stdout, 'data')
      const count = async (table: string) => (await stored.query(`select * from ${table}`)).length
      // Choices and decisions are on the disk at once, queries after an interval.
      expect([await count('chosen_languages'), await count('decisions')]).toEqual([1, 1])
      await vi.waitFor(async () => expect(await count('queries')).toBeGreaterThanOrEqual(15), PATIENCE)
      child.kill('SIGKILL')
      expect(await ended).toEqual([null, 'SIGKILL'])
      if (stored.kind === 'sqlite')
        expect(await stored.query('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
      const records = await openRecords(stored.url, SETTINGS)
      expect(records.languages.find(1)).toBe('en')
      expect((await records.gapRecords.findLesson('one'))?.isOf('killed')).toBe(true)
      expect(await count('queries')).toBeGreaterThanOrEqual(15)
      await records.close()
    },
  )

  it('keeps languages in memory, and reports the error once, while the database cannot be opened', async () => {
    const troubles: unknown[] = []
    const { unusableUrl } = await createForTest(create)
    const records = await openRecords(unusableUrl, {
      ...SETTINGS,
      onTrouble: (error) => void troubles.push(error),
    })
    await records.languages.choose(1, 'en')
    expect([records.languages.find(1), records.gapRecords.isOpen(), records.statistics.isOpen()]).toEqual([
      'en',
      false,
      false,
    ])
    await expect(records.gapRecords.list()).rejects.toThrow()
    expect(troubles).toHaveLength(1)
    await records.close()
  })
})
