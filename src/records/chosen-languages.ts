import { LANGUAGES, type Language } from '../i18n/languages.ts'
import type { Database } from './database.ts'
import { hashLanguageUser } from './query-log.ts'

/** The languages that users chose instead of the language of their app. */
export interface ChosenLanguages {
  /** Finds a user's choice; undefined if there is none. */
  find(userId: number): Language | undefined
  /** Stores a choice, or deletes it if the language is undefined. If the database fails, it is kept in memory. */
  choose(userId: number, language: Language | undefined): Promise<void>
}

/**
 * Loads all choices into memory, so that `find` needs no database access.
 *
 * @param key of the hashes that replace user ids
 * @param onTrouble gets the errors of writing
 */
export async function loadChosenLanguages(
  database: Database,
  key: string,
  onTrouble: (error: unknown) => void = () => {},
): Promise<ChosenLanguages> {
  const rows = await database.run((tables) => tables.selectFrom('chosen_languages').selectAll().execute())
  const chosen = new Map(
    rows.flatMap(({ user, language }) =>
      LANGUAGES.filter((one) => one === language).map((one) => [user, one] as const),
    ),
  )
  const toUser = (id: number) => hashLanguageUser(key, id)
  return {
    find: (userId) => (chosen.size === 0 ? undefined : chosen.get(toUser(userId))),
    async choose(userId, language) {
      const user = toUser(userId)
      if (!language) {
        chosen.delete(user)
        await database
          .run((tables) => tables.deleteFrom('chosen_languages').where('user', '=', user).execute())
          .catch(onTrouble)
        return
      }
      chosen.set(user, language)
      await database
        .run((tables) =>
          tables
            .insertInto('chosen_languages')
            .values({ user, language })
            .onConflict((row) => row.column('user').doUpdateSet({ language }))
            .execute(),
        )
        .catch(onTrouble)
    },
  }
}

/** Creates choices that are kept in memory only. */
export function createPassingLanguages(): ChosenLanguages {
  const chosen = new Map<number, Language>()
  return {
    find: (userId) => chosen.get(userId),
    async choose(userId, language) {
      if (language) chosen.set(userId, language)
      else chosen.delete(userId)
    },
  }
}
