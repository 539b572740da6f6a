import type { Bot } from 'grammy'
import { Hono } from 'hono'
import { createHealth } from './health.ts'
import { listen } from './http.ts'
import { type Log, describeError } from '../log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { connect, type Polling, startPolling } from '../telegram/polling.ts'
import { createWebhook, type WebhookSettings } from '../telegram/webhook.ts'

/** What is served; whatever is undefined is not. */
export interface WebSettings {
  readonly port: number | undefined
  readonly metricsPort: number | undefined
  /** Without one the bot polls. */
  readonly webhook: WebhookSettings | undefined
  readonly token: string
}

/** Where a bot gets its updates from. */
interface Source {
  /** Makes the bot known to itself and to Telegram, waiting until that can be reached. */
  connect(bot: Bot): Promise<void>
  /** Starts answering what comes. */
  start(bot: Bot, log: Log): Polling
}

/** What the process serves, whether or not the bot is ready. */
export interface Web {
  readonly port: number | undefined
  readonly metricsPort: number | undefined
  readonly metrics: Metrics | undefined
  readonly source: Source
  /** Tells whoever asks whether the bot answers; it does not at first. */
  setReady(isReady: boolean): void
  /** Lets running answers finish, and closes the ports. */
  close(): Promise<void>
}

/**
 * Opens the ports that are set.
 * @throws PortError when one cannot be had
 */
export async function openWeb({ port, metricsPort, webhook: given, token }: WebSettings, log: Log): Promise<Web> {
  let isReady = false
  const metrics = metricsPort === undefined ? undefined : createMetrics()
  const webhook = given && createWebhook(given, log)
  const app = createApp([createHealth(() => isReady), webhook?.routes], token, log)
  const main = port === undefined ? undefined : await listen(app, port, 'PORT')
  const measured =
    metricsPort === undefined
      ? undefined
      : await listen(createApp([metrics?.routes], token, log), metricsPort, 'METRICS_PORT')
  return {
    port: main?.port,
    metricsPort: measured?.port,
    metrics,
    source: webhook ?? { connect, start: startPolling },
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

function createApp(parts: readonly (Hono | undefined)[], token: string, log: Log): Hono {
  const app = new Hono()
  for (const part of parts) if (part) app.route('/', part)
  // Hono's own way prints the whole error, and with it what a user wrote.
  return app.onError((error, c) => {
    log.error(describeError(error, token), 'a request failed')
    return c.text('Internal Server Error', 500)
  })
}
