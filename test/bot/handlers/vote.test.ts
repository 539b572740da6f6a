import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { MaybeInaccessibleMessage, Message } from 'grammy/types'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CODE_LENGTH } from '../../../src/answer/browse/codes.ts'
import {
  type Press,
  VOTE_DATA,
  findVote,
  parseData,
  parseVote,
  toData,
  toReasonRows,
  toVoteRow,
} from '../../../src/bot/view/callback-data.ts'
import { SIGNS } from '../../../src/bot/texts/texts.ts'
import { REASONS } from '../../../src/records/query-log.ts'
import { openRecords, type Records } from '../../../src/records/records.ts'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { editsSince, listButtons, standing, unfold } from '../reading.ts'
import {
  allTexts,
  buttonsIn,
  madeUpKnowledge,
  pagesIn,
  quotationsIn,
  type RunningBot,
  sendsSince,
  startBot,
  texts,
} from '../start-bot.ts'

const { up: UP, down: DOWN } = SIGNS
const START = '新码头什么时候动工'
const NIGHT = '末班船几点'
const NONE = '火星上有人吗'
const ASKER = 7
const STRANGER = 8
const GROUPS = [
  ['a group', { type: 'group', from: ASKER }],
  ['a supergroup', { type: 'supergroup', from: ASKER }],
  ['a topic', { topic: 77, from: ASKER }],
] as const
/** Telegram's ids have at most 52 significant bits. */
const LONGEST_ASKER = 2 ** 52 - 1
const MOST_CODES = 8
const MOST_BYTES = 64
/** Presses in half a minute. */
/** The points of a user who has asked one query. */
const MOST_PRESSES = 81
const HOUR = 60 * 60 * 1000

const wrong = REASONS.map((reason) => texts.buttons.wrong(reason))
const [anotherPassage = ''] = wrong

const knowledge = madeUpKnowledge()

let folder: string
let troubles: unknown[]
let records: Records
let running: RunningBot
let api: FakeBotApi

const open = () =>
  openRecords(`file:${join(folder, 'wenzheng.db')}`, {
    key: 'a key',
    toWordingKey: (wording) => wording,
    retentionDays: 90,
    onTrouble: (error) => void troubles.push(error),
    intervals: { flush: 10, purge: HOUR },
  })
const file = () => new Libsql(join(folder, 'wenzheng.db'))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'))
  troubles = []
  records = await open()
  running = await startBot({ knowledge: await knowledge, languages: records.languages, queryLog: records.queryLog })
  api = running.api
})
afterEach(async () => {
  await running.stop()
  await records.close()
  expect(api.faults).toEqual([])
  await rm(folder, { recursive: true })
})

/** The votes in the file: how each user's stands, in an order of its own. */
function kept(): string[] {
  // The columns are those of the table.
  const rows = file().prepare('select is_up, reason from votes').all() as { is_up: number; reason: string | null }[]
  return rows
    .map(({ is_up, reason }) => [is_up === 1 ? 'up' : 'down', ...(reason === null ? [] : [reason])].join(' '))
    .toSorted((a, b) => a.localeCompare(b))
}
const expectKept = (...votes: string[]) =>
  vi.waitFor(() => expect(kept()).toEqual(votes), { timeout: 3000, interval: 20 })

/** Lets what was pressed be kept. */
async function settle(): Promise<void> {
  await running.polling.stop()
  await records.queryLog.close()
}

/** Votes by a button that stands there now, and gives what whoever did is told; nothing is ever sent. */
async function vote(
  message: Message,
  label: string,
  options: Parameters<FakeBotApi['press']>[2] = {},
): Promise<string | undefined> {
  const before = api.mark()
  const { call } = await api.press(standing(api, message), label, options)
  expect(sendsSince(api, before)).toEqual([])
  return call.payload.text
}

