import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bot, GrammyError } from 'grammy'
import { OperatorError } from '../../errors.ts'
import { type Log, describeError } from '../log.ts'
import { isDown, isPassing } from './api-retry.ts'
import type { Intake } from './intake.ts'
import { readUpdateId } from './parse-update.ts'

/** Telegram refuses the bot for good; the message says why, and what to do. */
export class RefusedError extends OperatorError {
  override readonly name = 'RefusedError'
}

/** Updates that are being answered, by polling or by webhook. */
export interface RunningUpdates {
  /** Resolves once stopped; rejects with a RefusedError when Telegram refuses the bot for good. */
  readonly done: Promise<void>
  /** Takes no more updates, and lets running answers finish; polling then confirms to Telegram what was answered. */
  stop(): Promise<void>
}

/** Milliseconds; each has a default. */
export interface ConnectOptions {
  /** Between tries to reach Telegram. */
  readonly retryInterval?: number | undefined
}

/** Milliseconds; each has a default. */
export interface PollingOptions extends ConnectOptions {
  /** How long the confirmation of the last updates may take. */
  readonly confirmTimeout?: number | undefined
  /** The longest that Telegram may have a poll wait. */
  readonly longestWait?: number | undefined
  /** For how long another process may fetch the updates of the bot too, before this one ends. */
  readonly conflictLimit?: number | undefined
}

/** Types of update that the bot has handlers for. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'inline_query',
  'my_chat_member',
] as const

/** Milliseconds between tries to reach Telegram. */
const RETRY_INTERVAL = 1000
/** Milliseconds: a `retry_after` of an hour would leave everybody without an answer for as long. */
const LONGEST_WAIT = 30_000
/** Milliseconds: a deployment may start a process before the one that it replaces has stopped. */
const CONFLICT_LIMIT = 120_000
/** Milliseconds for the confirmation to Telegram which updates are done. */
const CONFIRM_TIMEOUT = 1000
/** Seconds that Telegram holds a poll, and one that finds out whether it can be reached again. */
const POLL = { usual: 30, afterFailure: 1 }

/** Starts long polling of an open intake. Its bot's own middleware keeps the updates of a chat in order. */
export function startPolling(bot: Bot, intake: Intake, log: Log, options: PollingOptions = {}): RunningUpdates {
  const { confirmTimeout = CONFIRM_TIMEOUT } = options
  const stopping = new AbortController()
  const fetched = { offset: 0 }
  const done = poll(bot, intake, fetched, log, options, stopping.signal)
  // Awaited by who runs the bot, and at a stop by nobody.
  done.catch(() => {})
  return {
    done,
    async stop() {
      stopping.abort()
      await done.catch(() => {})
      if (await intake.close()) await confirm(bot, fetched.offset, confirmTimeout, log)
    },
  }
}

/** Fetches updates until it is stopped; a failed poll is repeated. */
async function poll(
  bot: Bot,
  intake: Intake,
  fetched: { offset: number },
  log: Log,
  { retryInterval = RETRY_INTERVAL, longestWait = LONGEST_WAIT, conflictLimit = CONFLICT_LIMIT }: PollingOptions,
  stop: AbortSignal,
): Promise<void> {
  const noteConflict = createConflicts(conflictLimit, log)
  const stopped = once(stop, 'abort')
  let hasFailed = false
  while (!stop.aborted) {
    try {
      const timeout = hasFailed ? POLL.afterFailure : POLL.usual
      const settings = { offset: fetched.offset, timeout, allowed_updates: ALLOWED_UPDATES }
      const updates = await bot.api.getUpdates(settings, toGrammySignal(bot, stop))
      hasFailed = false
      // The next poll tells Telegram to forget these: from then on only the database has them.
      await intake.take(updates)?.stored
      fetched.offset = Math.max(fetched.offset, ...updates.map((update) => (readUpdateId(update) ?? -1) + 1))
      await Promise.race([intake.room(), stopped])
    } catch (error) {
      if (stop.aborted) return
      hasFailed = true
      if (isConflict(error)) noteConflict(error)
      else if (isUnknownToken(error)) refuse(error)
      // Whether Telegram can be reached at all is told by what watches every request.
      else if (!isDown(error)) log.warn(describeError(error, bot.token), 'Telegram gives no updates')
      const wait = toRetryAfter(error) ?? retryInterval
      await sleep(Math.min(wait, longestWait), undefined, { signal: stop }).catch(() => {})
    }
  }
}

