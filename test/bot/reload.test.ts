import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FakeBotApi } from '../fake-bot-api/fake-bot-api.ts'
import { articleOf, createFolder } from './knowledge-folder.ts'
import { ADMIN, QUERY, quotationsIn, type RunningBot, sendsSince, startBot, texts } from './start-bot.ts'

const ORCHIDS = '公园里要多种蝴蝶兰。'

let folder: Awaited<ReturnType<typeof createFolder>>
let running: RunningBot
let api: FakeBotApi

beforeEach(async () => {
  folder = await createFolder()
  running = await startBot({ knowledge: await folder.createKnowledge() })
  api = running.api
})
afterEach(async () => {
  await running.stop()
  await folder.delete()
  expect(api.faults).toEqual([])
})

const reload = async (options = {}) => (await api.ask('/reload', { from: ADMIN, ...options })).answer.text

describe('an admin\'s /reload', () => {
  it('tells what came, changed and went, and how long it took', async () => {
    const unchanged = '文章 1（新增 0，改动 0，移除 0）\n段落 34（新增 0，改动 0，移除 0）'
    expect(await reload()).toMatch(new RegExp(`^资料已重新载入，用时 [1-9][\\d,]* 毫秒。\n${unchanged}$`, 'u'))
    await folder.write('park.md', articleOf('park', ORCHIDS, '广场要有长椅。'))
    await folder.edit((text) => text.replace('内功就是算力', '内功便是算力').replace(/【马卫】与此同时.+\n/u, ''))
    expect(await reload()).toContain('\n文章 2（新增 1，改动 1，移除 0）\n段落 35（新增 2，改动 1，移除 1）')
    await folder.remove('park.md')
    expect(await reload()).toContain('\n文章 1（新增 0，改动 0，移除 1）\n段落 33（新增 0，改动 0，移除 2）')
  })

  it('tells of the ways of asking too, where there are any', async () => {
    await folder.write('talent-2023.asks.yaml', 'article: talent-2023\nasks:\n  s3-4: [高级工程师有几万人, 工程师大赛放了多少项目]\n')
    expect(await reload()).toMatch(/\n段落 34（.+）\n问法 2（新增 2，改动 0，移除 0）$/u)
    await folder.remove('talent-2023.asks.yaml')
    expect(await reload()).toMatch(/\n问法 0（新增 0，改动 0，移除 2）$/u)
    expect(await reload()).not.toContain('问法')
  })

  it.each([
    ['a private chat', {}],
    ['a group', { type: 'group' }],
    ['a topic', { topic: 77 }],
  ] as const)('is answered in %s', async (_, place) => {
    const { message, call } = await api.ask('/reload@wenzheng_test_bot', { from: ADMIN, ...place })
    expect(call.payload.text).toContain('资料已重新载入')
    expect(call.payload.reply_parameters?.message_id).toBe('type' in place || 'topic' in place ? message.message_id : undefined)
  })

  it('has new words found at once, in place of those that are gone', async () => {
    const old = quotationsIn((await api.ask('内功就是算力')).answer)
    expect(old.join()).toContain('内功就是算力')
    expect((await api.ask('蝴蝶兰')).answer.text).toContain(texts.none)
    await folder.write('park.md', articleOf('park', ORCHIDS))
    await folder.edit((text) => text.replace('内功就是算力', '内功便是算力'))
    await reload()
    expect(quotationsIn((await api.ask('/ask 蝴蝶兰', { type: 'group' })).answer)).toEqual([ORCHIDS])
    expect(quotationsIn((await api.ask('内功就是算力')).answer).join()).toContain('内功便是算力')
  })
})

describe('a /reload of a folder with errors', () => {
  it('tells every one with its file and line, and changes nothing', async () => {
    await folder.write('park.md', articleOf('park', ORCHIDS))
    const good = articleOf('bad', '没有写完', '好的。')
    await folder.write('bad.md', good.replace('## 谈公园', '## 谈公园\n\n谁说的。').replace('title:', 'titel:'))
    await folder.write('worse.md', new Uint8Array([0x2d, 0x0a, 0xff]))
    const text = await reload()
    const lines = text.split('\n')
    expect(lines[0]).toBe(texts.refused(5))
    expect(lines.slice(1).map((line) => line.split(' ')[0])).toEqual(['bad.md:2', 'bad.md:3', 'bad.md:12', 'bad.md:14', 'worse.md:2'])
    expect(text).toContain('不认识的项“titel”。是不是想写“title”？')
    expect((await api.ask('蝴蝶兰')).answer.text).toContain(texts.none)
    expect(quotationsIn((await api.ask(QUERY)).answer)).not.toEqual([])
  })

  it('keeps within one message however much is wrong, and says how much more there is', async () => {
    const before = api.mark()
    await folder.write('bad.md', articleOf('bad', ORCHIDS, ...Array.from({ length: 500 }, (_, index) => `没有写完${index}`)))
    const text = await reload()
    const lines = text.split('\n')
    expect(text.length).toBeGreaterThan(3500)
    expect(lines[0]).toBe(texts.refused(500))
    expect(lines.at(-1)).toBe(texts.moreProblems(500 - (lines.length - 2)))
    expect(sendsSince(api, before)).toHaveLength(1)
  })

  it('keeps within one message where one error is long', async () => {
    await folder.write('bad.md', articleOf('bad', ORCHIDS, '没有写完').replace('【张三】', `【${'长'.repeat(5000)}】`))
    expect(await reload()).toMatch(/\nbad\.md:12 不认识的发言人“长+……\nbad\.md:14 段落停在半句/u)
  })

  it('is over once the errors are', async () => {
    await folder.write('park.md', articleOf('park', '没有写完'))
    expect(await reload()).toContain('park.md:12')
    await folder.write('park.md', articleOf('park', ORCHIDS))
    expect(await reload()).toContain('文章 2（新增 1，')
    expect(quotationsIn((await api.ask('蝴蝶兰')).answer)).toEqual([ORCHIDS])
  })
})
