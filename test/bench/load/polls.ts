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

/** Updates of one batch, as Telegram has it. */
const MOST_OF_A_BATCH = 100

/** Keeps updates, in the order of their ids, until a later offset confirms them; one poll at a time, as Telegram has it. */
export function createPolls() {
  let kept: Sent[] = []
  let end: ((isConflict: boolean) => void) | undefined

  /** Waits for an update; tells whether another poll took this one's place. */
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
    /** Undefined where another poll began meanwhile; one whose client is gone is none. */
    async take(
      { offset = 0, limit = MOST_OF_A_BATCH, timeout = 0 }: Poll,
      gone: AbortSignal,
    ): Promise<readonly Sent[] | undefined> {
      // A bot that stops drops its poll and at once asks again: its hanging up has to be noticed before this is a conflict.
      await turn()
      await turn()
      end?.(true)
      const first = kept.findIndex(({ id }) => id >= offset)
      kept = first === -1 ? [] : kept.slice(first)
      if (kept.length === 0 && timeout > 0 && (await arrival(timeout * 1000, gone))) return undefined
      return kept.slice(0, Math.min(limit, MOST_OF_A_BATCH))
    },
    pending: () => kept.length,
    close: () => end?.(false),
  }
}
