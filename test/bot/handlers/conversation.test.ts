import { describe, expect, it } from 'vitest'
import { allTexts, madeUpKnowledge, quotationsIn, texts, useBot } from '../start-bot.ts'

const START = '新码头什么时候动工'
const BERTHS = '新码头明年三月动工，先建两个深水泊位。'
const MONEY = '扩建总投资四十亿元，由市财政和港务集团分担。'
const bot = useBot(() => madeUpKnowledge())

/** Each dialogue has a user of its own. */
let user = 7000
function beginDialogue(languageCode = 'zh-hans') {
  const from = ++user
  return (text: string, options: Parameters<typeof bot.api.ask>[1] = {}) =>
    bot.api.ask(text, { from, languageCode, ...options })
}

describe('in a private chat', () => {
  it('remarks are about the last answer', async () => {
    const ask = beginDialogue()
    await ask(START)
    expect((await ask('谁说的')).answer.text).toBe('林海（嘉宾）\n港务局局长')
    expect((await ask('出处')).answer.text).toContain('《港口三问》')
    expect(quotationsIn((await ask('上下文')).answer)).toEqual([BERTHS, MONEY])
    expect(quotationsIn((await ask('详细点')).answer)).toEqual([BERTHS, MONEY])
    expect(quotationsIn((await ask('为什么')).answer)).toEqual([BERTHS, MONEY])
    expect((await ask('英文呢')).answer.text).toBe(texts.noTranslation)
  })

  it('more is what was not shown', async () => {
    const ask = beginDialogue()
    const { answer } = await ask(START)
    const { answer: more } = await ask('还有吗')
    for (const words of quotationsIn(more)) expect(quotationsIn(answer)).not.toContain(words)
  })

  it.each([
    ['zh-hans', '他是谁', '（按“林海是谁”查找）'],
    ['zh-hant', '他是誰', '（按「林海是谁」查找）'],
    ['en', 'who is he', 'Lin Hai'],
  ] as const)(
    'a pronoun is the speaker, and the reply says below what it read, in %s',
    async (language, text, note) => {
      const ask = beginDialogue(language)
      await ask(START)
      const { answer } = await ask(text)
      expect(answer.text).toContain('港务局局长')
      expect(answer.text.split('\n').at(-1)).toContain(note)
    },
  )

  it('a pronoun without anybody before it is asked back', async () => {
    expect((await beginDialogue()('他还说了什么')).answer.text).toBe(texts.unclear('他'))
    expect((await beginDialogue('en')('what else did he say')).answer.text).toBe(allTexts.en.unclear('he'))
  })

  it('what a press opened is what a text goes on from', async () => {
    const from = ++user
    const ask = (text: string) => bot.api.ask(text, { from })
    const { answer: card } = await ask('苏芸是谁')
    await ask(START)
    await bot.api.press(card, '苏芸说的 · 2', { from })
    expect((await ask('谁说的')).answer.text).toContain('海事大学航运系主任')
  })

  it('thanks between do no harm', async () => {
    const ask = beginDialogue()
    await ask(START)
    await ask('谢谢')
    expect((await ask('谁说的')).answer.text).toBe('林海（嘉宾）\n港务局局长')
  })

  it('what was asked two minutes ago is past, by the dates of the messages', async () => {
    const ask = beginDialogue()
    const { message } = await ask(START)
    const { answer } = await ask('谁说的', { fields: { date: message.date + 200 } })
    expect(answer.text).toBe(texts.noReply)
  })

  it('another user’s answer is no answer before', async () => {
    await beginDialogue()(START)
    expect((await beginDialogue()('谁说的')).answer.text).toBe(texts.noReply)
  })
})

describe('in a group', () => {
  const group = { type: 'group' } as const

  it('a reply goes on from its answer', async () => {
    const { answer } = await beginDialogue()(`/ask ${START}`, group)
    const { answer: card } = await beginDialogue()('他是谁', { ...group, replyTo: answer })
    expect(card.text).toContain('港务局局长')
  })

  it('what replies to nothing is of its own', async () => {
    const ask = beginDialogue()
    await ask(`/ask ${START}`, group)
    expect((await ask('/ask 谁说的', group)).answer.text).toBe(texts.noReply)
    expect((await ask('/ask 他是谁', group)).answer.text).not.toContain('港务局局长')
  })
})
