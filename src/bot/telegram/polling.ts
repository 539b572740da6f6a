import { setTimeout as sleep } from 'node:timers/promises'
import { run } from '@grammyjs/runner'
import { type Bot, GrammyError, HttpError } from 'grammy'
import { OperatorError } from '../../errors.ts'
import { type Log, describeError } from '../log.ts'

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
export interface StopOptions {
  /** How long running answers may take to finish. */
  readonly stopDeadline?: number | undefined
  /** How often to check whether they have finished. */
  readonly stopCheck?: number | undefined
}

/** Milliseconds; each has a default. */
export interface ConnectOptions {
  /** Between tries to reach Telegram. */
  readonly retryInterval?: number | undefined
}

/** Milliseconds; each has a default. */
interface PollingOptions extends StopOptions, ConnectOptions {
  /** How long the confirmation of the last updates may take. */
  readonly confirmTimeout?: number
}

/** Types of update that the bot has handlers for. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'inline_query',
  'my_chat_member',
] as const

/** Milliseconds between tries to reach Telegram. The runner's default doubles the wait up to hours. */
const RETRY_INTERVAL = 1000
/** Milliseconds for the runner to end its poll. */
const RUNNER_STOP = 50
/** Milliseconds for the confirmation to Telegram which updates are done. */
const CONFIRM_TIMEOUT = 1000
/** Milliseconds for running answers to finish: process managers kill after about ten seconds. */
const STOP_DEADLINE = 8000
/** Milliseconds between checks whether running answers have finished: too short to be noticed at a stop. */
const STOP_CHECK = 50

/** Starts long polling. Updates are handled concurrently; the bot's own middleware keeps those of a chat in order. */
export function startPolling(bot: Bot, log: Log, options: PollingOptions = {}): RunningUpdates {
  const { retryInterval = RETRY_INTERVAL, confirmTimeout = CONFIRM_TIMEOUT } = options
  const fetched = watchPolls(bot, log)
  const runner = run(bot, { runner: { fetch: { allowed_updates: ALLOWED_UPDATES }, retryInterval, silent: true } })

  return {
    done: Promise.resolve(runner.task()).catch(refuse),
    async stop() {
      // Its promise settles while handlers still run, and never settles while the runner waits between retries.
      await Promise.race([Promise.resolve(runner.stop()).catch(() => {}), sleep(RUNNER_STOP)])
      if (await finishAnswers(() => runner.size(), log, options))
        await confirm(bot, fetched.lastId, confirmTimeout, log)
    },
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
  setDelivery: () => Promise<unknown> = () => bot.api.deleteWebhook(),
  { retryInterval = RETRY_INTERVAL }: ConnectOptions = {},
): Promise<void> {
  await bot.init().catch(refuse)
  for (;;) {
    try {
      await setDelivery()
      return
    } catch (error) {
      // grammY retries getMe by itself, and no other request.
      if (!(error instanceof HttpError)) refuse(error)
      await sleep(retryInterval)
    }
  }
}

/** Waits for running answers, at most until the deadline; resolves to whether all have finished. */
export async function finishAnswers(
  countRunning: () => number,
  log: Log,
  { stopDeadline = STOP_DEADLINE, stopCheck = STOP_CHECK }: StopOptions = {},
): Promise<boolean> {
  const deadline = Date.now() + stopDeadline
  while (countRunning() > 0 && Date.now() < deadline) await sleep(stopCheck)
  const unfinished = countRunning()
  if (unfinished > 0) log.warn({ unfinished }, 'stopped before every answer was out')
  return unfinished === 0
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

/** Installs a transformer that keeps the last update's id and logs failed polls; the runner prints whole errors. */
function watchPolls(bot: Bot, log: Log): { readonly lastId: number | undefined } {
  const fetched: { lastId: number | undefined } = { lastId: undefined }
  bot.api.config.use(async (prev, method, payload, signal) => {
    if (method !== 'getUpdates') return prev(method, payload, signal)
    const response = await prev(method, payload, signal).catch((error: unknown) => {
      if (!signal?.aborted) log.warn(describeError(error, bot.token), 'Telegram cannot be reached, trying again')
      throw error
    })
    if (!response.ok)
      log.warn({ code: response.error_code, description: response.description }, 'Telegram gives no updates')
    // The transformer's type does not know that the result of getUpdates is a list of updates.
    else fetched.lastId = (response.result as readonly { update_id: number }[]).at(-1)?.update_id ?? fetched.lastId
    return response
  })
  return fetched
}

/** Without the confirmation Telegram delivers the last batch again after a restart, and it is answered twice. */
async function confirm(bot: Bot, lastId: number | undefined, timeout: number, log: Log): Promise<void> {
  if (lastId === undefined) return
  try {
    // grammY's type is that of the AbortSignal polyfill, which lacks some of the native members.
    const signal = AbortSignal.timeout(timeout) as unknown as Parameters<typeof bot.api.getUpdates>[1]
    await bot.api.getUpdates({ offset: lastId + 1, limit: 1, timeout: 0 }, signal)
  } catch (error) {
    log.warn(describeError(error, bot.token), 'Telegram could not be told what is answered')
  }
}
