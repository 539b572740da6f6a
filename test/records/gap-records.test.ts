import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '../../src/records/database.ts'
import { createQueryLog, type QueryLog } from '../../src/records/query-log.ts'
import { createGapRecords, type GapRecords } from '../../src/records/gap-records.ts'
import { createFold } from '../../src/text/fold.ts'
import { toWordingKey } from '../../src/text/wording.ts'

const TIMEOUT = 60_000
/** Milliseconds; two busy cores took 170. */
const MOST_HELD = 800
const KEY = 'a key'
const MARS = '火星上有人吗？'
const START = '新码头什么时候动工？'
const fold = createFold()
const toKey = (wording: string) => toWordingKey(wording, fold)

let folder: string
let file: string
let database: Database
let log: QueryLog
let unmet: GapRecords
let messageId: number

const openLog = (retentionDays = 90) =>
  createQueryLog(database, {
    key: KEY,
    retentionDays,
    onTrouble: (error) => {
      throw error
    },
  })
const placeOf = (message: number, userId: number) => ({ userId, chatId: -100, messageId: message })

beforeEach(async () => {
  // Only the clock: what happens one after the other is to be so in the file too.
  vi.useFakeTimers({ toFake: ['Date'] })
  folder = await mkdtemp(join(tmpdir(), 'records-'))
  file = join(folder, 'wenzheng.db')
  database = await openDatabase(`file:${file}`)
  log = openLog()
  unmet = createGapRecords(database, { key: KEY, retentionDays: 90, toWordingKey: toKey })
  messageId = 0
})
afterEach(async () => {
  vi.useRealTimers()
  await log.close()
  await database.close()
  await rm(folder, { recursive: true })
})

function tick(): void {
  vi.setSystemTime(Date.now() + 1000)
}

/** Has a query answered with passages, or with none, and gives the message that answers. */
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
  log.recordVote(placeOf(message, userId), { isUp, reason })
}

async function decide(...given: Parameters<GapRecords['decide']>): Promise<void> {
  tick()
  await unmet.decide(...given)
}

/** Lists once everything is written. */
async function list() {
  await log.close()
  return unmet.list()
}
const wordingsLeft = async () => (await list()).map(({ wording }) => wording)

