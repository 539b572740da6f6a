import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  BLOCK_ROWS,
  type DotKernel,
  QUERY_RANGE,
  createDotKernel,
  createPlainKernel,
  createVectorKernel,
} from '../../../src/search/vectors/dot-kernel.ts'

const MOST = 80
const dimensions = fc.integer({ min: 1, max: MOST })
const rowLists = fc.array(fc.int8Array({ minLength: MOST, maxLength: MOST }), { minLength: 1, maxLength: 9 })
const queries = fc.int16Array({ min: -QUERY_RANGE, max: QUERY_RANGE, minLength: MOST, maxLength: MOST })

/** Fills the first rows of one block after another. */
function fill(kernel: DotKernel, rows: readonly Int8Array[], blocks = 1): DotKernel {
  for (let block = 0; block < blocks; block++) {
    kernel.grow()
    for (const [index, row] of rows.entries()) kernel.rowAt(block * BLOCK_ROWS + index).set(row)
  }
  return kernel
}

function multiply(a: Int8Array, b: Int16Array): number {
  return a.reduce((sum, component, index) => sum + component * (b[index] ?? 0), 0)
}

function createBoth(dimension: number): DotKernel[] {
  const kernel = createVectorKernel(dimension)
  if (!kernel) throw new Error('There are no vector instructions')
  return [kernel, createPlainKernel(dimension)]
}

describe('the kernels', () => {
  it('multiply rows of any dimension exactly', () => {
    fc.assert(
      fc.property(dimensions, rowLists, queries, (dimension, longRows, longQuery) => {
        const rows = longRows.map((row) => row.subarray(0, dimension))
        const query = longQuery.subarray(0, dimension)
        const products = rows.map((row) => multiply(row, query))
        for (const kernel of createBoth(dimension)) {
          fill(kernel, rows).setQuery(query)
          expect([...kernel.dotsOf(0, rows.length)].slice(0, rows.length)).toEqual(products)
          expect(kernel.dotsOf(rows.length - 1, 1)[0]).toBe(products.at(-1))
        }
      }),
      { numRuns: 50 },
    )
  })

  it.each([384, 4129])('do not overflow with the largest components of dimension %d', (dimension) => {
    const row = new Int8Array(dimension).fill(-127)
    const query = new Int16Array(dimension).fill(QUERY_RANGE)
    for (const kernel of createBoth(dimension)) {
      fill(kernel, [row]).setQuery(query)
      expect(kernel.dotsOf(0, 1)[0]).toBe(-127 * QUERY_RANGE * dimension)
    }
  })

  it('keep their rows and the query when they grow', () => {
    for (const kernel of createBoth(3)) {
      fill(kernel, [Int8Array.of(1, 2, 3)])
      kernel.setQuery(Int16Array.of(4, 5, 6))
      fill(kernel, [], 2)
      kernel.rowAt(3 * BLOCK_ROWS - 1).set([-1, -1, -1])
      expect(kernel.dotsOf(0, BLOCK_ROWS)[0]).toBe(32)
      expect(kernel.dotsOf(2 * BLOCK_ROWS, BLOCK_ROWS)[BLOCK_ROWS - 1]).toBe(-15)
    }
  })

  it.each([
    ['code may not be compiled', undefined],
    ['there are no vector instructions', { validate: () => false }],
  ])('are of plain loops where %s', (_, assembly) => {
    vi.stubGlobal('WebAssembly', assembly)
    try {
      expect(createVectorKernel(2)).toBeUndefined()
      const kernel = fill(createDotKernel(2), [Int8Array.of(1, 2)])
      kernel.setQuery(Int16Array.of(3, 4))
      expect(kernel.dotsOf(0, 1)[0]).toBe(11)
    } finally {
      vi.unstubAllGlobals()
    }
  })
})
