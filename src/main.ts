import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import type { KnowledgeBase } from './answer/knowledge-base.ts'
import { createReloadOnChange } from './bot/admin/reload-on-change.ts'
import { createBot } from './bot/create-bot.ts'
import { type Log, describeError } from './bot/log.ts'
import { createBar, createProgressLog } from './bot/progress.ts'
import { type Server, type ServerSettings, openServer } from './bot/server/server.ts'
import { registerCommands, warnOfSettings } from './bot/telegram/command-menus.ts'
import { createAllTexts } from './bot/texts/texts.ts'
import { type BotSettings, parseBotSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { copySample } from './knowledge/folder/sample.ts'
import { type FolderWatch, watchFolder } from './knowledge/folder/watch-folder.ts'
import { openKnowledge } from './open-knowledge.ts'
import { openLoggedRecords, shareLogged } from './open-records.ts'
import { type OpenedVectors, openLoggedVectors } from './open-vectors.ts'
import type { Proxy } from './proxy.ts'
import { isServer } from './records/database/database.ts'
import type { Records } from './records/records.ts'
import type { KnowledgeSharing } from './copies/share-knowledge.ts'
import { type Fold, createFold } from './text/fold.ts'

/** What each step of the start works with. */
interface Start {
  readonly settings: BotSettings
  readonly log: Log
  readonly server: Server
  readonly changes: Changes
  readonly stop: AbortSignal
}

/** Starts in this order: settings, server, knowledge, records, bot, updates. A stop ends the start at the next step. */
async function main(): Promise<void> {
  const settings = parseBotSettings(readEnvironment())
  const stop = catchSignals()
  const log = pino({ level: settings.LOG_LEVEL })
  const server = await openServer(toServerSettings(settings), log)
  const changes = createChanges()
  let watch: FolderWatch | undefined
  try {
    await bringSample(settings, log)
    // Watching starts before the first load, so that a change during it counts.
    watch = await watchKnowledge(settings, changes, log)
    await openAndRun({ settings, log, server, changes, stop })
  } finally {
    await watch?.close()
    await server.close()
  }
}

/** Copies the sample to the knowledge folder, where admins may teach and add: never within the package. */
async function bringSample({ SAMPLE_DIR: sample, KNOWLEDGE_DIR: dir }: BotSettings, log: Log): Promise<void> {
  if (sample === undefined) return
  await copySample(sample, dir)
  log.info({ dir }, 'there was no knowledge folder: the articles that come with the program were copied')
}

async function openAndRun(start: Start): Promise<void> {
  const { settings, stop } = start
  const fold = createFold()
  // A server has what the copies of the bot wrote over the folder; a file is not left behind by faulty knowledge.
  const shared = isServer(settings.DATABASE_URL) ? await openLoggedRecords(start, fold) : undefined
  const opened = await openLevel(start, fold, shared).catch(async (error: unknown) => {
    await shared?.close()
    throw error
  })
  if (!opened || stop.aborted) return shared?.close()
  await runBot(start, opened.knowledge, shared ?? (await openLoggedRecords(start, fold)), opened.copy)
}

/** Opens the knowledge, and waits until it is that of the other copies. */
async function openLevel({ settings, log, stop }: Start, fold: Fold, records: Records | undefined) {
  const copy = records?.shared && shareLogged(records.shared, settings, log)
  await copy?.admit(stop)
  if (stop.aborted) return undefined
  const knowledge = await openWithProgress(settings, fold, log, copy)
  void warnOfChecks(knowledge, log)
  await copy?.join(knowledge, stop)
  return { knowledge, copy }
}

async function openWithProgress(
  settings: BotSettings,
  fold: Fold,
  log: Log,
  copy: KnowledgeSharing | undefined,
): Promise<KnowledgeBase> {
  const { onBuild, end } = process.stderr.isTTY
    ? createBar(process.stderr)
    : createProgressLog(log, 'the knowledge is being prepared')
  const onTrouble = (error: unknown) =>
    log.warn(describeError(error, settings.BOT_TOKEN), 'the cache cannot be written: the next start is slower')
  try {
    return (await openKnowledge(settings, { fold, onTrouble, onBuild, ...copy })).knowledge
  } finally {
    end()
  }
}

/** Runs the bot until a stop; rejects where Telegram refuses it for good. */
async function runBot(
  { settings, log, server, changes, stop }: Start,
  knowledge: KnowledgeBase,
  records: Records,
  copy: KnowledgeSharing | undefined,
): Promise<void> {
  const { BOT_TOKEN: token, BOT_API_ROOT: apiRoot, ADMIN_IDS: adminIds } = settings
  const { languages, queryLog, gapRecords, statistics, memory, wordings } = records
  const allTexts = createAllTexts()
  const { metrics } = server
  let vectors: OpenedVectors | undefined
  const given = { knowledge, adminIds, allTexts, languages, log, metrics }
  const findModel = () => vectors
  const { reachability } = server
  const bot = createBot({
    ...given,
    token,
    apiRoot,
    queryLog,
    gapRecords,
    statistics,
    memory,
    wordings,
    findModel,
    reachability,
    proxy: settings.proxy?.url,
  })
  const stopped = once(stop, 'abort')
  if (settings.proxy) log.info(describeProxy(settings.proxy), 'Telegram is reached through a proxy')
  // What is tried beside the first answers of one process is tried before those of a copy: others answer meanwhile.
  if (copy) await Promise.race([stopped, knowledge.prepared()])
  await Promise.race([stopped, server.source.connect(bot, records.updates)])
  if (stop.aborted) return
  const updates = server.source.start(bot)
  server.setReady(() => copy?.isLevel() ?? true)
  log.info({ username: bot.botInfo.username }, 'the bot answers')
  warnOfSettings(bot.botInfo, log)
  void registerCommands(bot, adminIds, allTexts, log, languages)
  changes.listen(createReloadOnChange({ ...given, bot, memory }))
  try {
    // Only now: a model takes a second of the processor to load.
    vectors = await openLoggedVectors(settings, knowledge, records.vectors, log)
    await Promise.race([stopped, updates.done])
  } finally {
    server.setReady(false)
    // The balancer sees it, and posts to the others from then on.
    if (copy) await sleep(DRAIN)
    await updates.stop()
    await vectors?.close()
    await records.close()
    log.info('the bot has stopped')
  }
}

/** Milliseconds from being unready until no update is taken any more: a balancer looks every second. */
const DRAIN = 2000

/** Without the user and the password. */
function describeProxy({ variable, url: { protocol, host } }: Proxy) {
  return { variable, proxy: `${protocol}//${host}` }
}

/** Aborts at SIGINT or SIGTERM. npm and the process group may both pass a signal on: the second one must not kill. */
function catchSignals(): AbortSignal {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopping.abort())
  return stopping.signal
}

