import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pLimit from 'p-limit'
import type { Database } from './database/database.ts'
import { LOG_TABLES, type LogRow, writeRows } from './log-rows.ts'
import { DAYS_WITHOUT_TEXT, createRetention } from './retention.ts'

/** The reasons of votes against an answer, in their stored form. */
export const REASONS = ['passage', 'speaker', 'unrelated'] as const
export type Reason = (typeof REASONS)[number]

/** The place of a query, a press or a vote; its ids are stored as hashes. */
export interface Place {
  readonly userId: number
  readonly chatId: number
  /** The message with the answer. */
  readonly messageId: number
}

/** A query with the outcome of its answer. */
export interface Logged extends Place {
  readonly chatKind: string
  readonly language: string
  readonly query: string
  readonly outcome: string
  readonly isAnswered: boolean
  readonly passages: readonly string[]
  /** The time from receiving the query to sending the answer. */
  readonly milliseconds: number
}

/** Whether an answer helped; if not, a reason may follow. */
export interface Vote {
  readonly isUp: boolean
  readonly reason?: string | undefined
}

/** What the log has of the latest query that a message answers. */
export interface LoggedAnswer {
  isAskedBy(userId: number): boolean
  /** The ids of the passages. */
  readonly passages: readonly string[]
}

/** What a log keeps: with the texts of queries, without them, or nothing at all. */
export type Keeping = { readonly kind: 'texts' | 'numbers'; readonly days: number } | { readonly kind: 'nothing' }

/** The log of queries, presses and votes. Writes wait while the database fails; but for votes they are buffered. */
export interface QueryLog {
  record(logged: Logged): void
  recordPress(place: Place, kind: string): void
  /**
   * Records a vote, which replaces an earlier one of the same user on the same message. Resolves once it is written, or
   * waits with the others because the database fails or takes long.
   */
  recordVote(place: Place, vote: Vote): Promise<void>
  /** Finds a message of the bot, if a query that it answers is written; undefined too if the database fails. */
  findAnswer(chatId: number, messageId: number): Promise<LoggedAnswer | undefined>
  /** Deletes the queries, presses and votes of a user; false if the database fails. */
  forgetUser(userId: number): Promise<boolean>
  readonly keeping: Keeping
  /** Writes the buffered rows, and stops. */
  close(): Promise<void>
}

export interface QueryLogSettings {
  /** The key of the hashes that replace ids. */
  readonly key: string
  /** Days until a row is deleted; with 0 no texts are stored, and rows are deleted after 90 days. */
  readonly retentionDays: number
  readonly intervals?: Intervals | undefined
}

/** In milliseconds. */
interface Intervals {
  /** Between writes: a crash loses the rows of one interval. */
  readonly flush: number
  /** Between deletions of old rows. */
  readonly purge: number
  /** For which a vote waits until it is written. */
  readonly vote?: number
}

const INTERVALS: Intervals = { flush: 500, purge: 60 * 60 * 1000 }
/** Milliseconds: who votes sees the button waiting for as long. */
const VOTE_PATIENCE = 2000
/** The maximum of buffered rows while the disk is full or the file is locked; beyond it the oldest are dropped. */
const MOST_WAITING = 10_000

