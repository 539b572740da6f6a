import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Message } from 'grammy/types'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModelState } from '../../../src/bot/context.ts'
import { openRecords, type Records } from '../../../src/records/records.ts'
import { toWordingKey } from '../../../src/text/wording.ts'
import {
  ADMIN,
  allTexts,
  boldIn,
  buttonsIn,
  fold,
  madeUpKnowledge,
  type RunningBot,
  startBot,
  texts,
  visibleSince,
  wordsOf,
} from '../start-bot.ts'

const START = '新码头什么时候动工'
const DAY = 24 * 60 * 60 * 1000
const PASSAGES = ['harbour_start', 'harbour_money', 'harbour_career', 'harbour_papers', 'harbour_crew', 'harbour_lead']

let folder: string
let records: Records | undefined
let running: RunningBot

/** Starts a bot with the database of this test's folder. */
async function start({
  retentionDays = 90,
  url = `file:${join(folder, 'wenzheng.db')}`,
  modelState = undefined as ModelState | undefined,
} = {}): Promise<void> {
  records = await openRecords(url, {
    key: 'a key',
    retentionDays,
    toWordingKey: (wording) => toWordingKey(wording, fold),
    onTrouble: () => {},
  })
  running = await startBot({
    knowledge: await madeUpKnowledge(),
    queryLog: records.queryLog,
    statistics: records.statistics,
    gapRecords: records.gapRecords,
    findModel: () => modelState && { state: () => modelState, counts: () => ({ lateQueries: 0, failures: 0 }) },
  })
}

