import { type ChosenLanguages, createPassingLanguages, loadChosenLanguages } from './chosen-languages.ts'
import { openDatabase } from './database.ts'
import { type QueryLog, type QueryLogSettings, createQueryLog, createSilentQueryLog } from './query-log.ts'
import { type UnmetQueries, type UnmetSettings, createUnmetQueries } from './unmet-queries.ts'
import { type Statistics, type StatisticsSettings, createStatistics } from './statistics.ts'

/** What outlasts a restart. */
export interface Records {
  readonly languages: ChosenLanguages
  readonly queryLog: QueryLog
  /** Undefined without a database. */
  readonly unmet: UnmetQueries | undefined
  /** What the log came to; none where the database cannot be opened. */
  readonly statistics?: Statistics
  /** Writes what is left, and closes the file. */
  close(): Promise<void>
}

export type RecordsSettings = QueryLogSettings & UnmetSettings & StatisticsSettings

/**
 * Opens the records in a database; where it cannot be opened `onTrouble` is told, and they last as long as the process:
 * what cannot be kept is no reason not to answer.
 */
export async function openRecords(url: string, settings: RecordsSettings): Promise<Records> {
  try {
    const database = await openDatabase(url)
    const languages = await loadChosenLanguages(database, settings.key, settings.onTrouble)
    const queryLog = createQueryLog(database, settings)
    const unmet = createUnmetQueries(database, settings)
    return { languages, queryLog, unmet, statistics: createStatistics(database, settings), close: () => queryLog.close().then(() => database.close()) }
  } catch (error) {
    settings.onTrouble(error)
    return { languages: createPassingLanguages(), queryLog: createSilentQueryLog(), unmet: undefined, close: () => Promise.resolve() }
  }
}
