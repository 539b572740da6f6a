import { createHmac } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { createSeal } from '../seal.ts'
import { RELEASED, type Run, createRun } from './reach.ts'
import { type Claim, claimRows, inBatches, setHold, setSettled, takeOver } from './update-rows.ts'

export type { Claim } from './update-rows.ts'

/** What Telegram delivers, as far as it is looked into here. */
export interface Delivered {
  readonly update_id: number
}

/** What processes that ended have left unanswered. */
export interface Left {
  /** They are this process's now. */
  readonly updates: readonly Delivered[]
  /** The ids of those that too many processes have ended with, or that cannot be read. */
  readonly dropped: readonly number[]
}

/**
 * The updates that were taken from Telegram: those not yet answered outlast the process, and those answered within a day
 * are known. No call rejects: where the database fails, updates are claimed all the same.
 */
export interface TakenUpdates {
  /** Stores updates before Telegram forgets them, and claims those that nobody has. */
  claim(updates: readonly Delivered[]): Promise<ReadonlyMap<number, Claim>>
  /** Notes that an update needs no more, and deletes its content. */
  settle(id: number): Promise<void>
  /** Forgets an update, so that Telegram may deliver it again. */
  giveBack(id: number): Promise<void>
  /** Claims what processes that ended have left. */
  claimLeft(): Promise<Left>
  /** Leaves what this process holds to the next one. */
  release(): Promise<void>
}

export interface TakenUpdatesSettings {
  /** The bot's token: it seals the updates, which hold what users wrote. */
  readonly key: string
  readonly lease?: Lease | undefined
  /** Called for each update that another process has begun to answer, and this one answers now. */
  readonly onTakenOver?: (() => void) | undefined
}

/** In milliseconds. */
export interface Lease {
  /** For how long a process holds an update without renewing it; after that it counts as ended. */
  readonly held: number
  /** Between renewals. */
  readonly renewal: number
}

const LEASE: Lease = { held: 5000, renewal: 1000 }
/** Processes that may end with the same update, which may be what ends them. */
const MAX_STARTS = 10

/**
 * Creates the updates of a bot in a database. Looking for what is left also renews the holds, and settles what could not
 * be settled before.
 */
export function createTakenUpdates(
  database: Database,
  { key, lease = LEASE, onTakenOver }: TakenUpdatesSettings,
): TakenUpdates {
  const bot = createHmac('sha256', key).update('updates').digest('base64url')
  const seal = createSeal(key, 'updates')
  const { run, findLapsed } = createRun(database, lease.held)
  const held = new Set<number>()
  const settling = createSettling(run, bot)
  const isRenewalDue = createPacer(lease.renewal)
  const until = () => database.now() + lease.held
  const hold = (end: number) => run((tables) => setHold(tables, bot, [...held], end))
  const own = (id: number, starts: number) => {
    if (starts > 1 && !held.has(id)) onTakenOver?.()
    held.add(id)
    // What is answered anew is not answered yet.
    settling.drop(id)
  }

  return {
    async claim(updates) {
      const claims = new Map<number, Claim>()
      for (const batch of inBatches(updates)) {
        const rows = batch.map((one) => {
          const text = JSON.stringify(one)
          return { bot, id: one.update_id, content: seal.close(text), digest: seal.digest(text) }
        })
        const claiming = { now: database.now(), until: until(), lapsed: findLapsed() }
        const claimed = await run((tables) => claimRows(tables, rows, claiming))
        for (const { id } of rows) {
          const { claim, starts } = claimed?.get(id) ?? { claim: 'own', starts: 1 }
          claims.set(id, claim)
          if (claim === 'own') own(id, starts)
        }
      }
      return claims
    },
    settle(id) {
      held.delete(id)
      return settling.settle(id)
    },
    async giveBack(id) {
      held.delete(id)
      await run((tables) => tables.deleteFrom('updates').where('bot', '=', bot).where('id', '=', id).execute())
    },
    async claimLeft() {
      if (isRenewalDue()) await hold(until())
      await settling.settleRest()
      const taking = { until: until(), lapsed: findLapsed() }
      const rows = (await run((tables) => takeOver(tables, bot, taking))) ?? []
      const opened = rows.map(({ id, starts, content }) => ({
        id,
        starts,
        update: starts > MAX_STARTS || content === null ? undefined : openUpdate(seal.open(content)),
      }))
      const dropped = opened.filter(({ update }) => !update).map(({ id }) => id)
      for (const id of dropped) void settling.settle(id)
      for (const { id, starts, update } of opened) if (update) own(id, starts)
      return { updates: opened.flatMap(({ update }) => update ?? []), dropped }
    },
    async release() {
      await settling.settleRest()
      await hold(RELEASED)
      held.clear()
    },
  }
}

/** Only what was sealed above opens. */
function openUpdate(text: string | undefined): Delivered | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Delivered)
}

/** Settles updates: together those that were answered while the database was busy, and again those that it did not take. */
function createSettling(run: Run, bot: string) {
  const waiting = new Set<number>()
  let settling: Promise<void> | undefined

  async function settleAll(): Promise<void> {
    let ids: number[] = []
    const isWritten = await run(async (tables) => {
      settling = undefined
      ids = [...waiting]
      waiting.clear()
      for (const batch of inBatches(ids)) await setSettled(tables, bot, batch)
      return true
    })
    if (isWritten) return
    // A task that was not begun has taken none out.
    settling = undefined
    for (const id of ids) waiting.add(id)
  }

  return {
    settle(id: number): Promise<void> {
      waiting.add(id)
      return (settling ??= settleAll())
    },
    async settleRest(): Promise<void> {
      if (waiting.size > 0) await (settling ??= settleAll())
    },
    drop: (id: number) => void waiting.delete(id),
  }
}

/** Creates what is true at most once in so many milliseconds. */
function createPacer(interval: number): () => boolean {
  let last = -Infinity
  return () => {
    const isDue = Date.now() - last >= interval
    if (isDue) last = Date.now()
    return isDue
  }
}
