import { describe, it, type TestContext } from 'vitest'
import { pino } from 'pino'
import type { ModelState, SearchModel } from '../../../src/bot/context.ts'
import { type BotParts, createBot } from '../../../src/bot/create-bot.ts'
import { openServer } from '../../../src/bot/server/server.ts'
import { type KnowledgeBase, createKnowledgeBase } from '../../../src/answer/knowledge-base.ts'
import type { Knowledge } from '../../../src/knowledge/knowledge.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { createPassingLanguages } from '../../../src/records/chosen-languages.ts'
import { createSilentQueryLog } from '../../../src/records/query-log.ts'
import { HARBOUR, MARKET, loadedOf } from '../../articles.ts'
import { type FakeBotApi, startFakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { ADMIN, QUERY, allTexts, articleKnowledge, buttonsIn, fold, texts } from '../start-bot.ts'

type FailWith = Parameters<FakeBotApi['failWith']>[0]

const UNTOLD = '红烧肉怎么做'

/** Starts a polling bot that is measured, and gives the numbers that it shows. */
async function startMeasured(
  { expect, onTestFinished }: TestContext,
  { failWith, ...given }: { failWith?: FailWith; knowledge?: KnowledgeBase; findModel?: BotParts['findModel'] } = {},
) {
  const api = await startFakeBotApi(failWith && { failWith })
  const log = pino({ level: 'silent' })
  const web = await openServer(
    { host: '127.0.0.1', port: undefined, metricsPort: 0, webhook: undefined, token: api.token },
    log,
  )
  const bot = createBot({
    token: api.token,
    apiRoot: api.url,
    adminIds: new Set([ADMIN]),
    knowledge: given.knowledge ?? (await articleKnowledge()),
    languages: createPassingLanguages(),
    queryLog: createSilentQueryLog(),
    allTexts,
    log,
    metrics: web.metrics,
    findModel: given.findModel,
  })
  await web.source.connect(bot)
  const updates = web.source.start(bot)
  onTestFinished(async () => {
    await updates.stop()
    await web.close()
    await api.close()
    expect(api.faults).toEqual([])
  })
  const read = async () => (await fetch(`http://127.0.0.1:${web.metricsPort}/metrics`)).text()
  /** The number behind a name and its labels; undefined where it is not shown. */
  async function numberOf(name: string): Promise<number | undefined> {
    const line = (await read()).split('\n').find((one) => one.startsWith(`${name} `))
    return line === undefined ? undefined : Number(line.slice(name.length))
  }
  return { api, web, read, numberOf }
}

const queries = (chat: string, outcome: string) => `wenzheng_queries_total{chat="${chat}",outcome="${outcome}"}`

describe.concurrent('the numbers', () => {
  it('count queries by the kind of chat and by whether the material answers', async (test) => {
    const { expect } = test
    const { api, numberOf } = await startMeasured(test)
    expect(await numberOf(queries('private', 'answered'))).toBe(0)
    await api.ask(QUERY)
    await api.ask(QUERY)
    await api.ask(UNTOLD)
    await api.ask(`/ask ${QUERY}`, { type: 'supergroup' })
    await api.askInline(QUERY)
    await api.askInline(UNTOLD)
    await expect.poll(() => numberOf(queries('inline', 'unanswered'))).toBe(1)
    expect(await numberOf(queries('private', 'answered'))).toBe(2)
    expect(await numberOf(queries('private', 'unanswered'))).toBe(1)
    expect(await numberOf(queries('supergroup', 'answered'))).toBe(1)
    expect(await numberOf(queries('inline', 'answered'))).toBe(1)
    expect(await numberOf(queries('group', 'answered'))).toBe(0)
    expect(await numberOf('wenzheng_reply_seconds_count')).toBe(6)
  })

  it('count an edited query, and neither commands, thanks, buttons, nor what is passed over', async (test) => {
    const { expect } = test
    const { api, numberOf } = await startMeasured(test)
    const { answer, message } = await api.ask(QUERY)
    await api.ask('/help')
    await api.ask('谢谢')
    api.message(QUERY, { type: 'group' })
    const [label = ''] = buttonsIn(answer)
    await api.press(answer, label)
    await api.press(api.sent(answer.chat.id)[0] ?? answer, texts.buttons.back)
    api.edit(message, UNTOLD)
    await expect.poll(() => numberOf(queries('private', 'unanswered'))).toBe(1)
    expect(await numberOf(queries('private', 'answered'))).toBe(1)
    expect(await numberOf(queries('group', 'answered'))).toBe(0)
    expect(await numberOf('wenzheng_reply_seconds_count')).toBe(2)
  })

  it('do not count inline queries over the limit', async (test) => {
    const { expect } = test
    const { api, numberOf } = await startMeasured(test)
    for (let count = 0; count < 47; count++) await api.askInline(UNTOLD)
    await expect.poll(() => numberOf(queries('inline', 'unanswered'))).toBe(45)
    expect(await numberOf('wenzheng_reply_seconds_count')).toBe(45)
  })

  it('time a reply until Telegram has it', async (test) => {
    const { expect } = test
    const { api, numberOf } = await startMeasured(test, {
      failWith: (method) => (method === 'sendMessage' ? { delay: 300 } : undefined),
    })
    await api.ask(QUERY)
    await expect.poll(() => numberOf('wenzheng_reply_seconds_count')).toBe(1)
    expect(await numberOf('wenzheng_reply_seconds_sum')).toBeGreaterThan(0.3)
    expect(await numberOf('wenzheng_reply_seconds_sum')).toBeLessThan(2)
    expect(await numberOf('wenzheng_reply_seconds_bucket{le="0.25"}')).toBe(0)
  })

  it('count what Telegram refuses by method and code, each try, and a query that failed by it', async (test) => {
    const { expect } = test
    const { api, numberOf } = await startMeasured(test, {
      failWith: (method, _payload, attempt) => {
        if (method !== 'sendMessage') return undefined
        return attempt === 1
          ? { retry_after: 1 }
          : { error_code: 403, description: 'Forbidden: bot was blocked by the user' }
      },
    })
    api.message(QUERY)
    await expect.poll(() => numberOf(queries('private', 'failed')), { timeout: 4000 }).toBe(1)
    expect(await numberOf('wenzheng_telegram_errors_total{method="sendMessage",code="429"}')).toBe(1)
    expect(await numberOf('wenzheng_telegram_errors_total{method="sendMessage",code="403"}')).toBe(1)
    expect(await numberOf(queries('private', 'answered'))).toBe(0)
    expect(await numberOf('wenzheng_reply_seconds_count')).toBe(0)
  })

  it('count a connection that was dropped, of a poll too', async (test) => {
    const { expect } = test
    let polls = 0
    const { api, numberOf } = await startMeasured(test, {
      failWith: (method, _payload, attempt) => ({
        drop: (method === 'sendMessage' && attempt === 1) || (method === 'getUpdates' && ++polls === 1),
      }),
    })
    await api.ask(QUERY)
    await expect.poll(() => numberOf(queries('private', 'answered'))).toBe(1)
    expect(await numberOf('wenzheng_telegram_errors_total{method="sendMessage",code="network"}')).toBe(1)
    expect(await numberOf('wenzheng_telegram_errors_total{method="getUpdates",code="network"}')).toBe(1)
  })

  it('count reloads by what they came to, and show what they changed', async (test) => {
    const { expect } = test
    const loaded = loadedOf
    const loads: Knowledge[] = [
      loaded(HARBOUR),
      loaded(HARBOUR, MARKET),
      { kind: 'faulty', problems: [{ file: '.', line: 1, text: problemTexts.noFolder('knowledge') }] },
    ]
    const knowledge = await createKnowledgeBase(async () => {
      const next = loads.shift()
      if (!next) throw new Error('made up')
      return next
    }, fold)
    const { api, numberOf } = await startMeasured(test, { knowledge })
    expect((await api.ask('/topics')).answer.text).not.toContain(MARKET.title)
    const numbers = async () =>
      Promise.all(
        ['reloaded', 'refused', 'failed'].map((outcome) => numberOf(`wenzheng_reloads_total{outcome="${outcome}"}`)),
      )
    expect(await numbers()).toEqual([0, 0, 0])
    for (const expected of [
      [1, 0, 0],
      [1, 1, 0],
      [1, 1, 1],
    ]) {
      await api.ask('/reload', { from: ADMIN })
      expect(await numbers()).toEqual(expected)
    }
    expect((await api.ask('/topics')).answer.text).toContain(MARKET.title)
    expect(await numberOf('wenzheng_reply_seconds_count')).toBe(0)
  })

  it('count a reload that checks kept from being by that, and pass on that one is forced', async (test) => {
    const { expect } = test
    const checks = [{ file: 'a.checks.yaml', line: 3, query: '摊位费', passage: 'market_gone' }]
    const { api, numberOf } = await startMeasured(test, {
      knowledge: await createKnowledgeBase(async () => ({ ...loadedOf(MARKET), checks }), fold),
    })
    const numbers = async () =>
      Promise.all(
        ['reloaded', 'refused', 'unchecked'].map((outcome) => numberOf(`wenzheng_reloads_total{outcome="${outcome}"}`)),
      )
    await api.ask('/reload', { from: ADMIN })
    expect(await numbers()).toEqual([0, 0, 1])
    await api.ask('/reload force', { from: ADMIN })
    expect(await numbers()).toEqual([1, 0, 1])
  })

  it('tell the state of the model, and what it has counted by then', async (test) => {
    const { expect } = test
    let [state, counts]: [ModelState, ReturnType<SearchModel['counts']>] = ['loading', { lateQueries: 0, failures: 0 }]
    let model: SearchModel | undefined
    const { numberOf } = await startMeasured(test, { findModel: () => model })
    const numbers = () =>
      Promise.all(
        [
          'state{state="loading"}',
          'state{state="ready"}',
          'state{state="off"}',
          'late_queries_total',
          'failures_total',
        ].map((name) => numberOf(`wenzheng_vectors_${name}`)),
      )
    expect(await numbers()).toEqual([1, 0, 0, 0, 0])
    model = { state: () => state, counts: () => counts }
    expect(await numbers()).toEqual([1, 0, 0, 0, 0])
    ;[state, counts] = ['ready', { lateQueries: 3, failures: 1 }]
    expect(await numbers()).toEqual([0, 1, 0, 3, 1])
    ;[state, counts] = ['off', { lateQueries: 5, failures: 4 }]
    expect([await numbers(), await numbers()]).toEqual([
      [0, 0, 1, 5, 4],
      [0, 0, 1, 5, 4],
    ])
  })

  it('count the updates that a process which ended has left', async (test) => {
    const { expect } = test
    const { web, numberOf } = await startMeasured(test)
    expect(await numberOf('wenzheng_updates_taken_over_total')).toBe(0)
    web.metrics?.countTakenOver()
    expect(await numberOf('wenzheng_updates_taken_over_total')).toBe(1)
  })

  it('hold no text and no id, and are shown in the form that Prometheus reads', async (test) => {
    const { expect } = test
    const { api, web, read } = await startMeasured(test, { findModel: () => undefined })
    await api.ask(QUERY, { from: 987_654_321 })
    await api.ask(`/ask ${QUERY}`, { type: 'group', from: 987_654_321 })
    const response = await fetch(`http://127.0.0.1:${web.metricsPort}/metrics`)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/u)
    const shown = await read()
    expect(shown).not.toMatch(/\p{Script=Han}/u)
    expect(shown).not.toContain('987654321')
    expect(shown).not.toContain(api.token)
    for (const line of shown.trim().split('\n'))
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) wenzheng_\w+ .+|wenzheng_\w+(?:\{(?:\w+="[\w+.]+",?)+\})? [\d.e-]+|)$/u)
    expect(new Set([...shown.matchAll(/(\w+)="/gu)].map(([, name]) => name))).toEqual(
      new Set(['chat', 'outcome', 'le', 'state']),
    )
  })

  it('stand at a port of their own, and nowhere else', async (test) => {
    const { expect } = test
    const { web } = await startMeasured(test)
    expect(web.port).toBeUndefined()
    expect((await fetch(`http://127.0.0.1:${web.metricsPort}/healthz`)).status).toBe(404)
  })
})
