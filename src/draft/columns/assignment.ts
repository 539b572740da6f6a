/** For each row the column that it is assigned to; -1 for none. */
export type Assignment = Int32Array

/**
 * Assigns rows to columns so that the sum of gains is the greatest, each at most once, by the Hungarian algorithm;
 * what gains nothing stays alone. It takes rows² × (rows + columns) steps.
 */
export function assign(gains: readonly Float64Array[], columnCount: number): Assignment {
  const rowCount = gains.length
  // Each row has a column of its own, which gains nothing.
  const width = columnCount + rowCount
  const rowOf = new Int32Array(width + 1)
  const potentials = { rows: new Float64Array(rowCount + 1), columns: new Float64Array(width + 1) }
  const toCost = (row: number, column: number) => (column <= columnCount ? -(gains[row - 1]?.[column - 1] ?? 0) : 0)
  for (let row = 1; row <= rowCount; row++) augment(row, width, rowOf, potentials, toCost)
  const assigned = new Int32Array(rowCount).fill(-1)
  for (let column = 1; column <= columnCount; column++) {
    const row = rowOf[column] ?? 0
    if (row > 0 && (gains[row - 1]?.[column - 1] ?? 0) > 0) assigned[row - 1] = column - 1
  }
  return assigned
}

interface Potentials {
  readonly rows: Float64Array
  readonly columns: Float64Array
}

/** Finds the cheapest way to give one more row a column, by moving others; column 0 stands for the new row. */
function augment(
  row: number,
  width: number,
  rowOf: Int32Array,
  { rows, columns }: Potentials,
  toCost: (row: number, column: number) => number,
): void {
  const slack = new Float64Array(width + 1).fill(Infinity)
  const from = new Int32Array(width + 1)
  const isReached = new Uint8Array(width + 1)
  rowOf[0] = row
  let column = 0
  do {
    isReached[column] = 1
    const current = rowOf[column] ?? 0
    let [least, next] = [Infinity, 0]
    for (let other = 1; other <= width; other++) {
      if (isReached[other] === 1) continue
      const cost = toCost(current, other) - at(rows, current) - at(columns, other)
      if (cost < at(slack, other)) {
        slack[other] = cost
        from[other] = column
      }
      if (at(slack, other) < least) [least, next] = [at(slack, other), other]
    }
    for (let other = 0; other <= width; other++)
      if (isReached[other] === 1) {
        rows[at(rowOf, other)] = at(rows, at(rowOf, other)) + least
        columns[other] = at(columns, other) - least
      } else slack[other] = at(slack, other) - least
    column = next
  } while (at(rowOf, column) !== 0)
  for (; column !== 0; column = at(from, column)) rowOf[column] = at(rowOf, at(from, column))
}

function at(numbers: Float64Array | Int32Array, place: number): number {
  return numbers[place] ?? 0
}

/** Rounds after which the shares change no more than a hundredth. */
const ROUNDS = 30
/** Bounds of the gains, so that their exponents stay finite. */
const [LEAST_GAIN, GREATEST_GAIN] = [-40, 40]

/**
 * Estimates how probable each pair is, by balancing the odds of all of them (Sinkhorn) with the choice of none.
 *
 * @param gains log-odds of each pair against none
 */
export function estimateShares(
  gains: readonly Float64Array[],
  columnCount: number,
): (row: number, column: number) => number {
  const odds = gains.map((row) => row.map((gain) => Math.exp(Math.min(GREATEST_GAIN, Math.max(LEAST_GAIN, gain)))))
  const rows = new Float64Array(gains.length).fill(1)
  const columns = new Float64Array(columnCount).fill(1)
  for (let round = 0; round < ROUNDS; round++) balance(odds, rows, columns)
  return (row, column) => at(rows, row) * (odds[row]?.[column] ?? 0) * at(columns, column)
}

/** Makes the shares of each row and then of each column, with that of none, sum up to 1. */
function balance(odds: readonly Float64Array[], rows: Float64Array, columns: Float64Array): void {
  const sums = new Float64Array(columns.length).fill(1)
  // Written for speed: there are as many shares as pairs.
  for (let row = 0; row < odds.length; row++) {
    const own = odds[row] ?? new Float64Array(0)
    let sum = 1
    for (let column = 0; column < own.length; column++) sum += at(own, column) * at(columns, column)
    rows[row] = 1 / sum
    for (let column = 0; column < own.length; column++) sums[column] = at(sums, column) + at(own, column) / sum
  }
  for (let column = 0; column < sums.length; column++) columns[column] = 1 / at(sums, column)
}
