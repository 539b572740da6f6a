import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Message } from 'grammy/types'
import Libsql from 'libsql'
import { describe, expect, it } from 'vitest'
import { toCode } from '../../../src/answer/browse/codes.ts'
import { toGapData } from '../../../src/bot/admin/gap-buttons.ts'
import { ADMIN, allTexts, buttonsIn, quotationsIn, texts, visibleSince } from '../start-bot.ts'
import {
  ASKS,
  FEE,
  MARS,
  MONEY,
  SHOPS,
  SHOPS_TOO,
  START,
  codeOf,
  pointToFee,
  startGaps,
  wordingsIn,
} from './start-gaps.ts'
import { MARKET } from '../../taught-articles.ts'

const { buttons } = texts
const STRANGER = 7

describe('gaps', () => {
  it('has a page of its own, what means the same together, the most frequent first', async () => {
    const gaps = await startGaps()
    for (const [index, query] of [MARS, SHOPS, '老街坊的鋪子怎麼辦', SHOPS_TOO, MONEY].entries())
      await gaps.api.ask(query, { from: 100 + index })
    await expect.poll(() => gaps.listAll(), { timeout: 5000, interval: 600 }).toHaveLength(2)
    const list = await gaps.list()
    expect(list.text.split('\n')).toEqual([
      texts.gapsTitle(1, 2),
      texts.unansweredCount(3),
      '',
      expect.stringMatching(/^• 老街坊的[铺鋪]子怎[么麼][办辦]？?$/u),
      `• ${SHOPS_TOO}`,
      texts.replied('declined'),
    ])
    expect((await gaps.press(list, buttons.next)).text.split('\n')).toEqual([
      texts.gapsTitle(2, 2),
      texts.unansweredCount(1),
      '',
      `• ${MARS}`,
      texts.replied('declined'),
    ])
  })

  it('shows what the bot said instead, and three sentences with their buttons right below', async () => {
    const gaps = await startGaps()
    gaps.add('泊位多少钱一个', { times: 2 })
    const list = await gaps.list()
    const [, , , , said = '', , title, ...suggested] = list.text.split('\n')
    expect(said).toBe(`${texts.replied('offered')}林海：“新码头明年三月动工，先建两个深水泊位。”`)
    expect(title).toBe(texts.pointTitle)
    expect(suggested[0]).toBe('① 林海：“新码头明年三月动工，先建两个深水泊位。”')
    expect(list.reply_markup?.inline_keyboard.map((row) => row.map((button) => button.text))).toEqual([
      suggested.map((line) => line[0]),
      [buttons.point, buttons.nothing, buttons.ignore],
    ])
    const { text } = await gaps.press(list, '①')
    expect(text).toContain(`${texts.decided('find')}\n• 泊位多少钱一个\n`)
    expect(await gaps.find('泊位多少钱一个')).toEqual([START])
  })

  it('is listed with what was disliked, and why, and that is no candidate', async () => {
    const gaps = await startGaps()
    gaps.add(MONEY, {
      isAnswered: true,
      passages: ['harbour_money'],
      dislikes: ['passage', 'unrelated', 'passage', null],
    })
    gaps.add(MARS)
    const { text } = await gaps.list()
    const reasons = [texts.reasonCount('passage', 2), texts.reasonCount('unrelated', 1)].join(texts.separator)
    expect(text.split('\n').slice(0, 5)).toEqual([
      texts.gapsTitle(1, 2),
      texts.dislikedCount(4) + texts.parentheses(reasons),
      '',
      `• ${MONEY}`,
      `${texts.replied('quoted')}港城日报（叙述）：“扩建总投资四十亿元，由市财政和港务集团分担。”`,
    ])
    expect(text.match(/^[①-⑧].*/gmu)?.join('')).not.toContain('四十亿元')
  })

  it('is none where a text asks nothing, or needs what was said before it, however it was logged', async () => {
    const gaps = await startGaps()
    const aside = [
      '谢谢',
      '继续',
      '谁说的',
      '出处',
      '那博士后呢',
      '她还说了什么',
      '什么时候开始',
      'who said this',
      '👍',
      'more',
    ]
    for (const query of aside) gaps.add(query, { times: 9, dislikes: ['passage'] })
    gaps.add(MARS)
    expect(await gaps.listAll()).toEqual([[MARS]])
  })

  it('is gone through one by one, and what is settled leads back to its page', async () => {
    const gaps = await startGaps()
    const asked = ['火星', '红烧肉', '足球', '天气'].map((thing) => `${thing}有什么讲究`)
    for (const [index, query] of asked.entries()) gaps.add(query, { times: 30 - index })
    expect(await gaps.listAll()).toEqual(asked.map((query) => [query]))
    const message = await gaps.list()
    expect(buttonsIn(message)).not.toContain(buttons.previous)
    const second = (await gaps.press(message, buttons.next)).message
    expect([wordingsIn(second), second.text?.split('\n')[0]]).toEqual([[asked[1]], texts.gapsTitle(2, 4)])
    await gaps.press(second, buttons.point)
    expect(wordingsIn((await gaps.press(second, buttons.back)).message)).toEqual([asked[1]])
    await gaps.press(second, buttons.ignore)
    expect(wordingsIn((await gaps.press(second, buttons.gaps)).message)).toEqual([asked[2]])
    expect(wordingsIn((await gaps.press(second, buttons.previous)).message)).toEqual([asked[0]])
    const last = (await gaps.press(await gaps.list(), buttons.next)).message
    const end = (await gaps.press(last, buttons.next)).message
    expect(buttonsIn(end)).not.toContain(buttons.next)
    await gaps.press(end, buttons.ignore)
    expect(wordingsIn((await gaps.press(end, buttons.gaps)).message)).toEqual([asked[2]])
  })

  it('is listed no more once an article answers it', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS, { times: 2 })
    gaps.add(MARS)
    const list = await gaps.list()
    await gaps.write(
      'shops.md',
      MARKET.replace('id: market', 'id: shops').replace(
        '摊位费三年不涨。',
        '老街坊的铺子怎么办？老街坊的铺子一律保留。',
      ),
    )
    await gaps.api.ask('/reload', { from: ADMIN })
    expect(wordingsIn(await gaps.list())).toEqual([MARS])
    expect((await gaps.press(list, buttons.point)).text).toBe(texts.gapClosed)
  })

  it('are shown in the language of the admin, as are the results of actions', async () => {
    const gaps = await startGaps()
    gaps.add(MARS)
    gaps.add(SHOPS)
    const [en, hant] = [allTexts.en, allTexts['zh-hant']]
    const list = await gaps.list({ languageCode: 'en' })
    expect(list.text).toContain(en.gapsTitle(1, 2))
    expect((await gaps.press(list, en.buttons.ignore, { languageCode: 'en' })).text).toContain(en.decided('ignored'))
    const other = await gaps.list({ languageCode: 'zh-hant' })
    expect(other.text).toContain(hant.unansweredCount(1))
    expect((await gaps.press(other, hant.buttons.point, { languageCode: 'zh-hant' })).text).toContain(hant.searchOther)
  })

  it('are no links, commands or mentions with any text of strangers', async () => {
    const gaps = await startGaps()
    gaps.add('https://example.com\n2. /reload @someone\u202e', { times: 2 })
    gaps.add('👩‍👩‍👧‍👦'.repeat(370), { times: 3 })
    gaps.add('מה שלום העיר על מאדים')
    gaps.add(`火星${'字'.repeat(4094)}`)
    const list = await gaps.list()
    expect(list.text).toContain(texts.gapsTitle(1, 3))
    expect((await gaps.listAll()).flat()).toEqual([
      'https://example.com 2. /reload @someone',
      expect.stringMatching(/^火星字+……$|^מה/u),
      expect.stringMatching(/^火星字+……$|^מה/u),
    ])
    for (let index = 1; index <= 3; index++) {
      const { message } = await gaps.press(list, buttons.point)
      expect(message.text).toContain(texts.searchOther)
      await gaps.press(message, buttons.back)
      if (index < 3) await gaps.press(message, buttons.next)
    }
  })

  it.each<[string, NonNullable<Parameters<typeof startGaps>[0]>, string]>([
    ['without a database', { hasDatabase: false }, texts.noRecords],
    ['where no texts are kept', { retentionDays: 0 }, texts.noTexts],
    ['where nothing was', {}, texts.noGaps],
  ])('is told %s in a sentence', async (_, options, sentence) => {
    const gaps = await startGaps(options)
    const list = await gaps.list()
    expect([list.text, buttonsIn(list)]).toEqual([sentence, []])
    expect(await gaps.pressData(list, toGapData({ kind: 'point', page: 0, gap: 'abcde' }))).toBeUndefined()
    expect(gaps.standing(list).text).toBe(options.hasDatabase === false ? texts.noRecords : texts.gapClosed)
  })

  it('are shown to admins only', async () => {
    const gaps = await startGaps()
    gaps.add(MARS)
    const unknown = (await gaps.api.ask('/nonsense', { from: STRANGER })).call.payload
    expect((await gaps.api.ask('/gaps', { from: STRANGER })).call.payload).toEqual(unknown)
    const before = gaps.api.mark()
    gaps.api.message('/gaps', { from: ADMIN, type: 'group' })
    gaps.api.message('/gaps@wenzheng_test_bot', { from: ADMIN, type: 'supergroup', anonymousAdmin: true })
    await gaps.handled()
    expect(visibleSince(gaps.api, before)).toEqual([])
  })
})

