import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OnConflictBuilder } from 'kysely'
import type { Database } from './database/database.ts'
import type { Tables } from './database/tables.ts'

/** The vectors of texts that are not made again at every start. A recipe names the model and how it reads the texts. */
export interface VectorRecords {
  /** Loads vectors in the order of their texts; undefined for a text without one. */
  load(recipe: string, texts: readonly string[]): Promise<(Int8Array | undefined)[]>
  /** Stores vectors in place of earlier ones. */
  store(recipe: string, vectors: ReadonlyMap<string, Int8Array>): Promise<void>
  /** Deletes the vectors of other recipes, and those that were neither loaded nor stored for 30 days: their texts have gone. */
  deleteUnused(recipes: readonly string[]): Promise<void>
  /** Runs a task once no other copy makes vectors; absent where there are no others. */
  readonly inTurn?: <T>(signal: AbortSignal, task: () => Promise<T>) => Promise<T>
}

/** Rows per statement: to load 100 takes about 2 ms of processor time, to store them 4 ms. */
const BATCH_SIZE = 100
const DAY = 24 * 60 * 60 * 1000
/** Days until an unused vector is deleted: a removed article may come back. */
const DAYS_UNUSED = 30
/** Days until another use is noted, so that most starts write nothing. */
const DAYS_UNNOTED = 7

/** Creates the records of vectors in a database. */
export function createVectorRecords(database: Database): VectorRecords {
  return {
    async load(recipe, texts) {
      const vectors: (Int8Array | undefined)[] = []
      for (const batch of toBatches(texts)) {
        const hashes = batch.map((text) => hash(recipe, text))
        const found = await readRows(database, hashes)
        for (const key of hashes) vectors.push(found.get(key))
        await nextTurn()
      }
      return vectors
    },
    async store(recipe, vectors) {
      const used_at = Date.now()
      for (const batch of toBatches([...vectors])) {
        const rows = batch.map(([text, vector]) => ({
          hash: hash(recipe, text),
          recipe,
          used_at,
          vector: toBytes(vector),
        }))
        await database.run((tables) => tables.insertInto('vectors').values(rows).onConflict(replace).execute())
        await nextTurn()
      }
    },
    async deleteUnused(recipes) {
      const found = await database.run((tables) => tables.selectFrom('vectors').select('recipe').distinct().execute())
      const others = found.map(({ recipe }) => recipe).filter((recipe) => !recipes.includes(recipe))
      for (const old of [...others, Date.now() - DAYS_UNUSED * DAY]) {
        for (let deleted = BATCH_SIZE; deleted === BATCH_SIZE; await nextTurn())
          deleted = await deleteSome(database, old)
      }
    },
  }
}

function toBatches<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / BATCH_SIZE) }, (_, index) =>
    items.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  )
}

function replace(conflict: OnConflictBuilder<Tables, 'vectors'>) {
  return conflict
    .column('hash')
    .doUpdateSet((row) => ({ used_at: row.ref('excluded.used_at'), vector: row.ref('excluded.vector') }))
}

/** Reads the vectors of some hashes, and notes their use. */
async function readRows(database: Database, hashes: readonly string[]): Promise<ReadonlyMap<string, Int8Array>> {
  const now = Date.now()
  const rows = await database.run((tables) =>
    tables.selectFrom('vectors').selectAll().where('hash', 'in', hashes).execute(),
  )
  const unnoted = rows.filter(({ used_at }) => used_at < now - DAYS_UNNOTED * DAY).map((row) => row.hash)
  if (unnoted.length > 0)
    await database.run((tables) =>
      tables.updateTable('vectors').set({ used_at: now }).where('hash', 'in', unnoted).execute(),
    )
  return new Map(rows.map((row) => [row.hash, toComponents(row.vector)]))
}

/** Deletes vectors of a recipe, or all that were last used before a time, up to a batch; returns their number. */
async function deleteSome(database: Database, old: string | number): Promise<number> {
  const rows = await database.run((tables) => {
    const hashes = tables.selectFrom('vectors').select('hash').limit(BATCH_SIZE)
    return (typeof old === 'string' ? hashes.where('recipe', '=', old) : hashes.where('used_at', '<', old)).execute()
  })
  const hashes = rows.map((row) => row.hash)
  if (hashes.length > 0)
    await database.run((tables) => tables.deleteFrom('vectors').where('hash', 'in', hashes).execute())
  return hashes.length
}

function toBytes({ buffer, byteOffset, byteLength }: Int8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function toComponents(bytes: ArrayBuffer | Uint8Array): Int8Array {
  return bytes instanceof ArrayBuffer
    ? new Int8Array(bytes)
    : new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Not keyed: the texts are those of the knowledge folder. Half of SHA-256 is enough to tell them apart. */
function hash(recipe: string, text: string): string {
  return createHash('sha256').update(`${recipe}\n${text}`).digest().subarray(0, 16).toString('base64url')
}
