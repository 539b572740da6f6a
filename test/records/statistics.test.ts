import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Database } from '../../src/records/database/database.ts'
import { createStatistics, type StatisticsSettings } from '../../src/records/statistics.ts'
import { createForTest, describeDatabases, openForTest, type TestDatabase } from './test-databases.ts'

const NOW = new Date(2026, 10, 23, 15, 30)
const at = (daysAgo: number, hours = 12, minutes = 0, milliseconds = 0) =>
  new Date(2026, 10, 23 - daysAgo, hours, minutes, 0, milliseconds).getTime()

let stored: TestDatabase
let database: Database

interface Row {
  at: number
  query: string | null
  isAnswered: boolean
  outcome: string
  passages: string[]
  milliseconds: number
}

/** Rows per statement. */
const BATCH_SIZE = 500

/** Inserts queries like another process. */
async function add(...rows: Partial<Row>[]): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH_SIZE) {
    const batch = rows.slice(start, start + BATCH_SIZE)
    await stored.query(
      `insert into queries
        (at, "user", message, chat_kind, language, query, outcome, is_answered, passages, milliseconds)
        values ${batch.map(() => "(?, 'u', 'm', 'private', 'en', ?, ?, ?, ?, ?)").join(', ')}`,
      batch.flatMap(toValues),
    )
  }
}

function toValues(row: Partial<Row>): unknown[] {
  const { at: time = at(0), query = 'q', isAnswered = true, outcome = 'found', passages = [], milliseconds = 1 } = row
  return [time, query, outcome, Number(isAnswered), JSON.stringify(passages), milliseconds]
}

const addPress = (time: number, kind: string) =>
  stored.query(`insert into presses (at, message, "user", kind) values (?, 'm', 'u', ?)`, [time, kind])
const addVote = (user: string, isUp: boolean, reason: string | null = null, time = at(0)) =>
  stored.query(`insert into votes (message, "user", at, is_up, reason) values ('m', ?, ?, ?, ?)`, [
    user,
    time,
    Number(isUp),
    reason,
  ])
const repeat = (times: number, row: Partial<Row>) => Array.from({ length: times }, () => row)
const create = (settings: Partial<StatisticsSettings> = {}) =>
  createStatistics(database, { retentionDays: 90, ...settings })
const read = (settings?: Partial<StatisticsSettings>) => create(settings).read()

