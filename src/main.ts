import { once } from 'node:events'
import { pino } from 'pino'
import { createKnowledgeBase } from './answer/knowledge-base.ts'
import { registerCommands } from './bot/commands.ts'
import { createBot } from './bot/create-bot.ts'
import { warnOfSettings } from './bot/bot-settings.ts'
import { type Log, describeError } from './bot/log.ts'
import { connect, startPolling } from './bot/polling.ts'
import { createAllTexts } from './bot/texts.ts'
import { type BotSettings, parseBotSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { type ChosenLanguages, createPassingLanguages, loadChosenLanguages } from './records/chosen-languages.ts'
import { openDatabase } from './records/database.ts'
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
  const allTexts = createAllTexts()
  const languages = await openLanguages(settings, log)
  if (signal.aborted) return
  const bot = createBot({ token, apiRoot, adminIds, knowledge, languages, allTexts, log })
  await Promise.race([stopped, connect(bot)])
  if (signal.aborted) return
  const polling = startPolling(bot, log)
  log.info({ username: bot.botInfo.username }, 'the bot answers')
  warnOfSettings(bot.botInfo, log)
  void registerCommands(bot, adminIds, allTexts, log, languages)
  try {
    await Promise.race([stopped, polling.done])
  } finally {
    await polling.stop()
    log.info('the bot has stopped')
  }
}

/** What cannot be kept is no reason not to answer. */
async function openLanguages({ DATABASE_URL, BOT_TOKEN }: BotSettings, log: Log): Promise<ChosenLanguages> {
  try {
    return await loadChosenLanguages(await openDatabase(DATABASE_URL), BOT_TOKEN)
  } catch (error) {
    log.error(describeError(error, BOT_TOKEN), 'the database cannot be opened: the languages that users choose are forgotten at a restart')
    return createPassingLanguages()
  }
}

await exitOnError(main)
