import { createHash, timingSafeEqual } from 'node:crypto'
import { type Bot, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { LRUCache } from 'lru-cache'
import type { Log } from '../log.ts'
import {
  ALLOWED_UPDATES,
  type ConnectOptions,
  RefusedError,
  type RunningUpdates,
  type StopOptions,
  connect,
  finishAnswers,
} from './polling.ts'

/** Where Telegram posts the updates. */
export interface WebhookSettings {
  readonly url: string
  /** Telegram sends it with every update, and nobody else knows it. */
  readonly secret: string
}

/** A bot to which Telegram posts its updates. */
export interface Webhook {
  /** Accepts the posts, at the path of the webhook's URL. */
  readonly routes: Hono
  /** Fetches the bot's own data and sets the webhook; from then on updates are handled. */
  connect(bot: Bot): Promise<void>
  /** Gives what stops it; it runs from `connect` on. */
  start(): RunningUpdates
  /** Takes no more updates, and lets running answers finish. Idempotent. */
  stop(): Promise<void>
}

/** Takes updates in, each of them once. */
interface Intake {
  /** Takes updates from now on. */
  open(bot: Bot): void
  /**
   * Handles an update once, however often it is posted; each call resolves when it is handled.
   * Undefined for a new update while the intake is closed: Telegram has to post it again.
   */
  take(update: Update): Promise<void> | undefined
  /** Takes no more updates, and lets running answers finish. Idempotent. */
  close(): Promise<void>
}

/** Bytes: ten times an update of a long message with all its entities that replies to another such message. */
const MAX_BODY = 1024 * 1024
const SECRET_HEADER = 'x-telegram-bot-api-secret-token'
/** Updates remembered: Telegram posts again within minutes; at 30 a second, its limit for a bot, they span five. */
const MAX_REMEMBERED = 10_000

/** Creates a webhook; until it is connected, and after a stop, it answers 503, so that Telegram posts again later. */
export function createWebhook(
  { url, secret }: WebhookSettings,
  log: Log,
  options: StopOptions & ConnectOptions = {},
): Webhook {
  const intake = createIntake(log, options)
  const stop = () => intake.close()
  return {
    routes: createRoutes(new URL(url).pathname, secret, intake),
    connect: (bot) =>
      connect(
        bot,
        async () => {
          // Telegram may post before it responds to setWebhook.
          intake.open(bot)
          await setWebhook(bot, { url, secret })
        },
        options,
      ),
    start: () => ({ done: new Promise(() => {}), stop }),
    stop,
  }
}

async function setWebhook({ api }: Bot, { url, secret }: WebhookSettings): Promise<void> {
  try {
    await api.setWebhook(url, { secret_token: secret, allowed_updates: ALLOWED_UPDATES })
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error
    // The original error holds the request with the secret, and would be printed whole somewhere.
    throw new RefusedError(
      `Telegram refuses the webhook (${error.error_code}: ${error.description}): check WEBHOOK_URL`,
    )
  }
}

function createRoutes(path: string, secret: string, intake: Intake): Hono {
  const secretDigest = toDigest(secret)
  return (
    new Hono()
      // Compares the path itself: as a route of Hono it may hold a pattern.
      .use(async (c, next) => (new URL(c.req.url).pathname === path && c.req.method === 'POST' ? next() : c.notFound()))
      // Checks the secret before any byte of the body is read.
      .use(async (c, next) =>
        matchesSecret(c.req.header(SECRET_HEADER), secretDigest) ? next() : c.text('Unauthorized', 401),
      )
      .use(bodyLimit({ maxSize: MAX_BODY, onError: (c) => c.text('Payload Too Large', 413) }))
      .post('*', (c) => takeUpdate(c, intake))
  )
}

/** Compares in constant time, by digests of equal length. */
function matchesSecret(given: string | undefined, secretDigest: Buffer): boolean {
  return given !== undefined && timingSafeEqual(toDigest(given), secretDigest)
}

function toDigest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

async function takeUpdate(c: Context, intake: Intake): Promise<Response> {
  const update: unknown = await c.req.json().catch(() => undefined)
  if (!isUpdate(update)) return c.text('Bad Request', 400)
  const handling = intake.take(update)
  if (!handling) return c.text('Service Unavailable', 503)
  // Telegram forgets an acknowledged update, so the answer goes out first.
  await handling
  return c.text('OK')
}

function isUpdate(value: unknown): value is Update {
  return typeof value === 'object' && value !== null && 'update_id' in value && Number.isSafeInteger(value.update_id)
}

/** Creates a closed intake, whose memory ends with the process. */
function createIntake(log: Log, options: StopOptions): Intake {
  const handled = new LRUCache<number, Promise<void>>({ max: MAX_REMEMBERED })
  let running = 0
  let bot: Bot | undefined
  let closed: Promise<unknown> | undefined
  return {
    open(opened) {
      bot = opened
    },
    take(update) {
      const known = handled.get(update.update_id)
      if (known || !bot) return known
      running++
      const handling = bot.handleUpdate(update).finally(() => running--)
      handled.set(update.update_id, handling)
      return handling
    },
    async close() {
      bot = undefined
      await (closed ??= finishAnswers(() => running, log, options))
    },
  }
}