describe('a gap that is pointed to a passage', () => {
  it('finds it at once in all its wordings, for everybody, and after a restart', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS, { times: 2 })
    gaps.add(SHOPS_TOO)
    expect(await gaps.find(SHOPS)).toEqual([])
    const { message } = await pointToFee(gaps)
    expect(message.text).toBe(
      [
        texts.decided('find'),
        `• ${SHOPS}`,
        `• ${SHOPS_TOO}`,
        `港城晚报${texts.narration}${texts.colon}`,
        FEE,
        texts.writtenTo([ASKS]),
      ].join('\n'),
    )
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
    const { text, message } = await gaps.press(list, buttons.point)
    expect(text).toContain('① 港城日报（叙述）：“扩建总投资四十亿元，由市财政和港务集团分担。”')
    expect(buttonsIn(message)).toEqual(['①', '②', buttons.back])
  })

  it('that was disliked is gone once it finds another, and not while it finds the same', async () => {
    const gaps = await startGaps()
    gaps.add(MONEY, { isAnswered: true, passages: ['harbour_money'], dislikes: ['passage', 'passage'] })
    gaps.add(MARS)
    expect(await gaps.listAll()).toEqual([[MONEY], [MARS]])
    await pointToFee(gaps)
    expect(await gaps.find(MONEY)).toContain(FEE)
    expect(wordingsIn(await gaps.list())).toEqual([MARS])
  })

  it('is found in other words by a reply to its message, also to the one that came of it', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    const { message } = await gaps.press(list, buttons.point)
    const first = (await gaps.api.ask('深水泊位', { from: ADMIN, replyTo: message })).answer
    expect(first.text).toContain(START)
    const second = (await gaps.api.ask('通风排水', { from: ADMIN, replyTo: first })).answer
    expect(second.text).toContain('菜市场改造先从通风和排水做起。')
    await gaps.press(second, '①')
    expect(await gaps.find(SHOPS)).toEqual(['菜市场改造先从通风和排水做起。'])
    const late = (await gaps.api.ask('摊位费', { from: ADMIN, replyTo: first })).answer
    expect([late.text, buttonsIn(late)]).toEqual([texts.gapClosed, [buttons.gaps]])
    expect((await gaps.press(first, '①')).text).toBe(texts.gapClosed)
  })

  it('are not searched by a reply without buttons, to another message, or of another user', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    const listed = gaps.standing(list)
    const { message } = await gaps.press(list, buttons.point)
    const { reply_markup: _, ...bare } = message
    const query = '新码头什么时候动工'
    for (const [replyTo, from] of [
      [bare, ADMIN],
      [listed, ADMIN],
      [message, STRANGER],
    ] as const) {
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
    const { message } = await gaps.press(list, buttons.point)
    const { answer } = await gaps.api.ask('摊位费', { from: ADMIN, replyTo: message })
    await gaps.write('market.md', MARKET.replace('^fee', '^stall'))
    await gaps.api.ask('/reload', { from: ADMIN })
    const { text, message: told } = await gaps.press(answer, '①')
    expect(text).toBe(texts.gone)
    expect(wordingsIn((await gaps.press(told, buttons.gaps)).message)).toEqual([SHOPS])
    expect(await gaps.files()).toEqual([])
  })

  it('stays a gap where checks fail, a file has a fault or cannot be written, and the message says so', async () => {
    const gaps = await startGaps({ files: { 'checks.yaml': `article: market\nnothing:\n  - ${SHOPS}\n` } })
    gaps.add(SHOPS)
    const { text } = await pointToFee(gaps)
    expect(text.split('\n')).toEqual([
      texts.forbidden,
      '',
      `1. ${SHOPS}`,
      texts.expectedNothing,
      `${texts.instead}港城晚报（叙述）：“${FEE}”`,
    ])
    await gaps.write('checks.yaml', 'article: market\n')
    await gaps.api.ask('/reload', { from: ADMIN })
    await gaps.write(ASKS, 'article: market\nask: 1\n')
    expect((await pointToFee(gaps)).text).toContain(`${texts.notTaught}\n\n${ASKS}:2 `)
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
    expect(wordingsIn(list)).toEqual([SHOPS, expect.stringMatching(/^老街坊/u)])
    expect((await gaps.press(list, buttons.nothing)).text).toBe(
      [texts.decided('nothing'), `• ${SHOPS}`, texts.writtenTo(['harbour.taught.asks.yaml'])].join('\n'),
    )
    let left: Message = await gaps.list()
    while (buttonsIn(left).includes(buttons.next)) left = (await gaps.press(left, buttons.next)).message
    expect(wordingsIn(left)).toEqual([expect.stringMatching(/^火星/u)])
    expect(new Libsql(gaps.database).prepare('select * from decisions').all()).toHaveLength(1)
    expect((await gaps.press(left, buttons.nothing)).text).toBe(texts.wordingTooLong)
    await gaps.press(left, buttons.gaps)
    expect((await gaps.press(left, buttons.ignore)).text).toContain(texts.decided('ignored'))
  })
})

