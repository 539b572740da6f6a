import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { connect, prepareFile } from '../../../src/records/database/sqlite-file.ts'
import { openRecords, type Records } from '../../../src/records/records.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
const INTERVALS = { flush: 5, purge: 20 }
const PATIENCE = { timeout: 20_000, interval: 5 }
/** Texts of all lengths, so that SQLite moves rows within their pages and into pages of their own. */
const toText = (index: number) => `secret${index}.${'怎么申请补贴呢'.repeat(index % 7 === 0 ? 200 : index % 13)}`

async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'records-'))
  const file = join(folder, 'wenzheng.db')
  const events: string[] = []
  const opened: Records[] = []
  onTestFinished(async () => {
    for (const records of opened) await records.close()
    await rm(folder, { recursive: true })
  })
  const open = async (retentionDays = 90) => {
    const records = await openRecords(`file:${file}`, {
      key: 'a key',
      retentionDays,
      toWordingKey: (wording) => wording,
      intervals: INTERVALS,
      onTrouble: () => void events.push('trouble'),
      onRecovery: () => void events.push('recovery'),
      onReplaced: () => void events.push('replaced'),
    })
    opened.push(records)
    return records
  }
  const query = <T>(sql: string) => {
    const other = new Libsql(file)
    try {
      // What the statement names is what a row has.
      return other.prepare(sql).all([]) as T[]
    } finally {
      other.close()
    }
  }
  /** Finds the texts of which the folder holds the bytes, in any of its files. */
  const grep = async () => {
    // A log goes with the last connection to its file.
    const read = (name: string) => readFile(join(folder, name), 'latin1').catch(() => '')
    const files = await Promise.all((await readdir(folder)).map(read))
    return [...new Set(files.join('\n').match(/secret\d+(?=\.)/gu))]
  }
  return { folder, file, events, open, query, grep }
}

function record({ queryLog }: Records, query: string) {
  const place = { userId: 1, chatId: 2, messageId: 3 }
  const answered = { outcome: 'none', isAnswered: false, passages: [], milliseconds: 1 }
  queryLog.record({ ...place, ...answered, chatKind: 'private', language: 'en', query })
}

/** Writes a file as earlier releases left it: its deleted rows are still there. */
async function leaveDeleted(file: string, open: () => Promise<Records>) {
  const records = await open()
  for (let index = 0; index < 300; index++) record(records, toText(index))
  await records.close()
  const other = new Libsql(file)
  other.pragma('secure_delete = OFF')
  other.pragma('user_version = 0')
  other.exec('delete from queries where id > 20')
  other.close()
}

describe('what is forgotten', () => {
  it('is in no file once it is past its retention', async () => {
    const { open, query, grep } = await setUp()
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const records = await open(30)
    for (let day = 0; day < 60; day++) {
      vi.setSystemTime(Date.now() + DAY)
      for (let index = 0; index < 20; index++) record(records, toText(day * 20 + index))
      await vi.waitFor(
        () => expect(query('select 1 from queries where at = (select max(at) from queries)').length).toBe(20),
        PATIENCE,
      )
    }
    const kept = () => query<{ text: string }>("select substr(query, 1, instr(query, '.') - 1) as text from queries")
    await vi.waitFor(async () => {
      expect(kept().length).toBeLessThanOrEqual(31 * 20)
      expect((await grep()).toSorted()).toEqual(
        kept()
          .map(({ text }) => text)
          .toSorted(),
      )
    }, PATIENCE)
  })

  it('is overwritten too where the file was rewritten within a day', async () => {
    const { open, grep } = await setUp()
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const records = await open(1)
    record(records, toText(1))
    await vi.waitFor(async () => expect(await grep()).toEqual(['secret1']), PATIENCE)
    vi.setSystemTime(Date.now() + HOUR)
    record(records, toText(2))
    await vi.waitFor(async () => expect(await grep()).toHaveLength(2), PATIENCE)
    vi.setSystemTime(Date.now() + DAY - HOUR / 2)
    await vi.waitFor(async () => expect(await grep()).toEqual(['secret2']), PATIENCE)
    vi.setSystemTime(Date.now() + HOUR)
    await vi.waitFor(async () => expect(await grep()).toEqual([]), PATIENCE)
  })

  it('is in no file once no texts are kept', async () => {
    const { open, query, grep } = await setUp()
    const before = await open()
    for (let index = 0; index < 300; index++) record(before, toText(index))
    await before.close()
    expect(await grep()).toHaveLength(300)
    await open(0)
    await vi.waitFor(async () => expect(await grep()).toEqual([]), PATIENCE)
    expect(query('select * from queries')).toHaveLength(300)
  })

  it('is in no file of an earlier release after a start', async () => {
    const { file, open, grep } = await setUp()
    await leaveDeleted(file, open)
    expect((await grep()).length).toBeGreaterThan(20)
    await open()
    await vi.waitFor(async () => expect(await grep()).toHaveLength(20), PATIENCE)
  })

  it('is overwritten as soon as another process lets go of the log', async () => {
    const { file, open, grep } = await setUp()
    const before = await open()
    for (let index = 0; index < 50; index++) record(before, toText(index))
    await before.close()
    const reader = new Libsql(file)
    reader.exec('begin')
    reader.prepare('select count(*) from queries').all([])
    const records = await open(0)
    await vi.waitFor(
      () => expect(new Libsql(file).prepare('select 1 from queries where query is not null').all([])).toEqual([]),
      PATIENCE,
    )
    expect((await grep()).length).toBeGreaterThan(0)
    reader.exec('commit')
    reader.close()
    await vi.waitFor(async () => expect(await grep()).toEqual([]), PATIENCE)
    await records.close()
  })
})