/** Sends in a press with whatever data, and gives what whoever pressed is told. */
async function pressData(data: string, message: Message, from = ASKER): Promise<string | undefined> {
  const after = api.mark()
  const { query } = api.callbackQuery(data, message, { from })
  const call = await api.nextCall(
    (one) => one.method === 'answerCallbackQuery' && one.payload.callback_query_id === query.id,
    { after },
  )
  // The test above lets only an answerCallbackQuery through.
  return (call.payload as { text?: string }).text
}

const dataOf = (message: Message, label: string) =>
  listButtons(message).flatMap((button) =>
    button.text === label && 'callback_data' in button ? [button.callback_data] : [],
  )[0] ?? ''
const votesIn = (message: Message) => buttonsIn(message).filter((label) => label === UP || label === DOWN)
const keyboardOf = (message: Message) => standing(api, message).reply_markup

describe('a vote', () => {
  it('is kept at once and thanked for, and changes nothing', async () => {
    const { answer } = await api.ask(START)
    expect(votesIn(answer)).toEqual([UP, DOWN])
    const before = api.mark()
    expect(await vote(answer, UP)).toBe(texts.thanksUp)
    await vi.waitFor(() => expect(kept()).toEqual(['up']), { timeout: 1000, interval: 20 })
    expect(editsSince(api, before)).toEqual([])
    expect(standing(api, answer)).toEqual(answer)
  })

  it('is replaced by the next one of the same user on the same message', async () => {
    const { answer } = await api.ask(START)
    for (const [label, left] of [
      [UP, 'up'],
      [DOWN, 'down'],
      [anotherPassage, 'down passage'],
      [UP, 'up'],
      [UP, 'up'],
      [DOWN, 'down'],
      [UP, 'up'],
    ] as const) {
      await vote(answer, label)
      await expectKept(left)
    }
    const second = await api.ask(NIGHT)
    await vote(second.answer, UP)
    await expectKept('up', 'up')
  })

  it.each(REASONS)(
    'that it did not help asks what was wrong, and keeps that (%s); then it may be said again whether it helped',
    async (reason) => {
      const { answer } = await api.ask(START)
      expect(await vote(answer, DOWN)).toBe(texts.whatWasWrong)
      await expectKept('down')
      expect(buttonsIn(standing(api, answer))).toEqual([...pagesIn(answer), ...wrong, UP])
      expect(await vote(answer, texts.buttons.wrong(reason))).toBe(texts.thanksDown)
      await expectKept(`down ${reason}`)
      expect(standing(api, answer)).toMatchObject({ text: answer.text, reply_markup: answer.reply_markup })
    },
  )

  it.each([
    START,
    '林海是谁',
    '有哪些人参加',
    '记者问了什么',
    '渡船在三年内装上自动识别系统',
    '林海说了什么',
    '新码头什么时候动工？火星上有人吗？',
    NONE,
    '让学生上船实习半年的工资',
    '苏芸怎么看深水泊位',
  ])('is asked for below an answer or a refusal (%s)', async (query) => {
    const { answer } = await api.ask(query)
    expect(votesIn(answer)).toEqual([UP, DOWN])
    await vote(answer, DOWN)
    await vote(answer, anotherPassage)
    await expectKept('down passage')
    expect(keyboardOf(answer)).toEqual(answer.reply_markup)
  })

  it.each([
    '苏主任说了什么',
    '谢谢',
    '/help',
    '/start',
    '/topics',
    '/speakers',
    '/article',
    '/language',
    '/start p_harbour_start',
  ])('is not asked for below %s', async (query) => {
    expect(votesIn((await api.ask(query)).answer)).toEqual([])
  })

  it('is not offered below an inline result', async () => {
    const { call } = await api.askInline(START)
    expect(call.payload.results.length).toBeGreaterThan(0)
    expect(JSON.stringify(call.payload.results)).not.toMatch(/👍|👎/u)
  })

  it('on an edited answer is about the edited query, and one on what stood there before is dropped', async () => {
    const { message, answer } = await api.ask(START)
    await vote(answer, DOWN, { from: STRANGER })
    api.edit(message, NIGHT)
    await api.nextCall('editMessageText')
    await api.press(answer, DOWN, { from: 9 })
    expect(await vote(answer, DOWN)).toBe(texts.whatWasWrong)
    await settle()
    expect(kept()).toEqual(['down', 'down'])
    expect(new Map((await records.gapRecords?.list())?.map(({ wording, disliked }) => [wording, disliked]))).toEqual(
      new Map([
        [START, 1],
        [NIGHT, 1],
      ]),
    )
  })

  it('over the limit of presses is dropped with one notice to slow down', async () => {
    const { answer } = await api.ask(START)
    const before = api.mark()
    const queries = Array.from(
      { length: MOST_PRESSES + 2 },
      (_, index) => api.callbackQuery(dataOf(answer, index < MOST_PRESSES ? UP : DOWN), answer).query.id,
    )
    await api.nextCall(
      (call) => call.method === 'answerCallbackQuery' && call.payload.callback_query_id === queries.at(-1),
      { after: before, timeoutMs: 10_000 },
    )
    const told = api.calls
      .slice(before)
      .flatMap((call) => (call.method === 'answerCallbackQuery' ? [call.payload.text] : []))
    expect(told).toEqual([...Array.from({ length: MOST_PRESSES }, () => texts.thanksUp), texts.slowDown(30), undefined])
    expect(editsSince(api, before)).toEqual([])
    await expectKept('up')
  })

  it('is thanked for while the file is locked, logs that, and is kept once the file is free', async () => {
    const { answer } = await api.ask(START)
    const other = file()
    other.exec('begin exclusive')
    expect(await vote(answer, UP, { timeoutMs: 1000 })).toBe(texts.thanksUp)
    await vi.waitFor(() => expect(troubles).toHaveLength(1), 2000)
    other.exec('commit')
    await vi.waitFor(() => expect(kept()).toEqual(['up']), 2000)
  })

  it('is thanked for without a database', async () => {
    const without = await startBot({ knowledge: await knowledge })
    const { answer } = await without.api.ask(START)
    expect((await without.api.press(answer, UP)).call.payload.text).toBe(texts.thanksUp)
    expect((await without.api.press(answer, DOWN)).call.payload.text).toBe(texts.whatWasWrong)
    await without.stop()
  })

  it('is kept and thanked for where Telegram changes the message no more', async () => {
    const { answer } = await api.ask(START)
    api.failWith((method) =>
      method === 'editMessageReplyMarkup'
        ? { error_code: 400, description: "Bad Request: message can't be edited" }
        : undefined,
    )
    expect(await vote(answer, DOWN)).toBe(texts.whatWasWrong)
    await expectKept('down')
  })
})

