import type { Kysely } from 'kysely'
import { LANGUAGES, type Language } from '../i18n/languages.ts'
import type { Database } from './database/database.ts'
import type { Tables } from './database/tables.ts'
import { hashLanguageUser } from './query-log.ts'
import { type Signals, announce } from './shared/signals.ts'

/** The languages that users chose instead of the language of their app. */
export interface ChosenLanguages {
  /** Finds a user's choice; undefined if there is none. */
  find(userId: number): Language | undefined
  /** Stores a choice, or deletes it if the language is undefined. If the database fails, it is kept in memory. */
  choose(userId: number, language: Language | undefined): Promise<void>
}

/** Rows per statement. */
const BATCH_SIZE = 100

/**
 * Loads all choices into memory, so that `find` needs no database access. While the database cannot be opened, they are
 * kept there, and written to it, or to one that takes its place, once it is opened.
 *
 * @param key of the hashes that replace user ids
 */
export async function loadChosenLanguages(
  database: Database,
  key: string,
  signals?: Pick<Signals, 'watch'>,
): Promise<ChosenLanguages> {
  /** Undefined for a choice that was withdrawn. */
  const chosen = new Map<string, Language | undefined>()
  /** Choices that the database does not have yet. */
  const unwritten = new Map<string, Language | undefined>()
  const toUser = (id: number) => hashLanguageUser(key, id)
  const readAll = async (tables: Kysely<Tables>) => {
    const rows = await read(tables)
    chosen.clear()
    for (const [user, language] of [...rows, ...unwritten]) chosen.set(user, language)
  }
  await database
    .runOnEachFile(async (tables) => {
      // A new file has none of them; what a server has may have been chosen on another copy since.
      const missing = [...(database.kind === 'sqlite' ? chosen : unwritten)]
      await write(tables, missing)
      if (signals && missing.length > 0) await announce(tables, 'languages')
      for (const [user, language] of missing) if (unwritten.get(user) === language) unwritten.delete(user)
      await readAll(tables)
    })
    .catch(() => {})
  // The database reports its failures itself, and is read again after them.
  signals?.watch('languages', () => void database.run(readAll).catch(() => {}))
  return {
    find: (userId) => (chosen.size === 0 ? undefined : chosen.get(toUser(userId))),
    async choose(userId, language) {
      const user = toUser(userId)
      chosen.set(user, language)
      unwritten.set(user, language)
      const writing = database.run(async (tables) => {
        await write(tables, [[user, language]])
        if (signals) await announce(tables, 'languages')
        if (unwritten.get(user) === language) unwritten.delete(user)
      })
      await writing.catch(() => {})
    },
  }
}

async function read(tables: Kysely<Tables>): Promise<(readonly [user: string, language: Language])[]> {
  const rows = await tables.selectFrom('chosen_languages').selectAll().execute()
  return rows.flatMap(({ user, language }) =>
    LANGUAGES.filter((one) => one === language).map((one) => [user, one] as const),
  )
}

async function write(
  tables: Kysely<Tables>,
  choices: readonly (readonly [user: string, language: Language | undefined])[],
): Promise<void> {
  const withdrawn = choices.flatMap(([user, language]) => (language ? [] : [user]))
  const rows = choices.flatMap(([user, language]) => (language ? [{ user, language }] : []))
  for (let start = 0; start < withdrawn.length; start += BATCH_SIZE) {
    const batch = withdrawn.slice(start, start + BATCH_SIZE)
    await tables.deleteFrom('chosen_languages').where('user', 'in', batch).execute()
  }
  for (let start = 0; start < rows.length; start += BATCH_SIZE)
    await tables
      .insertInto('chosen_languages')
      .values(rows.slice(start, start + BATCH_SIZE))
      .onConflict((row) => row.column('user').doUpdateSet((values) => ({ language: values.ref('excluded.language') })))
      .execute()
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
