import { expect, it } from 'vitest'
import { toData } from '../../../src/bot/view/callback-data.ts'
import { toArticle } from '../../articles.ts'
import { buttonsIn, knowledgeOf, madeUpKnowledge, quotationsIn, startBot, texts, useBot } from '../start-bot.ts'

const ASKER = 51
const STRANGER = 52
const NAMES = ['赵一', '钱二', '孙三', '李四', '周五', '吴六', '郑七', '王八', '冯九', '陈十']

const bot = useBot(madeUpKnowledge)

it.each([
  ['with buttons', '新码头什么时候动工'],
  ['without', '火星上有人吗'],
])('forged data that names an asker changes no message (%s)', async (_, query) => {
  const { answer } = await bot.api.ask(`/ask ${query}`, { type: 'group', from: ASKER })
  const before = bot.api.mark()
  bot.api.callbackQuery(toData({ link: { kind: 'speakers', page: 0 }, asker: STRANGER }), answer, { from: STRANGER })
  const { payload } = await bot.api.nextCall('answerCallbackQuery', { after: before })
  expect(payload.text).toBe(texts.notYours)
  expect(bot.api.sent(answer.chat.id).at(-1)?.text).toBe(answer.text)
})

/** The points of a user who has asked one query. */
const MOST_PRESSES = 81

it('presses over the limit get a notice to slow down, and change nothing', async () => {
  const { answer } = await bot.api.ask('新码头什么时候动工')
  const labels = [texts.buttons.context, texts.buttons.back]
  const notices: (string | undefined)[] = []
  for (let count = 0; count < MOST_PRESSES + 3; count++) {
    const message = bot.api.sent(answer.chat.id).at(-1) ?? answer
    const label = labels.find((one) => buttonsIn(message).includes(one)) ?? ''
    notices.push((await bot.api.press(message, label)).call.payload.text)
  }
  expect(notices.slice(0, MOST_PRESSES).every((notice) => notice === undefined)).toBe(true)
  expect(notices.slice(MOST_PRESSES)).toEqual([texts.slowDown(30), undefined, undefined])
}, 30_000)

it("a stranger's presses ask Telegram once whether they are an admin", async () => {
  const { answer } = await bot.api.ask('/ask 新码头什么时候动工', { type: 'group', from: ASKER })
  const before = bot.api.mark()
  for (let count = 0; count < 5; count++) await bot.api.press(answer, texts.buttons.context, { from: STRANGER })
  expect(bot.api.calls.slice(before).filter(({ method }) => method === 'getChatMember')).toHaveLength(1)
})

it('ten people compared fit a message that Telegram takes, and lead back to it after a restart', async () => {
  const speakers = NAMES.map((name) => `  - {name: ${name}, office: ${name}局局长}`).join('\n')
  const words = NAMES.map((name) => `【${name}】我建议先修第${name}段路，再谈别的。`).join('\n\n')
  const article = toArticle(
    `---\nid: ten\ntitle: 十人谈\npublication: 报\nspeakers:\n${speakers}\n---\n\n# 修路\n\n${words}\n`,
  )
  const { api, polling, stop } = await startBot({ knowledge: await knowledgeOf(article) })
  const { answer } = await api.ask(`${NAMES.slice(0, 9).join('、')}的建议有什么不同`)
  expect(quotationsIn(answer).length).toBeGreaterThan(3)
  expect(api.faults).toEqual([])
  const label = buttonsIn(answer)[0] ?? ''
  await api.press(answer, label)
  await polling.stop()
  const second = await startBot({ api, knowledge: await knowledgeOf(article) })
  const { call } = await api.press(api.sent(answer.chat.id).at(-1) ?? answer, texts.buttons.back)
  expect(call.payload.text).toBeUndefined()
  expect(api.sent(answer.chat.id).at(-1)?.text).not.toContain(texts.unjudged(['赵一']).slice(0, 6))
  await second.polling.stop()
  await stop()
})
