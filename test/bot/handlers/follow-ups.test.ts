import type { Message } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { parseData } from '../../../src/bot/view/callback-data.ts'
import type { Article } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET } from '../../articles.ts'
import { SIGNS } from '../../../src/bot/texts/texts.ts'
import { createShelf, listButtons, pressInVain, startAnew, turn, unfold } from '../reading.ts'
import {
  buttonsIn,
  knowledgeOf,
  madeUpKnowledge,
  QUERY,
  quotationsIn,
  repositoryKnowledge,
  startBot,
  texts,
  useBot,
} from '../start-bot.ts'

// It takes longer than a hook may.
await repositoryKnowledge()

/** The labels of the buttons that ask a further query. */
function followUpsIn(message: Pick<Message, 'reply_markup'>): string[] {
  return listButtons(message).flatMap((button) =>
    'callback_data' in button && parseData(button.callback_data)?.link.kind === 'query' ? [button.text] : [],
  )
}

const QUERIES = [
  QUERY,
  '怎样带动各级医疗机构平台能级提升？',
  '人才“六大工程”是哪六个？',
  '全市人才资源总量突破多少万人？',
  '一企一策',
  '纳米时栅在哪里亮相？',
  '田水松怎么看新能源汽车',
  '公立医院薪酬改革',
  '智慧城市要靠什么',
  '博士后倍增计划',
  '包干制带来多少社会资本',
]

describe('under an answer in private', () => {
  const bot = useBot(repositoryKnowledge)

  it.each(QUERIES)(
    '%s: two or three further queries unfold, each a whole question in a row of its own',
    async (query) => {
      const { answer } = await bot.api.ask(query)
      expect(quotationsIn(answer)).not.toEqual([])
      const unfolded = await unfold(bot.api, answer)
      const followUps = followUpsIn(unfolded)
      expect(followUps.length).toBeGreaterThanOrEqual(2)
      expect(followUps.length).toBeLessThanOrEqual(3)
      expect(new Set(followUps).size).toBe(followUps.length)
      expect(followUps).not.toContain(query)
      for (const label of followUps) {
        expect(label).toMatch(/[？?]$|[什么哪些怎么怎样如何多少谁]/u)
        expect(label).not.toMatch(/……/u)
        expect(unfolded.reply_markup?.inline_keyboard).toContainEqual([expect.objectContaining({ text: label })])
      }
    },
  )

  it.each(QUERIES)(
    '%s: each of them turns the message into an answer with a passage that was not shown',
    async (query) => {
      const { answer } = await bot.api.ask(query)
      const shown = new Set(quotationsIn(answer))
      for (const [index, label] of followUpsIn(await unfold(bot.api, answer)).entries()) {
        const asked = index === 0 ? answer : (await bot.api.ask(query)).answer
        if (index > 0) await unfold(bot.api, asked)
        const quoted = quotationsIn(await turn(bot.api, asked, label))
        expect(
          quoted.filter((words) => !shown.has(words)),
          label,
        ).not.toEqual([])
      }
    },
  )

  it('one leads to the next, and each is answered as if it had been asked', async () => {
    const { answer } = await bot.api.ask(QUERY)
    for (let step = 0; step < 6; step++) {
      const [label = ''] = followUpsIn(await unfold(bot.api, answer)).slice(step % 2)
      const { text, reply_markup } = await turn(bot.api, answer, label)
      const asked = (await bot.api.ask(label, { from: 400 })).answer
      expect(text).toBe(asked.text)
      const labelsOf = (message: Pick<Message, 'reply_markup'>) => listButtons(message).map((button) => button.text)
      const votes: string[] = [SIGNS.up, SIGNS.down]
      // In place of the votes it has the way back.
      expect(labelsOf({ ...(reply_markup && { reply_markup }) }).filter((one) => one !== texts.buttons.back)).toEqual(
        labelsOf(asked).filter((one) => !votes.includes(one)),
      )
      expect(reply_markup?.inline_keyboard[0]?.at(-1)?.text).toBe(texts.buttons.back)
    }
  })

  it('they are the same after context and back', async () => {
    const { answer } = await bot.api.ask('一企一策')
    const followUps = followUpsIn(await unfold(bot.api, answer))
    expect(followUpsIn(await turn(bot.api, answer, texts.buttons.context))).toEqual([])
    await turn(bot.api, answer, texts.buttons.back)
    expect(followUpsIn(await unfold(bot.api, answer))).toEqual(followUps)
  })

  it.each([
    ['a group', { type: 'group' }],
    ['a supergroup', { type: 'supergroup' }],
    ['a topic', { topic: 77 }],
  ] as const)('in %s there are none', async (_, place) => {
    for (const query of [QUERY, '一企一策', '公立医院薪酬改革']) {
      const { answer } = await bot.api.ask(`/ask ${query}`, place)
      expect(quotationsIn(answer)).not.toEqual([])
      expect(buttonsIn(answer)).not.toContain(texts.buttons.followUps)
    }
  })

  it.each(['今天天气怎么样？', '你好', '马卫是谁？'])('%s, which quotes nothing, brings none', async (query) => {
    expect(buttonsIn((await bot.api.ask(query)).answer)).not.toContain(texts.buttons.followUps)
  })
})

