import { once } from 'node:events'
import { pino } from 'pino'
import { type KnowledgeBase, createKnowledgeBase } from './answer/knowledge-base.ts'
import { registerCommands, warnOfSettings } from './bot/telegram/command-menus.ts'
import { createBot } from './bot/create-bot.ts'
import { createFollowChanges } from './bot/admin/reload-on-change.ts'
import { type Log, describeError } from './bot/log.ts'
import { createAllTexts } from './bot/texts/texts.ts'
import { type Server, type ServerSettings, openServer } from './bot/server/server.ts'
import { type BotSettings, parseBotSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { createTaughtFiles } from './knowledge/taught/taught-files.ts'
import { type FolderWatch, watchFolder } from './knowledge/folder/watch-folder.ts'
import { type Records, openRecords } from './records/records.ts'
import { type Fold, createFold } from './text/fold.ts'
import { toWordingKey } from './text/wording.ts'

/** What the bot works with besides its settings. */
interface Outside {
  readonly log: Log
  readonly web: Server
  readonly changes: Changes
}

async function main(): Promise<void> {
  const settings = parseBotSettings(readEnvironment())
  const stopping = new AbortController()
  const stopped = once(stopping.signal, 'abort')
  // npm and the process group may both pass a signal on: whichever comes second must not kill.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopping.abort())
  const log = pino({ level: settings.LOG_LEVEL })
  const web = await openServer(toWebSettings(settings), log)
  const changes = createChanges()
  try {
    // What is changed while it is read for the first time is not missed.
    const watch = await watchChanges(settings, changes, log)
    await run(settings, { log, web, changes }, stopped, stopping.signal)
    await watch?.close()
  } finally {
    await web.close()
  }
}

async function run(
  settings: BotSettings,
  { log, web, changes }: Outside,
  stopped: Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const { BOT_TOKEN: token, BOT_API_ROOT: apiRoot, ADMIN_IDS: adminIds } = settings
  const fold = createFold()
  const knowledge = await openKnowledge(settings, fold, log)
  if (signal.aborted) return
  const allTexts = createAllTexts()
  const records = await openAllRecords(settings, fold, log)
  if (signal.aborted) return
  const { languages, queryLog, gapRecords, statistics } = records
  const bot = createBot({
    token,
    apiRoot,
    adminIds,
    knowledge,
    languages,
    queryLog,
    gapRecords,
    statistics,
    allTexts,
    log,
    metrics: web.metrics,
  })
  await Promise.race([stopped, web.source.connect(bot)])
  if (signal.aborted) return
  const updates = web.source.start(bot, log)
  web.setReady(true)
  log.info({ username: bot.botInfo.username }, 'the bot answers')
  warnOfSettings(bot.botInfo, log)
  void registerCommands(bot, adminIds, allTexts, log, languages)
  changes.follow(
    createFollowChanges({
      bot,
      knowledge: web.metrics?.watch(knowledge) ?? knowledge,
      adminIds,
      allTexts,
      languages,
      log,
    }),
  )
  try {
    await Promise.race([stopped, updates.done])
  } finally {
    web.setReady(false)
    await updates.stop()
    await records.close()
    log.info('the bot has stopped')
  }
}

async function openKnowledge({ KNOWLEDGE_DIR: dir }: BotSettings, fold: Fold, log: Log): Promise<KnowledgeBase> {
  const knowledge = await createKnowledgeBase(() => loadKnowledge(dir), fold, createTaughtFiles(dir))
  // What they say may be somebody's words.
  if (knowledge.failedChecks.length > 0)
    log.warn(
      { checks: knowledge.failedChecks.map(({ file, line }) => `${file}:${line}`) },
      'checks do not hold: npm run check-knowledge tells which',
    )
  return knowledge
}

function openAllRecords(
  { BOT_TOKEN: token, DATABASE_URL: url, LOG_RETENTION_DAYS: retentionDays }: BotSettings,
  fold: Fold,
  log: Log,
): Promise<Records> {
  return openRecords(url, {
    key: token,
    toWordingKey: (wording) => toWordingKey(wording, fold),
    retentionDays,
    onTrouble: (error) =>
      log.error(describeError(error, token), 'the database cannot be written: languages and queries are forgotten'),
  })
}

/** Changes of the knowledge folder, and who follows them once the bot answers. */
interface Changes {
  tell(): void
  follow(follow: () => Promise<void>): void
}

function createChanges(): Changes {
  let hasChanged = false
  let following: (() => Promise<void>) | undefined
  return {
    tell() {
      hasChanged = true
      void following?.()
    },
    follow(follow) {
      following = follow
      if (hasChanged) void follow()
    },
  }
}

async function watchChanges(
  { WATCH: isWatched, KNOWLEDGE_DIR: dir, BOT_TOKEN: token }: BotSettings,
  changes: Changes,
  log: Log,
): Promise<FolderWatch | undefined> {
  if (!isWatched) return undefined
  return watchFolder(dir, {
    onChange: () => changes.tell(),
    onTrouble: (error) =>
      log.error(describeError(error, token), 'the knowledge folder cannot be watched, trying again'),
  })
}

function toWebSettings({
  BOT_TOKEN: token,
  PORT: port,
  METRICS_PORT: metricsPort,
  WEBHOOK_URL: url,
  WEBHOOK_SECRET: secret,
}: BotSettings): ServerSettings {
  return { token, port, metricsPort, webhook: url !== undefined && secret !== undefined ? { url, secret } : undefined }
}

await exitOnError(main)
