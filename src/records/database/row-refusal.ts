/** A database refuses a row for what it holds, and would at each later try. The message does not tell what it holds. */
export class RowRefusal extends Error {
  override readonly name = 'RowRefusal'
}

/**
 * Data exceptions, broken constraints, too long an entry of an index, and what a trigger refuses. All else is about the
 * database: its rows wait until it is mended.
 */
const REFUSED = /^(?:22|23|54000|P0001|SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG))/u

/** Finds that an error is about a row of a table; any other stays as it is. */
export function findRefusal(error: unknown, table: string): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (!REFUSED.test(code)) return error
  // Not as its cause: PostgreSQL adds the row to what it refuses.
  return new RowRefusal(`a row of ${table} is left out, because the database refuses what it holds (${code})`)
}
