import { type ChosenLanguages, loadChosenLanguages } from './chosen-languages.ts'
import { explainDatabase } from './database/database-error.ts'
import { type Database, openDatabase } from './database/database.ts'
import type { DatabaseListeners } from './database/outage.ts'
import { type QueryLog, type QueryLogSettings, createQueryLog } from './query-log.ts'
import { type GapRecords, type GapRecordSettings, createGapRecords } from './gap-records.ts'
import { type Statistics, type StatisticsSettings, createStatistics } from './statistics.ts'
import { type TakenUpdates, type TakenUpdatesSettings, createTakenUpdates } from './taken-updates.ts'
import { type VectorRecords, createVectorRecords } from './vector-records.ts'

/** Everything that survives a restart. */
export interface Records {
  readonly languages: ChosenLanguages
  readonly queryLog: QueryLog
  readonly gapRecords: GapRecords
  readonly statistics: Statistics
  readonly vectors: VectorRecords
  readonly updates: TakenUpdates
  /** Writes the buffered rows, and closes the file. */
  close(): Promise<void>
}

export type RecordsSettings = QueryLogSettings &
  GapRecordSettings &
  StatisticsSettings &
  TakenUpdatesSettings &
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
  const languages = await loadChosenLanguages(database, settings.key)
  const queryLog = createQueryLog(database, settings)
  return {
    languages,
    queryLog,
    gapRecords: createGapRecords(database, settings),
    statistics: createStatistics(database, settings),
    vectors: createVectorRecords(database),
    updates: createTakenUpdates(database, settings),
    close: () => queryLog.close().then(() => database.close()),
  }
}
