import { setTimeout as sleep } from 'node:timers/promises'
import { type Api, HttpError, type Transformer } from 'grammy'
import { type Log, describeError } from '../log.ts'

/** Whether Telegram can be reached, by what became of the latest request. */
export interface Reachability {
  isReachable(): boolean
  /** Watches every request of a bot, each try of it: it must be the innermost transformer. */
  readonly watch: Transformer
  /** Tries to reach Telegram at intervals until the signal: a bot with a webhook has nothing else to send at night. */
  probe(api: Api, stop: AbortSignal): Promise<void>
}

/** Milliseconds; each has a default. */
export interface ReachabilityOptions {
  readonly probeInterval?: number | undefined
}

const PROBE_INTERVAL = 10_000
/** Milliseconds between log lines of an outage. */
const REMINDER_INTERVAL = 60_000

/** Creates the state, at first reachable, and logs its changes, and an outage once a minute. */
export function createReachability(
  token: string,
  log: Log,
  { probeInterval = PROBE_INTERVAL }: ReachabilityOptions = {},
): Reachability {
  let isReachable = true
  let toldAt = -Infinity
  const note = (failure?: object) => {
    const hasChanged = isReachable === (failure !== undefined)
    isReachable = !failure
    if (failure && (hasChanged || performance.now() - toldAt > REMINDER_INTERVAL)) {
      toldAt = performance.now()
      log.warn(failure, 'Telegram cannot be reached, trying again')
    } else if (!failure && hasChanged) log.info('Telegram is reached again')
  }
  return {
    isReachable: () => isReachable,
    async watch(prev, method, payload, signal) {
      try {
        const response = await prev(method, payload, signal)
        const isDown = !response.ok && response.error_code >= 500
        note(isDown ? { code: response.error_code, description: response.description } : undefined)
        return response
      } catch (error) {
        if (error instanceof HttpError && !signal?.aborted) note(describeError(error, token))
        throw error
      }
    },
    async probe(api, stop) {
      while (!stop.aborted) {
        await sleep(probeInterval, undefined, { signal: stop }).catch(() => {})
        if (!stop.aborted) await api.getMe().catch(() => {})
      }
    },
  }
}
