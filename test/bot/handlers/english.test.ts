import type { Message } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../../src/knowledge/article.ts'
import { toArticle } from '../../articles.ts'
import { linksIn, listButtons, standing } from '../reading.ts'
import { allTexts, knowledgeOf, texts, useBot } from '../start-bot.ts'

const PORT = withAsks(
  toArticle(`---
id: port
title: 港口三问
title_en: Three Questions on the Port
publication: 港城日报
publication_en: Port Daily
date: 2024-05-06
link: https://example.com/port
speakers:
  - {name: 林海, office: 港务局局长, office_en: Director of the Port Office, aliases: [Lin Hai]}
  - {name: 苏芸, office: 海事大学航运系主任, aliases: [Su Yun]}
---

## 码头

【问】新码头什么时候动工？

【林海】新码头明年三月动工，先建两个深水泊位。 ^start

## 船员

【问】如何吸引年轻船员？

【苏芸】我建议提高远洋船员的伙食标准，并让学生上船实习半年。 ^crew
`),
  {
    port_start: ['When does the new quay start?', 'quay start', '新码头几时动工'],
    port_crew: ['How can young sailors be attracted?', 'Why?', '怎样让年轻人上船工作'],
  },
)
/** English words, with asks in Chinese. */
const FERRY = withAsks(
  toArticle(`---
id: night
title: The Night Ferry
publication: Ferry Times
speakers: [{name: Kim Lee, office: Ferry pilot}]
---

# Night

【问】Does the ferry sail at night?

【Kim Lee】The ferry sails until midnight, and on Sundays until one. ^night

【问】Yeah.

【Kim Lee】Tickets cost two pounds after ten in the evening. ^tickets
`),
  { night_night: ['夜里的渡轮开到什么时候'], night_tickets: ['晚上十点以后船票多少钱'] },
)

/** Gives passages asks, by their ids. */
function withAsks(article: Article, asks: Readonly<Record<string, readonly string[]>>): Article {
  const exchanges = article.exchanges.map((exchange) => ({
    ...exchange,
    passages: exchange.passages.map((passage) => ({ ...passage, asks: asks[passage.id] ?? [] })),
  }))
  return { ...article, exchanges }
}

const ENGLISH = { languageCode: 'en' }
const HINT = allTexts.en.translateHint
const itemsOf = ({ text = '' }: Pick<Message, 'text'>) => text.split('\n').filter((line) => line.startsWith('• '))
const labelsOf = (message: Message) => listButtons(message).map(({ text }) => text)

describe('a reader of English in a folder of Chinese articles', () => {
  const bot = useBot(() => knowledgeOf(PORT))

  it.each(['/start', '/help'])('gets examples of English asks on %s, which are answered', async (command) => {
    const { answer } = await bot.api.ask(command, ENGLISH)
    expect(itemsOf(answer)).toEqual(['• When does the new quay start?', '• What did Lin Hai say?', '• Who is Su Yun?'])
    for (const item of itemsOf(answer)) {
      const { text } = (await bot.api.ask(item.slice(2), ENGLISH)).answer
      expect([item, text]).toEqual([item, expect.stringMatching(/^(?:Lin Hai \(林海\)|Su Yun \(苏芸\))/u)])
    }
  })

  it('gets names, offices, papers and titles in English', async () => {
    const { answer } = await bot.api.ask('When does the new quay start?', { ...ENGLISH, from: 31 })
    const lines = (answer.text ?? '').split('\n')
    expect(lines[0]).toBe('Lin Hai (林海):')
    expect(lines).toContain('— Lin Hai, Director of the Port Office · Port Daily, May 6, 2024')
    expect(linksIn(answer)).toContainEqual(['May 6, 2024', 'https://example.com/port'])
    expect((await bot.api.ask('/article', ENGLISH)).answer.text).toMatch(/^Three Questions on the Port\n港口三问\n/u)
    expect((await bot.api.ask('/speakers', ENGLISH)).answer.text).toContain(
      'Lin Hai (林海), Director of the Port Office',
    )
  })

  it('gets English queries that unfold, and are answered', async () => {
    const { answer } = await bot.api.ask('When does the new quay start?', ENGLISH)
    await bot.api.press(answer, allTexts.en.buttons.followUps, ENGLISH)
    const unfolded = standing(bot.api, answer)
    const labels = labelsOf(unfolded).filter((label) => /[?？]$/u.test(label))
    expect(labels).toEqual(['How can young sailors be attracted?', 'What did Su Yun say?'])
    await bot.api.press(unfolded, 'How can young sailors be attracted?', ENGLISH)
    expect(standing(bot.api, answer).text).toContain('我建议提高远洋船员的伙食标准')
  })

  it('is told once in a chat that Telegram translates a quotation', async () => {
    const ask = (from: number, languageCode: string) =>
      bot.api.ask('新码头几时动工', { from, languageCode }).then(({ answer }) => answer.text ?? '')
    expect(await ask(41, 'zh-hans')).not.toContain(texts.translateHint)
    expect(await ask(42, 'en')).toContain(HINT)
    expect(await ask(42, 'en')).not.toContain(HINT)
    expect(await ask(43, 'en')).toContain(HINT)
  })

  it('gets English topics of an empty inline query', async () => {
    const titlesFor = async (languageCode: string) =>
      (await bot.api.askInline('', { languageCode })).call.payload.results.map(
        (result) => 'title' in result && result.title,
      )
    expect(await titlesFor('en')).toEqual(['When does the new quay start?', 'How can young sailors be attracted?'])
    expect(await titlesFor('zh-hans')).toEqual(['新码头什么时候动工？', '如何吸引年轻船员？'])
  })
})

describe('a reader of Chinese in a folder of English articles', () => {
  const bot = useBot(() => knowledgeOf(FERRY))

  it('gets examples of Chinese asks, and the hint', async () => {
    expect(itemsOf((await bot.api.ask('/start')).answer)[0]).toBe('• 夜里的渡轮开到什么时候')
    expect((await bot.api.ask('夜里的渡轮开到什么时候')).answer.text).toContain(texts.translateHint)
  })

  it('finds no turn of talk among topics, questions and suggestions', async () => {
    const all = [
      await bot.api.ask('/topics'),
      await bot.api.ask('What did the reporters ask?'),
      await bot.api.ask('/start', ENGLISH),
      await bot.api.ask('volcanoes of Iceland', ENGLISH),
    ]
    for (const { answer } of all) expect([answer.text, ...labelsOf(answer)].join('\n')).not.toContain('Yeah')
  })
})
