import { describe, expect, it } from 'vitest'
import { draftTexts } from '../../../src/draft/draft-texts.ts'
import { draftOf } from '../draft-words.ts'

const headOf = (text: string) => text.slice(0, text.indexOf('\n---\n', 4))
const headingsOf = (text: string) => text.match(/^#+ .+$/gmu)

describe('the head of a draft', () => {
  it('has kicker and title of two lines above the text, and asks to look', async () => {
    const { text, guesses } = await draftOf(
      '代表委员热议港口建设\n\n港口扩建提速 明年三月动工\n\n核心提示\n\n去年吞吐量突破三亿吨。',
    )
    expect(headOf(text)).toContain('title: 港口扩建提速 明年三月动工\nkicker: 代表委员热议港口建设\n')
    expect(guesses.map(({ reason }) => reason)).toContain(draftTexts.titleOfTwo())
    expect(headingsOf(text)).toEqual(['# 核心提示'])
  })

  it.each([
    [
      '港口扩建三问\n2024年5月6日 10:15 来源：港城日报\n港口去年突破三亿吨。',
      ['publication: 港城日报', 'date: 2024-05-06'],
    ],
    [
      '港口擴建三問\n2024-05-06\n文／記者 林曉雯\n港口去年突破三億噸。',
      ['byline: 文／記者 林曉雯', 'date: 2024-05-06'],
    ],
    [
      'Three Questions\nBy Jane Doe\nHarbour Gazette | May 6, 2024\nThe harbour grew.',
      ['byline: By Jane Doe', 'publication: Harbour Gazette', 'date: 2024-05-06'],
    ],
    ['港口扩建三问\n（港城晚报记者 王明）\n港口去年突破三亿吨。', ['publication: 港城晚报']],
    [
      '港口委員會會議紀錄\n時間：113年5月21日上午10時\n地點：第二會議室\n現在開會，討論港口擴建。',
      ['title: 港口委員會會議紀錄', 'date: 2024-05-21'],
    ],
    ['港口扩建三问\n二〇二四年十二月二十一日\n港口去年突破三亿吨。', ['date: 2024-12-21']],
    ['港口擴建三問\n中華民國一一二年十月十七日\n港口去年突破三億噸。', ['date: 2023-10-17']],
    ['港口擴建三問\n中華民國一百一十二年十月十七日\n港口去年突破三億噸。', ['date: 2023-10-17']],
    ['Three Questions\nTuesday 11 June 2024\nThe harbour grew.', ['date: 2024-06-11']],
    ['关于港口扩建的通知\n港政办发〔2025〕7号\n各区人民政府：\n现将有关事项通知如下。', ['title: 关于港口扩建的通知']],
    [
      '关于港口扩建的通知\n各区人民政府：\n现将有关事项通知如下。\n市人民政府办公厅\n2023年10月20日',
      ['publication: 市人民政府办公厅', 'date: 2023-10-20'],
    ],
  ])('has what the lines about the page say: %s', async (page, lines) => {
    const { text } = await draftOf(page)
    for (const line of lines) expect(headOf(text)).toContain(line)
  })

  it('has placeholders for what an article needs and the page does not say, each with a guess', async () => {
    const { text, guesses } = await draftOf('港口去年吞吐量突破三亿吨，新增航线十二条。')
    expect(headOf(text)).toContain('title: 待填\npublication: 待填')
    expect(guesses.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([draftTexts.noTitle(), draftTexts.noPublication(), draftTexts.noDate()]),
    )
  })
})

describe('headings', () => {
  it('are numbered lines, names of parts and short lines above text, on levels of their own', async () => {
    const { text } = await draftOf(
      '港口扩建方案\n\n导语\n\n去年突破三亿吨。\n\n一、总体要求\n\n加快建设。\n\n（一）基本原则\n\n节约用地。\n\n二、主要任务\n\n建两个泊位。',
    )
    expect(headingsOf(text)).toEqual(['# 导语', '## 一、总体要求', '### （一）基本原则', '## 二、主要任务'])
  })

  it('are no turns, lists of people, lines that leave a quotation open, or lines above nothing', async () => {
    const { text } = await draftOf(
      '港口扩建三问\n\n王明：好的，没有问题\n\n港务局局长 林海\n\n海事大学教授 苏芸\n\n他说，“泊位要先建\n\n去年突破三亿吨。\n\n新增航线十二条左右',
    )
    expect(headingsOf(text)).toEqual(['# 港口扩建三问'])
  })

  it('that ask are guesses', async () => {
    const { text, guesses } = await draftOf('港口扩建\n\n钱从哪里来？\n\n财政拨付一半，发债一半。')
    expect(headingsOf(text)).toEqual(['# 钱从哪里来？'])
    expect(guesses.map(({ reason }) => reason)).toContain(draftTexts.guessedHeading())
  })
})

describe('what is no text of the article', () => {
  it.each([
    [
      'credit',
      [
        '王颖 (记者 齐岚森 摄)',
        '（受访者供图）',
        '（圖：環境部提供）',
        'Photo: Sam Reed',
        '图为扩建中的码头。（记者 王明 摄）',
        '（本版图片均由港务局提供）',
      ],
    ],
    ['byline', ['本报记者 李娜 通讯员 张伟', '(港城日报记者采访整理)', '作者：王明', 'By Jane Doe']],
    ['meta', ['（责任编辑：王明）', '責任編輯：王小明', '来源：港城日报', '2024-05-06 10:15']],
    [
      'web',
      [
        '版权所有 港城新闻网 不得转载',
        'Copyright 2024 Harbour Gazette. All rights reserved.',
        '上一篇',
        '（完）',
        'Related: Storm season',
        '第3版',
      ],
    ],
  ])('is listed as %s', async (use, lines) => {
    const page = ['港口扩建三问', '去年吞吐量突破三亿吨。', ...lines].join('\n\n')
    const { leftovers } = await draftOf(page)
    expect(leftovers.filter((left) => left.use === use).map(({ text }) => text)).toEqual(lines)
  })

  it('is no sentence that only begins or ends as such a line does', async () => {
    const sentences = [
      '作者认为，港口扩建要先算账。',
      '来源地证明由海关出具，当天可取。',
      '他分享了港口建设的经验。',
      '评论员文章说，钱从哪里来是关键。',
    ]
    const { leftovers } = await draftOf(['港口扩建三问', ...sentences].join('\n\n'))
    expect(leftovers.filter(({ use }) => use !== 'head')).toEqual([])
  })
})

it('parts a paragraph that is too long at the ends of sentences, in English too', async () => {
  for (const sentence of ['港口去年吞吐量突破三亿吨。', 'Mr. Lin said that the harbour grew last year. ']) {
    const { text, guesses } = await draftOf(`标题在这里\n\n${sentence.repeat(400)}`)
    const parts = text.split('\n').filter((line) => line.startsWith('【'))
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) expect(part.length).toBeLessThan(2520)
    expect(guesses.map(({ reason }) => reason)).toContain(draftTexts.split())
  }
})

describe('labels on lines of their own', () => {
  it('belong to what is said below, and leave no empty passage', async () => {
    const { text, leftovers } = await draftOf(
      '港口发布会实录\n主持人 市新闻办副主任 田野：\n先请方敏局长介绍。\n港务局局长方敏：\n明年三月动工。\n泊位有两个。\n港城日报记者：\n请问，钱从哪里来？\n方敏：\n财政拨付一半。\n主持人：\n谢谢各位。',
    )
    expect(text.split('\n').filter((line) => line.startsWith('【'))).toEqual([
      '【田野】先请方敏局长介绍。',
      '【方敏】明年三月动工。',
      '【方敏】泊位有两个。',
      '【问】请问，钱从哪里来？',
      '【方敏】财政拨付一半。',
      '【田野】谢谢各位。',
    ])
    expect(leftovers.filter(({ use }) => use === 'label').map((one) => one.text.trim())).toContain('港城日报记者：')
  })
})
