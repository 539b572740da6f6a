import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Database, Tables } from './database.ts'
import { listDayStarts } from './local-days.ts'
import {
  type Range,
  countPassages,
  countPresses,
  countQueries,
  countTexts,
  countVotes,
  findCut,
} from './statistics-queries.ts'
import { type Count, createTally, toPercentile } from './tally.ts'

/** How much was asked on a local day. */
export interface Day {
  /** Its first moment, in milliseconds since 1970. */
  readonly start: number
  readonly answered: number
  readonly unanswered: number
}

/** What the last days came to. Thanks and nods are no queries. */
export interface Figures {
  /** Oldest first, today last; each is there, asked on or not. */
  readonly days: readonly Day[]
  /** Within how many milliseconds half of the answers, and 95 of a hundred, were out: exact, of times in whole milliseconds. */
  readonly time: { readonly median: number; readonly percentile95: number }
  /** Most asked first, each as it was written most often; none where texts are not kept. */
  readonly asked: readonly Count[]
  /** Ids of passages, most shown first. */
  readonly passages: readonly Count[]
  /** Kinds of buttons, most pressed first. */
  readonly presses: readonly Count[]
  /** How many votes; of those against an answer, how many gave which reason, and those that gave none are under no name. */
  readonly votes: { readonly up: number; readonly down: number; readonly reasons: readonly Count[] }
}

/** Tells what was asked lately. */
export interface Statistics {
  /** Whether it can be known what was asked. */
  readonly isTextKept: boolean
  /** Reads the last 30 days; calls that come meanwhile share what is read. @throws Error where the file cannot be read */
  read(): Promise<Figures>
}

export interface StatisticsSettings {
  /** Days for which queries are kept; with 0 their texts are not. */
  readonly retentionDays: number
  /** Makes what wordings have in common that count as one; without it only equal ones do. */
  readonly toWordingKey?: ((text: string) => string) | undefined
}

const DAYS = 30
/** Rows that are counted at a time: 20 ms. Of a million on 30 days that is about half a day, on one day half an hour. */
const MOST_AT_ONCE = 20_000
/**
 * Different texts, or sets of passages, that are taken of those rows, most frequent first. With fewer all is counted; with
 * more, what came least often is not. To fold a thousand takes some 10 ms.
 */
const MOST_GROUPS = 1000
/** Given of each list: of the passages some may not be in the material any more. */
const MOST_LISTED = 20
/** UTF-16 units by which wordings are told apart: folding one of 4096 would take a millisecond. */
const LONGEST_WORDING = 200

/** Creates the statistics of what a database keeps. */
export function createStatistics(
  database: Database,
  { retentionDays, toWordingKey: toKey = (text) => text }: StatisticsSettings,
): Statistics {
  const isTextKept = retentionDays > 0
  let running: Promise<Figures> | undefined
  return {
    isTextKept,
    read: () => (running ??= readFigures(database, toKey, isTextKept).finally(() => (running = undefined))),
  }
}

async function readFigures(database: Database, toKey: (text: string) => string, isTextKept: boolean): Promise<Figures> {
  const starts = listDayStarts(Date.now(), DAYS)
  const tallies = createTallies(toKey)
  const days: Day[] = []
  for (const [index, start] of starts.slice(0, DAYS).entries())
    days.push(await readDay(database, { start, end: starts[index + 1] ?? start }, tallies, isTextKept))
  const { times, asked, passages, presses, votes, reasons } = tallies
  return {
    days,
    time: { median: toPercentile(times, 0.5), percentile95: toPercentile(times, 0.95) },
    asked: asked.list(MOST_LISTED),
    passages: passages.list(MOST_LISTED),
    presses: presses.list(MOST_LISTED),
    votes: { ...votes, reasons: reasons.list(MOST_LISTED) },
  }
}

function createTallies(toKey: (text: string) => string) {
  return {
    times: new Map<number, number>(),
    // Of signs alone no key is left, and all of them would be one.
    asked: createTally((text) => toKey(text.slice(0, LONGEST_WORDING).toWellFormed()) || text),
    passages: createTally(),
    presses: createTally(),
    reasons: createTally(),
    votes: { up: 0, down: 0 },
  }
}

type Tallies = ReturnType<typeof createTallies>
type Row = { readonly times: unknown }

async function readDay(
  database: Database,
  day: Range,
  { times, asked, passages, presses, votes, reasons }: Tallies,
  isTextKept: boolean,
): Promise<Day> {
  const read = createRead(database, day)
  const counted = { start: day.start, answered: 0, unanswered: 0 }
  await read('queries', countQueries, (row, count) => {
    counted[row.is_answered === 1 ? 'answered' : 'unanswered'] += count
    times.set(row.rounded, (times.get(row.rounded) ?? 0) + count)
  })
  if (isTextKept)
    await read(
      'queries',
      (tables, range) => countTexts(tables, range, MOST_GROUPS),
      ({ query }, count) => asked.add(query ?? '', count),
    )
  // The log of queries writes lists of ids.
  await read(
    'queries',
    (tables, range) => countPassages(tables, range, MOST_GROUPS),
    (row, count) => (JSON.parse(row.passages) as string[]).forEach((id) => passages.add(id, count)),
  )
  await read('presses', countPresses, ({ kind }, count) => presses.add(kind, count))
  await read('votes', countVotes, (row, count) => {
    votes[row.is_up === 1 ? 'up' : 'down'] += count
    if (row.is_up !== 1) reasons.add(row.reason ?? '', count)
  })
  return counted
}

/** Creates the reading of a day. The database works in this thread and holds everybody up: between its pieces of work others have their turn. */
function createRead(database: Database, day: Range) {
  return async <T extends Row>(
    table: 'queries' | 'presses' | 'votes',
    count: (tables: Kysely<Tables>, range: Range) => Promise<readonly T[]>,
    add: (row: T, times: number) => void,
  ): Promise<void> => {
    for (let { start } = day; start < day.end;) {
      const cut = await database.run((tables) => findCut(tables, table, { start, end: day.end }, MOST_AT_ONCE))
      // Even if they all came in the same millisecond.
      const end = cut === undefined ? day.end : Math.max(cut, start + 1)
      // Some databases give a count as text.
      for (const row of await database.run((tables) => count(tables, { start, end }))) add(row, Number(row.times))
      await nextTurn()
      start = end
    }
  }
}
