import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Database } from '../../src/records/database/database.ts'
import { createQueryLog, type QueryLog } from '../../src/records/query-log.ts'
import { createGapRecords, type GapRecords } from '../../src/records/gap-records.ts'
import { createFold } from '../../src/text/fold.ts'
import { toWordingKey } from '../../src/text/wording.ts'
import { createForTest, describeDatabases, openForTest, type TestDatabase } from './test-databases.ts'

const KEY = 'a key'
const MARS = '火星上有人吗？'
const START = '新码头什么时候动工？'
const fold = createFold()
const toKey = (wording: string) => toWordingKey(wording, fold)

let stored: TestDatabase
let database: Database
let log: QueryLog
let gaps: GapRecords
let messageId: number

const openLog = (retentionDays = 90) => createQueryLog(database, { key: KEY, retentionDays })
const placeOf = (message: number, userId: number) => ({ userId, chatId: -100, messageId: message })

function tick(): void {
  vi.setSystemTime(Date.now() + 1000)
}

/** Logs a query, answered with passages or unanswered, and returns the message with the answer. */
function ask(query: string, passages: readonly string[] = [], message = ++messageId): number {
  tick()
  log.record({
    ...placeOf(message, 1),
    chatKind: 'group',
    language: 'zh-hans',
    query,
    outcome: passages.length > 0 ? 'found' : 'none',
    isAnswered: passages.length > 0,
    passages,
    milliseconds: 1,
  })
  return message
}

function vote(message: number, isUp: boolean, reason?: string, userId = 5): void {
  tick()
  void log.recordVote(placeOf(message, userId), { isUp, reason })
}

async function decide(...given: Parameters<GapRecords['decide']>): Promise<void> {
  tick()
  await gaps.decide(...given)
}

/** Lists the wordings after writing all rows. */
async function list() {
  await log.close()
  return gaps.list()
}
/** The hashes of stored decisions. */
const readHashes = async () => (await stored.query('select wording from decisions')).map(({ wording }) => wording)
const wordingsLeft = async () => (await list()).map(({ wording }) => wording)

