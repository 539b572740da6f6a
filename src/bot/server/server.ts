import type { Bot } from 'grammy'
import type { Log } from '../log.ts'
import {
  type ConnectOptions,
  type RunningUpdates,
  type StopOptions,
  connect,
  startPolling,
} from '../telegram/polling.ts'
import type { Webhook, WebhookSettings } from '../telegram/webhook.ts'
import type { Listening } from './http.ts'
import type { Metrics } from './metrics.ts'

/** What to serve: only what is defined. */
export interface ServerSettings {
  /** For health checks and the webhook; 0 takes any free port. */
  readonly port: number | undefined
  readonly metricsPort: number | undefined
  /** Undefined for a bot that polls. */
  readonly webhook: WebhookSettings | undefined
  readonly token: string
}

/** Milliseconds; each has a default. */
interface ServerOptions extends StopOptions, ConnectOptions {
  /** How long open responses may take to finish when the server closes. */
  readonly closeDeadline?: number
}

/** Where a bot gets its updates from. */
interface UpdateSource {
  /** Makes the bot known to itself and to Telegram, waiting until Telegram can be reached. */
  connect(bot: Bot): Promise<void>
  /** Starts answering updates. */
  start(bot: Bot, log: Log): RunningUpdates
}

/** What the process serves over HTTP, whether or not the bot is ready. */
export interface Server {
  readonly port: number | undefined
  readonly metricsPort: number | undefined
  readonly metrics: Metrics | undefined
  readonly source: UpdateSource
  /** Sets what /readyz reports; at first the bot is not ready. */
  setReady(isReady: boolean): void
  /** Lets running answers finish, and closes the ports. */
  close(): Promise<void>
}

/** Milliseconds for responses that are being sent: a client that reads or sends slowly does not delay a stop. */
const CLOSE_DEADLINE = 500

/**
 * Opens the ports that are set. What serves them is loaded with them: a bot that polls may have none.
 *
 * @throws PortError when one of them is not available
 */
export async function openServer(settings: ServerSettings, log: Log, options: ServerOptions = {}): Promise<Server> {
  let isReady = false
  const metrics = settings.metricsPort === undefined ? undefined : (await import('./metrics.ts')).createMetrics()
  const webhook =
    settings.webhook && (await import('../telegram/webhook.ts')).createWebhook(settings.webhook, log, options)
  const { main, measured } = await openPorts(settings, { metrics, webhook, isReady: () => isReady }, log, options)
  return {
    port: main?.port,
    metricsPort: measured?.port,
    metrics,
    source: webhook ?? {
      connect: (bot) => connect(bot, undefined, options),
      start: (bot) => startPolling(bot, log, options),
    },
    setReady(value) {
      isReady = value
    },
    async close() {
      isReady = false
      // A stop may come before the bot was started.
      await webhook?.stop()
      await Promise.all([main?.close(), measured?.close()])
    },
  }
}

/** What the ports serve. */
interface Served {
  readonly metrics: Metrics | undefined
  readonly webhook: Webhook | undefined
  readonly isReady: () => boolean
}

async function openPorts(
  { port, metricsPort, token }: ServerSettings,
  { metrics, webhook, isReady }: Served,
  log: Log,
  { closeDeadline = CLOSE_DEADLINE }: ServerOptions,
): Promise<{ readonly main?: Listening | undefined; readonly measured?: Listening | undefined }> {
  if (port === undefined && metricsPort === undefined) return {}
  const { createApp, createHealth, listen } = await import('./http.ts')
  const open = async (parts: Parameters<typeof createApp>[0], given: number | undefined, setting: string) =>
    given === undefined ? undefined : listen(createApp(parts, token, log), given, setting, closeDeadline)
  const main = await open([createHealth(isReady), webhook?.routes], port, 'PORT')
  return { main, measured: await open([metrics?.routes], metricsPort, 'METRICS_PORT') }
}
