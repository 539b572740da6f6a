import fc from 'fast-check'
import Libsql from 'libsql'
import { describe, expect, it } from 'vitest'
import { toCode } from '../../../src/answer/browse/codes.ts'
import { type GapAction, toGapData } from '../../../src/bot/admin/gap-buttons.ts'
import { ADMIN, texts } from '../start-bot.ts'
import {
  ASKS,
  FEE,
  MARS,
  MONEY,
  OTHER_ADMIN,
  SHOPS,
  codeOf,
  dataOf,
  pointToFee,
  startGaps,
  wordingsIn,
} from './start-gaps.ts'
import { editsSince } from '../watch.ts'

type Gaps = Awaited<ReturnType<typeof startGaps>>

const { buttons } = texts
const STRANGER = 7

describe('two admins at once', () => {
  it('on one gap: the first closes it, the second gets a message that it is closed', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const lists = [await gaps.list(), await gaps.list({ from: OTHER_ADMIN })] as const
    const pressed = await Promise.all([
      gaps.press(lists[0], buttons.nothing),
      gaps.press(lists[1], buttons.ignore, { from: OTHER_ADMIN }),
    ])
    const said = pressed.map(({ text }) => text)
    expect(said.filter((text) => text === texts.gapClosed)).toHaveLength(1)
    expect(
      said.filter((text) => text.startsWith(texts.decided('nothing')) || text.startsWith(texts.decided('ignored'))),
    ).toHaveLength(1)
    expect((await gaps.list()).text).toBe(texts.noGaps)
  })

  it('on different ones lose nothing, at once and after a restart', async () => {
    const gaps = await startGaps()
    const asked = ['红烧肉', '足球', '天气', '相对论', '钢琴'].map((thing) => `${thing}有什么讲究`)
    for (const [index, query] of asked.entries()) gaps.add(query, { times: 9 - index })
    const list = await gaps.list()
    const suggested = await Promise.all(
      [ADMIN, OTHER_ADMIN].map(async (from, index) => {
        const own = await gaps.list({ from })
        if (index > 0) await gaps.press(own, buttons.next, { from })
        const { message } = await gaps.press(own, buttons.point, { from })
        return (await gaps.api.ask('摊位费', { from, replyTo: message })).answer
      }),
    )
    const pressed = await Promise.all([
      ...suggested.map((answer, index) => gaps.press(answer, '①', { from: [ADMIN, OTHER_ADMIN][index] ?? 0 })),
      ...asked
        .slice(2)
        .map((query, index) =>
          gaps.pressData(
            list,
            toGapData({ kind: 'nothing', page: 0, gap: codeOf(query) }),
            index % 2 === 0 ? ADMIN : OTHER_ADMIN,
          ),
        ),
    ])
    expect(pressed).toHaveLength(5)
    for (const isRestarted of [false, true]) {
      if (isRestarted) await gaps.restart()
      for (const query of asked.slice(0, 2)) expect(await gaps.find(query)).toEqual([FEE])
      for (const query of asked.slice(2)) expect(await gaps.read('harbour.taught.asks.yaml')).toContain(query)
      expect((await gaps.list()).text).toBe(texts.noGaps)
    }
  })
})