describe.each(GROUPS)('in %s', (_, place) => {
  it('each user has a vote, and the other buttons stay as they are', async () => {
    const { answer } = await api.ask(`/ask ${START}`, place)
    const before = api.mark()
    expect(await vote(answer, DOWN, { from: STRANGER })).toBe(texts.whatWasWrong)
    expect(buttonsIn(standing(api, answer))).toEqual([...pagesIn(answer), ...wrong, UP])
    expect(await vote(answer, UP, { from: ASKER })).toBe(texts.thanksUp)
    await vote(answer, DOWN, { from: 9 })
    await vote(answer, anotherPassage, { from: 9 })
    await expectKept('down', 'down passage', 'up')
    expect(standing(api, answer)).toMatchObject({ text: answer.text, reply_markup: answer.reply_markup })
    expect(sendsSince(api, before)).toEqual([])
    expect(await vote(answer, texts.buttons.context, { from: STRANGER })).toBe(texts.notYours)
  })
})

describe('after a restart', () => {
  async function restart(): Promise<void> {
    await settle()
    await records.close()
    records = await open()
    running = await startBot({
      api,
      knowledge: await knowledge,
      languages: records.languages,
      queryLog: records.queryLog,
    })
  }

  it.each([['in private', {}], ...GROUPS] as const)('%s the buttons work as before', async (_, place) => {
    const { answer } = await api.ask(`/ask ${START}`, place)
    await restart()
    expect(await vote(answer, DOWN, { from: STRANGER })).toBe(texts.whatWasWrong)
    await restart()
    expect(await vote(answer, anotherPassage, { from: STRANGER })).toBe(texts.thanksDown)
    await expectKept('down passage')
    expect(keyboardOf(answer)).toEqual(answer.reply_markup)
    const context = listButtons(answer)[0]?.text ?? ''
    await vote(answer, context, { from: ASKER })
    await restart()
    await vote(answer, texts.buttons.back, { from: ASKER })
    expect(keyboardOf(answer)).toEqual(answer.reply_markup)
  })

  it.each([['in private', {}], ...GROUPS] as const)(
    '%s they work on a message that is out of reach too, and lead back to the answer',
    async (_, place) => {
      const { answer } = await api.ask(`/ask ${START}`, place)
      await restart()
      expect(await vote(answer, DOWN, { from: STRANGER, isOutOfReach: true })).toBe(texts.whatWasWrong)
      expect(buttonsIn(standing(api, answer))).toEqual([texts.buttons.back, ...wrong, UP])
      await restart()
      expect(await vote(answer, anotherPassage, { from: STRANGER, isOutOfReach: true })).toBe(texts.thanksDown)
      expect(buttonsIn(standing(api, answer))).toEqual([texts.buttons.back, UP, DOWN])
      await expectKept('down passage')
      await restart()
      await vote(answer, texts.buttons.back, { from: ASKER, isOutOfReach: true })
      expect(quotationsIn(standing(api, answer))).toEqual(quotationsIn(answer))
      expect(keyboardOf(answer)).toEqual(answer.reply_markup)
    },
  )

  it('those of an answer that quotes nothing work on a message that is out of reach', async () => {
    const { answer } = await api.ask('林海是谁')
    await restart()
    await vote(answer, DOWN, { isOutOfReach: true })
    expect(buttonsIn(standing(api, answer))).toEqual([...wrong, UP])
    await vote(answer, UP, { isOutOfReach: true })
    await expectKept('up')
  })
})

