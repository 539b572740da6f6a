import { createPace } from '../search/pace.ts'
import type { VectorMatrix } from '../search/vectors/vector-matrix.ts'
import type { MakeOutcome } from '../search/vectors/wanted-texts.ts'
import type { Embedder } from './embedder.ts'

/** Where vectors outlast the process. A recipe names the model and how it reads the texts. */
export interface VectorStore {
  /** Loads vectors in the order of their texts; undefined for a text without one. */
  readonly load: (recipe: string, texts: readonly string[]) => Promise<readonly (Int8Array | undefined)[]>
  /** Stores vectors in place of earlier ones. */
  readonly store: (recipe: string, vectors: ReadonlyMap<string, Int8Array>) => Promise<void>
  /** Deletes the vectors of other recipes, and those that have not been used for long. */
  readonly deleteUnused: (recipes: readonly string[]) => Promise<void>
  /** Runs a task once no other process makes vectors for this store; undefined where none other can. */
  readonly inTurn?: (<T>(signal: AbortSignal, task: () => Promise<T>) => Promise<T>) | undefined
}

/** What makes vectors for which nobody waits. */
export type TextEmbedder = Pick<Embedder, 'embedPassage' | 'embedKnownQuery'>

/** How the vectors of a matrix are made. */
export interface MakerSettings {
  readonly matrix: VectorMatrix
  /** Another matrix whose vectors are made alike, and need not be made twice. */
  readonly twin?: VectorMatrix | undefined
  readonly recipe: string
  /** Undefined if the model is out of order. */
  readonly embed: (text: string, by: TextEmbedder) => Promise<Float32Array | undefined>
  readonly store?: VectorStore | undefined
  readonly onTrouble: (error: unknown) => void
}

/** Fills a matrix. Neither function rejects. */
export interface VectorMaker {
  readonly matrix: VectorMatrix
  readonly recipe: string
  /** Loads the stored vectors of texts, and returns the texts that are still without one. */
  readonly load: (texts: Iterable<string>, signal: AbortSignal) => Promise<ReadonlySet<string>>
  /** Makes the vectors of texts one after the other, and stores them. */
  readonly make: (texts: Iterable<string>, making: Making) => Promise<MakeOutcome>
}

/** How the vectors of some texts are made. */
export interface Making {
  readonly by: TextEmbedder
  readonly signal: AbortSignal
  /** Called after each text. */
  readonly onDone?: (() => void) | undefined
}

/** Texts that are loaded before it is asked again whether to stop. */
const LOADED_AT_ONCE = 500
/** Vectors that are stored in one go: what a crash loses. */
const STORED_AT_ONCE = 100
/** Texts in succession with which the model fails until it counts as off; a single one is left out. */
const MOST_FAILURES = 3

/** Creates the maker of a matrix. */
export function createVectorMaker(settings: MakerSettings): VectorMaker {
  return {
    matrix: settings.matrix,
    recipe: settings.recipe,
    load: (texts, signal) => load(settings, texts, signal),
    make: (texts, making) => make(settings, texts, making),
  }
}

async function load(settings: MakerSettings, texts: Iterable<string>, signal: AbortSignal): Promise<Set<string>> {
  const { matrix, store, recipe, onTrouble } = settings
  const missing = await listMissing(matrix, texts)
  if (!store) return missing
  try {
    const list = [...missing]
    for (let start = 0; start < list.length && !signal.aborted; start += LOADED_AT_ONCE) {
      const slice = list.slice(start, start + LOADED_AT_ONCE)
      const vectors = await store.load(recipe, slice)
      for (const [index, text] of slice.entries()) {
        const vector = vectors[index]
        if (vector?.length === matrix.dimension) matrix.add(text, vector)
      }
    }
  } catch (error) {
    onTrouble(error)
  }
  return listMissing(matrix, missing)
}

function listMissing(matrix: VectorMatrix, texts: Iterable<string>): Promise<Set<string>> {
  return collectTexts(texts, (text) => !matrix.has(text))
}

/** Collects different texts in slices: a set of the 45,000 sentences of 10,000 passages at once takes some 20 ms. */
export async function collectTexts(
  texts: Iterable<string>,
  isCollected: (text: string) => boolean = () => true,
): Promise<Set<string>> {
  const pause = createPace()
  const collected = new Set<string>()
  for (const text of texts) {
    if (isCollected(text)) collected.add(text)
    await pause()
  }
  return collected
}

async function make(
  settings: MakerSettings,
  texts: Iterable<string>,
  { by, signal, onDone }: Making,
): Promise<MakeOutcome> {
  const pause = createPace()
  const keeper = createKeeper(settings)
  let failures = 0
  let outcome: MakeOutcome = 'ready'
  for (const text of texts) {
    await pause()
    if (signal.aborted) outcome = 'stopped'
    else {
      const made = await makeOne(settings, text, by)
      failures = made === 'failed' ? failures + 1 : 0
      // A stop ends the model too.
      if (made === 'off' || failures === MOST_FAILURES) outcome = signal.aborted ? 'stopped' : 'off'
      if (made === 'made') await keeper.keep(text)
    }
    if (outcome !== 'ready') break
    onDone?.()
  }
  await keeper.flush()
  return outcome
}

async function makeOne(
  { matrix, twin, embed, onTrouble }: MakerSettings,
  text: string,
  by: TextEmbedder,
): Promise<'made' | 'known' | 'off' | 'failed'> {
  try {
    const same = twin?.get(text)
    if (same) matrix.add(text, same)
    if (matrix.has(text)) return 'known'
    const vector = await embed(text, by)
    if (!vector) return 'off'
    matrix.add(text, vector)
    return 'made'
  } catch (error) {
    onTrouble(error)
    return 'failed'
  }
}

/** Gathers texts whose vectors are to be stored. After an error it stores nothing more: the texts are made again. */
function createKeeper({ matrix, store, recipe, onTrouble }: MakerSettings) {
  let vectors = new Map<string, Int8Array>()
  let isBroken = false
  async function flush(): Promise<void> {
    const batch = vectors
    vectors = new Map()
    if (!store || isBroken || batch.size === 0) return
    try {
      await store.store(recipe, batch)
    } catch (error) {
      isBroken = true
      onTrouble(error)
    }
  }
  return {
    flush,
    async keep(text: string) {
      const vector = matrix.get(text)
      if (vector) vectors.set(text, vector)
      if (vectors.size >= STORED_AT_ONCE) await flush()
    },
  }
}
