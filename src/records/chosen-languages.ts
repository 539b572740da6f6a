import { createHmac } from 'node:crypto'
import { LANGUAGES, type Language } from '../i18n/languages.ts'
import type { Database } from './database.ts'

/** The languages that users chose for the bot, where they did not leave it to their app. */
export interface ChosenLanguages {
  find(userId: number): Language | undefined
  /** Keeps a choice; without a language forgets it. One that cannot be written lasts as long as the process. */
  choose(userId: number, language: Language | undefined): Promise<void>
}

/**
 * Reads the choices, so that later ones cost no query.
 *
 * @param key whoever lacks it cannot tell who chose
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
  const toUser = (id: number) => createHmac('sha256', key).update(String(id)).digest('hex')
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

/** Creates choices that last as long as the process. */
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
