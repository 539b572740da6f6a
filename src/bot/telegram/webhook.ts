import { createHash, timingSafeEqual } from 'node:crypto'
import { type Bot, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createIntake, type Intake } from './intake.ts'
import type { Log } from '../log.ts'
import { ALLOWED_UPDATES, connect, type Polling, RefusedError } from './polling.ts'

/** Where Telegram posts the updates. */
export interface WebhookSettings {
  readonly url: string
  /** Telegram sends it with every update, and nobody else knows it. */
  readonly secret: string
}

/** A bot to which Telegram posts its updates. */
export interface Webhook {
  /** What takes the posts, at the path of the webhook's address. */
  readonly routes: Hono
  /** Makes the bot known to itself, and its webhook to Telegram. */
  connect(bot: Bot): Promise<void>
  /** Once connected it runs; it does so until it is stopped. */
  start(): Polling
  /** Takes no more updates, and lets running answers finish; a second call is the first. */
  stop(): Promise<void>
}

/** Bytes: ten times what an update of a long message with all its entities, and another that it replies to, comes to. */
const LARGEST_BODY = 1024 * 1024
const SECRET_HEADER = 'x-telegram-bot-api-secret-token'

/** Creates a webhook; until it is connected, and after a stop, Telegram is told to post again later. */
export function createWebhook({ url, secret }: WebhookSettings, log: Log): Webhook {
  const intake = createIntake(log)
  const stop = () => intake.close()
  return {
    routes: createRoutes(new URL(url).pathname, secret, intake),
    connect: (bot) =>
      connect(bot, async () => {
        // Telegram may post before its answer to this is here.
        intake.open(bot)
        await setWebhook(bot, { url, secret })
      }),
    start: () => ({ done: new Promise(() => {}), stop }),
    stop,
  }
}

async function setWebhook({ api }: Bot, { url, secret }: WebhookSettings): Promise<void> {
  try {
    await api.setWebhook(url, { secret_token: secret, allowed_updates: ALLOWED_UPDATES })
  } catch (error) {
    // The error itself holds the request, and so the secret: whoever prints it whole prints that.
    throw error instanceof GrammyError
      ? new RefusedError(`Telegram refuses the webhook (${error.error_code}: ${error.description}): check WEBHOOK_URL`)
      : error
  }
}

function createRoutes(path: string, secret: string, intake: Intake): Hono {
  const isSecret = createComparison(secret)
  return (
    new Hono()
      // A path may hold what Hono would read as a pattern.
      .use(async (c, next) => (new URL(c.req.url).pathname === path && c.req.method === 'POST' ? next() : c.notFound()))
      // Before a byte of the body is read.
      .use(async (c, next) => (isSecret(c.req.header(SECRET_HEADER)) ? next() : c.text('Unauthorized', 401)))
      .use(bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => c.text('Payload Too Large', 413) }))
      .post('*', (c) => takeUpdate(c, intake))
  )
}

async function takeUpdate(c: Context, intake: Intake): Promise<Response> {
  const update: unknown = await c.req.json().catch(() => undefined)
  if (!isUpdate(update)) return c.text('Bad Request', 400)
  const handling = intake.take(update)
  if (!handling) return c.text('Service Unavailable', 503)
  // Telegram forgets an update that is acknowledged: it must not before the answer is out.
  await handling
  return c.text('OK')
}

function isUpdate(value: unknown): value is Update {
  return typeof value === 'object' && value !== null && 'update_id' in value && Number.isSafeInteger(value.update_id)
}

/** Creates the comparison with a secret, which takes as long whatever is given. */
function createComparison(secret: string): (given: string | undefined) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const wanted = digest(secret)
  return (given) => given !== undefined && timingSafeEqual(digest(given), wanted)
}
