import { resolve } from 'node:path'
import { type Load, type ProgramOptions, startChild } from './child.ts'
import { type State, createModelChild } from './model-child.ts'
import { readDescription, toIdentity } from './model-description.ts'
import { ModelError } from './model-files.ts'
import { createQueue } from './queue.ts'

/**
 * The number of queries that may wait where there is a limit; a further one goes without a vector at once. They take 4 ms
 * each: where more come than are done, each would otherwise wait for the whole limit.
 */
const MOST_QUERIES = 16

/** Turns texts into unit vectors by a model in a process of its own. */
export interface Embedder {
  /** Identifies the model: vectors of another one are not comparable. */
  readonly model: string
  readonly dimension: number
  /**
   * The vector of a query; undefined where the model is out of order or, with a limit, not loaded yet or not done within
   * it. Without a limit it waits while the model is loaded.
   */
  readonly embedQuery: (text: string) => Promise<Float32Array | undefined>
  /**
   * The vector of a passage, after all queries that wait; undefined where the model is out of order. Waits while the
   * model is loaded.
   */
  readonly embedPassage: (text: string) => Promise<Float32Array | undefined>
  /** The same as a query for which nobody waits. */
  readonly embedKnownQuery: (text: string) => Promise<Float32Array | undefined>
  /** Ends the model's process; what waits gets undefined. Needed by nobody who exits: the process ends with this one. */
  readonly stop: () => Promise<void>
  readonly state: () => State
  readonly counts: () => EmbedderCounts
}

export interface EmbedderCounts {
  /** Queries that went without a vector because of the limit. */
  readonly lateQueries: number
  /** Loads, runs and processes that failed. */
  readonly failures: number
}

export interface EmbedderOptions extends ProgramOptions {
  /** The folder of the model, with its model.json. */
  readonly dir: string
  /** Milliseconds that a query may take; without it there is no limit. */
  readonly queryLimit?: number | undefined
  /** Called at most once, when there will be no vectors, with a sentence that says why. */
  readonly onTrouble: (sentence: string) => void
}

/** Starts a model, which is loaded by and by; undefined where none is described. That is told, and no error. */
export async function openEmbedder({ dir: given, onTrouble, ...rest }: EmbedderOptions): Promise<Embedder | undefined> {
  const dir = resolve(given)
  const onGivenUp = (why: string): void => onTrouble(`Passages are found by their words alone: ${why}`)
  try {
    return startEmbedder({ dir, description: await readDescription(dir) }, { ...rest, onGivenUp })
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    onGivenUp(error.message)
    return undefined
  }
}

interface StartOptions extends Omit<EmbedderOptions, 'dir' | 'onTrouble'> {
  readonly onGivenUp: (why: string) => void
}

function startEmbedder(load: Load, { queryLimit, onGivenUp, ...program }: StartOptions): Embedder {
  const counts = { lateQueries: 0, failures: 0 }
  const child = createModelChild((listeners) => startChild(load, program, listeners), {
    onState: () => queue.proceed(),
    onFailure: () => void counts.failures++,
    onGivenUp,
  })
  const queue = createQueue(child)
  child.start()

  async function embedQuery(text: string): Promise<Float32Array | undefined> {
    const task = { role: 'query', text } as const
    if (queryLimit === undefined) return queue.add(task, { isUrgent: true })
    if (child.state() !== 'ready') return undefined
    if (queue.urgent() >= MOST_QUERIES) {
      counts.lateQueries++
      return undefined
    }
    const late = new AbortController()
    const giveUp = (): void => {
      counts.lateQueries++
      late.abort()
    }
    const timer = setTimeout(giveUp, queryLimit)
    try {
      return await queue.add(task, { isUrgent: true, signal: late.signal })
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    model: toIdentity(load.description),
    dimension: load.description.dimension,
    embedQuery,
    embedPassage: (text) => queue.add({ role: 'passage', text }),
    embedKnownQuery: (text) => queue.add({ role: 'query', text }),
    stop: child.stop,
    state: child.state,
    counts: () => ({ ...counts }),
  }
}
