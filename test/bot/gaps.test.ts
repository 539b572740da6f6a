import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Message } from 'grammy/types'
import Libsql from 'libsql'
import { describe, expect, it } from 'vitest'
import { toCode } from '../../src/answer/codes.ts'
import { type Errand, toErrandData } from '../../src/bot/errands.ts'
import { renderProblem } from '../../src/knowledge/problem.ts'
import { problemTexts } from '../../src/knowledge/problem-texts.ts'
import { toWordingKey } from '../../src/search/wording-key.ts'
import { ADMIN, allTexts, buttonsIn, fold, quotationsIn, texts, wordsOf } from './start-bot.ts'
import { ASKS, CHECKS, FEE, MARKET, MARS, OTHER_ADMIN, SHOPS, SHOPS_TOO, START, startGaps } from './start-gaps.ts'
import { editsSince } from './watch.ts'

type Gaps = Awaited<ReturnType<typeof startGaps>>

const { buttons } = texts
/** Found already. */
const MONEY = '扩建总投资有多少'
const STRANGER = 7

/** The wordings that a message lists. */
const wordingsIn = ({ text = '', entities = [] }: Message): string[] => entities.filter(({ type }) => type === 'code').map((entity) => wordsOf(text, entity))
/** The data of the button with a label. */
function dataOf({ reply_markup }: Message, label: string): string {
  const button = reply_markup?.inline_keyboard.flat().find(({ text }) => text === label)
  return button && 'callback_data' in button ? button.callback_data : ''
}
const codeOf = (wording: string) => toCode('gap', toWordingKey(wording, fold))

/** Points the first gap of the list to the fee, found by other words. */
async function pointToFee(gaps: Gaps, from = ADMIN) {
  const list = await gaps.list({ from })
  await gaps.press(list, buttons.point(1), { from })
  const { answer } = await gaps.api.ask('摊位费', { from, replyTo: gaps.standing(list) })
  return gaps.press(answer, '1', { from })
}

