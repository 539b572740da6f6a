import { type ChosenLanguages, loadChosenLanguages } from './chosen-languages.ts'
import { explainDatabase } from './database/database-error.ts'
import { type Database, isServer, openDatabase } from './database/database.ts'
import type { DatabaseListeners } from './database/outage.ts'
import { type QueryLog, type QueryLogSettings, createQueryLog } from './query-log.ts'
import { type GapRecords, type GapRecordSettings, createGapRecords } from './gap-records.ts'
import { type Copies, createCopies } from './shared/copies.ts'
import { RELOAD_LIMIT, type Reloads, createReloads } from './shared/reloads.ts'
import { type SharedKnowledge, createSharedKnowledge } from './shared/shared-knowledge.ts'
import { CHANNEL, type Signals, createSignals } from './shared/signals.ts'
import { createTurns } from './shared/turns.ts'
import { type SharedMemory, createSharedMemory } from './shared/shared-memory.ts'
import { type Statistics, type StatisticsSettings, createStatistics } from './statistics.ts'
import { type TakenUpdates, type TakenUpdatesSettings, createTakenUpdates } from './updates/taken-updates.ts'
import { type VectorRecords, createVectorRecords } from './vector-records.ts'

/** Everything that survives a restart. */
export interface Records {
  readonly languages: ChosenLanguages
  readonly queryLog: QueryLog
  readonly gapRecords: GapRecords
  readonly statistics: Statistics
  readonly vectors: VectorRecords
  readonly updates: TakenUpdates
  /** What copies of the bot share; undefined where the database is a file of one process. */
  readonly shared?: SharedRecords | undefined
  /** What copies remember together; undefined on a file, which only one process uses. */
  readonly memory?: SharedMemory | undefined
  /** The same for what users write; undefined too where no texts are kept. */
  readonly wordings?: SharedMemory | undefined
  /** Writes the buffered rows, and closes the file. */
  close(): Promise<void>
}

/** What copies of the bot share on one server. */
export interface SharedRecords {
  readonly copies: Copies
  readonly signals: Signals
  readonly knowledge: SharedKnowledge
  readonly reloads: Reloads
}

export type RecordsSettings = QueryLogSettings &
  GapRecordSettings &
  StatisticsSettings &
  TakenUpdatesSettings &
  CopySettings &
  DatabaseListeners

/**
 * Opens the records in a database. While it cannot be opened, languages are kept in memory, and the latest queries wait,
 * because the bot can answer without it.
 */
export async function openRecords(url: string, settings: RecordsSettings): Promise<Records> {
  let database: Database | undefined
  const onTrouble = (error: unknown) =>
    settings.onTrouble?.(database?.isOpen() === true ? error : explainDatabase(error, url))
  database = await openDatabase(url, { ...settings, onTrouble })
  const shared = isServer(url) ? await openShared(url, database, settings) : undefined
  const languages = await loadChosenLanguages(database, settings.key, shared?.signals)
  const queryLog = createQueryLog(database, settings)
  const memory = shared ? createSharedMemory(database, settings.key) : undefined
  return {
    languages,
    queryLog,
    gapRecords: createGapRecords(database, settings),
    statistics: createStatistics(database, settings),
    vectors: { ...createVectorRecords(database), ...(memory && shared && toTurns(memory, shared)) },
    updates: createTakenUpdates(database, settings),
    shared,
    memory,
    wordings: settings.retentionDays > 0 ? memory : undefined,
    async close() {
      memory?.close()
      await shared?.signals.close()
      await shared?.copies.leave()
      await queryLog.close()
      await database.close()
    },
  }
}

/** Has one copy make the vectors that all load. */
function toTurns(memory: SharedMemory, { copies }: SharedRecords): Pick<VectorRecords, 'inTurn'> {
  const turns = createTurns(memory, 'vectors', copies.self.id)
  return { inTurn: (signal, task) => turns.run(signal, task) }
}

async function openShared(
  url: string,
  database: Database,
  { key, isWebhook = false }: CopySettings & Pick<TakenUpdatesSettings, 'key'>,
): Promise<SharedRecords> {
  // The driver of a server is loaded where there is one.
  const { listen } = await import('./database/listen.ts')
  return {
    copies: createCopies(database, key, isWebhook ? 'webhook' : 'polling'),
    signals: await createSignals(database, (onNotified) => listen(url, CHANNEL, onNotified)),
    knowledge: createSharedKnowledge(database),
    reloads: createReloads(database, RELOAD_LIMIT),
  }
}

/** How a copy takes part. */
interface CopySettings {
  /** Whether Telegram posts the updates, so that several copies may run. */
  readonly isWebhook?: boolean | undefined
}
