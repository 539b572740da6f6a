/** The texts of a corpus that shall have vectors; the same may be listed several times. */
export interface WantedTexts {
  readonly passages: Iterable<string>
  readonly sentences: Iterable<string>
  /** Queries that are known to be asked. */
  readonly queries?: Iterable<string> | undefined
}

/** How the making of their vectors is followed. */
export interface MakeOptions {
  /** Gets the number of texts that have a vector, and of all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** `ready`: all that could be made is there; `stopped`: by a later call or an end; `off`: the model is. */
export type MakeOutcome = 'ready' | 'stopped' | 'off'
