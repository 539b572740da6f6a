import type { MakeOptions, MakeOutcome } from '../search/vectors/wanted-texts.ts'
import type { Embedder } from './embedder.ts'
import { type Making, type TextEmbedder, type VectorMaker, collectTexts } from './vector-maker.ts'

/** Texts of one kind that shall have vectors. */
export interface Part {
  readonly maker: VectorMaker
  readonly texts: ReadonlySet<string>
}

/** What makes vectors. */
export interface MakerChoice {
  /** That of the queries, each of which waits for the text in progress. */
  readonly embedder: Embedder
  /** Opens another one of the same model, for which no query waits. It is stopped once it has made what it was opened for. */
  readonly openApart?: (() => Promise<ApartEmbedder | undefined>) | undefined
  readonly onTrouble: (error: unknown) => void
}

export type ApartEmbedder = TextEmbedder & Pick<Embedder, 'stop'>

type OnProgress = NonNullable<MakeOptions['onProgress']>

/**
 * Texts from which on another embedder is opened: more than ten seconds of work, of which it takes one and 170 MB to
 * load the model.
 */
export const FEWEST_APART = 500

/** Makes what is missing: many texts apart, and by the embedder of the queries few, or what the other one has left. */
export async function makeMissing(
  parts: readonly Part[],
  { embedder, openApart, onTrouble }: MakerChoice,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<MakeOutcome> {
  const isWorthwhile = countTexts(await listMissing(parts)) >= FEWEST_APART
  const apart = isWorthwhile ? await openApart?.().catch(onTrouble) : undefined
  const outcome = apart ? await makeApart(apart, parts, signal, onProgress) : 'off'
  return outcome === 'off' ? makeAll(parts, { by: embedder, signal }, onProgress) : outcome
}

async function makeApart(
  apart: ApartEmbedder,
  parts: readonly Part[],
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<MakeOutcome> {
  // A text in progress ends with it.
  signal.addEventListener('abort', () => void apart.stop())
  const outcome = signal.aborted ? 'stopped' : await makeAll(parts, { by: apart, signal }, onProgress)
  await apart.stop()
  return outcome
}

async function makeAll(parts: readonly Part[], making: Making, onProgress: OnProgress): Promise<MakeOutcome> {
  const missing = await listMissing(parts)
  const total = countTexts(parts)
  let done = total - countTexts(missing)
  if (total > 0) onProgress(done, total)
  for (const { maker, texts } of missing) {
    const outcome = await maker.make(texts, { ...making, onDone: () => onProgress(++done, total) })
    if (outcome !== 'ready') return outcome
  }
  return 'ready'
}

async function listMissing(parts: readonly Part[]): Promise<Part[]> {
  const missing: Part[] = []
  for (const { maker, texts } of parts)
    missing.push({ maker, texts: await collectTexts(texts, (text) => !maker.matrix.has(text)) })
  return missing
}

function countTexts(parts: readonly Part[]): number {
  return parts.reduce((sum, { texts }) => sum + texts.size, 0)
}
