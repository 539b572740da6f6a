import Libsql from 'libsql'
import { z } from 'zod'

/** A row of the query log. */
export interface Logged {
  readonly user: string
  readonly query: string | null
}

/** How the query log differs from what was asked. */
export interface LogCounts {
  readonly rows: number
  readonly missing: number
  /** Rows beyond one for each query. */
  readonly besides: number
}

/** Reads the query log of a bot that has stopped. */
export function readLogged(database: string): Logged[] {
  const file = new Libsql(database, { readonly: true })
  // The columns are text, and the query none where no text is kept.
  const rows = file.prepare('select user, query from queries').all() as Logged[]
  file.close()
  return rows
}

/** Compares the query log with what was asked. Each query has a user of its own; the log holds a hash of the user. */
export function countLogged(asked: readonly string[], logged: readonly Logged[]): LogCounts {
  const unmatched = new Map<string | null, number>()
  for (const query of asked) unmatched.set(query, (unmatched.get(query) ?? 0) + 1)
  const users = new Set<string>()
  for (const { user, query } of logged) {
    const left = unmatched.get(query) ?? 0
    if (users.has(user) || left === 0) continue
    users.add(user)
    unmatched.set(query, left - 1)
  }
  return { rows: logged.length, missing: asked.length - users.size, besides: logged.length - users.size }
}

const lineSchema = z.object({ level: z.number(), msg: z.string() })
/** Pino's number for a warning; errors have higher ones. */
const WARNING = 40

/** Reads what a log tells of warnings and errors, each with how often; what is no line of the log is told as it is. */
export function readTold(log: string): string[] {
  const told = new Map<string, number>()
  for (const line of log.split('\n').filter((one) => one.trim() !== '')) {
    const message = toTold(line)
    if (message !== undefined) told.set(message, (told.get(message) ?? 0) + 1)
  }
  return [...told].map(([message, times]) => `${times} × ${message}`)
}

const vectorsSchema = z.object({ msg: z.literal('vectors ready'), outcome: z.string(), time: z.number() })

/** Finds in a log how the making of the vectors ended, and at what time in milliseconds since 1970. */
export function readVectorsMade(log: string): { readonly outcome: string; readonly time: number } | undefined {
  const line = log.split('\n').find((one) => one.includes('"vectors ready"'))
  return line === undefined ? undefined : vectorsSchema.parse(JSON.parse(line))
}

function toTold(line: string): string | undefined {
  try {
    const { level, msg } = lineSchema.parse(JSON.parse(line))
    return level >= WARNING ? msg : undefined
  } catch {
    return line
  }
}
