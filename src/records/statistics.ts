import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { shortenToCompare } from '../text/wording.ts'
import type { Database } from './database/database.ts'
import type { Tables } from './database/tables.ts'
import { type Count, type Tally, createTally, listDayStarts, toPercentile } from './tally.ts'

/** The queries of a local day. */
export interface Day {
  /** The first moment of the day, in milliseconds since 1970. */
  readonly start: number
  readonly answered: number
  readonly unanswered: number
}

/** The frequency of a name, and that in the 30 days before. */
export interface ComparedCount extends Count {
  readonly before: number
}

/** The statistics of the last 30 days, with some of the 30 before. Thanks and nods do not count as queries. */
export interface Figures {
  /** All days, oldest first, today last. */
  readonly days: readonly Day[]
  /** Percentiles of the time to answer, in whole milliseconds. */
  readonly time: { readonly median: number; readonly percentile95: number }
  /** The most frequent wordings, descending, each in its most frequent form; empty if no texts are stored. */
  readonly asked: readonly ComparedCount[]
  /** The ids of the most frequently shown passages, descending. */
  readonly passages: readonly ComparedCount[]
  /** The most frequently pressed kinds of buttons, descending. */
  readonly presses: readonly Count[]
  /** The numbers of votes; `reasons` counts the votes against an answer, those without a reason as ''. */
  readonly votes: { readonly up: number; readonly down: number; readonly reasons: readonly Count[] }
  /** The numbers of the 30 days before; undefined where rows are deleted before they are as old. */
  readonly before?: Earlier | undefined
}

/** The numbers of queries and votes of earlier days. */
export interface Earlier {
  readonly answered: number
  readonly unanswered: number
  readonly up: number
  readonly down: number
}

/** Statistics of the query log. */
export interface Statistics {
  /** Whether texts of queries are stored. */
  readonly isTextKept: boolean
  /** Whether the database is open; where it is not, reading rejects. */
  isOpen(): boolean
  /** Computes the figures; concurrent calls share one result. @throws Error if the database cannot be read */
  read(): Promise<Figures>
}

export interface StatisticsSettings {
  /** 0 if no texts are stored. */
  readonly retentionDays: number
  /** Maps wordings that count as one to the same key; without it only equal texts count as one. */
  readonly toWordingKey?: ((text: string) => string) | undefined
}

/** How figures are read. */
interface Reading {
  readonly toKey: (text: string) => string
  readonly isTextKept: boolean
  /** Whether rows are kept for as long as they are compared. */
  readonly isCompared: boolean
}

/** From `start` to `end`, exclusive, in milliseconds since 1970. */
interface Range {
  readonly start: number
  readonly end: number
}

const DAYS = 30
/** Rows per database query: 20 ms. Of a million rows this is half a day if spread over 30 days. */
const MOST_AT_ONCE = 20_000
/**
 * The maximum of different texts, or sets of passages, among those rows, most frequent first; beyond it the rarest are
 * not counted. Making the keys of a thousand texts takes about 10 ms.
 */
const MOST_GROUPS = 1000
/** The length of each list: some of the passages may be missing in the corpus by now. */
const MOST_LISTED = 20
/** The outcome of thanks and nods. */
const NO_QUERY = 'unasked'

/** Creates the statistics of a database. */
export function createStatistics(
  database: Database,
  { retentionDays, toWordingKey: toKey = (text) => text }: StatisticsSettings,
): Statistics {
  const isTextKept = retentionDays > 0
  const isCompared = !isTextKept || retentionDays >= 2 * DAYS
  const reading = { toKey, isTextKept, isCompared }
  let running: Promise<Figures> | undefined
  return {
    isTextKept,
    isOpen: () => database.isOpen(),
    read: () => (running ??= readFigures(database, reading).finally(() => (running = undefined))),
  }
}

async function readFigures(database: Database, { toKey, isTextKept, isCompared }: Reading): Promise<Figures> {
  const starts = listDayStarts(Date.now(), 2 * DAYS)
  const readDays = async (from: number, tallies: Tallies) => {
    const days: Day[] = []
    for (let index = from; index < from + DAYS; index++) {
      const [start = 0, end = 0] = starts.slice(index, index + 2)
      days.push(await readDay(database, { start, end }, tallies, isTextKept))
    }
    return days
  }
  const [earlier, tallies] = [createTallies(toKey), createTallies(toKey)]
  const daysBefore = isCompared ? await readDays(0, earlier) : undefined
  const days = await readDays(DAYS, tallies)
  const { times, asked, passages, presses, votes, reasons } = tallies
  const compare = (counts: Tally, before: Tally) =>
    counts.list(MOST_LISTED).map((count) => ({ ...count, before: before.count(count.name) }))
  return {
    days,
    time: { median: toPercentile(times, 0.5), percentile95: toPercentile(times, 0.95) },
    asked: compare(asked, earlier.asked),
    passages: compare(passages, earlier.passages),
    presses: presses.list(MOST_LISTED),
    votes: { ...votes, reasons: reasons.list(MOST_LISTED) },
    before: daysBefore && { ...sumDays(daysBefore), ...earlier.votes },
  }
}

