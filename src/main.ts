import { once } from 'node:events'
import { pino } from 'pino'
import { createKnowledgeBase } from './answer/knowledge-base.ts'
import { registerCommands } from './bot/commands.ts'
import { createBot } from './bot/create-bot.ts'
import { connect, startPolling } from './bot/polling.ts'
import { type BotSettings, parseBotSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { createFold } from './search/fold.ts'

async function main(): Promise<void> {
  const settings = parseBotSettings(readEnvironment())
  const stopping = new AbortController()
  const stopped = once(stopping.signal, 'abort')
  // npm and the process group may both pass a signal on: whichever comes second must not kill.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopping.abort())
  await run(settings, stopped, stopping.signal)
}

async function run(settings: BotSettings, stopped: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const { BOT_TOKEN: token, BOT_API_ROOT: apiRoot, ADMIN_IDS: adminIds } = settings
  const log = pino({ level: settings.LOG_LEVEL })
  const knowledge = await createKnowledgeBase(() => loadKnowledge(settings.KNOWLEDGE_DIR), createFold())
  if (signal.aborted) return
  const bot = createBot({ token, apiRoot, adminIds, knowledge, log })
  await Promise.race([stopped, connect(bot)])
  if (signal.aborted) return
  const polling = startPolling(bot, log)
  log.info({ username: bot.botInfo.username }, 'the bot answers')
  void registerCommands(bot, adminIds, log)
  try {
    await Promise.race([stopped, polling.done])
  } finally {
    await polling.stop()
    log.info('the bot has stopped')
  }
}

await exitOnError(main)
