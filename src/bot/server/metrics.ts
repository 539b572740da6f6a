import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context, Middleware, Transformer } from 'grammy'
import { Hono } from 'hono'
import { Counter, Histogram, Registry } from 'prom-client'
import type { KnowledgeBase } from '../../answer/knowledge-base.ts'
import { isAnswered } from '../../answer/browse/is-answered.ts'
import type { Content } from '../../answer/browse/opened.ts'

/** Counts what the bot does: nothing of who asks, or what. */
export interface Metrics {
  /** Shows the numbers to Prometheus. */
  readonly routes: Hono
  /** Counts queries and times their replies. What a handler throws passes through it, so it stands inside of the guard. */
  readonly countQueries: Middleware
  /** Counts what goes wrong with requests to Telegram; the innermost one sees each try. */
  readonly countErrors: Transformer
  /** Gives the same knowledge, which tells `countQueries` what it was asked and counts reloads. */
  watch(knowledge: KnowledgeBase): KnowledgeBase
}

type Outcome = 'answered' | 'unanswered' | 'failed'

/** What becomes of an update that asks for something. */
interface Course {
  /** Undefined while it has not come to a query. */
  outcome?: Outcome | undefined
  /** When the first reply was out. */
  repliedAt?: number
}

/** Seconds: most answers take a few hundredths, a flood or a broken gateway makes some wait for a minute. */
const BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
const REPLIES = /^(?:send|edit|answerInlineQuery)/u

/** Creates the numbers, all at nought. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const numbers = createNumbers(registry)
  // Which update a query belongs to is known from where it is asked, so that no handler has to pass that on.
  const courses = new AsyncLocalStorage<Course>()
  return {
    routes: new Hono().get('/metrics', async (c) =>
      c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }),
    ),
    countQueries: createCountQueries(numbers, courses),
    countErrors: createCountErrors(numbers, courses),
    watch: (knowledge) => watch(knowledge, numbers, courses),
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
    telegramErrors: new Counter({
      name: 'wenzheng_telegram_errors_total',
      help: 'Requests to Telegram that failed, each try; code is "network" where no answer came',
      labelNames: ['method', 'code'],
      registers,
    }),
  }
  // Prometheus sees no increase from nothing to one.
  for (const outcome of ['reloaded', 'refused', 'unchecked', 'failed']) numbers.reloads.inc({ outcome }, 0)
  for (const chat of ['private', 'group', 'supergroup', 'inline'])
    for (const outcome of ['answered', 'unanswered', 'failed']) numbers.queries.inc({ chat, outcome }, 0)
  return numbers
}

function createCountQueries({ queries, replySeconds }: Numbers, courses: AsyncLocalStorage<Course>): Middleware {
  return async (ctx, next) => {
    // Whoever presses a button asks nothing new.
    if (ctx.callbackQuery) return next()
    const start = performance.now()
    const course: Course = {}
    const count = (outcome: Outcome) => queries.inc({ chat: toChat(ctx), outcome })
    try {
      await courses.run(course, next)
    } catch (error) {
      if (course.outcome) count('failed')
      throw error
    }
    // What was asked too often is passed over in silence.
    if (!course.outcome || course.repliedAt === undefined) return
    count(course.outcome)
    replySeconds.observe((course.repliedAt - start) / 1000)
  }
}

function toChat({ chat, inlineQuery }: Context): string {
  return inlineQuery ? 'inline' : (chat?.type ?? 'none')
}

function createCountErrors({ telegramErrors }: Numbers, courses: AsyncLocalStorage<Course>): Transformer {
  return async (prev, method, payload, signal) => {
    const response = await prev(method, payload, signal).catch((error: unknown) => {
      // A poll is given up at a stop.
      if (!signal?.aborted) telegramErrors.inc({ method, code: 'network' })
      throw error
    })
    if (!response.ok) telegramErrors.inc({ method, code: String(response.error_code) })
    const course = courses.getStore()
    if (response.ok && course && REPLIES.test(method)) course.repliedAt ??= performance.now()
    return response
  }
}

function watch(knowledge: KnowledgeBase, { reloads }: Numbers, courses: AsyncLocalStorage<Course>): KnowledgeBase {
  const note = (outcome: Outcome | undefined) => {
    const course = courses.getStore()
    if (course) course.outcome = outcome
  }
  // The rest is the knowledge's own, read whenever it is asked for: a reload changes it.
  return Object.assign(Object.create(knowledge) as KnowledgeBase, {
    answer(query) {
      note('failed')
      const answer = knowledge.answer(query)
      note(toOutcome(answer))
      return answer
    },
    answerRemark(text, told) {
      const remarked = knowledge.answerRemark(text, told)
      if (remarked) note(toOutcome(remarked.opened))
      return remarked
    },
    async reload(options) {
      const outcome = await knowledge.reload(options).catch((error: unknown) => {
        reloads.inc({ outcome: 'failed' })
        throw error
      })
      // `failed` is one that threw.
      reloads.inc({ outcome: outcome.kind === 'failed' ? 'unchecked' : outcome.kind })
      return outcome
    },
  } satisfies Partial<KnowledgeBase>)
}

/** Thanks and nods are no query. */
function toOutcome(opened: Content): Outcome | undefined {
  if (opened.kind === 'unasked') return undefined
  return isAnswered(opened) ? 'answered' : 'unanswered'
}
