import { type ChosenLanguages, createPassingLanguages, loadChosenLanguages } from './chosen-languages.ts'
import { openDatabase } from './database.ts'
import { type QueryLog, type QueryLogSettings, createQueryLog, createSilentQueryLog } from './query-log.ts'
import { type GapRecords, type GapRecordSettings, createGapRecords } from './gap-records.ts'
import { type Statistics, type StatisticsSettings, createStatistics } from './statistics.ts'

/** What outlasts a restart. */
export interface Records {
  readonly languages: ChosenLanguages
  readonly queryLog: QueryLog
  /** Undefined without a database. */
  readonly gapRecords: GapRecords | undefined
  /** What the log came to; none where the database cannot be opened. */
  readonly statistics?: Statistics
  /** Writes what is left, and closes the file. */
  close(): Promise<void>
}

export type RecordsSettings = QueryLogSettings & GapRecordSettings & StatisticsSettings

/**
 * Opens the records in a database; where it cannot be opened `onTrouble` is told, and they last as long as the process:
 * what cannot be kept is no reason not to answer.
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
      close: () => queryLog.close().then(() => database.close()),
    }
  } catch (error) {
    settings.onTrouble(error)
    return {
      languages: createPassingLanguages(),
      queryLog: createSilentQueryLog(),
      gapRecords: undefined,
      close: () => Promise.resolve(),
    }
  }
}
