import { type ChosenLanguages, createPassingLanguages, loadChosenLanguages } from './chosen-languages.ts'
import { openDatabase } from './database.ts'
import { type QueryLog, type QueryLogSettings, createQueryLog, createSilentQueryLog } from './query-log.ts'

/** What outlasts a restart. */
export interface Records {
  readonly languages: ChosenLanguages
  readonly queryLog: QueryLog
  /** Writes what is left, and closes the file. */
  close(): Promise<void>
}

/**
 * Opens the records in a database; where it cannot be opened `onTrouble` is told, and they last as long as the process:
 * what cannot be kept is no reason not to answer.
 */
export async function openRecords(url: string, settings: QueryLogSettings): Promise<Records> {
  try {
    const database = await openDatabase(url)
    const languages = await loadChosenLanguages(database, settings.key, settings.onTrouble)
    const queryLog = createQueryLog(database, settings)
    return { languages, queryLog, close: () => queryLog.close().then(() => database.close()) }
  } catch (error) {
    settings.onTrouble(error)
    return { languages: createPassingLanguages(), queryLog: createSilentQueryLog(), close: () => Promise.resolve() }
  }
}
