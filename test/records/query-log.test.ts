import { inspect } from 'node:util'
import Libsql from 'libsql'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Database } from '../../src/records/database/database.ts'
import { createQueryLog, type Logged, type QueryLog } from '../../src/records/query-log.ts'
import { createForTest, createSqlite, describeDatabases, openForTest, type TestDatabase } from './test-databases.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
const INTERVALS = { flush: 5, purge: HOUR }
const PATIENCE = { timeout: 20_000, interval: 5 }
const USER = 123456789
const CHAT = -1001234567890
const ASKED: Logged = {
  userId: USER,
  chatId: CHAT,
  messageId: 77,
  chatKind: 'group',
  language: 'en',
  query: 'Who is Lin Hai?',
  outcome: 'found',
  isAnswered: true,
  passages: ['harbour_start'],
  milliseconds: 2.5,
}

/** Values of a text for which a kind of database has no form; no type lets the first through. */
const FORMLESS = { sqlite: true as unknown as string, postgres: 'a\0b' }

let stored: TestDatabase
let database: Database
let log: QueryLog
let troubles: unknown[]

async function setUp(create: () => Promise<TestDatabase>): Promise<void> {
  troubles = []
  stored = await createForTest(create)
  database = await openForTest(stored, { onTrouble: (error) => void troubles.push(error) }, { later: 0 })
  log = openLog()
  onTestFinished(() => log.close())
}

function openLog(retentionDays = 90, into = database): QueryLog {
  return createQueryLog(into, { key: 'a key', retentionDays, intervals: INTERVALS })
}

/** The database; `spoil` may reject instead of a task, and is told how many came before. */
function interrupt(spoil: (count: number) => Promise<void>): Database {
  let count = 0
  return { ...database, run: (task) => spoil(count++).then(() => database.run(task)) }
}

/** Reads a table like another process. */
const read = (table: 'queries' | 'presses' | 'votes') =>
  stored.query(`select * from ${table} order by ${table === 'votes' ? 'at' : 'id'}`)

