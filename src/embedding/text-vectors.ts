import { createPace } from '../search/pace.ts'
import { type VectorMatrix, createVectorMatrix } from '../search/vectors/vector-matrix.ts'
import type { MakeOptions, MakeOutcome, WantedTexts } from '../search/vectors/wanted-texts.ts'
import { type MakerChoice, type Part, makeMissing } from './make-missing.ts'
import { type QueryVectors, createQueryVectors } from './query-vectors.ts'
import {
  type TextEmbedder,
  type VectorMaker,
  type VectorStore,
  collectTexts,
  createVectorMaker,
} from './vector-maker.ts'

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

export interface TextVectorsSettings extends MakerChoice {
  /** Without one nothing outlasts the process. */
  readonly store?: VectorStore | undefined
  /** Gets the errors of the store and of the model. */
  readonly onTrouble: (error: unknown) => void
}

/** Creates the vectors of a model's dimension, none at first. */
export function createTextVectors(settings: TextVectorsSettings): TextVectors {
  const { embedder, onTrouble } = settings
  const makers = createMakers(settings)
  const [passages, sentences, known] = [makers.passages.matrix, makers.sentences.matrix, makers.queries.matrix]
  return {
    passages,
    sentences,
    queries: createQueryVectors(known, embedder, onTrouble),
    ...createSuccession(createMakeAll(makers, settings)),
    async makeFew(texts, limit) {
      const { signal } = new AbortController()
      const missing = [...new Set(texts)].filter((text) => !passages.has(text))
      if (missing.length > limit) return false
      await makers.passages.make(await makers.passages.load(missing, signal), { by: embedder, signal })
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
    embed: (text: string, by: TextEmbedder) => by.embedPassage(text),
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
      embed: (text, by) => by.embedKnownQuery(text),
      store,
      onTrouble,
    }),
  }
}

type MakeAll = (
  wanted: WantedTexts,
  signal: AbortSignal,
  onProgress: NonNullable<MakeOptions['onProgress']>,
) => Promise<MakeOutcome>

function createMakeAll(makers: Makers, settings: TextVectorsSettings): MakeAll {
  const { store, onTrouble } = settings
  let isSwept = false

  async function sweep(): Promise<void> {
    if (isSwept) return
    isSwept = true
    await store?.deleteUnused(Object.values(makers).map(({ recipe }) => recipe)).catch(onTrouble)
  }

  /** Loads what is stored; tells whether that is all. */
  async function loadAll(parts: readonly Part[], signal: AbortSignal): Promise<boolean> {
    let missing = 0
    for (const { maker, texts } of parts) missing += (await maker.load(texts, signal)).size
    return missing === 0
  }

  return async (wanted, signal, onProgress) => {
    const parts: Part[] = []
    for (const kind of ['passages', 'sentences', 'queries'] as const)
      parts.push({ maker: makers[kind], texts: await collectTexts(wanted[kind] ?? []) })
    const make = () => makeMissing(parts, settings, signal, onProgress)
    const isThere = await loadAll(parts, signal)
    // What is missing one copy makes, and the others load.
    const outcome =
      isThere || !store?.inTurn
        ? await make()
        : await store.inTurn(signal, async () => {
            await loadAll(parts, signal)
            return make()
          })
    if (outcome !== 'ready') return outcome
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
