import type { Middleware, Transformer } from 'grammy'
import { Hono } from 'hono'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { BotContext, ModelState, QueryOutcome, ReloadCounter, SearchModel, Services } from '../context.ts'

/** Counts what the bot does; no number tells who asked, or what. */
export interface Metrics extends ReloadCounter {
  /** Serves the numbers to Prometheus. */
  readonly routes: Hono
  /** Counts queries by `ctx.outcome` and times their replies. Errors must pass through it: use it inside the guard. */
  readonly countQueries: Middleware<BotContext>
  /** Counts failed requests to Telegram. As the innermost transformer it sees each try. */
  readonly countErrors: Transformer
  /** Counts an update that a process which ended has left to this one. */
  countTakenOver(): void
  /** Shows the numbers of the model, which is read whenever they are; call it once. */
  readonly watchModel: (find: FindModel) => void
}

type FindModel = NonNullable<Services['findModel']>

/** Seconds: most answers take a few hundredths; a rate limit or a broken gateway delays some by a minute. */
const BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
/** Methods that bring a reply. */
const REPLIES = /^(?:send|edit|answerInlineQuery)/u

/** Creates the metrics with every counter at zero. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const numbers = createNumbers(registry)
  return {
    routes: new Hono().get('/metrics', async (c) =>
      c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }),
    ),
    countQueries: countQueries(numbers),
    countErrors: countErrors(numbers),
    countReload: (outcome) => numbers.reloads.inc({ outcome }),
    countTakenOver: () => numbers.takenOver.inc(),
    watchModel: (find) => showModel(registry, find),
  }
}

type Numbers = ReturnType<typeof createNumbers>

function createNumbers(registry: Registry) {
  const registers = [registry]
  const numbers = {
    queries: new Counter({
      name: 'wenzheng_queries_total',
      help: 'Queries that got a reply, or failed',
      labelNames: ['chat', 'outcome'],
      registers,
    }),
    replySeconds: new Histogram({
      name: 'wenzheng_reply_seconds',
      help: 'From an update to the reply to its query',
      buckets: BUCKETS,
      registers,
    }),
    reloads: new Counter({
      name: 'wenzheng_reloads_total',
      help: 'Reloads of the knowledge',
      labelNames: ['outcome'],
      registers,
    }),
    takenOver: new Counter({
      name: 'wenzheng_updates_taken_over_total',
      help: 'Updates that a process which ended has left to this one',
      registers,
    }),
    telegramErrors: new Counter({
      name: 'wenzheng_telegram_errors_total',
      help: 'Requests to Telegram that failed, each try; code is "network" where no answer came',
      labelNames: ['method', 'code'],
      registers,
    }),
  }
  // Prometheus sees no increase between an absent series and its first value.
  for (const outcome of ['reloaded', 'refused', 'unchecked', 'failed']) numbers.reloads.inc({ outcome }, 0)
  for (const chat of ['private', 'group', 'supergroup', 'inline'])
    for (const outcome of ['answered', 'unanswered', 'failed']) numbers.queries.inc({ chat, outcome }, 0)
  return numbers
}

const MODEL_STATES: readonly ModelState[] = ['loading', 'ready', 'off']

/** Registers the numbers of a model, which counts by itself. */
function showModel(registry: Registry, find: FindModel): void {
  const state = new Gauge({
    name: 'wenzheng_vectors_state',
    help: 'State of the model that makes the vectors of queries: 1 for the one it is in',
    labelNames: ['state'],
    registers: [],
    collect() {
      const current = find()?.state() ?? 'loading'
      for (const one of MODEL_STATES) this.set({ state: one }, Number(one === current))
    },
  })
  const toCounter = (name: string, help: string, read: (counts: ReturnType<SearchModel['counts']>) => number) =>
    new Counter({
      name,
      help,
      registers: [],
      collect() {
        const model = find()
        this.reset()
        this.inc(model ? read(model.counts()) : 0)
      },
    })
  registry.registerMetric(state)
  registry.registerMetric(
    toCounter(
      'wenzheng_vectors_late_queries_total',
      'Queries that went by words alone because the model was too slow',
      ({ lateQueries }) => lateQueries,
    ),
  )
  registry.registerMetric(
    toCounter(
      'wenzheng_vectors_failures_total',
      'Loads, runs and processes of the model that failed',
      ({ failures }) => failures,
    ),
  )
}

function countQueries({ queries, replySeconds }: Numbers): Middleware<BotContext> {
  return async (ctx, next) => {
    // A press asks nothing new.
    if (ctx.callbackQuery) return next()
    const start = performance.now()
    const reply: { sentAt?: number } = {}
    // grammY makes an API client per update: this transformer sees the requests of this one alone.
    ctx.api.config.use(async (prev, method, payload, signal) => {
      const response = await prev(method, payload, signal)
      if (response.ok && REPLIES.test(method)) reply.sentAt ??= performance.now()
      return response
    })
    const count = (outcome: QueryOutcome) => queries.inc({ chat: toChat(ctx), outcome })
    try {
      await next()
    } catch (error) {
      if (ctx.outcome) count('failed')
      throw error
    }
    // A query over the rate limit is ignored without a reply.
    if (!ctx.outcome || reply.sentAt === undefined) return
    count(ctx.outcome)
    replySeconds.observe((reply.sentAt - start) / 1000)
  }
}

function toChat({ chat, inlineQuery }: BotContext): string {
  return inlineQuery ? 'inline' : (chat?.type ?? 'none')
}

function countErrors({ telegramErrors }: Numbers): Transformer {
  return async (prev, method, payload, signal) => {
    const response = await prev(method, payload, signal).catch((error: unknown) => {
      // A stop aborts the poll.
      if (!signal?.aborted) telegramErrors.inc({ method, code: 'network' })
      throw error
    })
    if (!response.ok) telegramErrors.inc({ method, code: String(response.error_code) })
    return response
  }
}
