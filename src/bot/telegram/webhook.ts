import { createHash, timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bot, GrammyError } from 'grammy'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { TakenUpdates } from '../../records/updates/taken-updates.ts'
import type { Log } from '../log.ts'
import { isPassing } from './api-retry.ts'
import type { Intake } from './intake.ts'
import { ALLOWED_UPDATES, type ConnectOptions, RefusedError, type RunningUpdates, connect } from './polling.ts'
import { readUpdateId } from './parse-update.ts'
import type { Reachability } from './reachability.ts'

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
  connect(bot: Bot, kept: TakenUpdates | undefined): Promise<void>
  /** Gives what stops it; it runs from `connect` on. */
  start(bot: Bot): RunningUpdates
}

/** Milliseconds; each has a default. */
export interface WebhookOptions extends ConnectOptions {
  /** How long a post waits for its answer; then it is not acknowledged, and the next one joins the attempt. */
  readonly postPatience?: number | undefined
}

/** Milliseconds: Telegram has few posts open at a time, and those of a chat in trouble would keep out all others. */
const POST_PATIENCE = 30_000
/** Bytes: ten times an update of a long message with all its entities that replies to another such message. */
const MAX_BODY = 1024 * 1024
const SECRET_HEADER = 'x-telegram-bot-api-secret-token'

/** Creates a webhook; while its intake is closed it answers 503, so that Telegram posts again later. */
export function createWebhook(
  { url, secret }: WebhookSettings,
  intake: Intake,
  reachability: Reachability,
  log: Log,
  options: WebhookOptions = {},
): Webhook {
  return {
    routes: createRoutes(new URL(url).pathname, secret, intake, options),
    connect: (bot, kept) =>
      connect(
        bot,
        log,
        async () => {
          // Telegram may post before it responds to setWebhook.
          intake.open(bot, kept)
          await setWebhook(bot, { url, secret })
        },
        options,
      ),
    start(bot) {
      const stopping = new AbortController()
      void reachability.probe(bot.api, stopping.signal)
      return {
        done: new Promise(() => {}),
        async stop() {
          stopping.abort()
          await intake.close()
        },
      }
    },
  }
}

async function setWebhook({ api }: Bot, { url, secret }: WebhookSettings): Promise<void> {
  try {
    await api.setWebhook(url, { secret_token: secret, allowed_updates: ALLOWED_UPDATES })
  } catch (error) {
    if (!(error instanceof GrammyError) || isPassing(error)) throw error
    // The original error holds the request with the secret, and would be printed whole somewhere.
    throw new RefusedError(
      `Telegram refuses the webhook (${error.error_code}: ${error.description}): check WEBHOOK_URL`,
    )
  }
}

function createRoutes(
  path: string,
  secret: string,
  intake: Intake,
  { postPatience = POST_PATIENCE }: WebhookOptions,
): Hono {
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
      .post('*', (c) => takeUpdate(c, intake, postPatience))
  )
}

/** Compares in constant time, by digests of equal length. */
function matchesSecret(given: string | undefined, secretDigest: Buffer): boolean {
  return given !== undefined && timingSafeEqual(toDigest(given), secretDigest)
}

function toDigest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

async function takeUpdate(c: Context, intake: Intake, patience: number): Promise<Response> {
  const update: unknown = await c.req.json().catch(() => undefined)
  if (readUpdateId(update) === undefined) return c.text('Bad Request', 400)
  const [handled] = intake.take([update])?.handled ?? []
  // Telegram forgets an acknowledged update, so the answer goes out first; what is not acknowledged comes again.
  const outcome = await (handled && withinTime(handled, patience))
  return outcome === 'done' || outcome === 'answered' ? c.text('OK') : c.text('Service Unavailable', 503)
}

/** Undefined where it takes longer. */
async function withinTime<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const waiting = new AbortController()
  const late = sleep(milliseconds, undefined, { signal: waiting.signal, ref: false }).catch(() => undefined)
  return Promise.race([promise, late]).finally(() => waiting.abort())
}
