import { setImmediate as turn } from 'node:timers/promises'
import type { Update } from 'grammy/types'
import type { Payloads } from '../payloads/payloads.ts'
import { Refusal, refuse } from '../server/refusal.ts'

/** Keeps every update until a later offset confirms it, and holds one poll at a time, like Telegram. */
export function createUpdateQueue(firstId = 1001) {
  let queue: Update[] = []
  let nextId = firstId
  let confirmed = firstId
  let allowed: readonly string[] = []
  let webhook = ''
  let endPoll: ((reason?: Refusal) => void) | undefined

  function push(fields: Omit<Update, 'update_id'>): Update {
    const update = { update_id: nextId++, ...fields }
    if (isWanted(update, allowed)) queue.push(update)
    if (queue.length > 0) endPoll?.()
    return update
  }

  async function getUpdates(args: Payloads['getUpdates'], gone: AbortSignal): Promise<Update[]> {
    if (webhook) refuse(webhookConflict, 409)
    const { offset = 0, limit = 100, timeout = 0 } = args
    // A bot that stops drops its poll and asks again at once: without a turn the dropped poll would be a conflict.
    await turn()
    await turn()
    endPoll?.(conflict('other getUpdates request; make sure that only one bot instance is running'))
    allowed = args.allowed_updates ?? allowed
    confirm(offset)
    if (queue.length === 0 && timeout > 0) await arrival(timeout * 1000, gone)
    return queue.slice(0, limit >= 1 && limit <= 100 ? limit : 100)
  }

  function confirm(offset: number): void {
    queue = offset < 0 ? queue.slice(offset) : queue.filter((update) => update.update_id >= offset)
    const reached = offset < 0 ? (queue[0]?.update_id ?? nextId) : Math.min(offset, nextId)
    confirmed = Math.max(confirmed, reached)
  }

  function arrival(ms: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (reason?: Refusal): void => {
        clearTimeout(timer)
        gone.removeEventListener('abort', hangUp)
        if (endPoll === end) endPoll = undefined
        if (reason) reject(reason)
        else resolve()
      }
      const hangUp = (): void => end()
      const timer = setTimeout(end, ms)
      gone.addEventListener('abort', hangUp)
      endPoll = end
      if (gone.aborted) end()
    })
  }

  function setWebhook(url: string, kinds = allowed): void {
    webhook = url
    allowed = kinds
    if (url) endPoll?.(conflict('setWebhook request'))
  }

  return {
    push,
    getUpdates,
    setWebhook,
    webhook: () => webhook,
    forget: () => confirm(nextId),
    confirmedOffset: () => confirmed,
    pending: (): readonly Update[] => queue,
    /** Whether a poll waits for an update. */
    isPolled: (): boolean => endPoll !== undefined,
    close: () => endPoll?.(),
  }
}

const webhookConflict =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
const onlyWhenAsked = ['chat_member', 'message_reaction', 'message_reaction_count']

function isWanted(update: Update, allowed: readonly string[]): boolean {
  const type = Object.keys(update).find((key) => key !== 'update_id') ?? ''
  return allowed.length > 0 ? allowed.includes(type) : !onlyWhenAsked.includes(type)
}

function conflict(by: string): Refusal {
  return new Refusal(409, `Conflict: terminated by ${by}`)
}
