import { PAGE, STEP, assembleDotModule } from './dot-module.ts'

/** Rows by which a kernel grows, and whose dot products are made in one call. */
export const BLOCK_ROWS = 4096

/** Int8 rows in blocks, and their dot products with a query. Nothing is copied to grow. */
export interface DotKernel {
  /** Adds a block of rows. @throws RangeError if there is no memory for it */
  readonly grow: () => void
  /** The components of a row, to be read and written until the kernel grows. */
  readonly rowAt: (slot: number) => Int8Array
  /** Sets the query that the rows are multiplied by; its components are of at most `QUERY_RANGE`. */
  readonly setQuery: (query: Int16Array) => void
  /** Multiplies `count` consecutive rows of one block, at least one; the products hold until the next call. */
  readonly dotsOf: (first: number, count: number) => Int32Array
}

/** The largest component of a query, by magnitude: 4,129 products with an int8 cannot overflow an int32. */
export const QUERY_RANGE = 4095

/** Where the products lie in the first page, behind the query. */
const PRODUCTS = PAGE / 2

/** What is used of WebAssembly, for which Node.js has no types. It is missing where no code may be compiled. */
declare const WebAssembly:
  | undefined
  | {
      readonly validate: (bytes: Uint8Array) => boolean
      readonly Module: new (bytes: Uint8Array) => object
      readonly Instance: new (module: object) => { readonly exports: unknown }
    }

interface DotExports {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number }
  readonly dots: (rows: number, length: number, out: number, outEnd: number) => void
}

/**
 * Creates a kernel without rows: by WebAssembly's vector instructions or, where there are none, by plain loops with the
 * same products.
 *
 * @param dimension the number of components of a row
 */
export function createDotKernel(dimension: number): DotKernel {
  return createVectorKernel(dimension) ?? createPlainKernel(dimension)
}

/** Creates a kernel of plain loops. */
export function createPlainKernel(dimension: number): DotKernel {
  const blocks: Int8Array[] = []
  const products = new Int32Array(BLOCK_ROWS)
  let query = new Int16Array(dimension)
  const startOf = (slot: number) => (slot % BLOCK_ROWS) * dimension
  const blockOf = (slot: number) => blocks[Math.floor(slot / BLOCK_ROWS)] ?? new Int8Array()
  return {
    grow: () => void blocks.push(new Int8Array(BLOCK_ROWS * dimension)),
    rowAt: (slot) => blockOf(slot).subarray(startOf(slot), startOf(slot) + dimension),
    setQuery: (next) => void (query = Int16Array.from(next)),
    dotsOf(first, count) {
      const rows = blockOf(first)
      for (let row = 0; row < count; row++) products[row] = multiply(rows, startOf(first + row), query)
      return products
    },
  }
}

function multiply(rows: Int8Array, start: number, query: Int16Array): number {
  let product = 0
  for (let index = 0; index < query.length; index++)
    product = (product + Math.imul(rows[start + index] ?? 0, query[index] ?? 0)) | 0
  return product
}

/** Creates a kernel of vector instructions; undefined where there are none, or no room for its memory. */
export function createVectorKernel(dimension: number): DotKernel | undefined {
  const module = instantiate()
  if (!module) return undefined
  const { memory, dots } = module
  const length = Math.ceil(dimension / STEP) * STEP
  const addressOf = (slot: number) => PAGE + slot * length
  let bytes = new Int8Array(memory.buffer)
  let products = new Int32Array(memory.buffer, PRODUCTS, BLOCK_ROWS)
  return {
    grow() {
      memory.grow((BLOCK_ROWS * length) / PAGE)
      // The buffer before is detached.
      bytes = new Int8Array(memory.buffer)
      products = new Int32Array(memory.buffer, PRODUCTS, BLOCK_ROWS)
    },
    rowAt: (slot) => bytes.subarray(addressOf(slot), addressOf(slot) + dimension),
    setQuery: (query) => new Int16Array(memory.buffer, 0, dimension).set(query),
    dotsOf(first, count) {
      dots(addressOf(first), length, PRODUCTS, PRODUCTS + count * Int32Array.BYTES_PER_ELEMENT)
      return products
    },
  }
}

function instantiate(): DotExports | undefined {
  if (typeof WebAssembly === 'undefined') return undefined
  const bytes = assembleDotModule()
  if (!WebAssembly.validate(bytes)) return undefined
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
    // What the module exports is written in the module.
    return exports as DotExports
  } catch (error) {
    // A memory reserves addresses, whose number may be limited.
    if (error instanceof RangeError) return undefined
    throw error
  }
}
