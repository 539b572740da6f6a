import { LRUCache } from 'lru-cache'
import type { VectorMatrix } from '../search/vectors/vector-matrix.ts'
import type { Embedder } from './embedder.ts'

/** The vectors of queries: of those that are known to be asked, and of those that were asked most recently. */
export interface QueryVectors {
  /** Those of the known ones. */
  readonly known: VectorMatrix
  /** Finds the vector of a query; undefined if it has not been prepared, or could not be. */
  readonly get: (text: string) => Float32Array | undefined
  /** Makes the vectors of queries that have none, unless the model is not ready or too late. Never rejects. */
  readonly prepare: (texts: Iterable<string>) => Promise<void>
}

/** Queries as they come whose vectors are remembered: 1.5 KB each with 384 components. */
const MOST_REMEMBERED = 2000

/** Creates the vectors of queries upon those of the known ones, which are made elsewhere. */
export function createQueryVectors(
  known: VectorMatrix,
  embedder: Embedder,
  onTrouble: (error: unknown) => void,
): QueryVectors {
  const recent = new LRUCache<string, Float32Array>({ max: MOST_REMEMBERED })
  const pending = new Map<string, Promise<void>>()

  async function embed(text: string): Promise<void> {
    try {
      const vector = await embedder.embedQuery(text)
      if (vector) recent.set(text, vector)
    } catch (error) {
      onTrouble(error)
    } finally {
      pending.delete(text)
    }
  }

  async function prepareOne(text: string): Promise<void> {
    if (known.has(text) || recent.has(text)) return
    const made = pending.get(text) ?? embed(text)
    pending.set(text, made)
    await made
  }

  return {
    known,
    get(text) {
      const row = known.get(text)
      return row ? toUnitVector(row) : recent.get(text)
    },
    async prepare(texts) {
      await Promise.all([...texts].map(prepareOne))
    },
  }
}

function toUnitVector(row: Int8Array): Float32Array {
  const norm = Math.hypot(...row) || 1
  return Float32Array.from(row, (component) => component / norm)
}
