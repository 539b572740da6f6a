import { once } from 'node:events'
import { pino } from 'pino'
import { createKnowledgeBase } from './answer/knowledge-base.ts'
import { registerCommands } from './bot/commands.ts'
import { createBot } from './bot/create-bot.ts'
import { connect, startPolling } from './bot/polling.ts'
import { parseBotSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { createFold } from './search/fold.ts'

async function main(): Promise<void> {
  const settings = parseBotSettings(readEnvironment())
  const log = pino({ level: settings.LOG_LEVEL })
  const stopping = new AbortController()
  // npm and the process group may both pass a signal on: whichever comes second must not kill.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopping.abort())

  const knowledge = await createKnowledgeBase(() => loadKnowledge(settings.KNOWLEDGE_DIR), createFold())
  const bot = createBot({
    token: settings.BOT_TOKEN,
    apiRoot: settings.BOT_API_ROOT,
    adminIds: settings.ADMIN_IDS,
    knowledge,
    log,
  })
  const stopped = once(stopping.signal, 'abort')
  await Promise.race([stopped, connect(bot)])
  if (stopping.signal.aborted) return
  const polling = startPolling(bot, log)
  log.info({ username: bot.botInfo.username }, 'the bot answers')
  void registerCommands(bot, settings.ADMIN_IDS, log)
  await Promise.race([stopped, polling.done])
  await polling.stop()
  log.info('the bot has stopped')
}

await exitOnError(main)
