import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SIGNS } from '../../../src/bot/texts/texts.ts'
import { openRecords } from '../../../src/records/records.ts'
import { HARBOUR } from '../../articles.ts'
import { startAnew, turn } from '../reading.ts'
import {
  allTexts,
  buttonsIn,
  madeUpKnowledge,
  quotationsIn,
  sendsSince,
  startBot,
  texts,
  useBot,
} from '../start-bot.ts'

/** Of the crew, whose wages nobody tells. */
const WAGES = '让学生上船实习半年的工资'
const CREW = '我建议提高远洋船员的伙食标准，并让学生上船实习半年。'
const GROUP = { type: 'group' } as const
const { up: UP, down: DOWN } = SIGNS

const bot = useBot(madeUpKnowledge)
const firstLineOf = ({ text }: { readonly text: string }) => text.split('\n')[0]

describe('in private, a query that only comes close to a passage', () => {
  it.each([
    ['zh-hans', WAGES, '材料里没有讲“工资”，最接近的是：'],
    ['zh-hant', '讓學生上船實習半年的工資', '材料裡沒有講「工資」，最接近的是：'],
    ['en', WAGES, 'The material does not speak of “工资”; the closest passage is:'],
  ] as const)(
    'is told first what the material lacks, in the words of the query, in %s',
    async (language, query, line) => {
      const { answer } = await bot.api.ask(query, { languageCode: language, from: 81 })
      expect(firstLineOf(answer)).toBe(line)
      expect(quotationsIn(answer)).toHaveLength(1)
    },
  )

  it('gets the words as they stand there, with who said them in what office, and can be voted on', async () => {
    const { answer } = await bot.api.ask(WAGES)
    expect(quotationsIn(answer)).toEqual([CREW])
    expect(answer.text).toContain('苏芸')
    expect(answer.text).toContain('海事大学航运系主任')
    expect(buttonsIn(answer)).toEqual(expect.arrayContaining([UP, DOWN]))
  })

  it('off the subject of all passages quotes nothing', async () => {
    const { answer } = await bot.api.ask('红烧肉怎么做')
    expect(answer.text).toContain(texts.none)
    expect(quotationsIn(answer)).toEqual([])
  })

  it('goes on from the passage that it was shown', async () => {
    await bot.api.ask(WAGES, { from: 82 })
    expect((await bot.api.ask('谁说的', { from: 82 })).answer.text).toContain('苏芸')
    expect((await bot.api.ask('她是谁', { from: 82 })).answer.text).toContain('海事大学航运系主任')
  })
})

describe('the way back to an offer', () => {
  const { back, context } = texts.buttons

  it('leads to the offer, not to an answer', async () => {
    const { answer } = await bot.api.ask(WAGES)
    await turn(bot.api, answer, context)
    const again = await turn(bot.api, answer, back)
    expect(firstLineOf(again)).toBe(firstLineOf(answer))
    expect(buttonsIn(again)).toEqual(buttonsIn(answer))
  })

  it('still says that the material does not answer once the query is forgotten', async () => {
    const first = await startBot({ knowledge: await madeUpKnowledge() })
    const { answer } = await first.api.ask(WAGES)
    const other = await startAnew(first, HARBOUR)
    onTestFinished(other.stop)
    await turn(other.api, answer, context)
    const again = await turn(other.api, answer, back)
    expect(firstLineOf(again)).toBe(texts.offered([]))
    expect(quotationsIn(again)).toEqual([CREW])
  })
})

it('an inline query gets no offer', async () => {
  expect((await bot.api.askInline(WAGES)).call.payload.results).toEqual([])
})

describe('in a group', () => {
  it.each([`/ask ${WAGES}`, `@wenzheng_test_bot ${WAGES}`])('%j gets the offer as a reply', async (text) => {
    const { message, call, answer } = await bot.api.ask(text, GROUP)
    expect(call.payload.reply_parameters?.message_id).toBe(message.message_id)
    expect(firstLineOf(answer)).toBe(texts.offered(['工资']))
  })

  it('a reply to the bot gets it too', async () => {
    const { answer } = await bot.api.ask('/ask', GROUP)
    expect(firstLineOf((await bot.api.ask(WAGES, { ...GROUP, replyTo: answer })).answer)).toBe(texts.offered(['工资']))
  })

  it('what was not addressed to the bot gets nothing', async () => {
    const before = bot.api.mark()
    const { message } = bot.api.message(WAGES, GROUP)
    const next = await bot.api.ask(`/ask ${WAGES}`, { chat: message.chat })
    expect(sendsSince(bot.api, before).map(({ payload }) => payload.reply_parameters?.message_id)).toEqual([
      next.message.message_id,
    ])
  })
})

it('an offer is logged as unanswered, with the passage that was shown', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'records-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'wenzheng.db')
  const records = await openRecords(`file:${file}`, {
    key: 'a key',
    toWordingKey: (wording) => wording,
    retentionDays: 90,
    onTrouble: (error) => expect.unreachable(String(error)),
  })
  const running = await startBot({ knowledge: await madeUpKnowledge(), queryLog: records.queryLog })
  await running.api.ask(WAGES)
  await running.stop()
  await records.queryLog.close()
  await records.close()
  expect(new Libsql(file).prepare('select query, outcome, is_answered, passages from queries').all()).toEqual([
    { query: WAGES, outcome: 'offered', is_answered: 0, passages: '["harbour_crew"]' },
  ])
})

it('says it in each language with what it lacks, and without', () => {
  for (const { offered } of Object.values(allTexts))
    for (const lacks of [[], ['工资'], ['工资', '电话']])
      expect(offered(lacks)).toMatch(/^(?:材料里没有|材料裡沒有|The material does not)/u)
})
