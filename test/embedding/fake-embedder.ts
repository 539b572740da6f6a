import type { Embedder } from '../../src/embedding/embedder.ts'

/** An embedder without a model, that tells what it was asked. */
export interface FakeEmbedder extends Embedder {
  readonly passages: string[]
  readonly queries: string[]
  /** What the next calls meet, each time it is not undefined. */
  readonly behaviour: {
    state: 'loading' | 'ready' | 'off'
    onPassage?: ((text: string) => void | Promise<void>) | undefined
    onQuery?: ((text: string) => void | Promise<void>) | undefined
    /** Queries that come too late. */
    late: number
  }
}

export const DIMENSION = 8

/** Creates an embedder that is ready. A text has the same vector each time, another one as a query. */
export function createFakeEmbedder(model = 'model'): FakeEmbedder {
  const behaviour: FakeEmbedder['behaviour'] = { state: 'ready', late: 0 }
  const passages: string[] = []
  const queries: string[] = []
  return {
    model,
    dimension: DIMENSION,
    passages,
    queries,
    behaviour,
    async embedPassage(text) {
      passages.push(text)
      await behaviour.onPassage?.(text)
      if (behaviour.state === 'loading') behaviour.state = 'ready'
      return behaviour.state === 'off' ? undefined : toVector(`passage ${text}`)
    },
    async embedKnownQuery(text) {
      queries.push(text)
      await behaviour.onQuery?.(text)
      if (behaviour.state === 'loading') behaviour.state = 'ready'
      return behaviour.state === 'off' ? undefined : toVector(`query ${text}`)
    },
    async embedQuery(text) {
      queries.push(text)
      await behaviour.onQuery?.(text)
      return behaviour.state !== 'ready' || behaviour.late-- > 0 ? undefined : toVector(`query ${text}`)
    },
    stop: () => Promise.resolve(),
    state: () => behaviour.state,
    counts: () => ({ lateQueries: 0, failures: 0 }),
  }
}

function toVector(text: string): Float32Array {
  const vector = Float32Array.from({ length: DIMENSION }, (_, index) => toNumber(`${index} ${text}`))
  const norm = Math.hypot(...vector)
  return vector.map((component) => component / norm)
}

/** A number from -1 to 1 (FNV-1a). */
function toNumber(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash / 2 ** 31
}