/**
 * Creates what waits out that another process fetches the updates too, and says so.
 *
 * @throws RefusedError once it has lasted
 */
function createConflicts(limit: number, log: Log): (error: GrammyError) => void {
  let [since, last] = [-Infinity, -Infinity]
  return (error) => {
    const now = performance.now()
    // While two processes poll, each is told so at least once in a poll's time.
    if (now - last > Math.max(limit / 2, 1)) since = now
    last = now
    if (now - since >= limit) refuse(error)
    if (since === now)
      log.warn(
        { code: error.error_code, description: error.description },
        'another process fetches the updates of this bot, or set a webhook; only one can: ' +
          `waiting ${limit / 1000} seconds for it to stop, then ending`,
      )
  }
}

/**
 * Fetches the bot's own data and tells Telegram how to deliver updates, waiting until Telegram can be reached.
 *
 * @param setDelivery the request about delivery; by default it removes a webhook, so that polling works
 * @throws RefusedError when Telegram does not know the token
 */
export async function connect(
  bot: Bot,
  log: Log,
  setDelivery: () => Promise<unknown> = () => bot.api.deleteWebhook(),
  options: ConnectOptions = {},
): Promise<void> {
  // Not bot.init(), which waits for as long as a refusal asks it to.
  bot.botInfo = await reach(() => bot.api.getMe(), bot, log, options)
  await reach(setDelivery, bot, log, options)
}

async function reach<T>(
  request: () => Promise<T>,
  { token }: Bot,
  log: Log,
  { retryInterval = RETRY_INTERVAL }: ConnectOptions,
): Promise<T> {
  for (;;) {
    try {
      return await request()
    } catch (error) {
      if (!isPassing(error)) refuse(error)
      if (!isDown(error)) log.warn(describeError(error, token), 'Telegram has the bot wait')
      await sleep(Math.min(toRetryAfter(error) ?? retryInterval, LONGEST_WAIT))
    }
  }
}

/** Milliseconds that Telegram asks to wait. */
function toRetryAfter(error: unknown): number | undefined {
  const seconds = error instanceof GrammyError ? error.parameters.retry_after : undefined
  return seconds === undefined ? undefined : seconds * 1000
}

function isConflict(error: unknown): error is GrammyError {
  return error instanceof GrammyError && error.error_code === 409
}

function isUnknownToken(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)
}

const ASK_FOR_TOKEN = 'ask @BotFather for the current token and put it into BOT_TOKEN'
const REMEDIES: Readonly<Record<number, string>> = {
  401: ASK_FOR_TOKEN,
  404: ASK_FOR_TOKEN,
  409: 'another process fetches the updates of this bot; only one can',
}

/** Throws a RefusedError for a refusal that has a remedy, and any other error as it is. */
function refuse(error: unknown): never {
  const remedy = error instanceof GrammyError ? REMEDIES[error.error_code] : undefined
  if (error instanceof GrammyError && remedy !== undefined)
    throw new RefusedError(`Telegram refuses the bot (${error.error_code}: ${error.description}): ${remedy}`)
  throw error
}

/** Without the confirmation Telegram delivers the last batch again after a restart, which only a database knows. */
async function confirm(bot: Bot, offset: number, timeout: number, log: Log): Promise<void> {
  if (offset === 0) return
  try {
    await bot.api.getUpdates({ offset, limit: 1, timeout: 0 }, toGrammySignal(bot, AbortSignal.timeout(timeout)))
  } catch (error) {
    log.warn(describeError(error, bot.token), 'Telegram could not be told what is answered')
  }
}

/** grammY's type is that of the AbortSignal polyfill, which lacks some of the native members. */
function toGrammySignal({ api }: Bot, signal: AbortSignal) {
  return signal as unknown as Parameters<typeof api.getUpdates>[1]
}
