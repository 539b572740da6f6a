import type { Kysely } from 'kysely'
import type { Tables } from './database.ts'

/** From the first moment to the one that does not belong to it any more, in milliseconds since 1970. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Thanks and nods ask nothing. */
const NO_QUERY = 'unasked'

/** Finds when the first row came after so many of a range; undefined where it has no more than those. */
export async function findCut(
  tables: Kysely<Tables>,
  table: 'queries' | 'presses' | 'votes',
  { start, end }: Range,
  most: number,
): Promise<number | undefined> {
  const row = await tables
    .selectFrom(table)
    .select('at')
    .where('at', '>=', start)
    .where('at', '<', end)
    .orderBy('at')
    .offset(most)
    .limit(1)
    .executeTakeFirst()
  return row?.at
}

/** Counts the queries by whether they were answered, and by their time in whole milliseconds. */
export function countQueries(tables: Kysely<Tables>, range: Range) {
  return within(tables, range)
    .select(({ fn }) => ['is_answered', fn<number>('round', ['milliseconds']).as('rounded'), fn.countAll().as('times')])
    .groupBy(['is_answered', 'rounded'])
    .execute()
}

/** Counts the most frequent texts of queries. */
export function countTexts(tables: Kysely<Tables>, range: Range, most: number) {
  return within(tables, range)
    .where('query', 'is not', null)
    .select(({ fn }) => ['query', fn.countAll().as('times')])
    .groupBy('query')
    .orderBy('times', 'desc')
    .limit(most)
    .execute()
}

/** Counts the most frequent sets of passages that queries were answered with. */
export function countPassages(tables: Kysely<Tables>, range: Range, most: number) {
  return within(tables, range)
    .select(({ fn }) => ['passages', fn.countAll().as('times')])
    .groupBy('passages')
    .orderBy('times', 'desc')
    .limit(most)
    .execute()
}

/** Counts the buttons that were pressed, by their kinds. */
export function countPresses(tables: Kysely<Tables>, { start, end }: Range) {
  return tables
    .selectFrom('presses')
    .where('at', '>=', start)
    .where('at', '<', end)
    .select(({ fn }) => ['kind', fn.countAll().as('times')])
    .groupBy('kind')
    .execute()
}

/** Counts the votes by what they say. */
export function countVotes(tables: Kysely<Tables>, { start, end }: Range) {
  return tables
    .selectFrom('votes')
    .where('at', '>=', start)
    .where('at', '<', end)
    .select(({ fn }) => ['is_up', 'reason', fn.countAll().as('times')])
    .groupBy(['is_up', 'reason'])
    .execute()
}

function within(tables: Kysely<Tables>, { start, end }: Range) {
  return tables.selectFrom('queries').where('at', '>=', start).where('at', '<', end).where('outcome', '!=', NO_QUERY)
}