function sumDays(days: readonly Day[]): Pick<Earlier, 'answered' | 'unanswered'> {
  const add = (read: (day: Day) => number) => days.reduce((sum, day) => sum + read(day), 0)
  return { answered: add(({ answered }) => answered), unanswered: add(({ unanswered }) => unanswered) }
}

function createTallies(toKey: (text: string) => string) {
  return {
    times: new Map<number, number>(),
    // Texts without words all have the empty key, and must not count as one.
    asked: createTally((text) => toKey(shortenToCompare(text)) || text),
    passages: createTally(),
    presses: createTally(),
    reasons: createTally(),
    votes: { up: 0, down: 0 },
  }
}

type Tallies = ReturnType<typeof createTallies>

async function readDay(
  database: Database,
  day: Range,
  { times, asked, passages, presses, votes, reasons }: Tallies,
  isTextKept: boolean,
): Promise<Day> {
  const counted = { start: day.start, answered: 0, unanswered: 0 }
  await readRows(database, day, 'queries', countQueries, (row, count) => {
    counted[row.is_answered === 1 ? 'answered' : 'unanswered'] += count
    times.set(row.rounded, (times.get(row.rounded) ?? 0) + count)
  })
  if (isTextKept)
    await readRows(database, day, 'queries', countTexts, ({ query }, count) => asked.add(query ?? '', count))
  await readRows(database, day, 'queries', countPassages, (row, count) =>
    // The query log writes this column as a list of ids.
    (JSON.parse(row.passages) as string[]).forEach((id) => passages.add(id, count)),
  )
  await readRows(database, day, 'presses', countPresses, ({ kind }, count) => presses.add(kind, count))
  await readRows(database, day, 'votes', countVotes, (row, count) => {
    votes[row.is_up === 1 ? 'up' : 'down'] += count
    if (row.is_up !== 1) reasons.add(row.reason ?? '', count)
  })
  return counted
}

/** Counts the rows of a day in parts. libsql is synchronous: the event loop has its turn after each part. */
async function readRows<T extends { readonly times: unknown }>(
  database: Database,
  day: Range,
  table: 'queries' | 'presses' | 'votes',
  count: (tables: Kysely<Tables>, range: Range) => Promise<readonly T[]>,
  add: (row: T, times: number) => void,
): Promise<void> {
  for (let { start } = day; start < day.end;) {
    const cut = await database.run((tables) => findCut(tables, table, { start, end: day.end }))
    // Progress even if all rows are of one millisecond.
    const end = cut === undefined ? day.end : Math.max(cut, start + 1)
    // Some databases return a count as text.
    for (const row of await database.run((tables) => count(tables, { start, end }))) add(row, Number(row.times))
    await nextTurn()
    start = end
  }
}

/** Finds the time of the first row beyond the maximum; undefined if there are no more. */
async function findCut(tables: Kysely<Tables>, table: 'queries' | 'presses' | 'votes', { start, end }: Range) {
  const rows = tables.selectFrom(table).select('at').where('at', '>=', start).where('at', '<', end)
  const row = await rows.orderBy('at').offset(MOST_AT_ONCE).limit(1).executeTakeFirst()
  return row?.at
}

/** Counts queries by whether they were answered, and by their time in whole milliseconds. */
function countQueries(tables: Kysely<Tables>, range: Range) {
  return selectQueries(tables, range)
    .select(({ fn }) => ['is_answered', fn<number>('round', ['milliseconds']).as('rounded'), fn.countAll().as('times')])
    .groupBy(['is_answered', 'rounded'])
    .execute()
}

function countTexts(tables: Kysely<Tables>, range: Range) {
  const rows = selectQueries(tables, range).where('query', 'is not', null)
  const counts = rows.select(({ fn }) => ['query', fn.countAll().as('times')]).groupBy('query')
  return counts.orderBy('times', 'desc').limit(MOST_GROUPS).execute()
}

function countPassages(tables: Kysely<Tables>, range: Range) {
  const rows = selectQueries(tables, range)
  const counts = rows.select(({ fn }) => ['passages', fn.countAll().as('times')]).groupBy('passages')
  return counts.orderBy('times', 'desc').limit(MOST_GROUPS).execute()
}

function countPresses(tables: Kysely<Tables>, { start, end }: Range) {
  const rows = tables.selectFrom('presses').where('at', '>=', start).where('at', '<', end)
  return rows
    .select(({ fn }) => ['kind', fn.countAll().as('times')])
    .groupBy('kind')
    .execute()
}

function countVotes(tables: Kysely<Tables>, { start, end }: Range) {
  const rows = tables.selectFrom('votes').where('at', '>=', start).where('at', '<', end)
  const groups = rows.select(({ fn }) => ['is_up', 'reason', fn.countAll().as('times')])
  return groups.groupBy(['is_up', 'reason']).execute()
}

function selectQueries(tables: Kysely<Tables>, { start, end }: Range) {
  return tables.selectFrom('queries').where('at', '>=', start).where('at', '<', end).where('outcome', '!=', NO_QUERY)
}
