import { BLOCK_ROWS, type DotKernel, QUERY_RANGE, createDotKernel } from './dot-kernel.ts'

/** A text whose vector is near that of a query. */
export interface Nearest {
  readonly text: string
  /** From -1 to 1. */
  readonly cosine: number
}

/**
 * The vectors of texts, one int8 row a text, of which only the direction is kept. A query is a vector of the same
 * dimension and any length but 0; once searched for, its components must not change.
 */
export interface VectorMatrix {
  readonly dimension: number
  /** The number of texts. */
  readonly size: number
  /**
   * Adds the vector of a text in place of an earlier one.
   *
   * @throws RangeError if it is of another dimension, or if there is no memory for it
   */
  readonly add: (text: string, vector: Float32Array | Int8Array) => void
  readonly has: (text: string) => boolean
  /** Copies the row of a text: its vector, so scaled that the largest component is 127 if it was added as floats. */
  readonly get: (text: string) => Int8Array | undefined
  /** Removes a text, whose row the next one takes; others may be removed while `texts` is iterated over. */
  readonly remove: (text: string) => void
  /** The texts in the order of their adding. */
  readonly texts: () => Iterable<string>
  /**
   * Finds the texts with the greatest cosines, descending, equal ones by their text. All rows are compared.
   *
   * @param isAllowed which texts to find; it is asked only of those that come near enough
   */
  readonly findNearest: (query: Float32Array, count: number, isAllowed?: (text: string) => boolean) => Nearest[]
  /** The cosine of a text and a query; undefined if the text has no vector. */
  readonly cosineOf: (text: string, query: Float32Array) => number | undefined
}

/** The largest component of a row, by magnitude. */
const ROW_RANGE = 127

/** Creates an empty matrix. */
export function createVectorMatrix(dimension: number, createKernel = createDotKernel): VectorMatrix {
  const kernel = createKernel(dimension)
  const slots = new Map<string, number>()
  // By slot; a free one has no text.
  const texts: (string | undefined)[] = []
  const inverseNorms: number[] = []
  const free: number[] = []
  const normOf = createQueryLoader(kernel, dimension)

  function takeSlot(): number {
    const slot = free.pop()
    if (slot !== undefined) return slot
    if (texts.length % BLOCK_ROWS === 0) kernel.grow()
    return texts.push(undefined) - 1
  }

  return {
    dimension,
    get size() {
      return slots.size
    },
    add(text, vector) {
      checkDimension(vector, dimension)
      const slot = slots.get(text) ?? takeSlot()
      slots.set(text, slot)
      texts[slot] = text
      const row = kernel.rowAt(slot)
      if (vector instanceof Int8Array) row.set(vector)
      else quantise(vector, ROW_RANGE, row)
      inverseNorms[slot] = toInverseNorm(row)
    },
    has: (text) => slots.has(text),
    get(text) {
      const slot = slots.get(text)
      return slot === undefined ? undefined : kernel.rowAt(slot).slice()
    },
    remove(text) {
      const slot = slots.get(text)
      if (slot === undefined) return
      slots.delete(text)
      texts[slot] = undefined
      free.push(slot)
    },
    texts: () => slots.keys(),
    findNearest(query, count, isAllowed = () => true) {
      const queryNorm = normOf(query)
      const best = createBest(count)
      let least = count > 0 ? -Infinity : Infinity
      for (let first = 0; first < texts.length; first += BLOCK_ROWS) {
        const rows = Math.min(BLOCK_ROWS, texts.length - first)
        const dots = kernel.dotsOf(first, rows)
        for (let row = 0; row < rows; row++) {
          const cosine = (dots[row] ?? 0) * (inverseNorms[first + row] ?? 0) * queryNorm
          if (cosine < least) continue
          const text = texts[first + row]
          if (text !== undefined && isAllowed(text)) least = best.add({ text, cosine })
        }
      }
      return best.list
    },
    cosineOf(text, query) {
      const slot = slots.get(text)
      if (slot === undefined) return undefined
      const queryNorm = normOf(query)
      return (kernel.dotsOf(slot, 1)[0] ?? 0) * (inverseNorms[slot] ?? 0) * queryNorm
    },
  }
}

/** Gives the kernel a query, unless it has it from the call before, and returns its inverse norm. */
function createQueryLoader(kernel: DotKernel, dimension: number): (query: Float32Array) => number {
  const components = new Int16Array(dimension)
  let loaded: Float32Array | undefined
  let norm = 0
  return (query) => {
    if (query === loaded) return norm
    checkDimension(query, dimension)
    quantise(query, QUERY_RANGE, components)
    kernel.setQuery(components)
    norm = toInverseNorm(components)
    loaded = query
    return norm
  }
}

function checkDimension(vector: ArrayLike<number>, dimension: number): void {
  if (vector.length !== dimension) throw new RangeError(`The vector has ${vector.length} components, not ${dimension}`)
}

/** Scales a vector so that its largest component is `range`, by magnitude, and rounds it. */
function quantise(vector: Float32Array, range: number, to: Int8Array | Int16Array): void {
  let largest = 0
  for (const component of vector) largest = Math.max(largest, Math.abs(component))
  const scale = largest > 0 ? range / largest : 0
  for (const [index, component] of vector.entries()) to[index] = Math.round(component * scale)
}

/** The inverse of a vector's length; 0 of a vector of zeros, whose cosines are 0 then. */
function toInverseNorm(components: Int8Array | Int16Array): number {
  let squares = 0
  for (const component of components) squares += component * component
  return squares > 0 ? 1 / Math.sqrt(squares) : 0
}

interface Best {
  /** Descending. */
  readonly list: Nearest[]
  /** Returns the cosine below which nothing is added any more. */
  readonly add: (nearest: Nearest) => number
}

/** Keeps the best of what is added, up to `count`. */
function createBest(count: number): Best {
  const list: Nearest[] = []
  return {
    list,
    add(nearest) {
      list.splice(findPlace(list, nearest), 0, nearest)
      if (list.length > count) list.pop()
      return list.length < count ? -Infinity : (list.at(-1)?.cosine ?? -Infinity)
    },
  }
}

/** The place of a text in a descending list, by bisection. */
function findPlace(list: readonly Nearest[], { text, cosine }: Nearest): number {
  let [start, end] = [0, list.length]
  while (start < end) {
    const middle = (start + end) >> 1
    const other = list[middle]
    const isBefore = other && (other.cosine > cosine || (other.cosine === cosine && other.text < text))
    if (isBefore) start = middle + 1
    else end = middle
  }
  return start
}