describe('a further query of long ago', () => {
  it('unfolds in a bot that was started anew', async () => {
    const running = await startBot({ knowledge: await madeUpKnowledge() })
    const { answer } = await running.api.ask('新码头什么时候动工')
    const anew = await startAnew(running, FERRY, HARBOUR)
    expect(followUpsIn(await unfold(anew.api, answer)).length).toBeGreaterThanOrEqual(2)
    await anew.stop()
    expect(anew.api.faults).toEqual([])
  })

  it('works in a bot that was started anew', async () => {
    const running = await startBot({ knowledge: await madeUpKnowledge() })
    const { answer } = await running.api.ask('新码头什么时候动工')
    const [label = ''] = followUpsIn(await unfold(running.api, answer))
    const anew = await startAnew(running, FERRY, HARBOUR)
    expect(quotationsIn(await turn(anew.api, answer, label))).toContain(
      '我建议提高远洋船员的伙食标准，并让学生上船实习半年。',
    )
    await anew.stop()
    expect(anew.api.faults).toEqual([])
  })

  it('says so where it is gone after a reload, and the message stays', async () => {
    const shelf = await createShelf(HARBOUR, MARKET)
    const { api, stop } = await startBot({ knowledge: shelf.knowledge })
    const { answer } = await api.ask('新码头什么时候动工')
    const followUps = followUpsIn(await unfold(api, answer))
    expect(followUps.length).toBeGreaterThanOrEqual(2)
    await shelf.reload(api, FERRY)
    for (const label of followUps) expect([texts.gone, texts.goneItem]).toContain(await pressInVain(api, answer, label))
    await stop()
    expect(api.faults).toEqual([])
  })
})

describe('a further query that an ask gives too', () => {
  const QUESTION = '如何吸引年轻船员？'
  const asked: Article = {
    ...HARBOUR,
    exchanges: HARBOUR.exchanges.map((exchange) => ({
      ...exchange,
      passages: exchange.passages.map((passage) =>
        passage.id === 'harbour_crew' ? { ...passage, asks: [QUESTION] } : passage,
      ),
    })),
  }
  const bot = useBot(() => knowledgeOf(asked))

  it('stands there once', async () => {
    const { answer } = await bot.api.ask('新码头什么时候动工')
    expect(followUpsIn(await unfold(bot.api, answer)).filter((label) => label === QUESTION)).toHaveLength(1)
  })

  it('opens', async () => {
    const { answer } = await bot.api.ask('新码头什么时候动工')
    await unfold(bot.api, answer)
    expect(quotationsIn(await turn(bot.api, answer, QUESTION))).toContain(
      '我建议提高远洋船员的伙食标准，并让学生上船实习半年。',
    )
  })
})
