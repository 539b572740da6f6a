import { type Log, describeError } from './bot/log.ts'
import type { Server } from './bot/server/server.ts'
import type { BotSettings } from './config.ts'
import { type KnowledgeSharing, shareKnowledge } from './copies/share-knowledge.ts'
import { RowRefusal } from './records/database/row-refusal.ts'
import { type Records, type SharedRecords, openRecords } from './records/records.ts'
import type { Fold } from './text/fold.ts'
import { toWordingKey } from './text/wording.ts'

/** What opening the records works with. */
interface Opening {
  readonly settings: BotSettings
  readonly log: Log
  readonly server: Server
}

/** Opens the records; the log tells what becomes of the database. */
export function openLoggedRecords({ settings, log, server }: Opening, fold: Fold): Promise<Records> {
  const { BOT_TOKEN: token, DATABASE_URL: url, LOG_RETENTION_DAYS: retentionDays, WEBHOOK_URL } = settings
  return openRecords(url, {
    key: token,
    isWebhook: WEBHOOK_URL !== undefined,
    toWordingKey: (wording) => toWordingKey(wording, fold),
    retentionDays,
    onTakenOver: () => server.metrics?.countTakenOver(),
    onTrouble: (error) =>
      log.error(
        describeError(error, token),
        error instanceof RowRefusal
          ? 'a row is left out'
          : 'the database cannot be used: what it is to keep waits, trying again',
      ),
    onRecovery: () => log.info('the database can be used again'),
    onReplaced: () => log.warn('the database file was deleted or replaced: the one in its place is used'),
  })
}

/** Shares one knowledge with other copies; the log tells how this one stands to them. */
export function shareLogged(shared: SharedRecords, { BOT_TOKEN: token }: BotSettings, log: Log): KnowledgeSharing {
  log.info({ copy: shared.copies.self.name }, 'the database is shared with other copies of the bot')
  return shareKnowledge(shared, {
    onApart: () =>
      log.error(
        'the knowledge folder is another than that of the other copies: this one is not ready until it is theirs',
      ),
    onLevel: () => log.info('the knowledge is that of the other copies again'),
    onWait: (copies) => log.warn({ copies }, 'another copy of the bot runs: waiting for it to end'),
    onOtherBot: () =>
      log.warn(
        'another bot has used the database before, or this one by another token: what was taught and added there holds',
      ),
    onReloaded: (outcome) => log.info({ outcome }, 'another copy proposed a reload'),
    onTrouble: (error) => log.error(describeError(error, token), 'what other copies have changed cannot be taken in'),
  })
}