describe('a press on a message in a group that Telegram does not report', () => {
  const SECOND = '渡船在三年内装上自动识别系统'
  const outOfReach = ({ chat, message_id }: Message): MaybeInaccessibleMessage => ({ chat, message_id, date: 0 })
  const restart = async () => {
    await settle()
    running = await startBot({ api, knowledge: await knowledge, queryLog: records.queryLog })
  }
  /** Presses with some data, and expects that nothing is changed and no vote kept. */
  async function pressInVain(data: string, message: Message, from: number): Promise<void> {
    const before = api.mark()
    const { query } = api.callbackQuery(data, outOfReach(message), { from })
    await api.nextCall((one) => one.method === 'answerCallbackQuery' && one.payload.callback_query_id === query.id, {
      after: before,
    })
    expect(api.calls.slice(before).map(({ method }) => method)).not.toContain('editMessageText')
    expect(api.calls.slice(before).map(({ method }) => method)).not.toContain('editMessageReplyMarkup')
    expect(sendsSince(api, before)).toEqual([])
    await records.queryLog.close()
    expect(kept()).toEqual([])
  }
  const forgedBy = (asker: number) => toData({ link: { kind: 'speakers', page: 0 }, asker })

  it.each(['remembers', 'has forgotten'] as const)(
    'changes nothing by forged data, of a message that it %s',
    async (memory) => {
      const { answer } = await api.ask(`/ask ${START}`, { type: 'group', from: ASKER })
      if (memory === 'has forgotten') await restart()
      await pressInVain(forgedBy(STRANGER), answer, STRANGER)
    },
  )

  it('changes nothing by an admin of the group, of a message that answers nothing', async () => {
    const { answer } = await api.ask('/topics@wenzheng_test_bot', { type: 'group', from: ASKER })
    api.setAdministrators(answer.chat.id, [{ id: STRANGER, is_bot: false, first_name: 'Admin' }])
    await restart()
    await pressInVain(forgedBy(STRANGER), answer, STRANGER)
  })

  it("changes nothing by the data of the presser's own answer, or by another way back", async () => {
    const { answer } = await api.ask(`/ask ${START}`, { type: 'group', from: ASKER })
    const own = await api.ask(`/ask ${SECOND}`, { type: 'group', from: STRANGER })
    const [context] = listButtons(own.answer).map((button) => ('callback_data' in button ? button.callback_data : ''))
    await restart()
    for (const data of [context ?? '', dataOf(own.answer, DOWN), '-0']) await pressInVain(data, answer, STRANGER)
  })

  it('is done for who asked, and so is a vote on what it answers', async () => {
    const { answer } = await api.ask(`/ask ${START}`, { type: 'group', from: ASKER })
    await restart()
    const context = listButtons(answer)[0]?.text ?? ''
    const shown = standing(api, answer).text
    await vote(answer, context, { from: ASKER, isOutOfReach: true })
    expect(standing(api, answer).text).not.toBe(shown)
  })
})