describe('what people ask in vain', () => {
  it('is listed for an admin, what means the same together, the most frequent first', async () => {
    const gaps = await startGaps()
    for (const [index, query] of [MARS, SHOPS, '老街坊的鋪子怎麼辦', SHOPS_TOO, MONEY].entries()) await gaps.api.ask(query, { from: 100 + index })
    await expect.poll(async () => wordingsIn(await gaps.list()), { timeout: 5000, interval: 600 }).toHaveLength(3)
    const { text } = await gaps.list()
    expect(text.split('\n')).toEqual([
      texts.gapsTitle(2),
      '', `1. ${texts.unansweredCount(3)}`, expect.stringMatching(/^• 老街坊的[铺鋪]子怎[么麼][办辦]？?$/u), `• ${SHOPS_TOO}`,
      '', `2. ${texts.unansweredCount(1)}`, `• ${MARS}`,
    ])
  })

  it('is listed with what was disliked, and why', async () => {
    const gaps = await startGaps()
    gaps.add(MONEY, { isAnswered: true, passages: ['harbour_money'], dislikes: ['passage', 'unrelated', 'passage', null] })
    gaps.add(MARS)
    const { text } = await gaps.list()
    expect(text).toContain(`1. ${texts.dislikedCount(4)}${texts.parentheses([texts.reasonCount('passage', 2), texts.reasonCount('unrelated', 1)].join(texts.separator))}\n• ${MONEY}`)
    expect(text).toContain(`2. ${texts.unansweredCount(1)}\n• ${MARS}`)
  })

  it('is listed page by page, and what is settled leads back to its page', async () => {
    const gaps = await startGaps()
    const asked = ['火星', '红烧肉', '足球', '天气', '相对论', '钢琴', '邮票', '金鱼', '围棋', '登山', '滑雪'].map((thing) => `${thing}有什么讲究`)
    for (const [index, query] of asked.entries()) gaps.add(query, { times: 30 - index })
    let message: Message = await gaps.list()
    const seen = [wordingsIn(message)]
    expect(buttonsIn(message)).not.toContain(buttons.previous)
    for (let page = 1; buttonsIn(message).includes(buttons.next); page++) {
      message = (await gaps.press(message, buttons.next)).message
      seen.push(wordingsIn(message))
      expect(message.text).toContain(texts.page(page + 1, 3))
    }
    expect(seen).toEqual([asked.slice(0, 5), asked.slice(5, 10), asked.slice(10)])
    expect(wordingsIn((await gaps.press(message, buttons.previous)).message)).toEqual(asked.slice(5, 10))
    await gaps.press(message, buttons.ignore(2))
    const { message: back } = await gaps.press(message, buttons.gaps)
    expect(wordingsIn(back)).toEqual([asked[5], ...asked.slice(7)])
    await gaps.press(back, buttons.point(1))
    expect(wordingsIn((await gaps.press(back, buttons.back)).message)).toEqual([asked[5], ...asked.slice(7)])
  })

  it('is listed no more once an article answers it', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS, { times: 2 })
    gaps.add(MARS)
    const list = await gaps.list()
    await gaps.write('shops.md', MARKET.replace('id: market', 'id: shops').replace('摊位费三年不涨。', '老街坊的铺子怎么办？老街坊的铺子一律保留。'))
    await gaps.api.ask('/reload', { from: ADMIN })
    expect(wordingsIn(await gaps.list())).toEqual([MARS])
    expect((await gaps.press(list, buttons.point(1))).text).toBe(texts.gapClosed)
  })

  it('is told in the language of the admin, and so is what comes of it', async () => {
    const gaps = await startGaps()
    gaps.add(MARS)
    gaps.add(SHOPS)
    const [en, hant] = [allTexts.en, allTexts['zh-hant']]
    const list = await gaps.list({ languageCode: 'en' })
    expect(list.text).toContain(en.gapsTitle(2))
    expect((await gaps.press(list, en.buttons.ignore(1), { languageCode: 'en' })).text).toContain(en.decided('ignored'))
    const other = await gaps.list({ languageCode: 'zh-hant' })
    expect(other.text).toContain(hant.unansweredCount(1))
    expect((await gaps.press(other, hant.buttons.point(1), { languageCode: 'zh-hant' })).text).toContain(hant.searchOther)
  })

  it('is no link, command or mention, whatever strangers wrote', async () => {
    const gaps = await startGaps()
    gaps.add('https://example.com\n2. /reload @someone\u202e', { times: 2 })
    gaps.add('👩‍👩‍👧‍👦'.repeat(370), { times: 3 })
    gaps.add('מה שלום העיר על מאדים')
    gaps.add(`火星${'字'.repeat(4094)}`)
    const list = await gaps.list()
    expect(list.text).toContain(texts.gapsTitle(3))
    expect(wordingsIn(list)).toEqual(['https://example.com 2. /reload @someone', expect.stringMatching(/^火星字+……$|^מה/u), expect.stringMatching(/^火星字+……$|^מה/u)])
    for (let index = 1; index <= 3; index++) {
      const { message } = await gaps.press(list, buttons.point(index))
      expect(message.text).toContain(texts.searchOther)
      await gaps.press(message, buttons.back)
    }
  })

  it.each<[string, NonNullable<Parameters<typeof startGaps>[0]>, string]>([
    ['without a database', { hasDatabase: false }, texts.noRecords], ['where no texts are kept', { retentionDays: 0 }, texts.noTexts], ['where nothing was', {}, texts.noGaps],
  ])('is told %s in a sentence', async (_, options, sentence) => {
    const gaps = await startGaps(options)
    const list = await gaps.list()
    expect([list.text, buttonsIn(list)]).toEqual([sentence, []])
    expect(await gaps.pressData(list, toErrandData({ kind: 'point', page: 0, gap: 'abcde' }))).toBeUndefined()
    expect(gaps.standing(list).text).toBe(options.hasDatabase === false ? texts.noRecords : texts.gapClosed)
  })

  it('is nobody else\'s business', async () => {
    const gaps = await startGaps()
    gaps.add(MARS)
    const unknown = (await gaps.api.ask('/nonsense', { from: STRANGER })).call.payload
    expect((await gaps.api.ask('/gaps', { from: STRANGER })).call.payload).toEqual(unknown)
    gaps.api.message('/gaps', { from: ADMIN, type: 'group' })
    gaps.api.message('/gaps@wenzheng_test_bot', { from: ADMIN, type: 'supergroup', anonymousAdmin: true })
    expect(await gaps.api.silence(300)).toBe(true)
  })
})

