import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OnBuild } from '../../../src/answer/build-progress.ts'
import type { KnowledgeBase, ReloadOptions } from '../../../src/answer/knowledge-base.ts'
import type { Reloaded } from '../../../src/answer/teaching/take-load.ts'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { ADMIN, type RunningBot, allTexts, madeUpKnowledge, startBot, texts } from '../start-bot.ts'

const NONE = { total: 1, added: 0, changed: 0, removed: 0 }
const CHANGES = { articles: NONE, passages: NONE, asks: NONE, byArticle: [] }
const RELOADED: Reloaded = {
  kind: 'reloaded',
  state: 'of-the-folder-01',
  changes: CHANGES,
  milliseconds: 1249,
  failedChecks: [],
  total: 0,
}
const REPORT = [texts.reloaded(1.2), texts.unchanged, texts.reloadedTotal(CHANGES)].join('\n')
const REPORT_IN_GROUP = [texts.reloaded(1.2), texts.reloadedTotal(CHANGES)].join('\n')

let running: RunningBot
let api: FakeBotApi
let time: number
/** Tells how far the reload is, which lasts until it is ended. */
let build: OnBuild
let end: (outcome: Reloaded | Promise<Reloaded>) => void
let begun: Promise<void>
/** What each reload was forced to take. */
let forced: ReloadOptions['force'][]

beforeEach(async () => {
  time = 0
  forced = []
  let begin = () => {}
  begun = new Promise((resolve) => {
    begin = resolve
  })
  const outcome = new Promise<Reloaded>((resolve) => {
    end = resolve
  })
  const base = await madeUpKnowledge()
  const knowledge: KnowledgeBase = {
    ...base,
    reload({ onBuild, force } = {}) {
      forced.push(force)
      build = onBuild ?? (() => {})
      begin()
      return outcome
    },
  }
  running = await startBot({ knowledge, reloadTiming: { now: () => time, after: 2000, every: 3000 } })
  api = running.api
})
afterEach(async () => {
  await running.stop()
  expect(api.faults).toEqual([])
})

/** Lists what the bot did in the chat: the methods, with the texts that were shown. */
const shown = () =>
  api.calls.flatMap(({ method, payload }) => {
    if (method === 'sendChatAction') return [[method]]
    return 'text' in payload && /^(?:send|edit)/u.test(method) ? [[method, payload.text]] : []
  })

/** Tells the progress until the bot shows it: it leaves out what comes while an earlier request runs. */
async function buildUntilShown(share: number, percent: number): Promise<void> {
  const text = texts.reloading(percent)
  while (!shown().some(([, one]) => one === text)) {
    build(share)
    await nextTurn()
  }
}

describe('a /reload', () => {
  it.each([{}, { type: 'group' }, { topic: 77 }] as const)('shows "typing" at once: %j', async (place) => {
    api.message('/reload@wenzheng_test_bot', { from: ADMIN, ...place })
    await api.nextCall('sendChatAction')
    end(RELOADED)
    await running.handled()
    const report = 'type' in place || 'topic' in place ? REPORT_IN_GROUP : REPORT
    expect(shown()).toEqual([['sendChatAction'], ['sendMessage', report]])
  })

  it('that is quick has no progress', async () => {
    api.message('/reload', { from: ADMIN })
    await begun
    time = 1999
    build(0.9)
    end(RELOADED)
    await running.handled()
    expect(shown()).toEqual([['sendChatAction'], ['sendMessage', REPORT]])
  })

  it.each(['/reload', '/reload force'])(
    'that takes long has one message, which becomes the report: %s',
    async (text) => {
      api.message(text, { from: ADMIN })
      await begun
      time = 2000
      await buildUntilShown(0.401, 40)
      // Too early for the next.
      time = 4999
      build(0.5)
      time = 5000
      await buildUntilShown(0.7, 70)
      end(RELOADED)
      await running.handled()
      expect(shown()).toEqual([
        ['sendChatAction'],
        ['sendMessage', texts.reloading(40)],
        ['editMessageText', texts.reloading(70)],
        ['editMessageText', REPORT],
      ])
      expect(api.sent(ADMIN).map((message) => message.text)).toEqual([REPORT])
    },
  )

  it('that a press starts shows "typing" and its progress in the message of the button, and no other message', async () => {
    const { answer } = await api.ask('/help', { from: ADMIN })
    const before = api.mark()
    api.callbackQuery('=of-the-folder-01', answer, { from: ADMIN })
    await begun
    time = 2000
    await buildUntilShown(0.5, 50)
    end(RELOADED)
    await running.handled()
    const after = api.calls.slice(before).map(({ method }) => method)
    expect(after.filter((method) => method !== 'getUpdates')).toEqual([
      'sendChatAction',
      'editMessageText',
      'editMessageText',
      'answerCallbackQuery',
    ])
    expect(forced).toEqual([{ state: 'of-the-folder-01' }])
  })

  it("speaks the admin's language", async () => {
    api.message('/reload', { from: ADMIN, languageCode: 'en' })
    await begun
    time = 2000
    build(0.5)
    await api.nextCall((call) => call.method === 'sendMessage' && call.payload.text === allTexts.en.reloading(50))
    end(RELOADED)
    await running.handled()
  })

  it('sends the report anew where its message cannot be edited', async () => {
    api.failWith((method) =>
      method === 'editMessageText'
        ? { error_code: 400, description: 'Bad Request: message to edit not found' }
        : undefined,
    )
    api.message('/reload', { from: ADMIN })
    await begun
    time = 2000
    await buildUntilShown(0.5, 50)
    end(RELOADED)
    await running.handled()
    expect(shown()).toEqual([
      ['sendChatAction'],
      ['sendMessage', texts.reloading(50)],
      ['editMessageText', REPORT],
      ['sendMessage', REPORT],
    ])
  })

  it('reports though the chat takes neither "typing" nor the progress', async () => {
    api.failWith((method, payload) => {
      const isProgress = 'text' in payload && payload.text === texts.reloading(50)
      return method === 'sendChatAction' || isProgress ? { error_code: 400, description: 'Bad Request' } : undefined
    })
    api.message('/reload', { from: ADMIN })
    await begun
    time = 2000
    await buildUntilShown(0.5, 50)
    end(RELOADED)
    await running.handled()
    expect(api.sent(ADMIN).map((message) => message.text)).toEqual([REPORT])
  })

  it('that fails apologizes in the message with the progress', async () => {
    api.message('/reload', { from: ADMIN })
    await begun
    time = 2000
    await buildUntilShown(0.5, 50)
    end(Promise.reject(new Error('a bug')))
    await running.handled()
    expect(api.sent(ADMIN).map((message) => message.text)).toEqual([texts.failed])
    expect(running.lines.join('')).toContain('a handler failed')
  })
})
