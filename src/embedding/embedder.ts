/** Turns texts into unit vectors by a model in a thread of its own. */
export interface Embedder {
  /** Identifies the model. */
  readonly model: string
  readonly dimension: number
  /** Undefined if the model is not loaded yet or is off, or if the vector comes too late. */
  readonly embedQuery: (text: string) => Promise<Float32Array | undefined>
  /** Waits for the model to be loaded; undefined if it is off. */
  readonly embedPassage: (text: string) => Promise<Float32Array | undefined>
  readonly stop: () => Promise<void>
  readonly state: () => 'loading' | 'ready' | 'off'
}