describe('a gap that is pointed to a passage', () => {
  it('finds it at once in all its wordings, for everybody, and after a restart', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS, { times: 2 })
    gaps.add(SHOPS_TOO)
    expect(await gaps.find(SHOPS)).toEqual([])
    const { message } = await pointToFee(gaps)
    expect(message.text).toBe([texts.decided('find'), `• ${SHOPS}`, `• ${SHOPS_TOO}`, `港城晚报${texts.narration}${texts.colon}`, FEE, texts.writtenTo([ASKS])].join('\n'))
    for (const query of [SHOPS, SHOPS_TOO, '老街坊的鋪子怎麼辦!']) expect(await gaps.find(query)).toEqual([FEE])
    expect(quotationsIn((await gaps.api.ask(`/ask ${SHOPS}`, { type: 'group', from: STRANGER })).answer)).toEqual([FEE])
    expect(await gaps.read(ASKS)).toContain(`asks:\n  fee:\n    - "${SHOPS}"\n    - "${SHOPS_TOO}"\n`)
    expect((await gaps.press(message, buttons.gaps)).text).toBe(texts.noGaps)
    await gaps.restart()
    expect([await gaps.find(SHOPS), await gaps.find(SHOPS_TOO)]).toEqual([[FEE], [FEE]])
    expect((await gaps.list()).text).toBe(texts.noGaps)
  })

  it('is offered what its words come close to', async () => {
    const gaps = await startGaps()
    gaps.add(MONEY, { isAnswered: true, passages: ['harbour_money'], dislikes: ['passage'] })
    const list = await gaps.list()
    const { text, message } = await gaps.press(list, buttons.point(1))
    expect(text).toContain('1. 港城日报（记者叙述）：\n扩建总投资四十亿元，由市财政和港务集团分担。')
    expect(buttonsIn(message)).toEqual(['1', '2', buttons.back])
  })

  it('that was disliked is gone once it finds another, and not while it finds the same', async () => {
    const gaps = await startGaps()
    gaps.add(MONEY, { isAnswered: true, passages: ['harbour_money'], dislikes: ['passage', 'passage'] })
    gaps.add(MARS)
    expect(wordingsIn(await gaps.list())).toEqual([MONEY, MARS])
    await pointToFee(gaps)
    expect(await gaps.find(MONEY)).toContain(FEE)
    expect(wordingsIn(await gaps.list())).toEqual([MARS])
  })

  it('is found in other words by a reply to its message, also to the one that came of it', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    const { message } = await gaps.press(list, buttons.point(1))
    const first = (await gaps.api.ask('深水泊位', { from: ADMIN, replyTo: message })).answer
    expect(first.text).toContain(START)
    const second = (await gaps.api.ask('通风排水', { from: ADMIN, replyTo: first })).answer
    expect(second.text).toContain('菜市场改造先从通风和排水做起。')
    await gaps.press(second, '1')
    expect(await gaps.find(SHOPS)).toEqual(['菜市场改造先从通风和排水做起。'])
    const late = (await gaps.api.ask('摊位费', { from: ADMIN, replyTo: first })).answer
    expect([late.text, buttonsIn(late)]).toEqual([texts.gapClosed, [buttons.gaps]])
    expect((await gaps.press(first, '1')).text).toBe(texts.gapClosed)
  })

  it('is not meant by a reply that carries no buttons, to another message, or of somebody else', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    const listed = gaps.standing(list)
    const { message } = await gaps.press(list, buttons.point(1))
    const { reply_markup: _, ...bare } = message
    const query = '新码头什么时候动工'
    for (const [replyTo, from] of [[bare, ADMIN], [listed, ADMIN], [message, STRANGER]] as const) {
      const { answer } = await gaps.api.ask(query, { from, replyTo })
      expect(answer.text).not.toContain(texts.pointTitle)
      expect(quotationsIn(answer)).toEqual([START])
    }
    const inGroup = await gaps.api.ask(`/ask ${query}`, { from: ADMIN, type: 'group', replyTo: message })
    expect(quotationsIn(inGroup.answer)).toEqual([START])
  })

  it('stays one where the passage is gone meanwhile', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    const { message } = await gaps.press(list, buttons.point(1))
    const { answer } = await gaps.api.ask('摊位费', { from: ADMIN, replyTo: message })
    await gaps.write('market.md', MARKET.replace('^fee', '^stall'))
    await gaps.api.ask('/reload', { from: ADMIN })
    const { text, message: told } = await gaps.press(answer, '1')
    expect(text).toBe(texts.gone)
    expect(wordingsIn((await gaps.press(told, buttons.gaps)).message)).toEqual([SHOPS])
    expect(await gaps.files()).toEqual([])
  })

  it('stays one where checks forbid it, a file has a fault or takes no writing, which is told', async () => {
    const gaps = await startGaps({ files: { 'checks.yaml': `article: market\nnothing:\n  - ${SHOPS}\n` } })
    gaps.add(SHOPS)
    const { text } = await pointToFee(gaps)
    expect(text).toBe(`${texts.forbidden}\n${renderProblem({ file: 'checks.yaml', line: 3, text: problemTexts.checkFound(SHOPS, ['market_fee']) }, 'zh-hans')}`)
    await gaps.write('checks.yaml', 'article: market\n')
    await gaps.api.ask('/reload', { from: ADMIN })
    await gaps.write(ASKS, 'article: market\nask: 1\n')
    expect((await pointToFee(gaps)).text).toContain(`${texts.notTaught}\n${ASKS}:2 `)
    await gaps.write(ASKS, 'article: market\n')
    await mkdir(join(gaps.dir, `.${ASKS}.draft`))
    expect([texts.unwritable('EISDIR'), texts.unwritable('EPERM')]).toContain((await pointToFee(gaps)).text)
    expect(await gaps.find(SHOPS)).toEqual([])
    expect(wordingsIn(await gaps.list())).toEqual([SHOPS])
  })

  it('keeps what is too long for a file, and says so where all is', async () => {
    const gaps = await startGaps()
    const long = SHOPS.repeat(25)
    gaps.add(SHOPS, { times: 9 })
    gaps.add(long)
    gaps.add(MARS.repeat(40))
    const list = await gaps.list()
    expect(wordingsIn(list)).toEqual([SHOPS, expect.stringMatching(/^老街坊/u), expect.stringMatching(/^火星/u)])
    expect(buttonsIn(list)).toHaveLength(6)
    expect((await gaps.press(list, buttons.nothing(1))).text).toBe([texts.decided('nothing'), `• ${SHOPS}`, texts.writtenTo(['harbour.taught.asks.yaml'])].join('\n'))
    const left = await gaps.list()
    expect(wordingsIn(left).at(-1)).toMatch(/^火星/u)
    expect(new Libsql(gaps.database).prepare('select * from decisions').all()).toHaveLength(1)
    expect((await gaps.press(left, buttons.nothing(wordingsIn(left).length))).text).toBe(texts.wordingTooLong)
    await gaps.press(left, buttons.gaps)
    expect((await gaps.press(left, buttons.ignore(wordingsIn(left).length))).text).toContain(texts.decided('ignored'))
  })
})

