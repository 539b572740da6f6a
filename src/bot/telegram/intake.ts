import type { Bot } from 'grammy'
import type { Update } from 'grammy/types'
import { LRUCache } from 'lru-cache'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Claim, TakenUpdates } from '../../records/updates/taken-updates.ts'
import type { Log } from '../log.ts'
import { parseUpdate, readUpdateId } from './parse-update.ts'

/**
 * How an update ended: its answer is out, or it calls for none; its answer did not go out; another process answers it, or
 * has answered it.
 */
export type Handled = 'done' | 'unsent' | Exclude<Claim, 'own'>

/** Takes updates in, each of them once, however often and to however many processes they are delivered. */
export interface Intake {
  /** Takes updates from now on, first those that a process before left. Without a database each is known in memory. */
  open(bot: Bot, kept: TakenUpdates | undefined): void
  /**
   * Takes updates as they come from the network, or joins them where they are being answered; undefined while the intake
   * is closed. One that is not as the Bot API describes it is logged and passed over, as it would come again for ever.
   */
  take(delivered: readonly unknown[]): Taking | undefined
  /** Resolves when no more than a certain number of updates is being answered. */
  room(): Promise<void>
  /** Takes no more updates, and lets running answers finish; resolves to whether all have. Idempotent. */
  close(): Promise<boolean>
}

/** Updates that are taken. */
export interface Taking {
  /** Resolves once they outlast the process. */
  readonly stored: Promise<unknown>
  /** How each ends, in their order. */
  readonly handled: readonly Promise<Handled>[]
}

/** Milliseconds, each with a default. */
export interface IntakeOptions {
  /** How long running answers may take to finish at a stop. */
  readonly stopDeadline?: number | undefined
  /** How often to check whether they have finished. */
  readonly stopCheck?: number | undefined
  /** Between looks for what other processes have left. */
  readonly sweepInterval?: number | undefined
  /** Whether an update whose answer did not go out is delivered again, as Telegram does by webhook. */
  readonly isRepeated?: boolean | undefined
}

/** Updates remembered: Telegram posts again within minutes; at 30 a second, its limit for a bot, they span five. */
const MAX_REMEMBERED = 10_000
/** Updates that are answered at once: those of one chat, which wait for each other, are no reason to keep others out. */
const MAX_RUNNING = 5000
/** Milliseconds for running answers to finish: process managers kill after about ten seconds. */
const STOP_DEADLINE = 8000
/** Milliseconds between checks whether running answers have finished: too short to be noticed at a stop. */
const STOP_CHECK = 50
const SWEEP_INTERVAL = 1000

/** Creates a closed intake. */
export function createIntake(log: Log, options: IntakeOptions = {}): Intake {
  const known = new LRUCache<number, Promise<Handled>>({ max: MAX_REMEMBERED })
  const running = new Set<Promise<Handled>>()
  let opened: Opened | undefined
  let sweeping: NodeJS.Timeout | undefined
  let closed: Promise<boolean> | undefined

  function start(update: Update, claims: Promise<ReadonlyMap<number, Claim>>, to: Opened): Promise<Handled> {
    const { update_id: id } = update
    const handling = answer(update, claims, to, options)
      .then((outcome) => {
        // Delivered again, it is another attempt.
        if ((outcome === 'unsent' || outcome === 'held') && known.get(id) === handling) known.delete(id)
        return outcome
      })
      .finally(() => running.delete(handling))
    running.add(handling)
    known.set(id, handling)
    return handling
  }

  /** Makes an update that asks nothing of one that cannot be read. */
  function passOver(one: unknown): Update[] {
    const id = readUpdateId(one)
    log.warn({ update: id }, 'an update is not as the Bot API describes it, and is passed over')
    return id === undefined ? [] : [{ update_id: id }]
  }

  /** Answers what other processes have left; what this one knows it has only failed to settle. */
  async function sweep(to: Opened): Promise<void> {
    const left = await to.kept?.claimLeft()
    for (const id of left?.dropped ?? []) log.error({ update: id }, 'an update ended process after process, given up')
    for (const delivered of left?.updates ?? []) void answerLeft(delivered, to)
  }

  async function answerLeft(delivered: Update, to: Opened): Promise<void> {
    const { update_id: id } = delivered
    // A post that came at the same moment was told that somebody holds it: this process, since then.
    const outcome = (await known.get(id)) ?? 'held'
    if (outcome === 'held') await start(delivered, Promise.resolve(new Map([[id, 'own'] as const])), to)
    else await to.kept?.settle(id)
  }

  return {
    open(bot, kept) {
      const to = (opened = { bot, kept })
      if (!kept) return
      void sweep(to)
      sweeping = setInterval(() => void sweep(to), options.sweepInterval ?? SWEEP_INTERVAL).unref()
    },
    take(delivered) {
      const updates = delivered.flatMap((one) => parseUpdate(one) ?? passOver(one))
      const to = opened
      const isKnown = ({ update_id: id }: Update) => known.has(id)
      if (!to && !updates.every(isKnown)) return undefined
      const fresh = updates.filter((update) => !isKnown(update))
      const stored = (fresh.length > 0 && to?.kept?.claim(fresh)) || Promise.resolve(new Map<number, Claim>())
      if (to) for (const update of fresh) void start(update, stored, to)
      return { stored, handled: updates.flatMap(({ update_id: id }) => known.get(id) ?? []) }
    },
    async room() {
      while (running.size >= MAX_RUNNING) await Promise.race(running)
    },
    close() {
      const kept = opened?.kept
      opened = undefined
      return (closed ??= finish(() => running.size, log, options).then(async (isThrough) => {
        clearInterval(sweeping)
        await kept?.release()
        return isThrough
      }))
    },
  }
}

/** What updates are handed to. */
interface Opened {
  readonly bot: Bot
  readonly kept: TakenUpdates | undefined
}

async function answer(
  update: Update,
  claims: Promise<ReadonlyMap<number, Claim>>,
  { bot, kept }: Opened,
  { isRepeated = false }: IntakeOptions,
): Promise<Handled> {
  const { update_id: id } = update
  const claim = (await claims).get(id) ?? 'own'
  if (claim !== 'own') return claim
  try {
    await bot.handleUpdate(update)
    await kept?.settle(id)
    return 'done'
  } catch {
    // The guard of the bot has logged why, and lets through only that an answer did not go out.
    await (isRepeated ? kept?.giveBack(id) : kept?.settle(id))
    return 'unsent'
  }
}

/** Waits for running answers, at most until the deadline; resolves to whether all have finished. */
async function finish(
  countRunning: () => number,
  log: Log,
  { stopDeadline = STOP_DEADLINE, stopCheck = STOP_CHECK }: IntakeOptions,
): Promise<boolean> {
  const deadline = Date.now() + stopDeadline
  while (countRunning() > 0 && Date.now() < deadline) await sleep(stopCheck)
  const unfinished = countRunning()
  if (unfinished > 0) log.warn({ unfinished }, 'stopped before every answer was out')
  return unfinished === 0
}
