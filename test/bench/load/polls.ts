import { setImmediate as turn } from 'node:timers/promises'

/** An update on its way to the bot. */
export interface Sent {
  readonly id: number
  readonly json: string
}

/** What getUpdates asks for. */
export interface Poll {
  readonly offset?: number | undefined
  readonly limit?: number | undefined
  /** Seconds. */
  readonly timeout?: number | undefined
}

/** Updates of one batch, the limit of Telegram. */
const MOST_OF_A_BATCH = 100

/** Keeps updates by their ids until a later offset confirms them; allows one poll at a time, like Telegram. */
export function createPolls() {
  let kept: Sent[] = []
  let end: ((isConflict: boolean) => void) | undefined

  /** Waits for an update; resolves with true if another poll replaced this one. */
  function arrival(milliseconds: number, gone: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const own = (isConflict: boolean): void => {
        clearTimeout(timer)
        if (end === own) end = undefined
        resolve(isConflict)
      }
      const timer = setTimeout(own, milliseconds, false)
      gone.addEventListener('abort', () => own(false), { once: true })
      end = own
    })
  }

  return {
    push(update: Sent): void {
      kept.push(update)
      end?.(false)
    },
    /** Resolves with undefined if another poll began meanwhile, unless that one's client is gone. */
    async take(
      { offset = 0, limit = MOST_OF_A_BATCH, timeout = 0 }: Poll,
      gone: AbortSignal,
    ): Promise<readonly Sent[] | undefined> {
      // A bot that stops drops its poll and asks again at once: without a turn the dropped poll would be a conflict.
      await turn()
      await turn()
      end?.(true)
      const first = kept.findIndex(({ id }) => id >= offset)
      kept = first === -1 ? [] : kept.slice(first)
      if (kept.length === 0 && timeout > 0 && (await arrival(timeout * 1000, gone))) return undefined
      return kept.slice(0, Math.min(limit, MOST_OF_A_BATCH))
    },
    pending: () => kept.length,
    /** Whether a poll waits for an update. */
    isWaiting: () => end !== undefined,
    close: () => end?.(false),
  }
}
