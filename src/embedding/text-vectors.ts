import { createPace } from '../search/pace.ts'
import { type VectorMatrix, createVectorMatrix } from '../search/vectors/vector-matrix.ts'
import type { Embedder } from './embedder.ts'
import { type QueryVectors, createQueryVectors } from './query-vectors.ts'
import {
  type MakeOutcome,
  type VectorMaker,
  type VectorStore,
  collectTexts,
  createVectorMaker,
} from './vector-maker.ts'

/** The texts that shall have vectors; the same may be given several times. */
export interface WantedTexts {
  readonly passages: Iterable<string>
  readonly sentences: Iterable<string>
  /** Queries that are known to be asked. */
  readonly queries?: Iterable<string> | undefined
}

export interface MakeOptions {
  /** Gets the number of texts that have a vector, and of all. */
  readonly onProgress?: OnProgress | undefined
}

type OnProgress = (done: number, total: number) => void

/** The vectors of texts and queries: what is there is read at once, what is missing is made in the background. */
export interface TextVectors {
  readonly passages: VectorMatrix
  readonly sentences: VectorMatrix
  readonly queries: QueryVectors
  /**
   * Loads what is stored, and makes what is missing, one text at a time: passages, sentences, then queries. What is made
   * is stored. Once all is there the vectors of other texts are removed. A later call takes the place of an earlier one,
   * which stops. Never rejects.
   */
  readonly make: (wanted: WantedTexts, options?: MakeOptions) => Promise<MakeOutcome>
  /** Makes the missing vectors of passages, unless more than `limit` are missing; tells whether all are there then. */
  readonly makeFew: (passages: Iterable<string>, limit: number) => Promise<boolean>
  /** Stops making; resolves once what was made is stored. A text in progress ends with the model. */
  readonly stop: () => Promise<void>
}

export interface TextVectorsSettings {
  readonly embedder: Embedder
  /** Without one nothing outlasts the process. */
  readonly store?: VectorStore | undefined
  /** Gets the errors of the store and of the model. */
  readonly onTrouble: (error: unknown) => void
}

/** Creates the vectors of a model's dimension, none at first. */
export function createTextVectors(settings: TextVectorsSettings): TextVectors {
  const makers = createMakers(settings)
  const [passages, sentences, known] = [makers.passages.matrix, makers.sentences.matrix, makers.queries.matrix]
  return {
    passages,
    sentences,
    queries: createQueryVectors(known, settings.embedder, settings.onTrouble),
    ...createSuccession(createMakeAll(makers, settings)),
    async makeFew(texts, limit) {
      const { signal } = new AbortController()
      const missing = [...new Set(texts)].filter((text) => !passages.has(text))
      if (missing.length > limit) return false
      await makers.passages.make(await makers.passages.load(missing, signal), signal, () => {})
      return missing.every(passages.has)
    },
  }
}

type Makers = { readonly [kind in keyof WantedTexts]-?: VectorMaker }

function createMakers({ embedder, store, onTrouble }: TextVectorsSettings): Makers {
  const createMatrix = () => createVectorMatrix(embedder.dimension)
  const [passages, sentences] = [createMatrix(), createMatrix()]
  const asPassage = {
    recipe: `${embedder.model} passage`,
    embed: async (text: string) => (await embedder.embedPassage(text)) ?? 'off',
    store,
    onTrouble,
  } as const
  return {
    passages: createVectorMaker({ matrix: passages, twin: sentences, ...asPassage }),
    sentences: createVectorMaker({ matrix: sentences, twin: passages, ...asPassage }),
    // Known queries are rows too: a quarter of the size, and the same after a start that loads them.
    queries: createVectorMaker({
      matrix: createMatrix(),
      recipe: `${embedder.model} query`,
      embed: async (text) => (await embedder.embedKnownQuery(text)) ?? 'off',
      store,
      onTrouble,
    }),
  }
}

type MakeAll = (wanted: WantedTexts, signal: AbortSignal, onProgress: OnProgress) => Promise<MakeOutcome>

function createMakeAll(makers: Makers, { store, onTrouble }: TextVectorsSettings): MakeAll {
  let isSwept = false

  async function sweep(): Promise<void> {
    if (isSwept) return
    isSwept = true
    await store?.deleteUnused(Object.values(makers).map(({ recipe }) => recipe)).catch(onTrouble)
  }

  return async (wanted, signal, onProgress) => {
    const parts: {
      readonly maker: VectorMaker
      readonly texts: ReadonlySet<string>
      readonly missing: ReadonlySet<string>
    }[] = []
    let [done, total] = [0, 0]
    for (const kind of ['passages', 'sentences', 'queries'] as const) {
      const texts = await collectTexts(wanted[kind] ?? [])
      const missing = await makers[kind].load(texts, signal)
      parts.push({ maker: makers[kind], texts, missing })
      total += texts.size
      done += texts.size - missing.size
    }
    if (total > 0) onProgress(done, total)
    for (const { maker, missing } of parts) {
      const outcome = await maker.make(missing, signal, () => onProgress(++done, total))
      if (outcome !== 'ready') return outcome
    }
    if (signal.aborted) return 'stopped'
    // Only now does nobody read another text's vector, and has all that is wanted been loaded or stored.
    for (const { maker, texts } of parts) await removeOthers(maker.matrix, texts)
    await sweep()
    return 'ready'
  }
}

/** Makes one set of texts after another: a call stops the one before, and begins when that has stored what it made. */
function createSuccession(makeAll: MakeAll): Pick<TextVectors, 'make' | 'stop'> {
  let latest = new AbortController()
  let done: Promise<unknown> = Promise.resolve()
  return {
    make(wanted, { onProgress = () => {} } = {}) {
      latest.abort()
      latest = new AbortController()
      const { signal } = latest
      const made = done.then(() => makeAll(wanted, signal, onProgress))
      done = made
      return made
    },
    async stop() {
      latest.abort()
      await done
    },
  }
}

async function removeOthers(matrix: VectorMatrix, wanted: ReadonlySet<string>): Promise<void> {
  const pause = createPace()
  for (const text of matrix.texts()) {
    if (!wanted.has(text)) matrix.remove(text)
    await pause()
  }
}
