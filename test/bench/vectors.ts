import { createDotKernel, createPlainKernel, createVectorKernel } from '../../src/search/vectors/dot-kernel.ts'
import { type VectorMatrix, createVectorMatrix } from '../../src/search/vectors/vector-matrix.ts'
import { createRandom } from './random.ts'

/**
 * Prints the processor time of an exact search among random vectors, by vector instructions and by plain loops, and how
 * many of the nearest by floats are among the nearest by int8.
 */

const DIMENSION = 384
const SIZES = [10_000, 100_000]
const COUNT = 50
const QUERIES = 20
/** Rounds over all queries; the fastest counts, as other work only adds. */
const ROUNDS = 5
const KERNELS = { 'vector instructions': createVectorKernel, 'plain loops': createPlainKernel }

const random = createRandom(1)
const queries = Array.from({ length: QUERIES }, toUnitVector)

for (const size of SIZES) {
  const vectors = new Map(Array.from({ length: size }, (_, index) => [`text ${index}`, toUnitVector()]))
  for (const [name, create] of Object.entries(KERNELS)) {
    const matrix = fill(
      createVectorMatrix(DIMENSION, (dimension) => create(dimension) ?? createPlainKernel(dimension)),
      vectors,
    )
    console.log(`${size} rows, ${name}: ${measureTime(matrix).toFixed(2)} ms of processor time a query`)
  }
  const recall = measureRecall(fill(createVectorMatrix(DIMENSION, createDotKernel), vectors), vectors)
  console.log(`${size} rows, int8: recall@${COUNT} ${recall.toFixed(3)} of floats`)
}

function fill(matrix: VectorMatrix, vectors: ReadonlyMap<string, Float32Array>): VectorMatrix {
  for (const [text, vector] of vectors) matrix.add(text, vector)
  return matrix
}

function measureTime(matrix: VectorMatrix): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage()
    for (const query of queries) matrix.findNearest(query, COUNT)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000 / queries.length
  })
  return Math.min(...times)
}

function measureRecall(matrix: VectorMatrix, vectors: ReadonlyMap<string, Float32Array>): number {
  const shares = queries.map((query) => {
    const cosines = [...vectors].map(([text, vector]) => ({ text, cosine: multiply(vector, query) }))
    const nearest = cosines.toSorted((a, b) => b.cosine - a.cosine).slice(0, COUNT)
    const found = new Set(matrix.findNearest(query, COUNT).map(({ text }) => text))
    return nearest.filter(({ text }) => found.has(text)).length / COUNT
  })
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}

function multiply(a: Float32Array, b: Float32Array): number {
  let product = 0
  for (let index = 0; index < a.length; index++) product += (a[index] ?? 0) * (b[index] ?? 0)
  return product
}

/** A vector in a random direction: of normal components, by Box and Muller. */
function toUnitVector(): Float32Array {
  const vector = Float32Array.from(
    { length: DIMENSION },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  )
  const norm = Math.sqrt(multiply(vector, vector))
  return vector.map((component) => component / norm)
}
