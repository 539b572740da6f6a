/** What becomes of a database, for the log. */
export interface DatabaseListeners {
  /** A task failed; called once a minute at most. */
  readonly onTrouble?: ((error: unknown) => void) | undefined
  /** A task succeeded after a reported failure. */
  readonly onRecovery?: (() => void) | undefined
  /** The file was deleted, or another has taken its place, and is used from now on. */
  readonly onReplaced?: (() => void) | undefined
}

/** Creates what reports the first failure, at intervals further ones, and the end of what was reported. */
export function createOutage({ onTrouble, onRecovery }: DatabaseListeners, interval: number) {
  let reportedAt = -Infinity
  let isReported = false
  return {
    begin(error: unknown) {
      if (Date.now() - reportedAt < interval) return
      reportedAt = Date.now()
      isReported = true
      onTrouble?.(error)
    },
    end() {
      if (isReported) onRecovery?.()
      isReported = false
    },
  }
}
