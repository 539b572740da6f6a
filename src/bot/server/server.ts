import type { Bot } from 'grammy'
import type { Log } from '../log.ts'
import type { TakenUpdates } from '../../records/updates/taken-updates.ts'
import { type Intake, type IntakeOptions, createIntake } from '../telegram/intake.ts'
import { type PollingOptions, type RunningUpdates, connect, startPolling } from '../telegram/polling.ts'
import { type Reachability, type ReachabilityOptions, createReachability } from '../telegram/reachability.ts'
import type { Webhook, WebhookOptions, WebhookSettings } from '../telegram/webhook.ts'
import type { Listening } from './http.ts'
import type { Metrics } from './metrics.ts'

/** What to serve: only what is defined. */
export interface ServerSettings {
  /** For health checks and the webhook; 0 takes any free port. */
  readonly port: number | undefined
  readonly metricsPort: number | undefined
  /** The address of the ports. */
  readonly host: string
  /** Undefined for a bot that polls. */
  readonly webhook: WebhookSettings | undefined
  readonly token: string
}

/** Milliseconds; each has a default. */
interface ServerOptions extends IntakeOptions, PollingOptions, WebhookOptions, ReachabilityOptions {
  /** How long open responses may take to finish when the server closes. */
  readonly closeDeadline?: number
}

/** Where a bot gets its updates from. */
interface UpdateSource {
  /**
   * Makes the bot known to itself and to Telegram, waiting until Telegram can be reached.
   *
   * @param kept where updates outlast the process; without it they are known in memory only
   */
  connect(bot: Bot, kept?: TakenUpdates): Promise<void>
  /** Starts answering updates. */
  start(bot: Bot): RunningUpdates
}

/** What the process serves over HTTP, whether or not the bot is ready. */
export interface Server {
  readonly port: number | undefined
  readonly metricsPort: number | undefined
  readonly metrics: Metrics | undefined
  readonly source: UpdateSource
  /** What the requests of the bot must be watched by. */
  readonly reachability: Reachability
  /** Sets by what /readyz reports the bot as ready while Telegram can be reached; at first it is not. */
  setReady(isReady: boolean | (() => boolean)): void
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
  let isReady = () => false
  const metrics = settings.metricsPort === undefined ? undefined : (await import('./metrics.ts')).createMetrics()
  const reachability = createReachability(settings.token, log, options)
  const intake = createIntake(log, { ...options, isRepeated: settings.webhook !== undefined })
  const webhook =
    settings.webhook &&
    (await import('../telegram/webhook.ts')).createWebhook(settings.webhook, intake, reachability, log, options)
  const isAllReady = () => isReady() && reachability.isReachable()
  const { main, measured } = await openPorts(settings, { metrics, webhook, isReady: isAllReady }, log, options)
  return {
    port: main?.port,
    metricsPort: measured?.port,
    metrics,
    reachability,
    source: webhook ?? toPolling(intake, log, options),
    setReady(given) {
      isReady = typeof given === 'boolean' ? () => given : given
    },
    async close() {
      isReady = () => false
      // A stop may come before the bot was started.
      await intake.close()
      await Promise.all([main?.close(), measured?.close()])
    },
  }
}

function toPolling(intake: Intake, log: Log, options: ServerOptions): UpdateSource {
  return {
    async connect(bot, kept) {
      await connect(bot, log, undefined, options)
      intake.open(bot, kept)
    },
    start: (bot) => startPolling(bot, intake, log, options),
  }
}

/** What the ports serve. */
interface Served {
  readonly metrics: Metrics | undefined
  readonly webhook: Webhook | undefined
  readonly isReady: () => boolean
}

async function openPorts(
  { host, port, metricsPort, token }: ServerSettings,
  { metrics, webhook, isReady }: Served,
  log: Log,
  { closeDeadline = CLOSE_DEADLINE }: ServerOptions,
): Promise<{ readonly main?: Listening | undefined; readonly measured?: Listening | undefined }> {
  if (port === undefined && metricsPort === undefined) return {}
  const { createApp, createHealth, listen } = await import('./http.ts')
  const open = async (parts: Parameters<typeof createApp>[0], given: number | undefined, setting: string) =>
    given === undefined
      ? undefined
      : listen(createApp(parts, token, log), { host, port: given }, setting, closeDeadline)
  const main = await open([createHealth(isReady), webhook?.routes], port, 'PORT')
  return { main, measured: await open([metrics?.routes], metricsPort, 'METRICS_PORT') }
}