describe('whatever strangers wrote', () => {
  const asked = [
    '" # : - {铺子} [x] \\ \' 怎么办', '铺子\u202e怎么\u2066办呢', '👩‍👩‍👧‍👦铺子👍🏽', '@someone /reload https://example.com', '---\n铺子: 办\n...', '铺子\u0007怎么办啊', 'null', '1e3', '~', '铺子\u2028要紧吗', 'שלום לכל החנויות', '`铺子`*_x_*<b>',
  ]

  it('can be pointed to a passage, and is found after a restart', async () => {
    const gaps = await startGaps()
    for (const query of asked) gaps.add(query)
    const list = await gaps.list()
    const taught: string[] = []
    for (const query of asked) {
      await gaps.pressData(list, toErrandData({ kind: 'find', page: 0, gap: codeOf(query), passage: toCode('passage', 'market_fee') }))
      if (gaps.standing(list).text?.startsWith(texts.decided('find'))) taught.push(query)
    }
    // What says nothing is no gap, and what joined another's is taught with it.
    expect(taught.length).toBeGreaterThanOrEqual(8)
    expect(await gaps.read(ASKS)).not.toMatch(/(?!\n)[\p{Bidi_Control}\p{Cc}\p{Zl}]/u)
    await gaps.restart()
    for (const query of taught) expect(await gaps.find(query), query).toEqual([FEE])
    expect((await gaps.list()).text).toBe(texts.noGaps)
  })
})

