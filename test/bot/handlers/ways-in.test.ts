import type { Message } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { detectEntities } from '../../fake-bot-api/content/entities.ts'
import { madeUpKnowledge, quotationsIn, sendsSince, texts, useBot } from '../start-bot.ts'

const START = '新码头什么时候动工'
const BERTHS = '新码头明年三月动工，先建两个深水泊位。'
const FEE = '摊位费三年不涨。'
const HANDLE = '@wenzheng_test_bot'
const bot = useBot(() => madeUpKnowledge())

const file = { file_id: 'f', file_unique_id: 'u' }
const withCaption = (media: Partial<Message>, caption: string): Partial<Message> => {
  const caption_entities = detectEntities(caption)
  return { ...media, caption, ...(caption_entities.length > 0 && { caption_entities }) }
}
const MEDIA: readonly [string, Partial<Message>][] = [
  ['a photo', { photo: [{ ...file, width: 9, height: 9 }] }],
  ['a document', { document: file }],
  ['a voice message', { voice: { ...file, duration: 3 } }],
  ['a video', { video: { ...file, width: 9, height: 9, duration: 3 } }],
]

let user = 8000

describe.each(MEDIA)('the caption of %s', (_, media) => {
  it('is a question in private', async () => {
    const { answer } = await bot.api.ask('', { from: ++user, fields: withCaption(media, START) })
    expect(quotationsIn(answer)[0]).toBe(BERTHS)
  })

  it.each([`/ask ${START}`, `${HANDLE} ${START}`])('is a question in a group: %s', async (caption) => {
    const { answer } = await bot.api.ask('', { type: 'group', from: ++user, fields: withCaption(media, caption) })
    expect(quotationsIn(answer)[0]).toBe(BERTHS)
  })

  it('is another question once it is edited', async () => {
    const { message } = await bot.api.ask('', { from: ++user, fields: withCaption(media, START) })
    const edited = bot.api.nextCall(({ method }) => method === 'editMessageText')
    bot.api.message('', {
      edits: message,
      fields: { ...withCaption(media, '摊位费涨不涨'), edit_date: message.date + 5 },
    })
    expect(JSON.stringify((await edited).payload)).toContain(FEE)
  })
})

it('an album is answered once', async () => {
  const from = ++user
  const before = bot.api.mark()
  const photo = { photo: [{ ...file, width: 9, height: 9 }], media_group_id: 'album-1' }
  await bot.api.ask('', { from, fields: withCaption(photo, START) })
  bot.api.message('', { from, fields: photo })
  await bot.api.ask('/help', { from })
  expect(sendsSince(bot.api, before)).toHaveLength(2)
})

describe.each(['/ask', HANDLE])('%s without a question', (call) => {
  it('asks the message of somebody else that it replies to', async () => {
    const { message } = bot.api.message(START, { type: 'group', from: ++user })
    const { answer } = await bot.api.ask(call, { type: 'group', from: ++user, replyTo: message })
    expect(quotationsIn(answer)[0]).toBe(BERTHS)
  })

  it('asks only the part of it that was quoted', async () => {
    const { message } = bot.api.message(`${START}？摊位费涨不涨？`, { type: 'group', from: ++user })
    const quote = { text: '摊位费涨不涨', position: START.length + 1 }
    const { answer } = await bot.api.ask(call, { type: 'group', from: ++user, replyTo: message, fields: { quote } })
    expect(quotationsIn(answer)[0]).toBe(FEE)
  })

  it('is asked back where it points at nothing', async () => {
    expect((await bot.api.ask(call, { type: 'group', from: ++user })).answer.text).toBe(texts.askHow)
  })
})

it('several questions at once are each answered as a reply, a single one is not', async () => {
  const from = ++user
  expect((await bot.api.ask(START, { from })).call.payload.reply_parameters).toBeUndefined()
  const before = bot.api.mark()
  const asked = ['摊位费涨不涨', '扩建总投资多少'].map((text) => bot.api.message(text, { from }).message.message_id)
  await expect.poll(() => sendsSince(bot.api, before).length).toBe(2)
  const replied = sendsSince(bot.api, before).map(({ payload }) => payload.reply_parameters?.message_id)
  expect(replied).toEqual(asked)
})
