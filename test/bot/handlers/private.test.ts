import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import {
  boldIn,
  isQuotation,
  itemsIn,
  pagesIn,
  QUERY,
  quotationsIn,
  repositoryKnowledge,
  useBot,
  wordsOf,
  texts,
} from '../start-bot.ts'
import { SIGNS } from '../../../src/bot/texts/texts.ts'
import { turn } from '../reading.ts'

const MATERIAL = await readFile('knowledge/talent-2023.md', 'utf8')
const UNKNOWN = '今天天气怎么样？'

const bot = useBot(repositoryKnowledge)

describe('a question in private', () => {
  it('is answered with who speaks, the words that answer, the whole passage, and the source in one line', async () => {
    const { answer, call } = await bot.api.ask('怎样带动各级医疗机构平台能级提升？')
    const [words = ''] = quotationsIn(answer)
    expect(MATERIAL).toContain(`【王延江】${words} ^`)
    expect(answer.text.split('\n')).toEqual([
      '王延江：',
      expect.stringContaining('带动各级医疗机构平台能级提升'),
      words,
      '—— 王延江，陆军军医大学陆军特色医学中心教授 · 重庆日报 2023年1月',
    ])
    expect(call.payload.link_preview_options).toEqual({ is_disabled: true })
    expect(call.payload).not.toHaveProperty('reply_parameters')
  })

  it('has the whole passage in a folded quotation, with what was asked for in bold inside it', async () => {
    const { text, entities = [] } = (await bot.api.ask(QUERY)).answer
    const quotations = entities.filter(isQuotation)
    expect(quotations).not.toEqual([])
    for (const quotation of quotations) {
      const words = wordsOf(text, quotation)
      expect(MATERIAL).toContain(`】${words} ^`)
      const end = quotation.offset + quotation.length
      const bold = entities.filter(
        ({ type, offset, length }) => type === 'bold' && offset >= quotation.offset && offset + length <= end,
      )
      expect(bold.map((entity) => wordsOf(text, entity)).join()).toContain('卓越工程师')
      expect(quotation.type).toBe('expandable_blockquote')
    }
  })

  it('has at most two rows of buttons: around it and what of it was found, the votes, and what else may be asked', async () => {
    const { answer } = await bot.api.ask(QUERY)
    const rows = (answer.reply_markup?.inline_keyboard ?? []).map((row) => row.map((button) => button.text))
    expect(rows).toEqual([
      [texts.buttons.context, expect.stringMatching(/^更多 \d$/u), SIGNS.up, SIGNS.down],
      [texts.buttons.followUps],
    ])
  })

  it("says of the paper's own words that they are narration", async () => {
    const { answer } = await bot.api.ask('人才“六大工程”是哪六个？')
    expect(answer.text.startsWith('重庆日报（叙述）：\n')).toBe(true)
    expect(quotationsIn(answer).join()).toContain('“六大工程”')
  })

  it('for a figure is answered with its sentence, and with the whole passage after it', async () => {
    const { answer } = await bot.api.ask('全市人才资源总量突破多少万人？')
    const [passage = ''] = quotationsIn(answer)
    const sentence = '当前，全市人才资源总量突破600万人，巴渝大地正成为人才荟萃之地、人才创新热土。'
    expect(answer.text.split('\n').slice(0, 3)).toEqual([
      '重庆日报（叙述）：',
      expect.stringContaining(sentence),
      passage,
    ])
    expect(MATERIAL).toContain(`】${passage} ^`)
    expect(boldIn(answer).filter((words) => /\d/u.test(words))).toEqual(['600万人', '600万人'])
  })

  it('that is misspelt is answered as it was understood, and says so', async () => {
    const { answer } = await bot.api.ask('公力医院薪筹改革')
    expect(answer.text.split('\n\n').at(-1)).toBe(texts.understood('公立医院薪酬改革'))
    expect(quotationsIn(answer).join()).toContain('公立医院薪酬制度改革')
  })

  it('on what the named person did not speak of gets that answer, with the others to open', async () => {
    const { answer } = await bot.api.ask('王颖怎么看军地医疗')
    expect(answer.text).toBe('材料里没有王颖对这个问题的说法。\n\n谈到的有：\n• 王延江')
    expect(pagesIn(answer)).toEqual(['王延江'])
    expect(quotationsIn(answer)).toEqual([])
  })

  it('tells words about someone from words of theirs', async () => {
    const { answer } = await bot.api.ask('纳米时栅在哪里亮相？')
    expect(answer.text.startsWith('关于刘小康（叙述）：\n')).toBe(true)
    expect(answer.text.split('\n').at(-1)).toMatch(/^—— 重庆日报 2023年1月/u)
  })

  it('leaves the question that a reporter asked to what is around the passage', async () => {
    const { answer } = await bot.api.ask('一企一策')
    expect(answer.text).not.toContain('记者问')
    expect((await turn(bot.api, answer, texts.buttons.context)).text).toContain(
      '记者问：……请问如何以更大力度推动产才融合，实现以产聚才、以才兴产？\n',
    )
  })

  it('about someone gets their card', async () => {
    const { answer } = await bot.api.ask('马卫是谁？')
    expect(answer.text.split('\n').slice(0, 4)).toEqual([
      '马卫（两会声音）',
      '市政协委员，重庆网润集团公司董事长',
      '谈到：',
      '• 加速智能场景落地 助力智慧城市建设',
    ])
    expect(boldIn(answer)).toEqual(['马卫'])
  })

  it('about those who took part gets all of them', async () => {
    const { answer } = await bot.api.ask('有哪些人参加？')
    expect(boldIn(answer)).toEqual(['主持人', '访谈嘉宾', '两会声音'])
    expect(itemsIn(answer)).toHaveLength(10)
  })

  it('that the material says nothing of is answered with what it is about, without a quotation', async () => {
    const { answer } = await bot.api.ask(UNKNOWN)
    expect(answer.text).toMatch(new RegExp(`^${texts.none}\n.*《聚焦重点.+》。\n\n${texts.offers}\n• `, 'u'))
    expect(answer.entities).toBeUndefined()
  })

  it('that the material says nothing of brings offers, and each of them is answered with a quotation', async () => {
    const offers = itemsIn((await bot.api.ask(UNKNOWN)).answer)
    expect(offers.length).toBeGreaterThan(1)
    for (const offer of offers) expect(quotationsIn((await bot.api.ask(offer)).answer), offer).not.toEqual([])
  })
})

