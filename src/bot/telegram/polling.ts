import { setTimeout as sleep } from 'node:timers/promises'
import { run } from '@grammyjs/runner'
import { type Bot, GrammyError, HttpError } from 'grammy'
import { OperatorError } from '../../errors.ts'
import { finishAnswers } from './finish-answers.ts'
import { type Log, describeError } from '../log.ts'

/** Telegram refuses the bot for good; the message says why, and what to do. */
export class RefusedError extends OperatorError {
  override readonly name = 'RefusedError'
}

/** A bot that gets its updates. */
export interface Polling {
  /** Resolves once stopped; rejects with a RefusedError when Telegram refuses the bot for good. */
  readonly done: Promise<void>
  /** Takes no more updates, lets running answers finish, and confirms to Telegram what was answered. */
  stop(): Promise<void>
}

/** The kinds of update that handlers are for. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'inline_query',
  'my_chat_member',
] as const

/** Milliseconds between tries to reach Telegram again. The runner's own way doubles the wait up to hours. */
const RETRY_INTERVAL = 1000
/** Milliseconds that the runner gets to end its poll. */
const STOP_RUNNER = 50
/** Milliseconds for telling Telegram which updates are done. */
const CONFIRM_TIMEOUT = 1000

/** Starts long polling; queries of different chats are answered side by side. */
export function startPolling(bot: Bot, log: Log): Polling {
  const fetched = watchFetching(bot, log)
  const fetch = { allowed_updates: ALLOWED_UPDATES }
  const runner = run(bot, { runner: { fetch, retryInterval: RETRY_INTERVAL, silent: true } })

  return {
    done: Promise.resolve(runner.task()).catch(refuse),
    async stop() {
      // Its promise settles while handlers still run, and not at all while the runner waits for Telegram to be back.
      await Promise.race([Promise.resolve(runner.stop()).catch(() => {}), sleep(STOP_RUNNER)])
      if (await finishAnswers(() => runner.size(), log)) await confirm(bot, fetched.last, log)
    },
  }
}

/**
 * Makes the bot known to itself and takes it off any webhook, waiting until Telegram can be reached.
 *
 * @param tell tells Telegram how updates are to come, where not by polling
 * @throws RefusedError when Telegram does not know the token
 */
export async function connect(bot: Bot, tell: () => Promise<unknown> = () => bot.api.deleteWebhook()): Promise<void> {
  await bot.init().catch(refuse)
  for (;;) {
    try {
      await tell()
      return
    } catch (error) {
      // grammY waits for getMe by itself, and for nothing else.
      if (!(error instanceof HttpError)) refuse(error)
      await sleep(RETRY_INTERVAL)
    }
  }
}

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'ask @BotFather for the current token and put it into BOT_TOKEN',
  404: 'ask @BotFather for the current token and put it into BOT_TOKEN',
  409: 'another process fetches the updates of this bot; only one can',
}

function refuse(error: unknown): never {
  const remedy = error instanceof GrammyError ? REFUSALS[error.error_code] : undefined
  if (error instanceof GrammyError && remedy !== undefined)
    throw new RefusedError(`Telegram refuses the bot (${error.error_code}: ${error.description}): ${remedy}`)
  throw error
}

/** Keeps the latest update's id, and logs what goes wrong: the runner would print whole error objects. */
function watchFetching(bot: Bot, log: Log): { readonly last: number | undefined } {
  const fetched: { last: number | undefined } = { last: undefined }
  bot.api.config.use(async (prev, method, payload, signal) => {
    if (method !== 'getUpdates') return prev(method, payload, signal)
    const response = await prev(method, payload, signal).catch((error: unknown) => {
      if (!signal?.aborted) log.warn(describeError(error, bot.token), 'Telegram cannot be reached, trying again')
      throw error
    })
    if (!response.ok)
      log.warn({ code: response.error_code, description: response.description }, 'Telegram gives no updates')
    // The transformer's type does not know that the result of getUpdates is a list of updates.
    else fetched.last = (response.result as readonly { update_id: number }[]).at(-1)?.update_id ?? fetched.last
    return response
  })
  return fetched
}

/** Without this the last batch would come, and be answered, again after a restart. */
async function confirm(bot: Bot, last: number | undefined, log: Log): Promise<void> {
  if (last === undefined) return
  try {
    // grammY's AbortSignal is the polyfill's type, which lacks what Node's has besides.
    const signal = AbortSignal.timeout(CONFIRM_TIMEOUT) as unknown as Parameters<typeof bot.api.getUpdates>[1]
    await bot.api.getUpdates({ offset: last + 1, limit: 1, timeout: 0 }, signal)
  } catch (error) {
    log.warn(describeError(error, bot.token), 'Telegram could not be told what is answered')
  }
}
