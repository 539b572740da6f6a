import { type ChosenLanguages, createPassingLanguages, loadChosenLanguages } from './chosen-languages.ts'
import { explainDatabase } from './database-error.ts'
import { openDatabase } from './database.ts'
import { type QueryLog, type QueryLogSettings, createQueryLog, createSilentQueryLog } from './query-log.ts'
import { type GapRecords, type GapRecordSettings, createGapRecords } from './gap-records.ts'
import { type Statistics, type StatisticsSettings, createStatistics } from './statistics.ts'
import { type TakenUpdates, type TakenUpdatesSettings, createTakenUpdates } from './taken-updates.ts'
import { type VectorRecords, createVectorRecords } from './vector-records.ts'

/** Everything that survives a restart. */
export interface Records {
  readonly languages: ChosenLanguages
  readonly queryLog: QueryLog
  /** Undefined if the database cannot be opened. */
  readonly gapRecords: GapRecords | undefined
  /** Undefined if the database cannot be opened. */
  readonly statistics?: Statistics
  /** Undefined if the database cannot be opened. */
  readonly vectors?: VectorRecords
  /** Undefined if the database cannot be opened: then updates are known in memory only. */
  readonly updates?: TakenUpdates
  /** Writes the buffered rows, and closes the file. */
  close(): Promise<void>
}

export type RecordsSettings = QueryLogSettings & GapRecordSettings & StatisticsSettings & TakenUpdatesSettings

/**
 * Opens the records in a database. If it cannot be opened, `onTrouble` gets the error, and the records are kept in
 * memory or not at all, because the bot can answer without them.
 */
export async function openRecords(url: string, settings: RecordsSettings): Promise<Records> {
  try {
    const database = await openDatabase(url)
    const languages = await loadChosenLanguages(database, settings.key, settings.onTrouble)
    const queryLog = createQueryLog(database, settings)
    const gapRecords = createGapRecords(database, settings)
    return {
      languages,
      queryLog,
      gapRecords,
      statistics: createStatistics(database, settings),
      vectors: createVectorRecords(database),
      updates: createTakenUpdates(database, settings),
      close: () => queryLog.close().then(() => database.close()),
    }
  } catch (error) {
    settings.onTrouble(explainDatabase(error, url))
    return {
      languages: createPassingLanguages(),
      queryLog: createSilentQueryLog(),
      gapRecords: undefined,
      close: () => Promise.resolve(),
    }
  }
}
