import { beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import type { Reloaded } from '../../../src/answer/teaching/take-load.ts'
import { createReloadOnChange } from '../../../src/bot/admin/reload-on-change.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { openDatabase } from '../../../src/records/database/database.ts'
import { type SharedMemory, createSharedMemory } from '../../../src/records/shared/shared-memory.ts'
import { createForTest, createPostgres } from '../../records/test-databases.ts'
import { ADMIN, allTexts, sendsSince, texts, useBot } from '../start-bot.ts'
import { problemsIn } from '../watch.ts'

const OTHER_ADMIN = 9010
const NONE = { total: 1, added: 0, changed: 0, removed: 0 }
const reloaded: Reloaded = {
  kind: 'reloaded',
  state: 'of-the-folder-01',
  changes: { articles: NONE, passages: NONE, asks: NONE, byArticle: [] },
  milliseconds: 12,
  failedChecks: [],
  total: 0,
}
const problem = (file: string) => ({ file, line: 3, text: problemTexts.repeatedAsk('不许进日志的话') })
const refused = (file: string): Reloaded => ({ kind: 'refused', problems: [problem(file)] })
const failed = (total: number): Reloaded => ({
  kind: 'failed',
  state: 'of-the-folder-01',
  failedChecks: [problem('a.yaml')],
  total,
})

const bot = useBot()
let outcomes: (Reloaded | Error)[]
let create: (memory?: SharedMemory) => () => Promise<void>
let follow: () => Promise<void>
let mark: number

/** Follows a change for each outcome of a reload, and gives what was sent for it, to whom. */
async function followAll(...some: (Reloaded | Error)[]): Promise<[number | string, string][][]> {
  const told: [number | string, string][][] = []
  for (const outcome of some) {
    outcomes.push(outcome)
    mark = bot.api.mark()
    await follow()
    told.push(sendsSince(bot.api, mark).map(({ payload }) => [payload.chat_id, payload.text.split('\n')[0] ?? '']))
  }
  return told
}

beforeEach(() => {
  outcomes = []
  for (const id of [ADMIN, OTHER_ADMIN]) bot.api.addChat({ id, type: 'private', first_name: 'A' })
  const { bot: telegram, log } = bot.running
  const reload = async (): Promise<Reloaded> => {
    const outcome = outcomes.shift() ?? reloaded
    if (outcome instanceof Error) throw outcome
    return outcome
  }
  create = (memory) =>
    createReloadOnChange({
      bot: telegram,
      knowledge: { reload, reloadChanged: reload },
      adminIds: new Set([ADMIN, OTHER_ADMIN]),
      allTexts,
      languages: { find: (id) => (id === OTHER_ADMIN ? 'en' : undefined) },
      log,
      memory,
    })
  follow = create()
})

describe('the admins', () => {
  const toBoth = (text: (texts: (typeof allTexts)['en']) => string): [number, string][] => [
    [ADMIN, text(texts)],
    [OTHER_ADMIN, text(allTexts.en)],
  ]

  it('get no message about a reload', async () => {
    expect(await followAll(reloaded, reloaded)).toEqual([[], []])
  })

  it('get one message per fault in their language, and one when it is mended', async () => {
    const news = toBoth((one) => one.refused(1))
    const mended = toBoth((one) => one.reloaded(0.1))
    expect(
      await followAll(
        refused('a.md'),
        refused('a.md'),
        refused('b.md'),
        refused('a.md'),
        reloaded,
        reloaded,
        refused('a.md'),
      ),
    ).toEqual([news, [], news, news, mended, [], news])
  })

  it.skipIf(inject('postgresUrl') === undefined)('get one message per fault from all copies of the bot', async () => {
    const stored = await createForTest(createPostgres)
    const database = await openDatabase(stored.url)
    const memory = createSharedMemory(database, '1:made_up')
    onTestFinished(() => {
      memory.close()
      return database.close()
    })
    const [one, other] = [create(memory), create(memory)]
    const told: number[] = []
    for (const outcome of [refused('a.md'), refused('b.md'), reloaded, refused('a.md')])
      for (const copy of [one, other]) {
        follow = copy
        told.push((await followAll(outcome)).flat().length)
      }
    expect(told).toEqual([2, 0, 2, 0, 2, 0, 2, 0])
  })

  it('get one message about the same failed checks, though their total changes', async () => {
    expect(await followAll(failed(3), failed(4))).toEqual([toBoth((one) => one.checksFailed(1, 3)), []])
  })

  it('get one message where several changes share a reload', async () => {
    outcomes.push(refused('a.md'), refused('a.md'))
    mark = bot.api.mark()
    await Promise.all([follow(), follow()])
    expect(sendsSince(bot.api, mark)).toHaveLength(2)
  })

  it('get the message though another admin has no chat with the bot', async () => {
    bot.api.failWith((_, payload) =>
      'chat_id' in payload && payload.chat_id === ADMIN
        ? { error_code: 403, description: "Forbidden: bot can't initiate conversation with a user" }
        : undefined,
    )
    await followAll(refused('a.md'))
    expect(
      sendsSince(bot.api, mark)
        .filter(({ error }) => !error)
        .map(({ payload }) => payload.chat_id),
    ).toEqual([OTHER_ADMIN])
    expect(bot.running.lines.join('')).toContain('an admin could not be told')
  })
})

it('the log has the place of a fault and no text of it', async () => {
  await followAll(refused('a.md'), failed(3), reloaded)
  const lines = bot.running.lines.join('')
  expect(lines).toContain('"at":["a.md:3"]')
  expect(lines).toContain('"at":["a.yaml:3"]')
  expect(lines).not.toContain('不许进日志')
})

it('a load that throws is logged without its message, and the next change reloads', async () => {
  expect((await followAll(new Error('不许进日志的话'), refused('a.md'))).map((told) => told.length)).toEqual([0, 2])
  expect(problemsIn(bot.running.lines).map(({ level }) => level)).toEqual(['error', 'warn'])
  expect(bot.running.lines.join('')).not.toContain('不许进日志')
})