describeDatabases((create) => {
  beforeEach(() => setUp(create))

  describe('a query', () => {
    it('is written at the next interval, with the present time', async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: 1_234_567_890_123 })
      log.record(ASKED)
      vi.useRealTimers()
      await vi.waitFor(async () => expect(await read('queries')).toHaveLength(1), PATIENCE)
      expect((await read('queries'))[0]).toMatchObject({
        chat_kind: 'group',
        language: 'en',
        query: 'Who is Lin Hai?',
        outcome: 'found',
        is_answered: 1,
        passages: '["harbour_start"]',
        milliseconds: 2.5,
        at: 1_234_567_890_123,
      })
    })

    it('has hashes of its user and message, in the form of all earlier releases', async () => {
      log.record(ASKED)
      log.record({ ...ASKED, messageId: 78 })
      log.record({ ...ASKED, userId: 5 })
      await log.close()
      const rows = await read('queries')
      expect(rows[0]).toMatchObject({
        user: 'HIZ9uo5BXjVzxhcpsr6RxpP0sprETqVN_ZlDzYWErIA',
        message: 'jc6VSlyJEnBeg4RQe0y7sT1QAirWBxt0DQvAUnXRupM',
      })
      expect(JSON.stringify(rows)).not.toMatch(/123456789|1234567890/)
      expect([
        rows[0]?.['user'] === rows[1]?.['user'],
        rows[0]?.['user'] === rows[2]?.['user'],
        rows[0]?.['message'] === rows[1]?.['message'],
      ]).toEqual([true, false, false])
    })

    it('has no text if none are stored', async () => {
      await log.close()
      log = openLog(0)
      log.record(ASKED)
      await log.close()
      expect((await read('queries'))[0]).toMatchObject({ query: null, outcome: 'found' })
    })

    it('loses its text once none are stored any more', async () => {
      log.record(ASKED)
      await log.close()
      log = openLog(0)
      await log.close()
      expect(await read('queries')).toMatchObject([{ query: null, outcome: 'found' }])
    })

    it('has the message of a press on its answer', async () => {
      log.record(ASKED)
      log.recordPress({ userId: 5, chatId: CHAT, messageId: 77 }, 'context')
      await log.close()
      expect(await read('presses')).toMatchObject([
        { kind: 'context', message: (await read('queries'))[0]?.['message'] },
      ])
    })

    it('is written without U+0000', async () => {
      log.record({ ...ASKED, query: 'Who is \0Lin\0 Hai?' })
      await log.close()
      expect(await read('queries')).toMatchObject([{ query: 'Who is Lin Hai?' }])
      expect(troubles).toEqual([])
    })

    it('is kept among thousands at once, in order', async () => {
      for (let index = 0; index < 2500; index++) log.record({ ...ASKED, query: String(index) })
      await log.close()
      expect((await read('queries')).map(({ query }) => query)).toEqual(
        Array.from({ length: 2500 }, (_, index) => String(index)),
      )
    })
  })

  describe('a vote', () => {
    const vote = { ...ASKED, userId: 5 }

    it('replaces an earlier one of the same user on the same message', async () => {
      await log.recordVote(vote, { isUp: false })
      await log.recordVote(vote, { isUp: false, reason: 'passage' })
      await vi.waitFor(
        async () => expect(await read('votes')).toMatchObject([{ is_up: 0, reason: 'passage' }]),
        PATIENCE,
      )
      await log.recordVote(vote, { isUp: true })
      await log.recordVote({ ...vote, userId: 6 }, { isUp: false })
      await log.close()
      expect(
        (await read('votes'))
          .map(({ is_up, reason }) => `${String(is_up)} ${String(reason)}`)
          .toSorted((a, b) => a.localeCompare(b)),
      ).toEqual(['0 null', '1 null'])
    })

    it('has the message of its query, and a hash of its own user', async () => {
      log.record(ASKED)
      await log.recordVote(vote, { isUp: true })
      await log.close()
      expect((await read('votes'))[0]?.['message']).toBe((await read('queries'))[0]?.['message'])
      expect((await read('votes'))[0]?.['user']).not.toBe((await read('queries'))[0]?.['user'])
    })
  })

  it('deletes old rows at the start', async () => {
    log.record(ASKED)
    log.record({ ...ASKED, query: 'old' })
    log.recordPress(ASKED, 'more')
    await log.recordVote(ASKED, { isUp: true })
    await log.close()
    const old = Date.now() - 31 * DAY
    await stored.query("update queries set at = ? where query = 'old'", [old])
    await stored.query('update presses set at = ?', [old])
    await stored.query('update votes set at = ?', [old])
    log = openLog(30)
    await log.close()
    expect((await read('queries')).map(({ query }) => query)).toEqual(['Who is Lin Hai?'])
    expect([...(await read('presses')), ...(await read('votes'))]).toEqual([])
  })

  describe('a row that the database refuses', () => {
    it('is left out and reported once, without what it holds, and those beside it are written', async () => {
      await stored.query('create unique index one_each on queries (query)')
      for (const query of ['one', 'my secret', 'two', 'my secret', 'my secret', 'three'])
        log.record({ ...ASKED, query })
      log.recordPress(ASKED, 'more')
      await log.recordVote(ASKED, { isUp: true })
      await vi.waitFor(async () => expect(await read('votes')).toHaveLength(1), PATIENCE)
      log.record({ ...ASKED, query: 'later' })
      await log.close()
      expect((await read('queries')).map(({ query }) => query)).toEqual(['one', 'my secret', 'two', 'three', 'later'])
      expect(await read('presses')).toHaveLength(1)
      expect(troubles.map((trouble) => inspect(trouble, { showHidden: true, depth: null }))).toEqual([
        expect.stringMatching(/a row of queries is left out.*\((?:23505|SQLITE_CONSTRAINT_UNIQUE)\)/u),
        expect.stringMatching(/a row of queries is left out/u),
      ])
      expect(inspect(troubles, { showHidden: true, depth: null })).not.toContain('secret')
    })

    it('may be one that it has no form for', async () => {
      for (const kind of ['more', FORMLESS[stored.kind], 'context']) log.recordPress(ASKED, kind)
      await log.close()
      expect((await read('presses')).map(({ kind }) => kind)).toEqual(['more', 'context'])
      expect(troubles).toHaveLength(1)
    })

    it('has none written twice where the database fails amid its batch', async () => {
      await log.close()
      await stored.query('create unique index one_each on presses (kind)')
      log = openLog(
        90,
        interrupt(async (count) => {
          if (count % 3 === 2) throw new Error('the connection is lost')
        }),
      )
      for (const kind of ['a', 'b', 'b', 'c', 'd', 'e']) log.recordPress(ASKED, kind)
      await vi.waitFor(async () => expect(await read('presses')).toHaveLength(5), PATIENCE)
      expect((await read('presses')).map(({ kind }) => kind)).toEqual(['a', 'b', 'c', 'd', 'e'])
      expect(troubles).toHaveLength(1)
    })
  })

  it('keeps rows while their table is missing, reports one error, and writes them afterwards', async () => {
    await stored.query('alter table queries rename to elsewhere')
    let failures = 0
    await log.close()
    log = openLog(90, {
      ...database,
      run: (task) => database.run(task).catch((error: unknown) => Promise.reject((failures++, error))),
    })
    for (const query of ['one', 'two']) log.record({ ...ASKED, query })
    await vi.waitFor(() => expect(failures).toBeGreaterThan(3), PATIENCE)
    expect(troubles).toHaveLength(1)
    await stored.query('alter table elsewhere rename to queries')
    await vi.waitFor(async () => expect(await read('queries')).toHaveLength(2), PATIENCE)
  })

  describe('a user who asks for it', () => {
    const OTHER = { ...ASKED, userId: 5, messageId: 78 }

    it('is forgotten, written or waiting, and nobody else is', async () => {
      log.record(ASKED)
      log.recordPress(ASKED, 'context')
      await log.recordVote(ASKED, { isUp: true })
      log.record(OTHER)
      await vi.waitFor(async () => expect(await read('queries')).toHaveLength(2), PATIENCE)
      log.record({ ...ASKED, messageId: 79 })
      expect(await log.forgetUser(USER)).toBe(true)
      await log.close()
      expect(await read('queries')).toHaveLength(1)
      expect([await read('presses'), await read('votes')]).toEqual([[], []])
      expect(await log.findAnswer(CHAT, OTHER.messageId)).toBeDefined()
    })

    it('is told where that fails, and forgotten at the next try', async () => {
      log.record(ASKED)
      await vi.waitFor(async () => expect(await read('queries')).toHaveLength(1), PATIENCE)
      await stored.query('alter table queries rename to elsewhere')
      expect(await log.forgetUser(USER)).toBe(false)
      await stored.query('alter table elsewhere rename to queries')
      await vi.waitFor(async () => expect(await log.forgetUser(USER)).toBe(true), PATIENCE)
      expect(await read('queries')).toEqual([])
    })
  })

  it.each([
    [30, { kind: 'texts', days: 30 }],
    [0, { kind: 'numbers', days: 90 }],
  ])('a log of %i days tells what it keeps', async (days, keeping) => {
    const other = openLog(days)
    expect(other.keeping).toEqual(keeping)
    await other.close()
  })
})

it('keeps rows while another process locks the file, reports one error, and writes them afterwards', async () => {
  await setUp(createSqlite)
  await log.close()
  let failures = 0
  const counting: Database = {
    ...database,
    run: (task) =>
      database.run(task).catch((error: unknown) => {
        failures++
        throw error
      }),
  }
  const other = new Libsql(stored.url.slice('file:'.length))
  other.exec('begin exclusive')
  log = openLog(90, counting)
  for (let index = 0; index < 100; index++) log.record({ ...ASKED, query: String(index) })
  await vi.waitFor(() => expect(failures).toBeGreaterThan(3), PATIENCE)
  expect(troubles).toHaveLength(1)
  other.exec('commit')
  await vi.waitFor(async () => expect(await read('queries')).toHaveLength(100), PATIENCE)
})