describe.skipIf(process.platform === 'win32')('the file', () => {
  const modes = async (folder: string) =>
    Promise.all(
      (await readdir(folder)).map(
        async (name) => `${name} ${((await stat(join(folder, name))).mode & 0o777).toString(8)}`,
      ),
    )

  it('is only for its user, with what belongs to it, whatever the umask', async () => {
    const { folder, open } = await setUp()
    const before = process.umask(0)
    onTestFinished(() => void process.umask(before))
    const records = await open()
    await records.languages.choose(1, 'en')
    expect((await modes(folder)).toSorted()).toEqual(['wenzheng.db 600', 'wenzheng.db-shm 600', 'wenzheng.db-wal 600'])
  })

  it('becomes so if it was not', async () => {
    const { folder, file, open } = await setUp()
    await (await open()).close()
    const other = new Libsql(file)
    other.prepare('select * from queries').all([])
    execFileSync('chmod', ['644', ...(await readdir(folder)).map((name) => join(folder, name))])
    expect((await modes(folder)).length).toBe(3)
    await open()
    expect((await modes(folder)).map((mode) => mode.split(' ')[1])).toEqual(['600', '600', '600'])
    other.close()
  })
})

describe('a database that cannot be opened at the start', () => {
  it('is taken up as soon as it can be, with what was asked and chosen meanwhile', async () => {
    const { file, events, open, query } = await setUp()
    await mkdir(file)
    const records = await open()
    record(records, 'asked meanwhile')
    await records.languages.choose(7, 'zh-hant')
    expect([events, records.gapRecords.isOpen()]).toEqual([['trouble'], false])
    await rmdir(file)
    await vi.waitFor(() => expect(events).toEqual(['trouble', 'recovery']), PATIENCE)
    await vi.waitFor(() => expect(query('select query from queries')).toEqual([{ query: 'asked meanwhile' }]), PATIENCE)
    await records.close()
    expect((await open()).languages.find(7)).toBe('zh-hant')
  })

  it('keeps a choice that is made or withdrawn before it is opened', async () => {
    const { file, open } = await setUp()
    const before = await open()
    await before.languages.choose(1, 'en')
    await before.languages.choose(2, 'en')
    await before.languages.choose(3, 'en')
    await before.close()
    await rename(file, `${file}.kept`)
    await writeFile(file, 'no database\n'.repeat(100))
    const records = await open()
    await records.languages.choose(1, 'zh-hant')
    await records.languages.choose(2, undefined)
    expect(records.languages.find(3)).toBeUndefined()
    await rename(`${file}.kept`, file)
    await vi.waitFor(() => expect(records.languages.find(3)).toBe('en'), PATIENCE)
    await records.close()
    const { languages } = await open()
    expect([1, 2, 3].map((user) => languages.find(user))).toEqual(['zh-hant', undefined, 'en'])
  })
})

describe('a database that is deleted while the bot runs', () => {
  it.each([
    ['alone', ['wenzheng.db']],
    ['with what belongs to it', ['wenzheng.db', 'wenzheng.db-wal', 'wenzheng.db-shm']],
  ])('%s is made anew, with the languages', async (_title, names) => {
    const { folder, events, open, query } = await setUp()
    const records = await open()
    await records.languages.choose(1, 'en')
    record(records, 'before')
    await vi.waitFor(() => expect(query('select query from queries')).toHaveLength(1), PATIENCE)
    for (const name of names) await rm(join(folder, name), { force: true })
    record(records, 'afterwards')
    await vi.waitFor(() => expect(events).toContain('replaced'), PATIENCE)
    await vi.waitFor(() => expect(query('select query from queries')).toEqual([{ query: 'afterwards' }]), PATIENCE)
    expect(query('select language from chosen_languages')).toEqual([{ language: 'en' }])
    expect(events).toEqual(['replaced'])
  })
})

it('a value that SQLite has no type for is an error, and does not end the process', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'records-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'wenzheng.db')
  await prepareFile(path, 1000)
  const file = connect(path, 1000)
  // What no type lets through, as of a message that nobody checked.
  const kind = true as unknown as string
  const values = { at: 1, user: 'u', message: 'm', kind }
  await expect(file.tables.insertInto('presses').values(values).execute()).rejects.toThrow('no type for a boolean')
  await expect(file.tables.selectFrom('presses').selectAll().execute()).resolves.toEqual([])
  await file.close()
})
