import { createHmac } from 'node:crypto'
import type { OnConflictBuilder } from 'kysely'
import type { Database, Tables } from './database.ts'

/** Where something was asked: the ids are hashed before anything is kept. */
export interface Place {
  readonly userId: number
  readonly chatId: number
  /** The message that answers. */
  readonly messageId: number
}

/** A query as it was answered. */
export interface Logged extends Place {
  readonly chatKind: string
  readonly language: string
  readonly query: string
  readonly outcome: string
  readonly isAnswered: boolean
  readonly passages: readonly string[]
  /** From when the bot had it until its answer was out. */
  readonly milliseconds: number
}

/** Whether an answer helped and, where it did not, what was wrong if that was told. */
export interface Vote {
  readonly isUp: boolean
  readonly reason?: string | undefined
}

/** Keeps what people ask. Nothing here waits, and nothing fails: what cannot be written is told to `onTrouble`. */
export interface QueryLog {
  record(logged: Logged): void
  recordPress(place: Place, kind: string): void
  /** Keeps whether an answer helped, in the place of what the same user said of it before. */
  recordVote(place: Place, vote: Vote): void
  /** Writes what is left. */
  close(): Promise<void>
}

export interface QueryLogSettings {
  /** Whoever lacks it cannot tell who asked. */
  readonly key: string
  /** After so many days a query is deleted; 0 keeps no text at all, and the rest for 90 days. */
  readonly retentionDays: number
  readonly onTrouble: (error: unknown) => void
}

/** Milliseconds: what a crash may lose. One transaction for all that came meanwhile. */
const FLUSH_INTERVAL = 500
/** Milliseconds between deletions of what is too old. */
const PURGE_INTERVAL = 60 * 60 * 1000
/** Rows that wait for a disk that is full or a file that is locked; then the oldest go. */
const MOST_WAITING = 10_000
/** Days for which rows without a text are kept. */
const DAYS_WITHOUT_TEXT = 90
/** Rows of one statement. */
const BATCH = 100
/** Milliseconds between complaints of one kind of trouble. */
const COMPLAINT_INTERVAL = 60_000
const DAY = 24 * 60 * 60 * 1000

type Row =
  | { readonly table: 'queries'; readonly values: Omit<Tables['queries'], 'id'> }
  | { readonly table: 'presses'; readonly values: Omit<Tables['presses'], 'id'> }
  | { readonly table: 'votes'; readonly values: Tables['votes'] }

/** Creates the log of queries in a database; it writes a few times a second until it is closed. */
export function createQueryLog(database: Database, { key, retentionDays, onTrouble }: QueryLogSettings): QueryLog {
  const hash = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  const toKeys = ({ userId, chatId, messageId }: Place) => ({
    at: Date.now(),
    user: hash(`user ${userId}`),
    message: hash(`message ${chatId} ${messageId}`),
  })
  const waiting: Row[] = []
  const add = (row: Row) => {
    waiting.push(row)
    if (waiting.length > MOST_WAITING) waiting.shift()
  }
  const complain = createComplaint(onTrouble)
  let latest: Promise<void> = Promise.resolve()
  const flush = () => (latest = latest.then(() => write(database, waiting)).catch(complain))
  const purge = () => (latest = latest.then(() => deleteOld(database, retentionDays)).catch(complain))
  void purge()
  const timers = [setInterval(() => void flush(), FLUSH_INTERVAL), setInterval(() => void purge(), PURGE_INTERVAL)]
  for (const timer of timers) timer.unref()
  return {
    record: ({ chatKind, language, query, outcome, isAnswered, passages, milliseconds, ...place }) =>
      add({
        table: 'queries',
        values: {
          ...toKeys(place),
          chat_kind: chatKind,
          language,
          query: retentionDays > 0 ? query : null,
          outcome,
          is_answered: Number(isAnswered),
          passages: JSON.stringify(passages),
          milliseconds,
        },
      }),
    recordPress: (place, kind) => add({ table: 'presses', values: { ...toKeys(place), kind } }),
    recordVote: (place, { isUp, reason = null }) =>
      add({ table: 'votes', values: { ...toKeys(place), is_up: Number(isUp), reason } }),
    async close() {
      for (const timer of timers) clearInterval(timer)
      await flush()
    },
  }
}

/** Keeps nothing, where there is no database. */
export function createSilentQueryLog(): QueryLog {
  return { record: () => {}, recordPress: () => {}, recordVote: () => {}, close: () => Promise.resolve() }
}

/** A disk that is full stays so: it is told now and then. */
function createComplaint(onTrouble: (error: unknown) => void): (error: unknown) => void {
  let last = -Infinity
  return (error) => {
    if (Date.now() - last < COMPLAINT_INTERVAL) return
    last = Date.now()
    onTrouble(error)
  }
}

/** Takes rows off the list only once they are written; each batch is one statement, and so whole or not at all. */
async function write(database: Database, waiting: Row[]): Promise<void> {
  const rows = [...waiting]
  for (const table of ['queries', 'presses', 'votes'] as const) {
    const own = rows.filter((row) => row.table === table)
    for (let start = 0; start < own.length; start += BATCH) {
      const batch = own.slice(start, start + BATCH)
      await insert(database, batch)
      const written = new Set(batch)
      waiting.splice(0, waiting.length, ...waiting.filter((row) => !written.has(row)))
    }
  }
}

async function insert(database: Database, rows: readonly Row[]): Promise<void> {
  const queries = rows.flatMap((row) => (row.table === 'queries' ? [row.values] : []))
  const presses = rows.flatMap((row) => (row.table === 'presses' ? [row.values] : []))
  const votes = rows.flatMap((row) => (row.table === 'votes' ? [row.values] : []))
  if (queries.length > 0) await database.run((tables) => tables.insertInto('queries').values(queries).execute())
  if (presses.length > 0) await database.run((tables) => tables.insertInto('presses').values(presses).execute())
  // Another dialect takes no row twice in one statement.
  const latest = [...new Map(votes.map((vote) => [`${vote.message} ${vote.user}`, vote])).values()]
  if (latest.length > 0)
    await database.run((tables) => tables.insertInto('votes').values(latest).onConflict(replaceVote).execute())
}

function replaceVote(conflict: OnConflictBuilder<Tables, 'votes'>) {
  return conflict.columns(['message', 'user']).doUpdateSet((row) => ({
    at: row.ref('excluded.at'),
    is_up: row.ref('excluded.is_up'),
    reason: row.ref('excluded.reason'),
  }))
}

/** Deletes what is too old and, where no text is to be kept, those from before that was set. */
async function deleteOld(database: Database, retentionDays: number): Promise<void> {
  const oldest = Date.now() - (retentionDays || DAYS_WITHOUT_TEXT) * DAY
  await database.run((tables) => tables.deleteFrom('queries').where('at', '<', oldest).execute())
  await database.run((tables) => tables.deleteFrom('presses').where('at', '<', oldest).execute())
  await database.run((tables) => tables.deleteFrom('votes').where('at', '<', oldest).execute())
  if (retentionDays === 0)
    await database.run((tables) =>
      tables.updateTable('queries').set({ query: null }).where('query', 'is not', null).execute(),
    )
}
