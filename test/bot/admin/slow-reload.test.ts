import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { BERTHS_QUERY, articleOf, createFolder } from './knowledge-folder.ts'
import { ADMIN, quotationsIn, type RunningBot, startBot, texts } from '../start-bot.ts'

let folder: Awaited<ReturnType<typeof createFolder>>
let running: RunningBot
let api: FakeBotApi
/** Lets the reload that is held go on. */
let release: () => void
let reading: Promise<void>
/** Resolves when a second reload is wanted. */
let secondReload: Promise<void>

// The first reload reads the folder at once, but has it only when released; later ones are not held.
beforeEach(async () => {
  folder = await createFolder()
  let loads = 0
  let readIt: () => void = () => {}
  reading = new Promise((resolve) => {
    readIt = resolve
  })
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const knowledge = await folder.createKnowledge(async () => {
    const loaded = await folder.load()
    if (++loads === 2) {
      readIt()
      await gate
    }
    return loaded
  })
  let reloads = 0
  const reload = knowledge.reload.bind(knowledge)
  secondReload = new Promise((resolve) => {
    knowledge.reload = (options) => {
      if (++reloads === 2) resolve()
      return reload(options)
    }
  })
  running = await startBot({ knowledge })
  api = running.api
})
afterEach(async () => {
  release()
  await running.stop()
  await folder.delete()
  expect(api.faults).toEqual([])
})

it.each(['private', 'group'] as const)(
  'while a reload runs, queries are answered from the old passages, in the same %s chat too',
  async (type) => {
    await folder.write('park.md', articleOf('park', '公园里要多种蝴蝶兰。'))
    api.message('/reload', { from: ADMIN, type })
    await reading
    const asked = await api.ask(`/ask ${BERTHS_QUERY}`, { from: ADMIN, type })
    expect(quotationsIn(asked.answer)).not.toEqual([])
    expect((await api.ask('/ask 蝴蝶兰', { from: ADMIN, type })).answer.text).toContain(texts.none)
    expect((await api.ask('/ask 蝴蝶兰', { from: 32 })).answer.text).toContain(texts.none)
    const before = api.mark()
    release()
    expect((await api.nextCall('sendMessage', { after: before })).payload.text).toContain('现有 3 篇文章、5 段。')
    expect(quotationsIn((await api.ask('/ask 蝴蝶兰', { from: ADMIN, type })).answer)).toEqual(['公园里要多种蝴蝶兰。'])
  },
)

it('two reloads at once end with the folder as it was last', async () => {
  await folder.write('park.md', articleOf('park', '公园里要多种蝴蝶兰。'))
  api.message('/reload', { from: ADMIN })
  await reading
  await folder.write('park.md', articleOf('park', '公园里要多种大丽花。'))
  const before = api.mark()
  api.message('/reload', { from: ADMIN, type: 'group' })
  await secondReload
  // A whole load: the second would be through as well, were it not to wait for the first.
  await folder.createKnowledge()
  release()
  await api.nextCall((call) => call.method === 'sendMessage' && call.payload.chat_id === ADMIN, { after: before })
  await api.nextCall((call) => call.method === 'sendMessage' && call.payload.chat_id !== ADMIN, { after: before })
  expect(quotationsIn((await api.ask('大丽花')).answer)).toEqual(['公园里要多种大丽花。'])
  expect((await api.ask('蝴蝶兰')).answer.text).toContain(texts.none)
})