describe('a text of strangers', () => {
  const asked = [
    '" # : - {铺子} [x] \\ \' 怎么办',
    '铺子\u202e怎么\u2066办呢',
    '👩‍👩‍👧‍👦铺子👍🏽',
    '@someone /reload https://example.com',
    '---\n铺子: 办\n...',
    '铺子\u0007怎么办啊',
    'null',
    '1e3',
    '~',
    '铺子\u2028要紧吗',
    'שלום לכל החנויות',
    '`铺子`*_x_*<b>',
  ]

  it('can be pointed to a passage, and is found after a restart', async () => {
    const gaps = await startGaps()
    for (const query of asked) gaps.add(query)
    const list = await gaps.list()
    const taught: string[] = []
    for (const query of asked) {
      await gaps.pressData(
        list,
        toGapData({ kind: 'find', page: 0, gap: codeOf(query), passage: toCode('passage', 'market_fee') }),
      )
      if (gaps.standing(list).text?.startsWith(texts.decided('find'))) taught.push(query)
    }
    // What says nothing is no gap, and what joined another's is taught with it.
    expect(taught.length).toBeGreaterThanOrEqual(5)
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
    const { text } = await gaps.press(list, buttons.nothing)
    expect(text).toBe([texts.decided('nothing'), `• ${MARS}`, texts.writtenTo(['harbour.taught.asks.yaml'])].join('\n'))
    expect(await gaps.find(MARS)).toEqual([])
    await gaps.restart()
    gaps.add(MARS, { times: 9 })
    expect((await gaps.list()).text).toBe(texts.noGaps)
    expect(await gaps.read('harbour.taught.asks.yaml')).toContain(`unanswered:\n  - "${MARS}"\n`)
  })

  it('although something was found only offers it from then on', async () => {
    const gaps = await startGaps()
    gaps.add(MONEY, { isAnswered: true, passages: ['harbour_money'], dislikes: ['unrelated'] })
    await gaps.press(await gaps.list(), buttons.nothing)
    expect(await gaps.firstLineOf(MONEY)).toBe(texts.offered([]))
    expect((await gaps.list()).text).toBe(texts.noGaps)
  })
})

describe('a gap that is ignored', () => {
  it('is listed no more, in all its wordings, and nothing is written into the folder', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS, { times: 2 })
    gaps.add(SHOPS_TOO)
    const { text } = await gaps.press(await gaps.list(), buttons.ignore)
    expect(text).toBe([texts.decided('ignored'), `• ${SHOPS}`, `• ${SHOPS_TOO}`].join('\n'))
    expect((await gaps.list()).text).toBe(texts.noGaps)
    await gaps.restart()
    gaps.add(SHOPS_TOO, { times: 5 })
    expect([(await gaps.list()).text, await gaps.files()]).toEqual([texts.noGaps, []])
  })
})