/** Keeps a query that many times, so many days ago; without a number today. */
function add(
  query: string | null,
  { times = 1, daysAgo = 0, isAnswered = true, passages = [] as readonly string[], milliseconds = 20 } = {},
): void {
  const insert = new Libsql(join(folder, 'wenzheng.db')).prepare(
    `insert into queries (at, user, message, chat_kind, language, query, outcome, is_answered,
           passages, milliseconds) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  for (let time = 0; time < times; time++)
    insert.run(
      Date.now() - daysAgo * DAY,
      'u',
      'm',
      'private',
      'zh-hans',
      query,
      'found',
      Number(isAnswered),
      JSON.stringify(passages),
      milliseconds,
    )
}

async function stats(text = '/stats', options = {}): Promise<Message.PhotoMessage> {
  const after = running.api.mark()
  running.api.message(text, { from: ADMIN, ...options })
  const { result } = await running.api.nextCall('sendPhoto', { after })
  if (!result) throw new Error('The photo was refused')
  return result
}
const captionOf = async (text?: string, options?: object) => (await stats(text, options)).caption ?? ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'))
})
afterEach(async () => {
  await running.stop()
  await records?.close()
  expect(running.api.faults).toEqual([])
  await rm(folder, { recursive: true })
})

describe("an admin's /stats in private", () => {
  beforeEach(() => start())

  it('brings one picture, with the figures in its caption', async () => {
    add('谁是林海', { times: 4, daysAgo: 29, passages: ['harbour_start'], milliseconds: 40 })
    add('火星', { times: 2, daysAgo: 3, isAnswered: false, milliseconds: 10 })
    add('钱从哪里来', { times: 3, passages: ['harbour_money', 'harbour_start'], milliseconds: 500 })
    const after = running.api.mark()
    const { caption, photo } = await stats()
    expect(caption?.split('\n')).toEqual([
      texts.statsQueries({ days: 30, total: 9, change: '', average: 0.3, today: 3 }),
      texts.statsAnswered(7, 2, 77.8, ['', '']),
      texts.statsTime(0.1, 0.5),
      texts.statsAllNew(30),
      '',
      texts.statsAsked,
      '• 4 × 谁是林海',
      '• 3 × 钱从哪里来',
      '• 2 × 火星',
      '',
      texts.statsPassages,
      '• 7 × 林海：新码头明年三月动工，先建两个深水泊位。',
      '• 3 × 港城日报：扩建总投资四十亿元，由市财政和港务集团分担。',
      '',
      texts.statsVotes(0, 0, ['', ''], []),
    ])
    expect(photo.map(({ width, height }) => [width, height])).toEqual([[1000, 600]])
    expect(running.api.photo(photo[0]?.file_id ?? '')?.length).toBeGreaterThan(5000)
    await running.handled()
    expect(running.api.calls.slice(after).filter(({ method }) => method.startsWith('send'))).toHaveLength(1)
  })

  it('tells what the bot itself has answered', async () => {
    await running.api.ask(START)
    await running.api.ask('新碼頭什麼時候動工？', { from: 8 })
    await running.api.ask('红烧肉怎么做', { from: 8 })
    await running.api.ask('谢谢', { from: 8 })
    const database = new Libsql(join(folder, 'wenzheng.db'))
    await expect.poll(() => database.prepare('select * from queries').all().length).toBe(4)
    database.close()
    const caption = await captionOf()
    expect(caption).toContain(texts.statsAnswered(2, 1, 66.7, ['', '']))
    expect(caption).toMatch(/2 × 新.+\n• 1 × 红烧肉怎么做\n/u)
    expect(caption).toContain('× 林海：新码头明年三月动工')
  })

  it('counts ways of writing as one', async () => {
    for (const query of [
      'Who is Lin Hai',
      'who is lin hai?',
      'ＷＨＯ is  Lin Hai!',
      '醫院編制',
      '医院编制',
      '医院 编制。',
      'Who is Lin Hai',
    ])
      add(query)
    expect((await captionOf()).split('\n')).toEqual(
      expect.arrayContaining(['• 4 × Who is Lin Hai', expect.stringMatching(/^• 3 × /u)]),
    )
  })

  it('is in the language of the admin', async () => {
    add('a')
    expect(await captionOf('/stats', { languageCode: 'en' })).toContain(allTexts.en.statsAsked)
    expect(await captionOf('/STATS@wenzheng_test_bot', { languageCode: 'zh-hant' })).toContain(
      allTexts['zh-hant'].statsAsked,
    )
  })

  it('says since when, where the first query is not as old, and takes the average from then on', async () => {
    add('a', { times: 5, daysAgo: 1 })
    const { average, date } = { average: 2.5, date: new Date(Date.now() - DAY) }
    const label = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
    expect(await captionOf()).toContain(
      texts.statsQueries({ days: 30, total: 5, change: '', average, today: 0, date: label }),
    )
  })

  it('names of each list five at most, and no passage that is gone', async () => {
    for (let index = 0; index < 7; index++)
      add(`第${'一二三四五六七'[index]}问`, {
        times: 9 - index,
        passages: ['harbour_gone', PASSAGES[index] ?? 'other_gone'],
      })
    const items = (await captionOf()).split('\n').filter((line) => line.startsWith('• '))
    expect(items.filter((line) => line.endsWith('问'))).toHaveLength(5)
    expect(items.slice(5)).toEqual([
      '• 9 × 林海：新码头明年三月动工，先建两个深水泊位。',
      expect.stringContaining('8 × 港城日报：扩建总投资'),
      expect.stringContaining('7 × 港城日报：林海在港务局工作了二十年'),
      expect.stringContaining('6 × 林海、苏芸：船员证书'),
      expect.stringContaining('5 × 苏芸：我建议'),
    ])
  })

  it('tells of votes, by reasons, and of buttons', async () => {
    add('a')
    const database = new Libsql(join(folder, 'wenzheng.db'))
    const vote = database.prepare('insert into votes (message, user, at, is_up, reason) values (?, ?, ?, ?, ?)')
    for (const [user, isUp, reason] of [
      ['a', 1, null],
      ['b', 1, null],
      ['c', 0, 'passage'],
      ['d', 0, 'unrelated'],
      ['e', 0, 'unrelated'],
      ['f', 0, null],
      ['g', 0, 'of a later version'],
    ])
      vote.run('m', user, Date.now(), isUp, reason)
    for (const kind of ['context', 'more', 'context'])
      database
        .prepare('insert into presses (at, message, user, kind) values (?, ?, ?, ?)')
        .run(Date.now(), 'm', 'u', kind)
    const caption = await captionOf()
    expect(caption).toContain(`\n${texts.statsVotes(2, 5, ['', ''], ['不是这一段 1', '答非所问 2', '未说原因 2'])}\n`)
    expect(caption.split('\n').at(-1)).toBe(
      texts.statsPresses([texts.statsPress('context', 2), texts.statsPress('more', 1)]),
    )
  })

  it('fits the caption with five long queries of emoji, each cut between two of them', async () => {
    const family = '👩‍👩‍👧‍👦'
    for (let index = 0; index < 5; index++) add(`${index}${family.repeat(300)}`, { times: 2, passages: PASSAGES })
    const { caption = '', caption_entities = [] } = await stats()
    expect(caption.length).toBeLessThanOrEqual(1024)
    expect(caption.match(new RegExp(`^• 2 × \\d(?:${family})+…$`, 'gmu'))).toHaveLength(5)
    expect(boldIn({ text: caption, entities: caption_entities })).toEqual([texts.statsAsked, texts.statsPassages])
  })

  it('makes no link, command or mention of what a stranger wrote', async () => {
    add('https://example.com\n• 9 × @someone\u202e /reload')
    const { caption = '', caption_entities = [] } = await stats()
    expect(caption_entities.filter(({ type }) => type === 'code').map((entity) => wordsOf(caption, entity))).toEqual([
      'https://example.com • 9 × @someone /reload',
    ])
  })

  it('compares with the 30 days before: the numbers, what was asked and quoted, and the votes', async () => {
    add('谁是林海', { times: 3, daysAgo: 40, passages: ['harbour_start'] })
    add('火星', { times: 2, daysAgo: 50, isAnswered: false })
    add('旧的', { times: 9, daysAgo: 70 })
    add('谁是林海', { times: 5, passages: ['harbour_start', 'harbour_money'] })
    add('火星', { isAnswered: false })
    add('月亮', { times: 2, isAnswered: false })
    const database = new Libsql(join(folder, 'wenzheng.db'))
    const vote = database.prepare('insert into votes (message, user, at, is_up, reason) values (?, ?, ?, ?, ?)')
    vote.run('m', 'a', Date.now() - 40 * DAY, 0, null)
    for (const user of ['b', 'c']) vote.run('m', user, Date.now(), 1, null)
    expect((await captionOf()).split('\n')).toEqual([
      expect.stringMatching(/^近 30 天提问 8 次（\+3），/u),
      '🟦 有答案 5（62.5%，+2），🟧 没有答案 3（+1）',
      texts.statsTime(0.1, 0.1),
      texts.statsCompared(30),
      '',
      texts.statsAsked,
      '• 5 × 谁是林海（+2）',
      '• 2 × 月亮（新）',
      '• 1 × 火星（−1）',
      '',
      texts.statsPassages,
      '• 5 × 港城日报：扩建总投资四十亿元，由市财政和港务集团分担。（新）',
      '• 5 × 林海：新码头明年三月动工，先建两个深水泊位。（+2）',
      '',
      '反馈：👍 2（新），👎 0（−1）',
    ])
  })

  it('has a button that brings the gaps, as a message of their own, to admins in private only', async () => {
    add('火星上有人吗', { isAnswered: false })
    const message = await stats()
    expect(buttonsIn(message)).toEqual([texts.buttons.openGaps])
    const after = running.api.mark()
    expect((await running.api.press(message, texts.buttons.openGaps, { from: 7 })).call.payload.text).toBe(
      texts.adminsOnly,
    )
    expect(visibleSince(running.api, after)).toEqual([])
    await running.api.press(message, texts.buttons.openGaps, { from: ADMIN })
    expect(visibleSince(running.api, after)).toEqual(['sendMessage'])
    expect(running.api.sent(ADMIN).at(-1)?.text).toContain(`${texts.gapsTitle(1, 1)}\n`)
    expect(running.api.sent(ADMIN).at(-1)?.text).toContain('\n• 火星上有人吗\n')
  })

  it('is a sentence where there are no recent queries', async () => {
    expect((await running.api.ask('/stats', { from: ADMIN })).answer.text).toBe(texts.statsNone(30))
    add('old', { daysAgo: 40 })
    expect((await running.api.ask('/stats', { from: ADMIN })).answer.text).toBe(texts.statsNone(30))
  })

  it('twice at once is answered twice, and others meanwhile', async () => {
    add('a')
    const after = running.api.mark()
    running.api.message('/stats', { from: ADMIN })
    running.api.message('/stats', { from: ADMIN })
    await running.api.ask(START, { from: 8 })
    await expect
      .poll(() => running.api.calls.slice(after).filter(({ method }) => method === 'sendPhoto'))
      .toHaveLength(2)
  })

  it('leaves its picture alone when it is edited into a query', async () => {
    add('a')
    const { message } = running.api.message('/stats', { from: ADMIN })
    await running.api.nextCall('sendPhoto')
    const after = running.api.mark()
    running.api.edit(message, START)
    await running.handled()
    expect(visibleSince(running.api, after)).toEqual([])
  })

  it('comes by no edit', async () => {
    const { message } = await running.api.ask(START, { from: ADMIN })
    const after = running.api.mark()
    running.api.edit(message, '/stats')
    await running.handled()
    expect(visibleSince(running.api, after)).toEqual([])
  })
})

describe('/stats of a user who is no admin', () => {
  beforeEach(async () => {
    await start()
    add('a secret')
  })

  it.each(['/stats', '/STATS', '/stats@wenzheng_test_bot', '/stats now'])(
    "a stranger's %j gets exactly what an unknown command gets",
    async (text) => {
      const unknown = (await running.api.ask('/nonsense')).call.payload
      expect((await running.api.ask(text)).call.payload).toEqual(unknown)
    },
  )

  it.each([
    ['an admin in a group', { from: ADMIN, type: 'group' }],
    ['an admin in a topic', { from: ADMIN, topic: 77 }],
    ['an anonymous admin', { from: ADMIN, type: 'supergroup', anonymousAdmin: true }],
    ['a stranger in a group', { from: 7, type: 'group' }],
  ] as const)('%s hears nothing', async (_, place) => {
    running.api.message('/stats', place)
    running.api.message('/stats@wenzheng_test_bot', place)
    await running.handled()
    expect(visibleSince(running.api, 0)).toEqual([])
  })
})

it('without a database it says that there is none', async () => {
  await start({ url: 'file:/dev/null/wenzheng.db' })
  expect((await running.api.ask('/stats', { from: ADMIN })).answer.text).toBe(texts.statsNoDatabase)
})

describe('the model', () => {
  it('that is off is told of, also where nobody asked anything', async () => {
    await start({ modelState: 'off' })
    expect((await running.api.ask('/stats', { from: ADMIN })).answer.text).toBe(
      `${texts.statsNone(30)}\n${texts.statsByWords}`,
    )
    add('a', { milliseconds: 20 })
    expect((await captionOf()).split('\n').slice(2, 5)).toEqual([
      texts.statsTime(0.1, 0.1),
      texts.statsAllNew(30),
      texts.statsByWords,
    ])
  })

  it.each(['loading', 'ready', undefined] as const)('that is %s is not', async (modelState) => {
    await start({ modelState })
    expect((await running.api.ask('/stats', { from: ADMIN })).answer.text).toBe(texts.statsNone(30))
    add('a')
    expect(await captionOf()).not.toContain(texts.statsByWords)
  })
})

it('where rows are deleted before they are 60 days old nothing is compared', async () => {
  await start({ retentionDays: 59 })
  add('谁是林海', { times: 3, daysAgo: 40 })
  add('谁是林海', { times: 5 })
  expect((await captionOf()).split('\n').slice(1, 6)).toEqual([
    texts.statsAnswered(5, 0, 100, ['', '']),
    texts.statsTime(0.1, 0.1),
    '',
    texts.statsAsked,
    '• 5 × 谁是林海',
  ])
})

it('where no texts are kept it says so in the place of what was asked', async () => {
  await start({ retentionDays: 0 })
  add(null, { passages: ['harbour_start'] })
  const caption = await captionOf()
  expect(caption).toContain(`\n\n${texts.statsNoTexts}\n\n${texts.statsPassages}`)
  expect(caption).not.toContain(texts.statsAsked)
})

it('a database that cannot be read gets an apology', async () => {
  await start()
  new Libsql(join(folder, 'wenzheng.db')).exec('drop table votes')
  expect((await running.api.ask('/stats', { from: ADMIN })).answer.text).toBe(texts.failed)
})
