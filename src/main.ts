import { once } from 'node:events'
import { pino } from 'pino'
import { createKnowledgeBase } from './answer/knowledge-base.ts'
import { registerCommands } from './bot/commands.ts'
import { createBot } from './bot/create-bot.ts'
import { warnOfSettings } from './bot/bot-settings.ts'
import { type Log, describeError } from './bot/log.ts'
import { createAllTexts } from './bot/texts.ts'
import { type Web, type WebSettings, openWeb } from './bot/web.ts'
import { type BotSettings, parseBotSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { createNotebook } from './knowledge/notebook.ts'
import { openRecords } from './records/records.ts'
import { createFold } from './search/fold.ts'
import { toWordingKey } from './search/wording-key.ts'

async function main(): Promise<void> {
  const settings = parseBotSettings(readEnvironment())
  const stopping = new AbortController()
  const stopped = once(stopping.signal, 'abort')
  // npm and the process group may both pass a signal on: whichever comes second must not kill.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopping.abort())
  const log = pino({ level: settings.LOG_LEVEL })
  const web = await openWeb(toWebSettings(settings), log)
  try {
    await run(settings, { log, web }, stopped, stopping.signal)
  } finally {
    await web.close()
  }
}

async function run(settings: BotSettings, { log, web }: { log: Log; web: Web }, stopped: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const { BOT_TOKEN: token, BOT_API_ROOT: apiRoot, ADMIN_IDS: adminIds } = settings
  const fold = createFold()
  const knowledge = await createKnowledgeBase(() => loadKnowledge(settings.KNOWLEDGE_DIR), fold, createNotebook(settings.KNOWLEDGE_DIR))
  // What they say may be somebody's words.
  if (knowledge.failed.length > 0) log.warn({ checks: knowledge.failed.map(({ file, line }) => `${file}:${line}`) }, 'checks do not hold: npm run check-knowledge tells which')
  if (signal.aborted) return
  const allTexts = createAllTexts()
  const records = await openRecords(settings.DATABASE_URL, {
    key: token, toWordingKey: (wording) => toWordingKey(wording, fold), retentionDays: settings.LOG_RETENTION_DAYS,
    onTrouble: (error) => log.error(describeError(error, token), 'the database cannot be written: languages and queries are forgotten'),
  })
  if (signal.aborted) return
  const { languages, queryLog, unmet, statistics } = records
  const bot = createBot({ token, apiRoot, adminIds, knowledge, languages, queryLog, unmet, statistics, allTexts, log, metrics: web.metrics })
  await Promise.race([stopped, web.source.connect(bot)])
  if (signal.aborted) return
  const updates = web.source.start(bot, log)
  web.setReady(true)
  log.info({ username: bot.botInfo.username }, 'the bot answers')
  warnOfSettings(bot.botInfo, log)
  void registerCommands(bot, adminIds, allTexts, log, languages)
  try {
    await Promise.race([stopped, updates.done])
  } finally {
    web.setReady(false)
    await updates.stop()
    await records.close()
    log.info('the bot has stopped')
  }
}

function toWebSettings({ BOT_TOKEN: token, PORT: port, METRICS_PORT: metricsPort, WEBHOOK_URL: url, WEBHOOK_SECRET: secret }: BotSettings): WebSettings {
  return { token, port, metricsPort, webhook: url !== undefined && secret !== undefined ? { url, secret } : undefined }
}

await exitOnError(main)
