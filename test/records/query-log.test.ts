import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '../../src/records/database.ts'
import { createQueryLog, type Logged, type QueryLog } from '../../src/records/query-log.ts'

const DAY = 24 * 60 * 60 * 1000
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

let folder: string
let file: string
let database: Database
let log: QueryLog
let troubles: unknown[]

const openLog = (retentionDays = 90) =>
  createQueryLog(database, { key: 'a key', retentionDays, onTrouble: (error) => void troubles.push(error) })
/** What another process finds in the file. */
const read = (table: 'queries' | 'presses' | 'votes') =>
  new Libsql(file).prepare(`select * from ${table} order by rowid`).all() as Record<string, unknown>[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'))
  file = join(folder, 'wenzheng.db')
  database = await openDatabase(`file:${file}`)
  troubles = []
  log = openLog()
})
afterEach(async () => {
  await log.close()
  await database.close()
  await rm(folder, { recursive: true })
})

describe('a query', () => {
  it('is in the file within a second, without anybody waiting for it', async () => {
    log.record(ASKED)
    await vi.waitFor(() => expect(read('queries')).toHaveLength(1), 1000)
    expect(read('queries')[0]).toMatchObject({
      chat_kind: 'group',
      language: 'en',
      query: 'Who is Lin Hai?',
      outcome: 'found',
      is_answered: 1,
      passages: '["harbour_start"]',
      milliseconds: 2.5,
      at: expect.closeTo(Date.now(), -4) as number,
    })
  })

  it("names neither the user nor the chat, and is known for the same user's", async () => {
    log.record(ASKED)
    log.record({ ...ASKED, messageId: 78 })
    log.record({ ...ASKED, userId: 5 })
    await log.close()
    const rows = read('queries')
    expect(JSON.stringify(rows)).not.toMatch(/123456789|1234567890/)
    expect([
      rows[0]?.['user'] === rows[1]?.['user'],
      rows[0]?.['user'] === rows[2]?.['user'],
      rows[0]?.['message'] === rows[1]?.['message'],
    ]).toEqual([true, false, false])
  })

  it('has no text where none is to be kept', async () => {
    await log.close()
    log = openLog(0)
    log.record(ASKED)
    await log.close()
    expect(read('queries')[0]).toMatchObject({ query: null, outcome: 'found' })
  })

  it('loses its text once none is to be kept any more', async () => {
    log.record(ASKED)
    await log.close()
    log = openLog(0)
    await vi.waitFor(() => expect(read('queries')).toMatchObject([{ query: null, outcome: 'found' }]), 1000)
  })

  it('is found by the press of a button under its answer', async () => {
    log.record(ASKED)
    log.recordPress({ userId: 5, chatId: CHAT, messageId: 77 }, 'context')
    await log.close()
    expect(read('presses')).toMatchObject([{ kind: 'context', message: read('queries')[0]?.['message'] }])
  })

  it('of thousands at once is lost by none, and in their order', async () => {
    for (let index = 0; index < 2500; index++) log.record({ ...ASKED, query: String(index) })
    await log.close()
    expect(read('queries').map(({ query }) => query)).toEqual(Array.from({ length: 2500 }, (_, index) => String(index)))
  })
})

describe('a vote', () => {
  const vote = { ...ASKED, userId: 5 }

  it('is one for each user and message, and may be changed at any time', async () => {
    log.recordVote(vote, { isUp: false })
    log.recordVote(vote, { isUp: false, reason: 'passage' })
    await vi.waitFor(() => expect(read('votes')).toMatchObject([{ is_up: 0, reason: 'passage' }]), 1000)
    log.recordVote(vote, { isUp: true })
    log.recordVote({ ...vote, userId: 6 }, { isUp: false })
    await log.close()
    expect(
      read('votes')
        .map(({ is_up, reason }) => `${String(is_up)} ${String(reason)}`)
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['0 null', '1 null'])
  })

  it('is about the message that answers a query', async () => {
    log.record(ASKED)
    log.recordVote(vote, { isUp: true })
    await log.close()
    expect(read('votes')[0]?.['message']).toBe(read('queries')[0]?.['message'])
    expect(read('votes')[0]?.['user']).not.toBe(read('queries')[0]?.['user'])
  })
})

it('deletes what is older than it is to be kept, when it starts', async () => {
  log.record(ASKED)
  log.record({ ...ASKED, query: 'old' })
  log.recordPress(ASKED, 'more')
  log.recordVote(ASKED, { isUp: true })
  await log.close()
  const other = new Libsql(file)
  other.exec(
    `update queries set at = ${Date.now() - 31 * DAY} where query = 'old'; update presses set at = ${Date.now() - 31 * DAY}; update votes set at = ${Date.now() - 31 * DAY}`,
  )
  log = openLog(30)
  await vi.waitFor(() => expect(read('queries').map(({ query }) => query)).toEqual(['Who is Lin Hai?']), 1000)
  await vi.waitFor(() => expect([...read('presses'), ...read('votes')]).toEqual([]), 1000)
})

describe('a file that another process has locked', () => {
  it('holds up nobody, is told once, and gets everything afterwards', async () => {
    const other = new Libsql(file)
    other.exec('begin exclusive')
    const start = performance.now()
    for (let index = 0; index < 100; index++) log.record({ ...ASKED, query: String(index) })
    expect(performance.now() - start).toBeLessThan(100)
    await vi.waitFor(() => expect(troubles).toHaveLength(1), 2000)
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(troubles).toHaveLength(1)
    other.exec('commit')
    await vi.waitFor(() => expect(read('queries')).toHaveLength(100), 2000)
  })
})
