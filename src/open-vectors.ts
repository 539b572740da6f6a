import type { KnowledgeBase } from './answer/knowledge-base.ts'
import { type Log, describeError } from './bot/log.ts'
import { createProgressLog } from './bot/progress.ts'
import type { BotSettings, Settings } from './config.ts'
import { type Embedder, openEmbedder } from './embedding/embedder.ts'
import { createTextVectors } from './embedding/text-vectors.ts'
import type { VectorStore } from './embedding/vector-maker.ts'
import type { MakeOptions, MakeOutcome } from './search/vectors/wanted-texts.ts'

/** Milliseconds that a user's query waits for its vector; then it is answered by words alone. */
export const QUERY_LIMIT = 150

/** A model that is loaded, or being loaded, with the making of its vectors; or none, which is off from the start. */
export interface OpenedVectors extends Pick<Embedder, 'counts' | 'state'> {
  /** Ends the model, once what was made is stored. */
  readonly close: () => Promise<void>
}

export interface VectorsOptions extends MakeOptions {
  /** Without one the vectors are made anew by each process. */
  readonly store?: VectorStore | undefined
  /** Gets the errors of the store. */
  readonly onTrouble: (error: unknown) => void
  /** Called at most once, with a sentence that says why there will be no vectors. */
  readonly onNoModel: (sentence: string) => void
  readonly onMade?: ((outcome: MakeOutcome) => void) | undefined
}

const NO_VECTORS: OpenedVectors = {
  counts: () => ({ lateQueries: 0, failures: 0 }),
  state: () => 'off',
  close: async () => {},
}

/**
 * Loads the model of the settings, and has the knowledge base search by its vectors. It takes nothing from the first
 * answers: the model is a process of its own.
 */
export async function openVectors(
  { MODEL_DIR: dir }: Pick<Settings, 'MODEL_DIR'>,
  knowledge: KnowledgeBase,
  { store, onTrouble, onNoModel, onProgress, onMade }: VectorsOptions,
): Promise<OpenedVectors> {
  if (dir === undefined) return NO_VECTORS
  const embedder = await openEmbedder({ dir, queryLimit: QUERY_LIMIT, onTrouble: onNoModel })
  if (!embedder) {
    onMade?.('off')
    return NO_VECTORS
  }
  // Where it fails the other takes over, and tells why that fails too.
  const openApart = () => openEmbedder({ dir, isBackground: true, onTrouble: () => {} })
  const vectors = createTextVectors({ embedder, openApart, store, onTrouble })
  knowledge.useVectors({ vectors, withQueries: store !== undefined, onProgress, onMade })
  return {
    counts: embedder.counts,
    state: embedder.state,
    async close() {
      await Promise.all([vectors.stop(), embedder.stop()])
    },
  }
}

/** Opens vectors whose making is logged: how far it is, and how it ended. */
export function openLoggedVectors(
  settings: BotSettings,
  knowledge: KnowledgeBase,
  store: VectorStore | undefined,
  log: Log,
): Promise<OpenedVectors> {
  const { onBuild } = createProgressLog(log, 'the vectors of the knowledge are being made')
  return openVectors(settings, knowledge, {
    store,
    onTrouble: (error) => log.warn(describeError(error, settings.BOT_TOKEN), 'vectors cannot be kept'),
    onNoModel: (sentence) => log.warn(sentence),
    onProgress: (done, total) => onBuild(done / total),
    onMade(outcome) {
      if (outcome !== 'stopped') log.info({ outcome }, 'vectors ready')
    },
  })
}