describe('a gap that is not in the material', () => {
  it('is answered so from then on, and listed no more however often it is asked', async () => {
    const gaps = await startGaps()
    gaps.add(MARS, { times: 2 })
    const list = await gaps.list()
    const { text } = await gaps.press(list, buttons.nothing(1))
    expect(text).toBe([texts.decided('nothing'), `• ${MARS}`, texts.writtenTo(['harbour.taught.asks.yaml'])].join('\n'))
    expect(await gaps.find(MARS)).toEqual([])
    await gaps.restart()
    gaps.add(MARS, { times: 9 })
    expect((await gaps.list()).text).toBe(texts.noGaps)
    expect(await gaps.read('harbour.taught.asks.yaml')).toContain(`unanswered:\n  - "${MARS}"\n`)
  })

  it('although something was found finds it no more', async () => {
    const gaps = await startGaps()
    gaps.add(MONEY, { isAnswered: true, passages: ['harbour_money'], dislikes: ['unrelated'] })
    await gaps.press(await gaps.list(), buttons.nothing(1))
    expect(await gaps.find(MONEY)).toEqual([])
    expect((await gaps.list()).text).toBe(texts.noGaps)
  })
})

describe('a gap that is ignored', () => {
  it('is listed no more, in all its wordings, and nothing is written into the folder', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS, { times: 2 })
    gaps.add(SHOPS_TOO)
    const { text } = await gaps.press(await gaps.list(), buttons.ignore(1))
    expect(text).toBe([texts.decided('ignored'), `• ${SHOPS}`, `• ${SHOPS_TOO}`].join('\n'))
    expect((await gaps.list()).text).toBe(texts.noGaps)
    await gaps.restart()
    gaps.add(SHOPS_TOO, { times: 5 })
    expect([(await gaps.list()).text, await gaps.files()]).toEqual([texts.noGaps, []])
  })
})