async function warnOfChecks(knowledge: KnowledgeBase, log: Log): Promise<void> {
  const failedChecks = await knowledge.failedChecks
  if (failedChecks.length === 0) return
  // The log names the places of failed checks and not their queries, which users may have written.
  const checks = failedChecks.map(({ file, line }) => `${file}:${line}`)
  log.warn({ checks }, 'checks do not hold: npx wenzheng check tells which')
}

/** Changes of the knowledge folder. */
interface Changes {
  notify(): void
  /** Sets the listener; it is called at once where the folder has already changed. */
  listen(listener: () => Promise<void>): void
}

function createChanges(): Changes {
  let hasChanged = false
  let listener: (() => Promise<void>) | undefined
  return {
    notify() {
      hasChanged = true
      void listener?.()
    },
    listen(given) {
      listener = given
      if (hasChanged) void given()
    },
  }
}

async function watchKnowledge(
  { WATCH: isWatched, KNOWLEDGE_DIR: dir, BOT_TOKEN: token }: BotSettings,
  changes: Changes,
  log: Log,
): Promise<FolderWatch | undefined> {
  if (!isWatched) return undefined
  return watchFolder(dir, {
    onChange: () => changes.notify(),
    onTrouble: (error) =>
      log.error(describeError(error, token), 'the knowledge folder cannot be watched, trying again'),
  })
}

function toServerSettings({
  BOT_TOKEN: token,
  PORT: port,
  METRICS_PORT: metricsPort,
  HOST: host,
  WEBHOOK_URL: url,
  WEBHOOK_SECRET: secret,
}: BotSettings): ServerSettings {
  const webhook = url !== undefined && secret !== undefined ? { url, secret } : undefined
  return { token, host, port, metricsPort, webhook }
}

await exitOnError(main)