describe('a page of an answer', () => {
  const PAGES = [texts.buttons.context, texts.buttons.more(3)]

  it.each(PAGES)('has no vote, and the way back from it leads to them again (%s)', async (label) => {
    const { answer } = await api.ask(START)
    await vote(answer, label)
    expect(buttonsIn(standing(api, answer))).toEqual(pagesIn(standing(api, answer)))
    await vote(answer, texts.buttons.back)
    expect(keyboardOf(answer)).toEqual(answer.reply_markup)
  })

  it('of however far leads back to them', async () => {
    const { answer } = await api.ask(START)
    for (const label of [texts.buttons.context, texts.buttons.after, texts.buttons.before, texts.buttons.back])
      await vote(answer, label)
    expect(keyboardOf(answer)).toEqual(answer.reply_markup)
  })

  it.each(PAGES)('stays as it is where an app still showed the answer, and the vote counts (%s)', async (label) => {
    const { answer } = await api.ask(`/ask ${START}`, { type: 'group', from: ASKER })
    await vote(answer, label, { from: ASKER })
    const page = standing(api, answer)
    expect((await api.press(answer, DOWN, { from: STRANGER })).call.payload.text).toBe(texts.thanksDown)
    await expectKept('down')
    expect(standing(api, answer)).toEqual(page)
  })

  it('stays as it is where the vote was pressed just before it opened', async () => {
    const { answer } = await api.ask(`/ask ${START}`, { type: 'group', from: ASKER })
    const before = api.mark()
    api.callbackQuery(dataOf(answer, texts.buttons.context), answer, { from: ASKER })
    expect(await pressData(dataOf(answer, DOWN), { ...answer }, STRANGER)).toBe(texts.thanksDown)
    expect(editsSince(api, before).map(({ method }) => method)).toEqual(['editMessageText'])
    expect(buttonsIn(standing(api, answer))).toContain(texts.buttons.back)
    await expectKept('down')
  })
})

