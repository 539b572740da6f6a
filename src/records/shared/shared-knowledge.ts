import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'
import { announce } from './signals.ts'

/** A file that copies of the bot wrote over their folders. */
export interface WrittenFile {
  readonly content: Uint8Array
  /** What stood in the folder then; undefined for nothing. */
  readonly base: Uint8Array | undefined
  /** What was last written out to a folder; undefined before that. */
  readonly exported: Uint8Array | undefined
}

/** What all copies answer from. */
export interface InUse {
  /** Counts what is taken into use; 0 where nothing ever was. */
  readonly version: number
  /** Of the folder with what was written over it. */
  readonly state: string
}

/** The knowledge that the copies of a bot share: what they wrote, and which state of it is in use. */
export interface SharedKnowledge {
  /** Reads what is in use. */
  readInUse(): Promise<InUse>
  /** Reads every written file. */
  readFiles(): Promise<ReadonlyMap<string, WrittenFile>>
  /** Lists the files that were written after a version. */
  listFilesAfter(version: number): Promise<ReadonlySet<string>>
  /** Writes files and takes a state with them into use; undefined where another copy was first. */
  write(files: readonly NewFile[], next: Next): Promise<InUse | undefined>
  /** Takes a state into use; undefined where another copy was first. */
  take(next: Next): Promise<InUse | undefined>
  /** Notes which bot uses the database; true where that was another one before. */
  noteBot(bot: string): Promise<boolean>
  /** Notes what was written out to a folder. */
  noteExported(files: ReadonlyMap<string, Uint8Array>): Promise<void>
}

/** A state that is to follow a version. */
export interface Next {
  readonly after: number
  readonly state: string
}

export interface NewFile {
  readonly file: string
  readonly content: Uint8Array
  readonly base: Uint8Array | undefined
}

/** What is in use, as a row that a transaction locks. */
const ROW = 'knowledge'
/** A row beside it, whose version counts the exports: they change nothing that is in use, but what is merged later. */
const EXPORTS = 'exports'
/** A row beside it, whose state is the bot that uses it. */
const BOT = 'bot'
const NOTHING: InUse = { version: 0, state: '' }

/** Creates the shared knowledge of a server. */
export function createSharedKnowledge(database: Database): SharedKnowledge {
  let read: { readonly versions: string; readonly files: ReadonlyMap<string, WrittenFile> } | undefined
  return {
    readInUse: () => database.run(findInUse),
    async readFiles() {
      const versions = await database.run(readVersions)
      // What is written or exported has another version.
      if (read?.versions !== versions) read = { versions, files: await database.run(readWritten) }
      return read.files
    },
    async listFilesAfter(version) {
      const rows = await database.run((tables) =>
        tables.selectFrom('written_files').select('file').where('version', '>', version).execute(),
      )
      return new Set(rows.map(({ file }) => file))
    },
    write: (files, next) =>
      inTurn(database, next, async (tables, version) => {
        for (const one of files) await put(tables, one, version)
      }),
    take: (next) => inTurn(database, next, async () => {}),
    noteBot: (bot) =>
      database.run(async (tables) => {
        const former = tables.selectFrom('knowledge_in_use').select('state').where('id', '=', BOT)
        const isOther = ((await former.executeTakeFirst())?.state ?? bot) !== bot
        await tables
          .insertInto('knowledge_in_use')
          .values({ id: BOT, version: 0, state: bot })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ state: bot }))
          .execute()
        return isOther
      }),
    async noteExported(files) {
      await database.run((tables) =>
        tables.transaction().execute(async (changing) => {
          for (const [file, exported] of files)
            await changing.updateTable('written_files').set({ exported }).where('file', '=', file).execute()
          await changing
            .insertInto('knowledge_in_use')
            .values({ id: EXPORTS, version: 1, state: '' })
            .onConflict((conflict) =>
              conflict
                .column('id')
                .doUpdateSet((row) => ({ version: row.eb(row.ref('knowledge_in_use.version'), '+', 1) })),
            )
            .execute()
        }),
      )
    },
  }
}

/** Takes a state into use in one transaction with a change, unless another copy has done so since the given version. */
function inTurn(
  database: Database,
  { after, state }: Next,
  change: (tables: Transaction<Tables>, version: number) => Promise<void>,
): Promise<InUse | undefined> {
  return database.run((tables) =>
    tables.transaction().execute(async (changing) => {
      // Locks the row: of two copies the second finds the version of the first.
      await changing
        .insertInto('knowledge_in_use')
        .values({ id: ROW, ...NOTHING })
        .onConflict((conflict) => conflict.column('id').doUpdateSet((row) => ({ id: row.ref('excluded.id') })))
        .execute()
      if ((await findInUse(changing)).version !== after) return undefined
      const inUse = { version: after + 1, state }
      await change(changing, inUse.version)
      await changing.updateTable('knowledge_in_use').set(inUse).where('id', '=', ROW).execute()
      await announce(changing, 'knowledge')
      return inUse
    }),
  )
}

async function findInUse(tables: Kysely<Tables>): Promise<InUse> {
  const rows = tables.selectFrom('knowledge_in_use').select(['version', 'state']).where('id', '=', ROW)
  return (await rows.executeTakeFirst()) ?? NOTHING
}

/** Identifies what is written and exported. */
async function readVersions(tables: Kysely<Tables>): Promise<string> {
  const rows = await tables.selectFrom('knowledge_in_use').select(['id', 'version']).orderBy('id').execute()
  return rows.map(({ id, version }) => `${id} ${version}`).join(' ')
}

async function readWritten(tables: Kysely<Tables>): Promise<ReadonlyMap<string, WrittenFile>> {
  const rows = await tables.selectFrom('written_files').selectAll().execute()
  return new Map(
    rows.map(({ file, content, base, exported }) => [
      file,
      {
        content: toBytes(content),
        base: base ? toBytes(base) : undefined,
        exported: exported ? toBytes(exported) : undefined,
      },
    ]),
  )
}

function toBytes(bytes: ArrayBuffer | Uint8Array): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)
}

async function put(tables: Kysely<Tables>, { file, content, base }: NewFile, version: number): Promise<void> {
  const written = { content, base: base ?? null, exported: null, version }
  await tables
    .insertInto('written_files')
    .values({ file, ...written })
    .onConflict((conflict) => conflict.column('file').doUpdateSet(written))
    .execute()
}