describe('undoing', () => {
  it.each(['point', 'nothing', 'ignore'] as const)('brings back what was done by %s, also after a restart, and once', async (kind) => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    for (const isRestarted of [false, true]) {
      const { message } = kind === 'point' ? await pointToFee(gaps) : await gaps.press(await gaps.list(), buttons[kind](1))
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
  })

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
    const { message: second } = await gaps.press(list, buttons.nothing(1))
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
    const { message: pointing } = await gaps.press(list, buttons.point(1))
    const { message: searching, answer } = await gaps.api.ask('摊位费', { from: ADMIN, replyTo: pointing })
    const { message: asking } = await gaps.api.ask(MONEY, { from: ADMIN })
    await gaps.press(answer, '1')
    const after = gaps.api.mark()
    gaps.api.edit(listing, MONEY)
    gaps.api.edit(searching, '深水泊位')
    gaps.api.edit(asking, '/gaps')
    expect(await gaps.api.silence(300)).toBe(true)
    expect(editsSince(gaps.api, after)).toEqual([])
    expect((await gaps.press(answer, buttons.undo)).text).toBe(texts.undone)
  })

  it('is refused where a check that a person wrote holds the lesson', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const { message } = await pointToFee(gaps)
    await gaps.write('own.checks.yaml', `article: market\nfinds:\n  fee: [${SHOPS}]\n`)
    await gaps.api.ask('/reload', { from: ADMIN })
    expect((await gaps.press(message, buttons.undo)).text).toContain(`${texts.forbidden}\nown.checks.yaml:3 `)
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
    const { message } = await gaps.press(await gaps.list(), buttons.nothing(1))
    expect((await gaps.press(message, buttons.check)).text).toBe([texts.decided('nothing'), `• ${MARS}`, texts.writtenTo(['harbour.taught.checks.yaml']), texts.isChecked].join('\n'))
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

describe('two admins at once', () => {
  it('on one gap: the first settles it, the second is told so', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const lists = [await gaps.list(), await gaps.list({ from: OTHER_ADMIN })] as const
    const pressed = await Promise.all([gaps.press(lists[0], buttons.nothing(1)), gaps.press(lists[1], buttons.ignore(1), { from: OTHER_ADMIN })])
    const said = pressed.map(({ text }) => text)
    expect(said.filter((text) => text === texts.gapClosed)).toHaveLength(1)
    expect(said.filter((text) => text.startsWith(texts.decided('nothing')) || text.startsWith(texts.decided('ignored')))).toHaveLength(1)
    expect((await gaps.list()).text).toBe(texts.noGaps)
  })

  it('on different ones lose nothing, at once and after a restart', async () => {
    const gaps = await startGaps()
    const asked = ['红烧肉', '足球', '天气', '相对论', '钢琴'].map((thing) => `${thing}有什么讲究`)
    for (const [index, query] of asked.entries()) gaps.add(query, { times: 9 - index })
    const list = await gaps.list()
    const suggested = await Promise.all([ADMIN, OTHER_ADMIN].map(async (from, index) => {
      const own = await gaps.list({ from })
      const { message } = await gaps.press(own, buttons.point(index + 1), { from })
      return (await gaps.api.ask('摊位费', { from, replyTo: message })).answer
    }))
    const pressed = await Promise.all([
      ...suggested.map((answer, index) => gaps.press(answer, '1', { from: [ADMIN, OTHER_ADMIN][index] ?? 0 })),
      ...asked.slice(2).map((query, index) => gaps.pressData(list, toErrandData({ kind: 'nothing', page: 0, gap: codeOf(query) }), index % 2 === 0 ? ADMIN : OTHER_ADMIN)),
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

describe('an admin\'s button', () => {
  /** What no errand may change. */
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
    const errands = [dataOf(message, buttons.undo), dataOf(message, buttons.check), dataOf(list, buttons.point(1)), dataOf(list, buttons.nothing(1)), dataOf(list, buttons.ignore(1)), dataOf(message, buttons.gaps), '!', '!nonsense']
    const standing = [message, inGroup, inPrivate].map(gaps.standing)
    const after = gaps.api.mark()
    for (const data of errands) {
      for (const [on, from] of [[message, STRANGER], [inPrivate, STRANGER], [inGroup, STRANGER], [inGroup, ADMIN]] as const) expect(await gaps.pressData(on, data, from)).toBe(texts.adminsOnly)
    }
    await gaps.restart([OTHER_ADMIN])
    for (const data of errands) expect(await gaps.pressData(message, data)).toBe(texts.adminsOnly)
    expect([message, inGroup, inPrivate].map(gaps.standing)).toEqual(standing)
    expect(editsSince(gaps.api, after)).toEqual([])
    expect(await stateOf(gaps)).toBe(before)
    expect(await gaps.find(SHOPS)).toEqual([FEE])
  })

  it('that was posted through inline mode, or that nobody has, is refused or told to be gone', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    const before = await stateOf(gaps)
    const after = gaps.api.mark()
    gaps.api.callbackQuery(dataOf(list, buttons.ignore(1)), 'inline message 1', { from: ADMIN })
    const { payload } = await gaps.api.nextCall('answerCallbackQuery', { after })
    expect(payload.text).toBe(texts.adminsOnly)
    for (const data of ['!', '!g', '!g00x', '!q00abcde', '!p00abcd', `!${'x'.repeat(63)}`]) expect(await gaps.pressData(list, data)).toBe(texts.goneItem)
    expect(await stateOf(gaps)).toBe(before)
    expect(gaps.standing(list).text).toBe(list.text)
  })

  it('of made-up data writes nothing, and always ends the waiting', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    const before = await stateOf(gaps)
    const code = fc.stringMatching(/^[A-Za-z0-9_-]{5}$/u)
    const errands: fc.Arbitrary<Errand> = fc.oneof(
      fc.record({ kind: fc.constantFrom('point' as const, 'leave' as const, 'nothing' as const, 'ignore' as const), page: fc.nat(1295), gap: code }),
      fc.record({ kind: fc.constant('find' as const), page: fc.nat(9), gap: fc.oneof(code, fc.constant(codeOf(SHOPS))), passage: code }),
      fc.record({ kind: fc.constantFrom('check' as const, 'undo' as const), page: fc.nat(9), lesson: fc.tuple(code, code).map((codes) => codes.join('')) }),
    )
    const made = fc.oneof(errands.map(toErrandData), fc.string({ unit: 'binary', maxLength: 15 }).map((text) => `!${text.toWellFormed()}`), fc.stringMatching(/^!g[0-9a-z]{2}$/u))
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
    const data = toErrandData({ kind: 'find', page: 0, gap: codeOf(SHOPS), passage: toCode('passage', 'market_fee') })
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
    expect(await gaps.pressData(list, dataOf(list, buttons.ignore(1)))).toBe(texts.failed)
    expect((await gaps.list()).text).toBe(texts.failed)
  })
})