/** Creates a log that writes its rows to a database at intervals until it is closed. */
export function createQueryLog(
  database: Database,
  { key, retentionDays, intervals = INTERVALS }: QueryLogSettings,
): QueryLog {
  const toColumns = ({ userId, chatId, messageId }: Place) => ({
    at: Date.now(),
    user: hashUser(key, userId),
    message: hashMessage(key, chatId, messageId),
  })
  const waiting: LogRow[] = []
  const add = (row: LogRow) => {
    waiting.push(row)
    if (waiting.length > MOST_WAITING) waiting.shift()
  }
  const retention = createRetention(database, retentionDays)
  // Two writes at once would store the same rows twice.
  const queue = pLimit(1)
  const run = (task: () => Promise<void>) => queue(task).catch(() => {})
  // The database reports its errors, and the next interval tries again.
  const flush = () => Promise.all([run(() => writeRows(database, waiting)), run(() => retention.purge())])
  void flush()
  const timers = [
    setInterval(() => void flush(), intervals.flush),
    setInterval(() => retention.renew(), intervals.purge),
  ]
  for (const timer of timers) timer.unref()
  return {
    record(logged) {
      const query = retentionDays > 0 ? toStorable(logged.query) : null
      add({ table: 'queries', values: { ...toColumns(logged), ...toQueryColumns(logged), query } })
    },
    recordPress: (place, kind) => add({ table: 'presses', values: { ...toColumns(place), kind } }),
    async recordVote(place, { isUp, reason = null }) {
      add({ table: 'votes', values: { ...toColumns(place), is_up: Number(isUp), reason } })
      const writing = run(() => writeRows(database, waiting))
      await withinTime(writing, intervals.vote ?? VOTE_PATIENCE)
    },
    findAnswer: (chatId, messageId) => findAnswer(database, key, hashMessage(key, chatId, messageId)),
    async forgetUser(userId) {
      const user = hashUser(key, userId)
      // Behind a write in progress, which would store what it has read of the buffer.
      return queue(async () => {
        waiting.splice(0, waiting.length, ...waiting.filter(({ values }) => values.user !== user))
        await deleteUser(database, user)
        retention.noteDeletion()
        return true
      }).catch(() => false)
    },
    keeping: toKeeping(retentionDays),
    async close() {
      for (const timer of timers) clearInterval(timer)
      await flush()
    },
  }
}

function toKeeping(days: number): Keeping {
  return days > 0 ? { kind: 'texts', days } : { kind: 'numbers', days: DAYS_WITHOUT_TEXT }
}

async function deleteUser(database: Database, user: string): Promise<void> {
  for (const table of LOG_TABLES)
    await database.run((tables) => tables.deleteFrom(table).where('user', '=', user).execute())
}

async function findAnswer(database: Database, key: string, message: string): Promise<LoggedAnswer | undefined> {
  const reading = database.run((tables) => {
    const rows = tables.selectFrom('queries').select(['user', 'passages']).where('message', '=', message)
    return rows.orderBy('id', 'desc').limit(1).executeTakeFirst()
  })
  const row = await reading.catch(() => undefined)
  if (!row) return undefined
  // This log writes the column as a list of ids.
  const passages = JSON.parse(row.passages) as string[]
  return { passages, isAskedBy: (userId) => row.user === hashUser(key, userId) }
}

/** PostgreSQL has no form for U+0000, which no keyboard has. */
function toStorable(text: string): string {
  return text.replaceAll('\0', '')
}

function toQueryColumns({ chatKind, language, outcome, isAnswered, passages, milliseconds }: Logged) {
  return {
    chat_kind: chatKind,
    language,
    outcome,
    is_answered: Number(isAnswered),
    passages: JSON.stringify(passages),
    milliseconds,
  }
}

/** Creates a log that stores nothing, for a bot without a database. */
export function createSilentQueryLog(): QueryLog {
  return {
    record: () => {},
    recordPress: () => {},
    recordVote: async () => {},
    findAnswer: async () => undefined,
    forgetUser: async () => true,
    keeping: { kind: 'nothing' },
    close: async () => {},
  }
}

async function withinTime(promise: Promise<void>, milliseconds: number): Promise<void> {
  const waiting = new AbortController()
  const late = sleep(milliseconds, undefined, { signal: waiting.signal, ref: false }).catch(() => {})
  await Promise.race([promise, late]).finally(() => waiting.abort())
}

/**
 * Keyed hashes (HMAC-SHA-256) replace ids and wordings in the database, so that nobody without the key can recover
 * them from the file. Stored rows are found by their hashes: a changed form would lose them.
 */
function hash(key: string, text: string, encoding: 'base64url' | 'hex'): string {
  return createHmac('sha256', key).update(text).digest(encoding)
}

/** Hashes the user of a query, a press or a vote. */
export function hashUser(key: string, userId: number): string {
  return hash(key, `user ${userId}`, 'base64url')
}

/** Hashes the user of a chosen language: without a prefix and in hex, as in the first release. */
export function hashLanguageUser(key: string, userId: number): string {
  return hash(key, String(userId), 'hex')
}

/** Hashes the message with an answer. */
export function hashMessage(key: string, chatId: number, messageId: number): string {
  return hash(key, `message ${chatId} ${messageId}`, 'base64url')
}

/** Hashes the wording key of a decision. */
export function hashWording(key: string, wordingKey: string): string {
  return hash(key, `wording ${wordingKey}`, 'base64url')
}