describe('an answer that a button asked for', () => {
  const isFollowUp = (label: string, message: Message) => parseData(dataOf(message, label))?.link.kind === 'query'
  const openFollowUp = async (answer: Message) => {
    await unfold(api, answer)
    const label = buttonsIn(standing(api, answer)).find((one) => isFollowUp(one, standing(api, answer))) ?? ''
    await vote(answer, label)
    return standing(api, answer)
  }

  it('has no vote, nor have its pages, nor what they lead back to', async () => {
    const { answer } = await api.ask(START)
    const followed = await openFollowUp(answer)
    expect(quotationsIn(followed)).not.toEqual(quotationsIn(answer))
    expect(buttonsIn(followed)).toEqual(pagesIn(followed))
    await vote(answer, buttonsIn(followed)[0] ?? '')
    expect(buttonsIn(standing(api, answer))).toContain(texts.buttons.back)
    await vote(answer, texts.buttons.back)
    expect(quotationsIn(standing(api, answer))).toEqual(quotationsIn(followed))
    expect(buttonsIn(standing(api, answer))).toEqual(pagesIn(standing(api, answer)))
  })

  it('nor, after a restart, has what its pages lead back to where Telegram tells no buttons', async () => {
    const { answer } = await api.ask(START)
    const followed = await openFollowUp(answer)
    await vote(answer, buttonsIn(followed)[0] ?? '')
    await settle()
    running = await startBot({ api, knowledge: await knowledge, queryLog: records.queryLog })
    await vote(answer, texts.buttons.back, { isOutOfReach: true })
    expect(buttonsIn(standing(api, answer))).toEqual(pagesIn(standing(api, answer)))
  })
})

describe('in converted characters', () => {
  const hant = { languageCode: 'zh-hant' }
  const { buttons, ...said } = allTexts['zh-hant']

  it('an answer keeps its votes, and a vote keeps it so', async () => {
    const { answer: converted } = await api.ask(START, hant)
    const answer = converted
    expect(converted.text?.endsWith(said.converted)).toBe(true)
    expect(votesIn(converted)).toEqual([UP, DOWN])
    expect(await vote(answer, DOWN, hant)).toBe(said.whatWasWrong)
    await vote(answer, buttons.wrong('speaker'), hant)
    await expectKept('down speaker')
    expect(standing(api, answer)).toMatchObject({ text: converted.text, reply_markup: converted.reply_markup })
    await vote(answer, buttons.original, hant)
    expect(votesIn(standing(api, answer))).toEqual([UP, DOWN])
    await vote(answer, buttons.convert, hant)
    expect(keyboardOf(answer)).toEqual(answer.reply_markup)
  })

  it.each([false, true])(
    'a vote on a message out of reach leads back to what was shown (converted: %s)',
    async (isConverted) => {
      const { answer } = await api.ask(START, hant)
      if (!isConverted) await vote(answer, buttons.original, hant)
      const before = standing(api, answer)
      await settle()
      running = await startBot({ api, knowledge: await knowledge, queryLog: records.queryLog })
      await vote(answer, DOWN, { ...hant, isOutOfReach: true })
      await vote(answer, buttons.back, { ...hant, isOutOfReach: true })
      expect(standing(api, answer)).toMatchObject({ text: before.text, reply_markup: before.reply_markup })
    },
  )
})

