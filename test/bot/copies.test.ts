import type { Message, Update } from 'grammy/types'
import { describe, expect, inject, it } from 'vitest'
import { createSeal } from '../../src/records/seal.ts'
import { SIGNS } from '../../src/bot/texts/texts.ts'
import type { FakeBotApi } from '../fake-bot-api/fake-bot-api.ts'
import { standing } from './reading.ts'
import { buttonsIn, pagesIn, quotationsIn, sendsSince, texts, visibleSince } from './start-bot.ts'
import { type Deliver, pressUpdate, startCopies } from './start-copies.ts'

const START = '新码头什么时候动工'
const BERTHS = '新码头明年三月动工，先建两个深水泊位。'
const NIGHT = '末班船几点'
const SPEAKER = '林海（嘉宾）\n港务局局长'
const USER = 41
const PHOTO = { photo: [{ file_id: 'f', file_unique_id: 'u', width: 9, height: 9 }] }
const WRONG_PASSAGE = texts.buttons.wrong('passage')

/** Asks a copy, and gives its answers. */
async function ask(
  api: FakeBotApi,
  deliver: Deliver,
  text: string,
  options: Parameters<FakeBotApi['message']>[1] = {},
) {
  const mark = api.mark()
  const { message, update } = api.message(text, { from: USER, ...options })
  expect(await deliver(update)).toBe(200)
  const answers = sendsSince(api, mark).flatMap(({ result }) => result ?? [])
  return { message, update, answers, answer: answers[0] as Message.TextMessage }
}

