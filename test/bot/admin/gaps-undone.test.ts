import Libsql from 'libsql'
import { describe, expect, it } from 'vitest'
import { ADMIN, texts, visibleSince } from '../start-bot.ts'
import {
  ASKS,
  CHECKS,
  FEE,
  MARS,
  MONEY,
  SHOPS,
  SHOPS_TOO,
  dataOf,
  pointToFee,
  startGaps,
  wordingsIn,
} from './start-gaps.ts'
import { MARKET } from '../../taught-articles.ts'

const { buttons } = texts

describe('undoing', () => {
  it.each(['point', 'nothing', 'ignore'] as const)(
    'brings back what was done by %s, also after a restart, and once',
    async (kind) => {
      const gaps = await startGaps()
      gaps.add(SHOPS)
      for (const isRestarted of [false, true]) {
        const { message } =
          kind === 'point' ? await pointToFee(gaps) : await gaps.press(await gaps.list(), buttons[kind])
        expect((await gaps.list()).text).toBe(texts.noGaps)
        const undo = dataOf(message, buttons.undo)
        if (isRestarted) await gaps.restart()
        expect((await gaps.press(message, buttons.undo)).text).toBe(texts.undone)
        expect(await gaps.find(SHOPS)).toEqual([])
        expect(wordingsIn(await gaps.list())).toEqual([SHOPS])
        expect(await gaps.pressData(message, undo)).toBeUndefined()
        expect(gaps.standing(message).text).toBe(texts.lessonGone)
        for (const file of await gaps.files()) expect(await gaps.read(file)).not.toContain(SHOPS)
      }
    },
  )

  it('takes nothing back that a later lesson took over', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS, { times: 2 })
    gaps.add(SHOPS_TOO)
    const { message: first } = await pointToFee(gaps)
    // Whoever has the same on their screen presses on.
    gaps.add(SHOPS, { isAnswered: true, passages: ['market_fee'] })
    new Libsql(gaps.database).prepare('update decisions set at = 0').run()
    gaps.add(SHOPS, { isAnswered: true, passages: ['market_fee'], dislikes: ['passage'] })
    const list = await gaps.list()
    expect(wordingsIn(list)).toEqual([SHOPS])
    const { message: second } = await gaps.press(list, buttons.nothing)
    expect((await gaps.press(first, buttons.undo)).text).toBe(texts.undone)
    expect([await gaps.find(SHOPS), await gaps.find(SHOPS_TOO)]).toEqual([[], []])
    expect(await gaps.read('harbour.taught.asks.yaml')).toContain(SHOPS)
    await gaps.press(second, buttons.undo)
    expect(await gaps.read('harbour.taught.asks.yaml')).not.toContain(SHOPS)
  })

  it('leaves alone what a person took out of the file, or wrote into it', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const { message } = await pointToFee(gaps)
    await gaps.write(ASKS, '# 我们的\narticle: market\nasks:\n  fee:\n    - 摊位贵不贵 # 常问\n')
    expect((await gaps.press(message, buttons.undo)).text).toBe(texts.lessonGone)
    expect(await gaps.read(ASKS)).toBe('# 我们的\narticle: market\nasks:\n  fee:\n    - 摊位贵不贵 # 常问\n')
  })

  it('waits for a file that cannot be read, and tells where its fault is, as adding a check does', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const { message } = await pointToFee(gaps)
    const [undo, check] = [dataOf(message, buttons.undo), dataOf(message, buttons.check)]
    const sound = await gaps.read(ASKS)
    await gaps.write(ASKS, `${sound}  - "open\n`)
    for (const data of [undo, check]) {
      await gaps.pressData(message, data)
      expect(gaps.standing(message).text).toMatch(new RegExp(`^${texts.notTaught}\n\n${ASKS}:\\d+ `, 'u'))
    }
    await gaps.write(ASKS, sound)
    await gaps.pressData(message, undo)
    expect(gaps.standing(message).text).toBe(texts.undone)
    expect(await gaps.find(SHOPS)).toEqual([])
  })

  it('is not said of what a person moved to a file of their own', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const { message } = await pointToFee(gaps)
    await gaps.write('own.asks.yaml', await gaps.read(ASKS))
    await gaps.write(ASKS, 'article: market\n')
    await gaps.api.ask('/reload', { from: ADMIN })
    expect((await gaps.press(message, buttons.undo)).text).toBe(texts.lessonGone)
    expect(await gaps.find(SHOPS)).toEqual([FEE])
  })

  it('stays possible though what led there is edited, and no edit leads there', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    gaps.add(MARS)
    const { message: listing, answer: list } = await gaps.api.ask('/gaps', { from: ADMIN })
    const { message: pointing } = await gaps.press(list, buttons.point)
    const { message: searching, answer } = await gaps.api.ask('摊位费', { from: ADMIN, replyTo: pointing })
    const { message: asking } = await gaps.api.ask(MONEY, { from: ADMIN })
    await gaps.press(answer, '①')
    const after = gaps.api.mark()
    gaps.api.edit(listing, MONEY)
    gaps.api.edit(searching, '深水泊位')
    gaps.api.edit(asking, '/gaps')
    await gaps.handled()
    expect(visibleSince(gaps.api, after)).toEqual([])
    expect((await gaps.press(answer, buttons.undo)).text).toBe(texts.undone)
  })

  it('is refused where a check that a person wrote holds the lesson', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const { message } = await pointToFee(gaps)
    await gaps.write('own.checks.yaml', `article: market\nfinds:\n  fee: [${SHOPS}]\n`)
    await gaps.api.ask('/reload', { from: ADMIN })
    expect((await gaps.press(message, buttons.undo)).text).toContain(`${texts.forbidden}\n\n1. ${SHOPS}\n`)
    expect(await gaps.find(SHOPS)).toEqual([FEE])
  })
})

