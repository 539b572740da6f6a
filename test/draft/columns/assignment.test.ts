import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign, estimateShares } from '../../../src/draft/columns/assignment.ts'

function toMatrix(rows: readonly (readonly number[])[]): Float64Array[] {
  return rows.map((row) => Float64Array.from(row))
}

describe('an assignment', () => {
  it('takes the best sum, not the best pair first', () => {
    expect([
      ...assign(
        toMatrix([
          [5, 4],
          [4, 0.5],
        ]),
        2,
      ),
    ]).toEqual([1, 0])
  })

  it('leaves alone what gains nothing', () => {
    expect([
      ...assign(
        toMatrix([
          [-1, -2],
          [3, -Infinity],
        ]),
        2,
      ),
    ]).toEqual([-1, 0])
    expect([...assign([], 3)]).toEqual([])
  })

  it('gains as much as the best of all assignments', () => {
    const gains = fc.array(fc.array(fc.integer({ min: -5, max: 9 }), { minLength: 4, maxLength: 4 }), { maxLength: 4 })
    fc.assert(
      fc.property(gains, (rows) => {
        const assigned = [...assign(toMatrix(rows), 4)]
        const used = assigned.filter((column) => column >= 0)
        expect(new Set(used).size).toBe(used.length)
        const sum = assigned.reduce((total, column, row) => total + (column < 0 ? 0 : (rows[row]?.[column] ?? 0)), 0)
        expect(sum).toBe(findBest(rows, new Set()))
      }),
    )
  })
})

describe('the shares of pairs', () => {
  it('sum up to 1 at most, and are near 1 for what nothing else competes with', () => {
    const gains = toMatrix([
      [8, -3],
      [-3, 1],
    ])
    const shareOf = estimateShares(gains, 2)
    expect(shareOf(0, 0)).toBeGreaterThan(0.9)
    expect(shareOf(0, 0) + shareOf(0, 1)).toBeLessThanOrEqual(1)
    expect(shareOf(1, 1)).toBeLessThan(0.9)
  })

  it('are halved between two equal columns', () => {
    const shareOf = estimateShares(toMatrix([[6, 6]]), 2)
    expect(shareOf(0, 0)).toBeCloseTo(shareOf(0, 1))
    expect(shareOf(0, 0)).toBeLessThan(0.5)
  })
})

function findBest([row, ...rest]: readonly (readonly number[])[], used: ReadonlySet<number>): number {
  if (!row) return 0
  const options = row.flatMap((gain, column) =>
    used.has(column) ? [] : [gain + findBest(rest, new Set([...used, column]))],
  )
  return Math.max(findBest(rest, used), ...options)
}
