import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import type { Bot } from 'grammy'
import { Hono } from 'hono'
import { OperatorError } from '../../errors.ts'
import { type Log, describeError } from '../log.ts'
import {
  type ConnectOptions,
  type RunningUpdates,
  type StopOptions,
  connect,
  startPolling,
} from '../telegram/polling.ts'
import { type WebhookSettings, createWebhook } from '../telegram/webhook.ts'
import { type Metrics, createMetrics } from './metrics.ts'

/** The server cannot listen on a port; the message names its setting. */
export class PortError extends OperatorError {
  override readonly name = 'PortError'
}

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
/** Milliseconds between checks for connections that have become idle. */
const CLOSE_CHECK = 20

/**
 * Opens the ports that are set.
 *
 * @throws PortError when one of them is not available
 */
export async function openServer(settings: ServerSettings, log: Log, options: ServerOptions = {}): Promise<Server> {
  let isReady = false
  const { port, metricsPort, token } = settings
  const metrics = metricsPort === undefined ? undefined : createMetrics()
  const webhook = settings.webhook && createWebhook(settings.webhook, log, options)
  const app = createApp([createHealth(() => isReady), webhook?.routes], token, log)
  const main = await listen(app, port, 'PORT', options)
  const measured = await listen(createApp([metrics?.routes], token, log), metricsPort, 'METRICS_PORT', options)
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

/** Serves /healthz for process managers, alive as long as the process is, and /readyz for load balancers. */
function createHealth(isReady: () => boolean): Hono {
  return new Hono()
    .get('/healthz', (c) => c.text('alive'))
    .get('/readyz', (c) => (isReady() ? c.text('ready') : c.text('not ready', 503)))
}

function createApp(parts: readonly (Hono | undefined)[], token: string, log: Log): Hono {
  const app = new Hono()
  for (const part of parts) if (part) app.route('/', part)
  // Hono's default handler prints the whole error, and with it a user's text.
  return app.onError((error, c) => {
    log.error(describeError(error, token), 'a request failed')
    return c.text('Internal Server Error', 500)
  })
}

interface Listening {
  readonly port: number
  /** Lets open responses finish, and closes every connection. */
  close(): Promise<void>
}

/**
 * Listens on a port of every address of the machine; undefined for no port.
 *
 * @param setting the name of the port's setting
 * @throws PortError when the port is not available
 */
async function listen(
  app: Hono,
  port: number | undefined,
  setting: string,
  { closeDeadline = CLOSE_DEADLINE }: ServerOptions,
): Promise<Listening | undefined> {
  if (port === undefined) return undefined
  // Without options the adaptor creates a server of node:http.
  const server = createAdaptorServer({ fetch: app.fetch }) as HttpServer
  server.listen(port)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new PortError(`${setting}: port ${port} cannot be listened on (${error.code ?? error.message})`)
  })
  // A server that listens on a port has an address with a port.
  return { port: (server.address() as AddressInfo).port, close: () => close(server, closeDeadline) }
}

async function close(server: HttpServer, deadline: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  // A kept-alive connection becomes idle only after its response is sent.
  const closing = setInterval(() => server.closeIdleConnections(), CLOSE_CHECK)
  await Promise.race([closed, sleep(deadline)])
  clearInterval(closing)
  server.closeAllConnections()
}
