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

/** SQLSTATE classes: connection exceptions, a server that is starting, stopping or out of connections, a standby. */
const LOST = /^(?:08|57P|53300|25006)/u

/** Of the pool where all connections are in use: the server is slow, and further ones make it no faster. */
const POOL_FULL = 'timeout exceeded when trying to connect'
/** Of a connection that says nothing. */
const READ_TIMEOUT = 'Query read timeout'

/** Tells whether an error is about the connection, and not about a statement. */
export function isConnectionLost(error: unknown): boolean {
  if (isMessage(error, POOL_FULL)) return false
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // What the server itself refuses has a SQLSTATE of five characters; all else comes from the network or the driver.
  return typeof code !== 'string' || !/^(?!E)[0-9A-Z]{5}$/u.test(code) || LOST.test(code)
}

/** Tells whether an error is that a connection says nothing. */
export function isOfSilence(error: unknown): boolean {
  return isMessage(error, READ_TIMEOUT)
}

function isMessage(error: unknown, message: string): boolean {
  return error instanceof Error && error.message === message
}