describe('a check that is added from a gap', () => {
  it('holds every reload to the lesson, until both are undone', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const { message } = await pointToFee(gaps)
    const again = dataOf(message, buttons.check)
    const { text } = await gaps.press(message, buttons.check)
    expect(text).toContain(`${FEE}\n${texts.writtenTo([CHECKS])}\n${texts.isChecked}`)
    await gaps.pressData(message, again)
    expect((await gaps.read(CHECKS)).match(/铺子/gu)).toHaveLength(1)
    await gaps.write(ASKS, 'article: market\n')
    await gaps.write('market.md', MARKET.replace(FEE, '租金面议。'))
    expect((await gaps.api.ask('/reload', { from: ADMIN })).answer.text).toContain(texts.checksFailed(1, 1))
    expect(await gaps.find(SHOPS)).toEqual([FEE])
    await gaps.write(ASKS, `article: market\nasks: {fee: [${SHOPS}]}\n`)
    expect((await gaps.api.ask('/reload', { from: ADMIN })).answer.text).toContain('资料已重新载入')
    expect((await gaps.press(message, buttons.undo)).text).toBe(texts.undone)
    expect(await gaps.find(SHOPS)).toEqual([])
    for (const file of [ASKS, CHECKS]) expect(await gaps.read(file)).not.toContain('铺子')
  })

  it('for nothing holds them too', async () => {
    const gaps = await startGaps()
    gaps.add(MARS)
    const { message } = await gaps.press(await gaps.list(), buttons.nothing)
    expect((await gaps.press(message, buttons.check)).text).toBe(
      [texts.decided('nothing'), `• ${MARS}`, texts.writtenTo(['harbour.taught.checks.yaml']), texts.isChecked].join(
        '\n',
      ),
    )
    await gaps.write('own.asks.yaml', `article: market\nasks: {fee: [${MARS}]}\n`)
    expect((await gaps.api.ask('/reload', { from: ADMIN })).answer.text).toContain(texts.checksFailed(1, 1))
  })

  it('is none where the lesson is gone', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const { message } = await pointToFee(gaps)
    const check = dataOf(message, buttons.check)
    await gaps.press(message, buttons.undo)
    await gaps.pressData(message, check)
    expect(gaps.standing(message).text).toBe(texts.lessonGone)
    expect(await gaps.files()).toEqual([ASKS])
  })
})