describe("an admin's button", () => {
  /** What no gap action may change. */
  const stateOf = async ({ database, files, read }: Gaps) => {
    const kept = new Libsql(database).prepare('select * from decisions order by wording').all()
    return JSON.stringify([kept, await Promise.all((await files()).map(async (file) => [file, await read(file)]))])
  }

  it('is refused to strangers, in groups, and to who is an admin no more, and nothing is let in', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    gaps.add(MARS)
    const { message } = await pointToFee(gaps)
    const list = await gaps.list()
    const inGroup = (await gaps.api.ask(`/ask ${MONEY}`, { type: 'group', from: STRANGER })).answer
    const inPrivate = (await gaps.api.ask(MONEY, { from: STRANGER })).answer
    const before = await stateOf(gaps)
    const actions = [
      dataOf(message, buttons.undo),
      dataOf(message, buttons.check),
      dataOf(list, buttons.point),
      dataOf(list, buttons.nothing),
      dataOf(list, buttons.ignore),
      dataOf(message, buttons.gaps),
      '!',
      '!nonsense',
    ]
    const standing = [message, inGroup, inPrivate].map(gaps.standing)
    const after = gaps.api.mark()
    for (const data of actions) {
      for (const [on, from] of [
        [message, STRANGER],
        [inPrivate, STRANGER],
        [inGroup, STRANGER],
        [inGroup, ADMIN],
      ] as const)
        expect(await gaps.pressData(on, data, from)).toBe(texts.adminsOnly)
    }
    await gaps.restart([OTHER_ADMIN])
    for (const data of actions) expect(await gaps.pressData(message, data)).toBe(texts.adminsOnly)
    expect([message, inGroup, inPrivate].map(gaps.standing)).toEqual(standing)
    expect(editsSince(gaps.api, after)).toEqual([])
    expect(await stateOf(gaps)).toBe(before)
    expect(await gaps.find(SHOPS)).toEqual([FEE])
  })

  it('from an inline message, or of no message, is refused or answered as gone', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    const before = await stateOf(gaps)
    const after = gaps.api.mark()
    gaps.api.callbackQuery(dataOf(list, buttons.ignore), 'inline message 1', { from: ADMIN })
    const { payload } = await gaps.api.nextCall('answerCallbackQuery', { after })
    expect(payload.text).toBe(texts.adminsOnly)
    for (const data of ['!', '!g', '!g00x', '!q00abcde', '!p00abcd', `!${'x'.repeat(63)}`])
      expect(await gaps.pressData(list, data)).toBe(texts.goneItem)
    expect(await stateOf(gaps)).toBe(before)
    expect(gaps.standing(list).text).toBe(list.text)
  })

  it('of made-up data writes nothing, and always ends the waiting', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    const before = await stateOf(gaps)
    const code = fc.stringMatching(/^[A-Za-z0-9_-]{5}$/u)
    const actions: fc.Arbitrary<GapAction> = fc.oneof(
      fc.record({
        kind: fc.constantFrom('point' as const, 'leave' as const, 'nothing' as const, 'ignore' as const),
        page: fc.nat(1295),
        gap: code,
      }),
      fc.record({
        kind: fc.constant('find' as const),
        page: fc.nat(9),
        gap: fc.oneof(code, fc.constant(codeOf(SHOPS))),
        passage: code,
      }),
      fc.record({
        kind: fc.constantFrom('check' as const, 'undo' as const),
        page: fc.nat(9),
        lesson: fc.tuple(code, code).map((codes) => codes.join('')),
      }),
    )
    const made = fc.oneof(
      actions.map(toGapData),
      fc.string({ unit: 'binary', maxLength: 15 }).map((text) => `!${text.toWellFormed()}`),
      fc.stringMatching(/^!g[0-9a-z]{2}$/u),
    )
    for (const data of fc.sample(made, 70)) {
      const from = data.length % 2 === 0 ? ADMIN : OTHER_ADMIN
      expect([undefined, texts.goneItem]).toContain(await gaps.pressData(list, data, from))
    }
    expect(await stateOf(gaps)).toBe(before)
    expect(wordingsIn(await gaps.list())).toEqual([SHOPS])
    expect(gaps.lines.filter((line) => line.includes('"level":50'))).toEqual([])
  })

  it('that the database cannot keep teaches nothing, and can be pressed again', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    const file = new Libsql(gaps.database)
    file.exec("create trigger full before insert on decisions begin select raise(fail, 'full'); end")
    const data = toGapData({ kind: 'find', page: 0, gap: codeOf(SHOPS), passage: toCode('passage', 'market_fee') })
    expect(await gaps.pressData(list, data)).toBe(texts.failed)
    expect(gaps.standing(list).text).toBe(list.text)
    expect([await gaps.find(SHOPS), wordingsIn(await gaps.list())]).toEqual([[], [SHOPS]])
    expect(await gaps.read(ASKS)).not.toContain(SHOPS)
    file.exec('drop trigger full')
    expect(await gaps.pressData(list, data)).toBeUndefined()
    expect(await gaps.find(SHOPS)).toEqual([FEE])
  })

  it('where the database cannot be read or written ends the waiting with a sentence', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    new Libsql(gaps.database).exec('drop table decisions')
    expect(await gaps.pressData(list, dataOf(list, buttons.ignore))).toBe(texts.failed)
    expect((await gaps.list()).text).toBe(texts.failed)
  })
})
