import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { openEmbedder } from '../../src/embedding/embedder.ts'
import { findOwnModel } from '../../src/embedding/model-description.ts'
import { type TextVectors, createTextVectors } from '../../src/embedding/text-vectors.ts'
import { QUERY_LIMIT } from '../../src/open-vectors.ts'
import { openDatabase } from '../../src/records/database/database.ts'
import { createVectorRecords } from '../../src/records/vector-records.ts'
import { toQuantile } from './measures.ts'

/** The file in which the vectors of texts outlast a run. */
export const VECTORS_FILE = fileURLToPath(new URL('../../node_modules/.cache/bench/vectors.db', import.meta.url))

/** The program's own model, which waits for every query as long as it takes. */
export interface BenchModel {
  /** Creates the vectors of one set of texts; those that an earlier run has made are loaded. */
  readonly createVectors: () => TextVectors
  /** Tells how many of the queries since the last call would have been late for the bot, and how long they took. */
  readonly takeTimes: () => string
  readonly close: () => Promise<void>
}

/** Loads the model; undefined where it cannot run, which is told. */
export async function openBenchModel(file = VECTORS_FILE): Promise<BenchModel | undefined> {
  const onTrouble = (trouble: unknown) => console.log(trouble instanceof Error ? trouble.message : trouble)
  const embedder = await openEmbedder({ dir: findOwnModel(), onTrouble })
  // Waits until the model is loaded, or given up.
  if (!(await embedder?.embedQuery('')) || !embedder) return undefined
  const database = await openDatabase(`file:${file}`)
  const store = createVectorRecords(database)
  let times: number[] = []
  async function embedQuery(text: string): Promise<Float32Array | undefined> {
    const began = performance.now()
    const vector = await embedder?.embedQuery(text)
    times.push(performance.now() - began)
    return vector
  }
  return {
    createVectors: () => createTextVectors({ embedder: { ...embedder, embedQuery }, store, onTrouble }),
    takeTimes() {
      const taken = times
      times = []
      return renderTimes(taken)
    },
    async close() {
      await embedder.stop()
      await database.close()
    },
  }
}

function renderTimes(times: readonly number[]): string {
  const late = times.filter((time) => time > QUERY_LIMIT).length
  const [median, longest] = [toQuantile(times, 0.5), Math.max(...times)].map((time) => time.toFixed(1))
  const load = `load average ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`
  return (
    `${late} of ${times.length} queries would have been late: their vectors took more than ${QUERY_LIMIT} ms ` +
    `(median ${median} ms, longest ${longest} ms, ${load})`
  )
}
