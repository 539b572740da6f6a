import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Message } from 'grammy/types'
import Libsql from 'libsql'
import { describe, expect, it } from 'vitest'
import { toCode } from '../../../src/answer/browse/codes.ts'
import { toGapData } from '../../../src/bot/admin/gap-buttons.ts'
import { renderProblem } from '../../../src/knowledge/problems/problem.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
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
  it('is listed for an admin, what means the same together, the most frequent first', async () => {
    const gaps = await startGaps()
    for (const [index, query] of [MARS, SHOPS, '老街坊的鋪子怎麼辦', SHOPS_TOO, MONEY].entries())
      await gaps.api.ask(query, { from: 100 + index })
    await expect.poll(async () => wordingsIn(await gaps.list()), { timeout: 5000, interval: 600 }).toHaveLength(3)
    const { text } = await gaps.list()
    expect(text.split('\n')).toEqual([
      texts.gapsTitle(2),
      '',
      `1. ${texts.unansweredCount(3)}`,
      expect.stringMatching(/^• 老街坊的[铺鋪]子怎[么麼][办辦]？?$/u),
      `• ${SHOPS_TOO}`,
      '',
      `2. ${texts.unansweredCount(1)}`,
      `• ${MARS}`,
    ])
  })

  it('is listed with what was disliked, and why', async () => {
    const gaps = await startGaps()
    gaps.add(MONEY, {
      isAnswered: true,
      passages: ['harbour_money'],
      dislikes: ['passage', 'unrelated', 'passage', null],
    })
    gaps.add(MARS)
    const { text } = await gaps.list()
    expect(text).toContain(
      `1. ${texts.dislikedCount(4)}${texts.parentheses(
        [texts.reasonCount('passage', 2), texts.reasonCount('unrelated', 1)].join(texts.separator),
      )}\n• ${MONEY}`,
    )
    expect(text).toContain(`2. ${texts.unansweredCount(1)}\n• ${MARS}`)
  })

  it('is listed page by page, and what is settled leads back to its page', async () => {
    const gaps = await startGaps()
    const asked = ['火星', '红烧肉', '足球', '天气', '相对论', '钢琴', '邮票', '金鱼', '围棋', '登山', '滑雪'].map(
      (thing) => `${thing}有什么讲究`,
    )
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
    await gaps.write(
      'shops.md',
      MARKET.replace('id: market', 'id: shops').replace(
        '摊位费三年不涨。',
        '老街坊的铺子怎么办？老街坊的铺子一律保留。',
      ),
    )
    await gaps.api.ask('/reload', { from: ADMIN })
    expect(wordingsIn(await gaps.list())).toEqual([MARS])
    expect((await gaps.press(list, buttons.point(1))).text).toBe(texts.gapClosed)
  })

  it('are shown in the language of the admin, as are the results of actions', async () => {
    const gaps = await startGaps()
    gaps.add(MARS)
    gaps.add(SHOPS)
    const [en, hant] = [allTexts.en, allTexts['zh-hant']]
    const list = await gaps.list({ languageCode: 'en' })
    expect(list.text).toContain(en.gapsTitle(2))
    expect((await gaps.press(list, en.buttons.ignore(1), { languageCode: 'en' })).text).toContain(en.decided('ignored'))
    const other = await gaps.list({ languageCode: 'zh-hant' })
    expect(other.text).toContain(hant.unansweredCount(1))
    expect((await gaps.press(other, hant.buttons.point(1), { languageCode: 'zh-hant' })).text).toContain(
      hant.searchOther,
    )
  })

  it('are no links, commands or mentions with any text of strangers', async () => {
    const gaps = await startGaps()
    gaps.add('https://example.com\n2. /reload @someone\u202e', { times: 2 })
    gaps.add('👩‍👩‍👧‍👦'.repeat(370), { times: 3 })
    gaps.add('מה שלום העיר על מאדים')
    gaps.add(`火星${'字'.repeat(4094)}`)
    const list = await gaps.list()
    expect(list.text).toContain(texts.gapsTitle(3))
    expect(wordingsIn(list)).toEqual([
      'https://example.com 2. /reload @someone',
      expect.stringMatching(/^火星字+……$|^מה/u),
      expect.stringMatching(/^火星字+……$|^מה/u),
    ])
    for (let index = 1; index <= 3; index++) {
      const { message } = await gaps.press(list, buttons.point(index))
      expect(message.text).toContain(texts.searchOther)
      await gaps.press(message, buttons.back)
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
    const { text, message } = await gaps.press(list, buttons.point(1))
    expect(text).toContain('1. 港城日报（叙述）：\n扩建总投资四十亿元，由市财政和港务集团分担。')
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

  it('are not searched by a reply without buttons, to another message, or of another user', async () => {
    const gaps = await startGaps()
    gaps.add(SHOPS)
    const list = await gaps.list()
    const listed = gaps.standing(list)
    const { message } = await gaps.press(list, buttons.point(1))
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
    const { message } = await gaps.press(list, buttons.point(1))
    const { answer } = await gaps.api.ask('摊位费', { from: ADMIN, replyTo: message })
    await gaps.write('market.md', MARKET.replace('^fee', '^stall'))
    await gaps.api.ask('/reload', { from: ADMIN })
    const { text, message: told } = await gaps.press(answer, '1')
    expect(text).toBe(texts.gone)
    expect(wordingsIn((await gaps.press(told, buttons.gaps)).message)).toEqual([SHOPS])
    expect(await gaps.files()).toEqual([])
  })

  it('stays a gap where checks fail, a file has a fault or cannot be written, and the message says so', async () => {
    const gaps = await startGaps({ files: { 'checks.yaml': `article: market\nnothing:\n  - ${SHOPS}\n` } })
    gaps.add(SHOPS)
    const { text } = await pointToFee(gaps)
    expect(text).toBe(
      [
        texts.forbidden,
        renderProblem(
          { file: 'checks.yaml', line: 3, text: problemTexts.checkFound(SHOPS, ['market_fee']) },
          'zh-hans',
        ),
      ].join('\n'),
    )
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
    expect((await gaps.press(list, buttons.nothing(1))).text).toBe(
      [texts.decided('nothing'), `• ${SHOPS}`, texts.writtenTo(['harbour.taught.asks.yaml'])].join('\n'),
    )
    const left = await gaps.list()
    expect(wordingsIn(left).at(-1)).toMatch(/^火星/u)
    expect(new Libsql(gaps.database).prepare('select * from decisions').all()).toHaveLength(1)
    expect((await gaps.press(left, buttons.nothing(wordingsIn(left).length))).text).toBe(texts.wordingTooLong)
    await gaps.press(left, buttons.gaps)
    expect((await gaps.press(left, buttons.ignore(wordingsIn(left).length))).text).toContain(texts.decided('ignored'))
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
    const { text } = await gaps.press(list, buttons.nothing(1))
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
    await gaps.press(await gaps.list(), buttons.nothing(1))
    expect(await gaps.firstLineOf(MONEY)).toBe(texts.offered([]))
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