const code = fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${CODE_LENGTH}}$`, 'u'))
const presses: fc.Arbitrary<Press | undefined> = fc.option(
  fc.record(
    {
      link: fc.record({
        kind: fc.constant('back' as const),
        results: fc.record({
          codes: fc.array(code, { minLength: 1, maxLength: MOST_CODES, size: 'max' }),
          shown: fc.nat(MOST_CODES),
        }),
        isOwn: fc.constant(true),
      }),
      asker: fc.oneof(fc.constantFrom(0, LONGEST_ASKER), fc.nat(LONGEST_ASKER)),
      script: fc.constant('traditional' as const),
    },
    { requiredKeys: ['link'] },
  ),
  { nil: undefined },
)
const LONGEST: Press = {
  link: {
    kind: 'back',
    results: { codes: Array.from({ length: MOST_CODES }, () => '-_-_-'), shown: MOST_CODES, kind: 'unjudged' },
    isOwn: true,
  },
  asker: LONGEST_ASKER,
  script: 'traditional',
}

describe('made-up data', () => {
  it('only ends the waiting', { timeout: 30_000 }, async () => {
    const { answer } = await api.ask(`/ask ${START}`, { type: 'group', from: ASKER })
    const list = (await api.ask('/speakers@wenzheng_test_bot', { type: 'group', from: ASKER })).answer
    const before = api.mark()
    let from = 50_000
    const likeOurs = fc.oneof(
      fc
        .tuple(
          fc.constantFrom('+0', '-0', '-p', '-s', '-u', '+p', '-x', '+', '-'),
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 60 }),
            fc.stringMatching(/^[bB][0-9a-z]{4}[A-Za-z0-9_-]{0,40}$/u),
          ),
        )
        .map((parts) => parts.join('')),
      fc
        .tuple(presses, fc.nat(6))
        .map(
          ([press, at]) =>
            listButtons({
              reply_markup: { inline_keyboard: [toVoteRow(press), ...toReasonRows(press, texts.buttons)] },
            })[at],
        )
        .map((button) => (button && 'callback_data' in button ? button.callback_data : '+')),
    )
    await fc.assert(
      fc.asyncProperty(likeOurs, fc.constantFrom(answer, list), async (data, message) => {
        fc.pre(data !== '' && Buffer.byteLength(data) <= MOST_BYTES)
        const told = await pressData(data, message, ++from)
        expect([undefined, texts.goneItem]).toContain(told)
      }),
      { numRuns: 100 },
    )
    expect([...editsSince(api, before), ...sendsSince(api, before)]).toEqual([])
    await settle()
    expect(kept()).toEqual([])
  })

  it('adds no button to a message', async () => {
    const { answer } = await api.ask(`/ask ${START}`, { type: 'group', from: ASKER })
    const { link, ...press } = parseVote(dataOf(answer, DOWN))?.press ?? LONGEST
    const made =
      toVoteRow({ ...press, link, script: 'traditional' }).flatMap((button) =>
        'callback_data' in button ? button.callback_data : [],
      )[1] ?? ''
    expect(made).not.toBe(dataOf(answer, DOWN))
    await pressData(made, answer, STRANGER)
    expect(buttonsIn(standing(api, answer))).toContain(anotherPassage)
    expect(JSON.stringify(keyboardOf(answer))).not.toContain(made.slice(2))
  })
})

describe("a vote's data", () => {
  it('tells the vote and the way back, within what Telegram takes', () => {
    fc.assert(
      fc.property(fc.oneof(presses, fc.constant(LONGEST)), (press) => {
        const [up, down] = toVoteRow(press)
        const reasons = toReasonRows(press, texts.buttons).flat()
        const read = [up, down, ...reasons].map((button) => button && findVote(button))
        expect(read).toEqual([
          { isUp: true, press },
          { isUp: false, press },
          ...REASONS.map((reason) => ({ isUp: false, reason, press })),
          { isUp: true, press },
        ])
        for (const button of [up, down, ...reasons])
          expect(
            Buffer.byteLength(button && 'callback_data' in button ? button.callback_data : ''),
          ).toBeLessThanOrEqual(MOST_BYTES)
      }),
      { numRuns: 200 },
    )
  })

  it('matches no other route, and no other data is a vote', () => {
    fc.assert(
      fc.property(presses, fc.string({ unit: 'binary', maxLength: MOST_BYTES }), (press, any) => {
        for (const button of toVoteRow(press))
          expect('callback_data' in button && parseData(button.callback_data)).toBeUndefined()
        if (parseData(any)) expect(VOTE_DATA.test(any)).toBe(false)
      }),
      { numRuns: 200 },
    )
    for (const data of ['', '+', '-', '+1', '0', '-x', '+0x', '+0a00100KE8I6', '-p ', 'language:en', '--0', '+0+0'])
      expect(parseVote(data), data).toBeUndefined()
  })
})