describeDatabases((createDatabase) => {
  beforeEach(async () => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
    stored = await createForTest(createDatabase)
    database = await openForTest(stored)
  })
  afterEach(() => void vi.useRealTimers())

  it('is all 0 and empty without rows', async () => {
    const { days, ...rest } = await read()
    expect(days).toHaveLength(30)
    expect(days.every(({ answered, unanswered }) => answered === 0 && unanswered === 0)).toBe(true)
    expect(rest).toEqual({
      time: { median: 0, percentile95: 0 },
      asked: [],
      passages: [],
      presses: [],
      votes: { up: 0, down: 0, reasons: [] },
      before: { answered: 0, unanswered: 0, up: 0, down: 0 },
    })
  })

  describe('the 30 days before', () => {
    it('are compared by the numbers of queries and votes', async () => {
      await add({ at: at(30) }, { at: at(59, 0), isAnswered: false }, { at: at(60, 23) }, { at: at(29, 0) })
      await addVote('a', true, null, at(31))
      await addVote('b', false, 'passage', at(59))
      await addVote('c', true, null, at(60))
      await addVote('d', false, null, at(0))
      expect((await read()).before).toEqual({ answered: 1, unanswered: 1, up: 1, down: 1 })
    })

    it('are compared by each wording and passage that is listed', async () => {
      await add(...repeat(3, { query: 'Who?', passages: ['a_1'], at: at(40) }), { query: 'where', at: at(45) })
      await add(...repeat(2, { query: 'who', passages: ['a_1', 'a_2'] }))
      const { asked, passages } = await read({ toWordingKey: (text) => text.toLowerCase().replace('?', '') })
      expect(asked).toEqual([{ name: 'who', total: 2, before: 3 }])
      expect(passages).toEqual([
        { name: 'a_1', total: 2, before: 3 },
        { name: 'a_2', total: 2, before: 0 },
      ])
    })

    it.each([
      [1, false],
      [59, false],
      [60, true],
      [0, true],
    ])('are left out where rows are deleted before: after %i days', async (retentionDays, isCompared) => {
      await add({ at: at(40) })
      expect((await read({ retentionDays })).before !== undefined).toBe(isCompared)
    })
  })

  describe('the days', () => {
    it('are the last 30 local ones, each with its answered and unanswered queries', async () => {
      await add(
        ...repeat(3, { at: at(0) }),
        ...repeat(2, { at: at(0), isAnswered: false }),
        { at: at(7) },
        { at: at(29), isAnswered: false },
      )
      const { days } = await read()
      expect(days.map(({ start }) => start)).toEqual(Array.from({ length: 30 }, (_, index) => at(29 - index, 0)))
      expect(
        days.flatMap(({ answered, unanswered }, index) =>
          answered + unanswered > 0 ? [[29 - index, answered, unanswered]] : [],
        ),
      ).toEqual([
        [29, 0, 1],
        [7, 1, 0],
        [0, 3, 2],
      ])
    })

    it('begin at midnight to the millisecond, and exclude older rows', async () => {
      await add(
        { at: at(1, 0) },
        { at: at(1, 23, 59, 59_999) },
        { at: at(0, 0) },
        { at: at(29, 0) },
        { at: at(29, 0) - 1 },
        { at: at(-1, 0) },
      )
      const { days } = await read()
      expect(days.slice(-2).map(({ answered }) => answered)).toEqual([2, 1])
      expect(days.reduce((sum, { answered }) => sum + answered, 0)).toBe(4)
    })

    it('exclude thanks and nods', async () => {
      await add({ outcome: 'unasked', query: '谢谢' }, {})
      const { days, asked } = await read()
      expect(days.at(-1)?.answered).toBe(1)
      expect(asked).toMatchObject([{ name: 'q', total: 1 }])
    })
  })

  describe('the time taken', () => {
    it('has its median and 95th percentile over all days', async () => {
      await add(...Array.from({ length: 100 }, (_, index) => ({ at: at(index % 30), milliseconds: 1000 - index * 10 })))
      expect((await read()).time).toEqual({ median: 500, percentile95: 950 })
    })

    it('is rounded to whole milliseconds', async () => {
      await add({ milliseconds: 2.4 }, { milliseconds: 2.6 }, { milliseconds: 9.7 })
      expect((await read()).time).toEqual({ median: 3, percentile95: 10 })
    })

    it('equals that of a single query', async () => {
      await add({ milliseconds: 7 })
      expect((await read()).time).toEqual({ median: 7, percentile95: 7 })
    })
  })

  describe('the most frequent wordings', () => {
    const toWordingKey = (text: string) => text.toLowerCase().replaceAll(/[ ?]/gu, '')

    it('count texts with one key as one over all days, listed by the most frequent text', async () => {
      await add(
        ...repeat(2, { query: 'Who is he?', at: at(3) }),
        ...repeat(2, { query: 'who is he', at: at(2) }),
        { query: 'who is he', at: at(1) },
        ...repeat(4, { query: 'Why' }),
        { query: 'Where' },
      )
      expect((await read({ toWordingKey })).asked).toMatchObject([
        { name: 'who is he', total: 5 },
        { name: 'Why', total: 4 },
        { name: 'Where', total: 1 },
      ])
    })

    it('count only equal texts as one without keys', async () => {
      await add({ query: 'why' }, { query: 'Why' })
      expect((await read()).asked).toHaveLength(2)
    })

    it('are 20 at most, the most frequent of thousands on a day', async () => {
      await add(
        ...Array.from({ length: 3000 }, (_, index) => ({ query: `once ${index}` })),
        ...repeat(2, { query: 'twice' }),
      )
      const { asked } = await read()
      expect(asked).toHaveLength(20)
      expect(asked[0]).toMatchObject({ name: 'twice', total: 2 })
    })

    it('compare long texts by both ends, like gap records', async () => {
      const seen: string[] = []
      const toLong = (middle: string, end = '') => `${'字'.repeat(249)}😀${middle}😀${'甲'.repeat(249)}${end}`
      await add({ query: toLong('一') }, { query: toLong('二') }, { query: toLong('一', '谁') })
      expect((await read({ toWordingKey: (text) => (seen.push(text), text) })).asked).toMatchObject([
        { name: toLong('一'), total: 2 },
        { name: toLong('一', '谁'), total: 1 },
      ])
      expect(Math.max(...seen.map(({ length }) => length))).toBe(500)
      expect(seen.join('')).not.toMatch(/\p{Surrogate}/u)
    })

    it('are empty if no texts are stored, even if older ones remain', async () => {
      await add({ query: 'old' }, { query: null })
      expect((await read({ retentionDays: 0 })).asked).toEqual([])
      expect(create({ retentionDays: 0 }).isTextKept).toBe(false)
      expect(create().isTextKept).toBe(true)
      expect((await read()).asked).toMatchObject([{ name: 'old', total: 1 }])
    })
  })

  it('counts passages in any combination', async () => {
    await add(
      { passages: ['a_1', 'a_2'] },
      { passages: ['a_2'] },
      { passages: ['a_2', 'a_3'], at: at(20) },
      { passages: ['a_3'], at: at(40) },
    )
    expect((await read()).passages).toMatchObject([
      { name: 'a_2', total: 3 },
      { name: 'a_1', total: 1 },
      { name: 'a_3', total: 1 },
    ])
  })

  it('counts each query of a day with very many, even in one millisecond', async () => {
    const fill = (times: number, milliseconds: string) =>
      stored.query(`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${times})
    insert into queries (at, "user", message, chat_kind, language, query, outcome, is_answered, passages, milliseconds)
    select ${milliseconds}, 'u', 'm', 'private', 'en', 'q', 'found', 1, '["a_1"]', i from n`)
    await fill(45_000, `${at(1, 0)} + i`)
    await fill(25_000, String(at(1, 1)))
    await add({ at: at(1, 2) })
    const { days, time, asked, passages } = await read()
    expect(days.at(-2)?.answered).toBe(70_001)
    expect([asked, passages]).toMatchObject([[{ name: 'q', total: 70_001 }], [{ name: 'a_1', total: 70_000 }]])
    expect(time.percentile95).toBe(41_500)
  })

  it('counts presses of the same days by kind', async () => {
    await addPress(at(0), 'context')
    await addPress(at(10), 'more')
    await addPress(at(29), 'more')
    await addPress(at(30), 'more')
    expect((await read()).presses).toEqual([
      { name: 'more', total: 2 },
      { name: 'context', total: 1 },
    ])
  })

  it('counts votes, and those against an answer by reason', async () => {
    await addVote('a', true)
    await addVote('b', true, null, at(29))
    await addVote('c', false, 'speaker', at(5))
    await addVote('d', false, 'speaker')
    await addVote('e', false)
    await addVote('f', false, 'passage', at(30))
    expect((await read()).votes).toEqual({
      up: 2,
      down: 3,
      reasons: [
        { name: 'speaker', total: 2 },
        { name: '', total: 1 },
      ],
    })
  })

  it('shares one result between concurrent calls, not with a later one', async () => {
    const statistics = create()
    const [one, other] = [statistics.read(), statistics.read()]
    expect(await one).toBe(await other)
    await add({})
    expect((await statistics.read()).days.at(-1)?.answered).toBe(1)
  })

  it('reads again after a failure', async () => {
    const statistics = create()
    await stored.query('drop table votes')
    await expect(statistics.read()).rejects.toThrow('votes')
    await stored.query('create table votes (message text, "user" text, at bigint, is_up integer, reason text)')
    expect((await statistics.read()).votes.up).toBe(0)
  })

  it('yields to the event loop and to other tasks of the database', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    const reading = read()
    const written = database.run((tables) => tables.selectFrom('queries').select('id').execute()).then(() => 'written')
    expect(await Promise.race([reading, written])).toBe('written')
    await reading
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
  })
})