describe('what was asked in vain', () => {
  it('is told with how often, the most frequent first, and what was answered is not', async () => {
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

  it('counts wordings as one that have the same key, and tells the most frequent', async () => {
    for (const query of ['火星上有人吗', MARS, '火星上 有人吗', MARS, '火星上有人嗎', '火星上有沒有人']) ask(query)
    expect((await list()).map(({ wording, unanswered }) => [wording, unanswered])).toEqual([
      [MARS, 5],
      ['火星上有沒有人', 1],
    ])
  })

  it('is nothing where nothing is said', async () => {
    for (const query of ['？？', '……', '😀']) ask(query)
    expect(await list()).toEqual([])
  })

  it('counts what found none and what did not help together', async () => {
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

describe('an answer that did not help', () => {
  it('is told with what was wrong, and with the passages that were shown last', async () => {
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

  it('counts no more once the vote was changed, and again once it was changed back', async () => {
    const message = ask(START, ['harbour_start'])
    vote(message, false, 'passage')
    expect(await wordingsLeft()).toEqual([START])
    vote(message, true)
    expect(await wordingsLeft()).toEqual([])
    vote(message, false)
    expect(await list()).toMatchObject([{ disliked: 1, reasons: [] }])
  })

  it('that helped is no news', async () => {
    vote(ask(START, ['harbour_start']), true)
    expect(await list()).toEqual([])
  })

  it('is to the latest query that its message had answered by then', async () => {
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

  it('whose query was not kept is passed over', async () => {
    vote(99, false, 'passage')
    expect(await list()).toEqual([])
  })
})

describe('a decision', () => {
  it('to ignore a wording holds for good, however it is written', async () => {
    ask(MARS)
    await decide([MARS], 'ignored', 'one')
    expect(await wordingsLeft()).toEqual([])
    ask('火星上有人嗎')
    vote(ask(MARS, ['sky']), false)
    expect(await wordingsLeft()).toEqual([])
  })

  it('that nothing answers it holds as long as nothing does; an answer that does not help is news', async () => {
    ask(MARS)
    await decide([MARS], 'nothing', 'one')
    ask(MARS)
    expect(await wordingsLeft()).toEqual([])
    vote(ask(MARS, ['sky']), false)
    expect(await list()).toMatchObject([{ wording: MARS, unanswered: 0, disliked: 1, shown: ['sky'] }])
  })

  it('that it was taught holds until it does not help, or finds none again', async () => {
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

  it('is on its own wordings alone', async () => {
    for (const query of [MARS, '谁养猫', '月球远吗']) ask(query)
    await decide(['谁养猫', '月球远吗'], 'ignored', 'one')
    expect(await wordingsLeft()).toEqual([MARS])
  })

  it('stands in the place of the one before', async () => {
    ask(MARS)
    await decide([MARS], 'ignored', 'one')
    await decide([MARS], 'taught', 'two')
    expect(await unmet.findLesson('one')).toBeUndefined()
    ask(MARS)
    expect(await wordingsLeft()).toEqual([MARS])
  })

  it('is found by its lesson, which tells what is of it', async () => {
    await decide([MARS, '谁养猫'], 'taught', 'one')
    await decide(['月球远吗'], 'nothing', 'two')
    const [one, two, three] = [
      await unmet.findLesson('one'),
      await unmet.findLesson('two'),
      await unmet.findLesson('three'),
    ]
    expect([one?.decision, two?.decision, three]).toEqual(['taught', 'nothing', undefined])
    expect([MARS, '火星上有人嗎', '谁养猫', '月球远吗'].map((wording) => one?.isOf(wording))).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  it('may be taken back, with all that was decided with it and nothing else', async () => {
    for (const query of [MARS, '谁养猫', '月球远吗']) ask(query)
    await decide([MARS, '谁养猫'], 'ignored', 'one')
    await decide(['月球远吗'], 'ignored', 'two')
    await unmet.withdraw('one')
    expect((await wordingsLeft()).toSorted()).toEqual([MARS, '谁养猫'].toSorted())
    expect(await unmet.findLesson('one')).toBeUndefined()
    await unmet.withdraw('one')
  })

  it('on nothing is none', async () => {
    await decide([], 'taught', 'one')
    expect(await unmet.findLesson('one')).toBeUndefined()
  })

  it('tells nobody without the key on what, and outlasts the text', async () => {
    await decide([MARS], 'ignored', 'one')
    expect(JSON.stringify(new Libsql(file).prepare('select * from decisions').all())).not.toMatch(/火|有人/u)
    expect(
      (
        await createGapRecords(database, { key: 'another key', retentionDays: 90, toWordingKey: toKey }).findLesson(
          'one',
        )
      )?.isOf(MARS),
    ).toBe(false)
  })

  it('survives a process that is killed right after', { timeout: TIMEOUT }, async ({ onTestFinished }) => {
    ask(MARS)
    await log.close()
    const script = `
      import { openDatabase } from './src/records/database.ts'
      import { createGapRecords } from './src/records/gap-records.ts'
      const unmet = createGapRecords(await openDatabase(process.env.URL), { key: ${JSON.stringify(KEY)}, retentionDays: 90, toWordingKey: (wording) => wording })
      setInterval(() => {}, 1000)
      await unmet.decide(['killed'], 'ignored', 'one')
      process.stdout.write('decided')`
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      env: { ...process.env, URL: `file:${file}` },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const ended = once(child, 'exit')
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    expect(await ended).toEqual([null, 'SIGKILL'])
    expect((await unmet.findLesson('one'))?.isOf('killed')).toBe(true)
    expect(new Libsql(file).prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  })
})

it('where no text is kept there is nothing to list, and no text in the file', async () => {
  await log.close()
  log = openLog(0)
  ask(MARS)
  vote(ask(START, ['harbour_start']), false, 'passage')
  expect(await list()).toEqual([])
  const rows = ['queries', 'votes'].map((table) => new Libsql(file).prepare(`select * from ${table}`).all())
  expect(rows.map(({ length }) => length)).toEqual([2, 1])
  expect(JSON.stringify(rows)).not.toMatch(/火星|码头/u)
})

it('a hundred thousand rows hold up nobody for long', { timeout: TIMEOUT }, async () => {
  vi.useRealTimers()
  const raw = new Libsql(file)
  raw.exec('begin')
  const query = raw.prepare(
    "insert into queries (at, user, message, chat_kind, language, query, outcome, is_answered, passages, milliseconds) values (?, 'u', ?, 'private', 'zh-hans', ?, 'none', ?, '[\"a\"]', 1)",
  )
  for (let index = 0; index < 100_000; index++)
    query.run(index, `m${index}`, `我想问一下第${index % 30_000}个码头什么时候可以动工`, index % 2)
  const cast = raw.prepare("insert into votes (message, user, at, is_up, reason) values (?, 'u', ?, ?, 'passage')")
  for (let index = 0; index < 50_000; index++) cast.run(`m${index}`, 100_000 + index, index % 2)
  raw.exec('commit')
  let [longest, last] = [0, performance.now()]
  const beat = () => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }
  const timer = setInterval(beat, 1)
  expect((await unmet.list()).length).toBeGreaterThan(1000)
  beat()
  clearInterval(timer)
  expect(longest).toBeLessThan(MOST_HELD)
})

it('a wording as long as a message is told from others by its beginning and its end, others having their turn', async () => {
  const folded: { readonly length: number; readonly turn: number }[] = []
  let turn = 0
  const timer = setInterval(() => turn++, 0)
  const reading = createGapRecords(database, {
    key: KEY,
    retentionDays: 90,
    toWordingKey(wording) {
      folded.push({ length: wording.length, turn })
      // Whoever waits is served meanwhile.
      for (const start = performance.now(); performance.now() - start < 1;) continue
      return wording
    },
  })
  const long = (middle: string) => `开头${'甲'.repeat(1000)}${middle}${'乙'.repeat(1000)}`
  ask(`${long('')}谁`)
  ask(`${long('丙')}谁`)
  ask(`${long('')}何时`)
  for (let index = 0; index < 200; index++) ask(`火星上有${index}个人吗`)
  await log.close()
  const [first, ...others] = await reading.list()
  clearInterval(timer)
  expect(first?.unanswered).toBe(2)
  expect(others).toHaveLength(201)
  expect(Math.max(...folded.map(({ length }) => length))).toBe(500)
  expect(new Set(folded.map((one) => one.turn)).size).toBeGreaterThan(1)
  await reading.decide([`${long('丁')}谁`], 'ignored', 'a lesson')
  expect(await reading.list()).toHaveLength(201)
})