describeDatabases((create) => {
  beforeEach(async () => {
    // Only the clock, so that each row has a later time than the one before.
    vi.useFakeTimers({ toFake: ['Date'] })
    stored = await createForTest(create)
    database = await openForTest(stored)
    log = openLog()
    gaps = createGapRecords(database, { key: KEY, retentionDays: 90, toWordingKey: toKey })
    messageId = 0
  })
  afterEach(async () => {
    vi.useRealTimers()
    await log.close()
  })

  describe('unanswered wordings', () => {
    it('are listed with their frequencies, the most frequent first', async () => {
      for (const query of [MARS, '月球远吗', MARS, '月球远吗', MARS, '谁养猫']) ask(query)
      ask(START, ['harbour_start'])
      expect(await list()).toMatchObject(
        [
          [MARS, 3],
          ['月球远吗', 2],
          ['谁养猫', 1],
        ].map(([wording, unanswered]) => ({ wording, unanswered, disliked: 0, reasons: [], shown: [] })),
      )
    })

    it('count as one if they have the same key, listed by the most frequent text', async () => {
      for (const query of ['火星上有人吗', MARS, '火星上 有人吗', MARS, '火星上有人嗎', '火星上有沒有人']) ask(query)
      expect((await list()).map(({ wording, unanswered }) => [wording, unanswered])).toEqual([
        [MARS, 5],
        ['火星上有沒有人', 1],
      ])
    })

    it('are left out if they have no words', async () => {
      for (const query of ['？？', '……', '😀']) ask(query)
      expect(await list()).toEqual([])
    })

    it('are counted together with votes against an answer', async () => {
      ask(MARS)
      ask('谁养猫')
      ask('谁养猫')
      vote(ask('火星上有人吗', ['sky']), false)
      vote(ask('火星上有人吗', ['sky']), false)
      expect((await list()).map(({ wording, unanswered, disliked }) => [wording, unanswered, disliked])).toEqual([
        [MARS, 1, 2],
        ['谁养猫', 2, 0],
      ])
    })
  })

  describe('a vote against an answer', () => {
    it('is listed with its reason and the passages of the latest answer', async () => {
      vote(ask(START, ['harbour_old', 'x']), false, 'passage')
      const message = ask(START, ['harbour_start', 'harbour_money'])
      vote(message, false, 'speaker', 6)
      vote(message, false, undefined, 7)
      const [first, ...rest] = await list()
      expect({ ...first, reasons: first?.reasons.toSorted() }).toMatchObject({
        wording: START,
        unanswered: 0,
        disliked: 3,
        reasons: ['passage', 'speaker'],
        shown: ['harbour_start', 'harbour_money'],
      })
      expect(rest).toEqual([])
    })

    it('is not listed after a change of mind, and again after another one', async () => {
      const message = ask(START, ['harbour_start'])
      vote(message, false, 'passage')
      expect(await wordingsLeft()).toEqual([START])
      vote(message, true)
      expect(await wordingsLeft()).toEqual([])
      vote(message, false)
      expect(await list()).toMatchObject([{ disliked: 1, reasons: [] }])
    })

    it('is not listed if it is for the answer', async () => {
      vote(ask(START, ['harbour_start']), true)
      expect(await list()).toEqual([])
    })

    it('is about the latest query that its message had answered at that time', async () => {
      const message = ask('码头', ['lead'])
      vote(message, false, 'unrelated', 5)
      ask(START, ['harbour_start'], message)
      vote(message, false, 'passage', 6)
      ask('末班船几点', ['ferry_last'], message)
      expect(new Map((await list()).map(({ wording, reasons, shown }) => [wording, [...reasons, ...shown]]))).toEqual(
        new Map([
          [START, ['passage', 'harbour_start']],
          ['码头', ['unrelated', 'lead']],
        ]),
      )
    })

    it('is ignored if its query is not stored', async () => {
      vote(99, false, 'passage')
      expect(await list()).toEqual([])
    })
  })

  describe('a decision', () => {
    it('to ignore a wording is final, for all texts with its key', async () => {
      ask(MARS)
      await decide([MARS], 'ignored', 'one')
      expect(await wordingsLeft()).toEqual([])
      ask('火星上有人嗎')
      vote(ask(MARS, ['sky']), false)
      expect(await wordingsLeft()).toEqual([])
    })

    it('that nothing answers it ends with a vote against an answer', async () => {
      ask(MARS)
      await decide([MARS], 'nothing', 'one')
      ask(MARS)
      expect(await wordingsLeft()).toEqual([])
      vote(ask(MARS, ['sky']), false)
      expect(await list()).toMatchObject([{ wording: MARS, unanswered: 0, disliked: 1, shown: ['sky'] }])
    })

    it('to teach it ends with a vote against an answer, or without an answer', async () => {
      const message = ask(MARS)
      vote(message, false)
      ask('谁养猫')
      await decide([MARS, '谁养猫'], 'taught', 'one')
      expect(await wordingsLeft()).toEqual([])
      vote(ask(MARS, ['sky']), false, 'passage')
      expect(await list()).toMatchObject([
        { wording: MARS, unanswered: 0, disliked: 1, reasons: ['passage'], shown: ['sky'] },
      ])
      ask('谁养猫')
      expect((await wordingsLeft()).toSorted()).toEqual([MARS, '谁养猫'].toSorted())
    })

    it('applies only to its own wordings', async () => {
      for (const query of [MARS, '谁养猫', '月球远吗']) ask(query)
      await decide(['谁养猫', '月球远吗'], 'ignored', 'one')
      expect(await wordingsLeft()).toEqual([MARS])
    })

    it('replaces the one before', async () => {
      ask(MARS)
      await decide([MARS], 'ignored', 'one')
      await decide([MARS], 'taught', 'two')
      expect(await gaps.findLesson('one')).toBeUndefined()
      ask(MARS)
      expect(await wordingsLeft()).toEqual([MARS])
    })

    it('is found by its id, with a test for its wordings', async () => {
      await decide([MARS, '谁养猫'], 'taught', 'one')
      await decide(['月球远吗'], 'nothing', 'two')
      const [one, two, three] = [
        await gaps.findLesson('one'),
        await gaps.findLesson('two'),
        await gaps.findLesson('three'),
      ]
      expect([one?.decision, two?.decision, three]).toEqual(['taught', 'nothing', undefined])
      expect([MARS, '火星上有人嗎', '谁养猫', '月球远吗'].map((wording) => one?.isOf(wording))).toEqual([
        true,
        true,
        true,
        false,
      ])
    })

    it('is withdrawn for all its wordings, and no others', async () => {
      for (const query of [MARS, '谁养猫', '月球远吗']) ask(query)
      await decide([MARS, '谁养猫'], 'ignored', 'one')
      await decide(['月球远吗'], 'ignored', 'two')
      await gaps.withdraw('one')
      expect((await wordingsLeft()).toSorted()).toEqual([MARS, '谁养猫'].toSorted())
      expect(await gaps.findLesson('one')).toBeUndefined()
      await gaps.withdraw('one')
    })

    it('on no wordings is not stored', async () => {
      await decide([], 'taught', 'one')
      expect(await gaps.findLesson('one')).toBeUndefined()
    })

    it('is stored by a hash of its wording, in the form of all earlier releases', async () => {
      await decide([MARS], 'ignored', 'one')
      expect(await readHashes()).toEqual(['bBbZ4W29IyzfyIdkloWJnLYF2uYgiDVH9x0IOko-uk8'])
      expect(JSON.stringify(await stored.query('select * from decisions'))).not.toMatch(/火|有人/u)
      const others = createGapRecords(database, { key: 'another key', retentionDays: 90, toWordingKey: toKey })
      expect((await others.findLesson('one'))?.isOf(MARS)).toBe(false)
    })
  })

  it('lists nothing, and stores no text, if texts are not stored', async () => {
    await log.close()
    log = openLog(0)
    ask(MARS)
    vote(ask(START, ['harbour_start']), false, 'passage')
    expect(await list()).toEqual([])
    const rows = [await stored.query('select * from queries'), await stored.query('select * from votes')]
    expect(rows.map(({ length }) => length)).toEqual([2, 1])
    expect(JSON.stringify(rows)).not.toMatch(/火星|码头/u)
  })

  it('reads a bounded number of wordings, the most frequent and the latest', async () => {
    const now = Date.now()
    const insert = `insert into queries
    (at, "user", message, chat_kind, language, query, outcome, is_answered, passages, milliseconds)`
    const numbers = (from: number, to: number) =>
      `with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${to})`
    const rest = `'private', 'zh-hans', '第' || i || '个码头', 'none'`
    await stored.query(`${numbers(1, 3000)} ${insert} select ${now} + i, 'u', 'm' || i, ${rest}, 0, '[]', 1 from n`)
    await stored.query(`${numbers(2990, 3000)} ${insert} select ${now} + i, 'u', 'm' || i, ${rest}, 0, '[]', 1 from n`)
    await stored.query(
      `${numbers(5001, 8000)} ${insert} select ${now} + i, 'u', 'm' || i, ${rest}, 1, '["a"]', 1 from n`,
    )
    await stored.query(`${numbers(5001, 8000)} insert into votes (message, "user", at, is_up, reason)
    select 'm' || i, 'u', ${now} + 10000 + i, 0, 'passage' from n`)
    const wordings = await list()
    const [unanswered, disliked] = [
      wordings.filter((one) => one.unanswered > 0),
      wordings.filter((one) => one.disliked),
    ]
    expect([unanswered.length, disliked.length, wordings.length]).toEqual([1000, 2000, 3000])
    expect(unanswered.filter((one) => one.unanswered === 2)).toHaveLength(11)
    expect(disliked.map(({ wording }) => wording)).toContain('第8000个码头')
    expect(disliked.map(({ wording }) => wording)).not.toContain('第6000个码头')
  })

  describe('a wording as long as a message', () => {
    const long = (middle: string) => `${'甲'.repeat(1000)}${middle}${'乙'.repeat(1000)}`

    it('is compared by its beginning and its end', async () => {
      for (const query of [`${long('')}谁`, `${long('丙')}谁`, `${long('')}何时`]) ask(query)
      expect((await list()).map(({ unanswered }) => unanswered)).toEqual([2, 1])
      await decide([`${long('丁')}谁`], 'ignored', 'a lesson')
      expect(await list()).toHaveLength(1)
    })

    it('has the hash of its first and last 250 units, in the form of all earlier releases', async () => {
      await decide([long('丙')], 'ignored', 'one')
      expect(await readHashes()).toEqual(['bNP-bVuZ8xtFQzystExAwGtcYVmcS9ORjL7QHjHv71Q'])
    })
  })

  it('yields to the event loop while it makes the keys, of 500 units at most', async () => {
    const keyed: { readonly length: number; readonly turn: number }[] = []
    let turn = 0
    let isDone = false
    const count = () => {
      turn++
      if (!isDone) setImmediate(count)
    }
    setImmediate(count)
    const toWordingKeyNow = (wording: string) => {
      keyed.push({ length: wording.length, turn })
      return wording
    }
    const records = createGapRecords(database, { key: KEY, retentionDays: 90, toWordingKey: toWordingKeyNow })
    ask('甲'.repeat(4096))
    for (let index = 0; index < 200; index++) ask(`火星上有${index}个人吗`)
    await log.close()
    expect(await records.list()).toHaveLength(201)
    isDone = true
    expect(Math.max(...keyed.map(({ length }) => length))).toBe(500)
    expect(new Set(keyed.map((one) => one.turn)).size).toBeGreaterThanOrEqual(4)
  })
})