describe.skipIf(inject('postgresUrl') === undefined)('two copies of a bot on one database', () => {
  it('answer an update that is delivered to both once', async () => {
    const { api, copies } = await startCopies()
    const { update } = api.message(START, { from: USER })
    const statuses = await Promise.all(copies.map((deliver) => deliver(update)))
    // Who does not answer it says so, or that it is answered.
    expect(statuses).toContain(200)
    for (const deliver of copies) expect(await deliver(update)).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
  })

  it('give a user one budget, and one notice to wait', async () => {
    const { api, copies } = await startCopies()
    for (let index = 0; index < 14; index++) await ask(api, copies[index % 2 === 0 ? 0 : 1], NIGHT)
    const said = sendsSince(api, 0).map(({ payload }) => payload.text)
    expect(said).toHaveLength(11)
    expect(said.slice(0, 10)).not.toContain(texts.slowDown(30))
    expect(said[10]).toMatch(/\d+ 秒/u)
  })

  it('edit the answer of one whose query is edited at the other', async () => {
    const { api, copies } = await startCopies()
    const [one, other] = copies
    const { message, answer } = await ask(api, one, NIGHT)
    const mark = api.mark()
    expect(await other(api.edit(message, START).update)).toBe(200)
    expect(visibleSince(api, mark)).toEqual(['editMessageText'])
    expect(quotationsIn(standing(api, answer))).toContain(BERTHS)
    // The one that answered first knows by now what its message is about.
    const { answer: more } = await ask(api, one, '还有吗', { replyTo: standing(api, answer) })
    expect(quotationsIn(more)).toContain('扩建总投资四十亿元，由市财政和港务集团分担。')
    const again = api.mark()
    expect(await one(api.edit(message, START, { seconds: 9 }).update)).toBe(200)
    expect(visibleSince(api, again)).toEqual([])
  })

  it('go on with a conversation that the other has begun', async () => {
    const { api, copies } = await startCopies()
    const [one, other] = copies
    const { answer } = await ask(api, one, START)
    expect((await ask(api, other, '谁说的')).answer.text).toBe(SPEAKER)
    const { answer: more } = await ask(api, one, '还有吗')
    for (const words of quotationsIn(more)) expect(quotationsIn(answer)).not.toContain(words)
    await ask(api, other, '苏芸是谁')
    expect((await ask(api, one, '他还说了什么')).answer.text).toContain('（按“苏芸还说了什么”查找）')
  })

  it('have a vote at one and its reason at the other as one vote, written before the thanks', async () => {
    const { api, copies, database } = await startCopies()
    const [one, other] = copies
    const { answer } = await ask(api, one, START)
    const votes = () => database.query('select is_up, reason from votes')
    const pressed = one(pressUpdate(api, answer, SIGNS.down, USER))
    await api.nextCall('answerCallbackQuery')
    expect(await votes()).toEqual([{ is_up: 0, reason: null }])
    expect(await pressed).toBe(200)
    expect(await other(pressUpdate(api, standing(api, answer), WRONG_PASSAGE, USER))).toBe(200)
    expect(await votes()).toEqual([{ is_up: 0, reason: 'passage' }])
  })

  it('say one sentence to an album of pictures, and none where one of them answers its caption', async () => {
    const { api, copies } = await startCopies()
    const [one, other] = copies
    const picture = (album: string, caption?: string) =>
      api.message('', { from: USER, fields: { ...PHOTO, media_group_id: album, ...(caption && { caption }) } }).update
    await Promise.all([one(picture('1')), other(picture('1')), one(picture('1')), other(picture('1'))])
    expect(sendsSince(api, 0).map(({ payload }) => payload.text)).toEqual([texts.onlyText])
    const mark = api.mark()
    await Promise.all([other(picture('2')), other(picture('2')), one(picture('2', START))])
    const [{ result } = {}, ...rest] = sendsSince(api, mark)
    expect(quotationsIn(result as Message)).toContain(BERTHS)
    expect(rest).toEqual([])
  })

  describe('that get a press on one message each at once', () => {
    const read = (message: Message.TextMessage) => [message.text, ...buttonsIn(message)]

    /** Asks, and opens the first two pages of the answer, each in a message of its own. */
    async function openPages(api: FakeBotApi, deliver: Deliver) {
      const { answer } = await ask(api, deliver, START)
      const labels = pagesIn(answer).slice(0, 2)
      const pages: string[][] = []
      for (const label of labels) {
        const { answer: alone } = await ask(api, deliver, START)
        await deliver(pressUpdate(api, alone, label, USER))
        pages.push(read(standing(api, alone)))
      }
      expect(labels).toHaveLength(2)
      // The length has been checked.
      return { answer, labels: labels as [string, string], pages }
    }

    it('leave one of the pages, whole', async () => {
      const { api, copies } = await startCopies()
      const [one, other] = copies
      const { answer, labels, pages } = await openPages(api, one)
      const updates = labels.map((label) => pressUpdate(api, answer, label, USER))
      const [first, second] = updates as [Update, Update]
      expect(await Promise.all([one(first), other(second)])).toEqual([200, 200])
      expect(pages).toContainEqual(read(standing(api, answer)))
    })

    it('count a vote beside a page; below the page may be the buttons of the answer, which lead to the same pages', async () => {
      const { api, copies, database } = await startCopies()
      const [one, other] = copies
      const { answer, labels, pages } = await openPages(api, one)
      const updates = [pressUpdate(api, answer, labels[0], USER), pressUpdate(api, answer, SIGNS.down, USER)] as const
      expect(await Promise.all([one(updates[0]), other(updates[1])])).toEqual([200, 200])
      expect(await database.query('select is_up from votes')).toEqual([{ is_up: 0 }])
      const left = standing(api, answer)
      expect(left.text).toBe(pages[0]?.[0])
      if (!buttonsIn(left).includes(labels[1])) return
      await one(pressUpdate(api, left, labels[1], USER))
      expect(standing(api, answer).text).toBe(pages[1]?.[0])
    })
  })

  it('count two votes that reach both at once', async () => {
    const { api, copies, database } = await startCopies()
    const [one, other] = copies
    const { answer } = await ask(api, one, `/ask ${START}`, { type: 'group' })
    const updates = [pressUpdate(api, answer, SIGNS.up, 51), pressUpdate(api, answer, SIGNS.down, 52)] as const
    await Promise.all([one(updates[0]), other(updates[1])])
    expect(await database.query('select is_up from votes order by is_up')).toEqual([{ is_up: 0 }, { is_up: 1 }])
  })

  it('share nothing that a user wrote where nothing of it is kept', async () => {
    const { api, copies, database } = await startCopies({ retentionDays: 0 })
    const [one, other] = copies
    const { message, answer } = await ask(api, one, START)
    expect((await ask(api, one, '谁说的')).answer.text).toBe(SPEAKER)
    // Another copy does not know what was asked, and says nothing wrong.
    expect((await ask(api, other, '谁说的')).answer.text).toBe(texts.noReply)
    await ask(api, other, NIGHT)
    expect((await ask(api, one, '谁说的')).answer.text).toBe(texts.noReply)
    const mark = api.mark()
    await other(api.edit(message, NIGHT).update)
    expect(visibleSince(api, mark)).toEqual(['editMessageText'])
    expect(quotationsIn(standing(api, answer))).not.toContain(BERTHS)
    const seal = createSeal(api.token, 'memory')
    const rows = await database.query('select content from memories')
    const kept = rows.map(({ content }) => seal.open(content as Uint8Array))
    expect(kept.length).toBeGreaterThan(3)
    expect(kept).not.toContain(undefined)
    for (const words of [START, NIGHT, '动工', '末班', '谁']) expect(kept.join('\n')).not.toContain(words)
  })

  it('answer by themselves while the database cannot be reached, each what follows on its own answers', async () => {
    const { api, copies, cutOff } = await startCopies()
    const [one, other] = copies
    await ask(api, one, START)
    await cutOff()
    expect((await ask(api, one, '谁说的')).answer.text).toBe(SPEAKER)
    const { message, answer } = await ask(api, one, NIGHT)
    const mark = api.mark()
    await one(api.edit(message, START).update)
    expect(visibleSince(api, mark)).toEqual(['editMessageText'])
    expect(quotationsIn(standing(api, answer))).toContain(BERTHS)
    await one(pressUpdate(api, standing(api, answer), SIGNS.up, USER))
    expect(api.calls.at(-1)?.payload).toMatchObject({ text: texts.thanksUp })
    expect((await ask(api, other, '谁说的')).answer.text).toBe(texts.noReply)
  })

  it('share what a user wrote for two minutes where it is kept', async () => {
    const { api, copies, database } = await startCopies()
    await ask(api, copies[0], START)
    const seal = createSeal(api.token, 'memory')
    const rows = await database.query('select content, until from memories')
    const ends = rows
      .filter(({ content }) => seal.open(content as Uint8Array)?.includes(START))
      .map(({ until }) => until)
    expect(ends.length).toBeGreaterThan(0)
    for (const end of ends) expect(Number(end)).toBeLessThanOrEqual(Date.now() + 121_000)
  })
})
