import type { Bot } from 'grammy'
import type { Update } from 'grammy/types'
import { LRUCache } from 'lru-cache'
import { finishAnswers } from './finish-answers.ts'
import type { Log } from '../log.ts'

/** Where updates are handed in. */
export interface Intake {
  /** Takes updates from now on. */
  open(bot: Bot): void
  /**
   * Handles an update once, however often it is handed in; each time resolves when that is done.
   * Undefined where a new one is not taken now, so that it has to be handed in again.
   */
  take(update: Update): Promise<void> | undefined
  /** Takes no more, and lets running answers finish; a second call is the first. */
  close(): Promise<void>
}

/** Telegram hands an update in again within minutes; at thirty a second, as much as it lets a bot send, this is some five. */
const MOST_REMEMBERED = 10_000

/** Creates an intake, closed at first; what it remembers does not outlast the process. */
export function createIntake(log: Log): Intake {
  const handled = new LRUCache<number, Promise<void>>({ max: MOST_REMEMBERED })
  let running = 0
  let bot: Bot | undefined
  let closed: Promise<unknown> | undefined
  return {
    open(opened) {
      bot = opened
    },
    take(update) {
      const known = handled.get(update.update_id)
      if (known || !bot) return known
      running++
      const handling = bot.handleUpdate(update).finally(() => running--)
      handled.set(update.update_id, handling)
      return handling
    },
    async close() {
      bot = undefined
      await (closed ??= finishAnswers(() => running, log))
    },
  }
}