it.each(['谢谢！', '多謝你', 'thank you'])('%s in private gets short thanks, and no examples', async (text) => {
  const { answer } = await bot.api.ask(text)
  expect(answer.text).toBe(texts.thanked)
})

it.each(['你好', '😀'])('%s in private, which asks nothing, is asked back for a question', async (text) => {
  const { answer } = await bot.api.ask(text)
  expect(answer.text).toMatch(new RegExp(`^${texts.unasked}\n\n${texts.offers}\n• `, 'u'))
  expect(answer.entities).toBeUndefined()
})

describe('a message without text in private', () => {
  const file = { file_id: 'f', file_unique_id: 'u', width: 9, height: 9 }
  it.each([
    ['sticker', { sticker: { ...file, type: 'regular', is_animated: false, is_video: false } }],
    ['photo', { photo: [file] }],
    ['voice message', { voice: { file_id: 'f', file_unique_id: 'u', duration: 3 } }],
    ['location', { location: { latitude: 29.5, longitude: 106.5 } }],
    ['contact', { contact: { phone_number: '1', first_name: 'A' } }],
  ] as const)('%s: the bot says that it reads text only', async (_, fields) => {
    // grammY wants the arrays mutable.
    const { answer } = await bot.api.ask('', { fields: structuredClone(fields) as object })
    expect(answer.text).toBe(texts.onlyText)
    expect(answer.entities).toBeUndefined()
  })
})
