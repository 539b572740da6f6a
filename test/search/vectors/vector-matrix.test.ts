import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLOCK_ROWS, createPlainKernel } from '../../../src/search/vectors/dot-kernel.ts'
import { type VectorMatrix, createVectorMatrix } from '../../../src/search/vectors/vector-matrix.ts'

const DIMENSION = 24
/** Of directions in 24 dimensions: half a step of 127 in each component is an angle of 0.02 at most. */
const ROUNDING = 0.02
const TEXTS = ['a', 'b', 'c', 'd', 'e', 'f']

const components = fc.oneof(
  fc.float({ min: -1, max: 1, noNaN: true }),
  fc.integer({ min: -2, max: 2 }).map((number) => number / 2),
)
const vectors = fc
  .array(components, { minLength: DIMENSION, maxLength: DIMENSION })
  .map((list) => Float32Array.from(list))
  .filter((vector) => Math.hypot(...vector) > 0.01)
const named = fc
  .dictionary(fc.string({ maxLength: 3 }), vectors, { maxKeys: 12 })
  .map((texts) => new Map(Object.entries(texts)))

function toCosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const product = Array.from(a).reduce((sum, component, index) => sum + component * (b[index] ?? 0), 0)
  return product / Math.hypot(...Array.from(a)) / Math.hypot(...Array.from(b))
}

function fill(texts: ReadonlyMap<string, Float32Array | Int8Array>, matrix = createVectorMatrix(DIMENSION)) {
  for (const [text, vector] of texts) matrix.add(text, vector)
  return matrix
}

/** A vector whose cosine with that of the angle 0 is the angle's. */
function toVector(angle: number): Float32Array {
  return Float32Array.from({ length: DIMENSION }, (_, index) => [Math.cos(angle), Math.sin(angle)][index] ?? 0)
}

describe('a matrix of vectors', () => {
  it('finds the nearest of all texts, with their cosines within rounding, whatever the kernel', () => {
    fc.assert(
      fc.property(named, vectors, fc.nat({ max: 14 }), (texts, query, count) => {
        const matrix = fill(texts)
        const all = matrix.findNearest(query, texts.size)
        expect(new Set(all.map(({ text }) => text))).toEqual(new Set(texts.keys()))
        for (const [index, { text, cosine }] of all.entries()) {
          expect(Math.abs(cosine - toCosine(texts.get(text) ?? [], query))).toBeLessThan(ROUNDING)
          expect(matrix.cosineOf(text, query)).toBe(cosine)
          const next = all[index + 1]
          if (next) expect(cosine > next.cosine || (cosine === next.cosine && text < next.text)).toBe(true)
        }
        expect(matrix.findNearest(query, count)).toEqual(all.slice(0, count))
        expect(fill(texts, createVectorMatrix(DIMENSION, createPlainKernel)).findNearest(query, count)).toEqual(
          all.slice(0, count),
        )
      }),
    )
  })

  it('finds equal ones by their text, also the last one, and answers one query after another', () => {
    const matrix = fill(new Map(['c', 'd', 'a', 'b'].map((text) => [text, toVector(text === 'd' ? 2 : 1)])))
    const find = (angle: number, count: number) => matrix.findNearest(toVector(angle), count).map(({ text }) => text)
    expect(find(1, 1)).toEqual(['a'])
    expect(find(1, 2)).toEqual(['a', 'b'])
    expect(find(2, 2)).toEqual(['d', 'a'])
  })

  it('finds only texts that are allowed, and asks only of those that come near enough', () => {
    const matrix = fill(new Map(TEXTS.map((text, index) => [text, toVector(index / 10)])))
    const asked: string[] = []
    const isAllowed = (text: string) => asked.push(text) > 0 && text !== 'a'
    expect(matrix.findNearest(toVector(0), 2, isAllowed).map(({ text }) => text)).toEqual(['b', 'c'])
    expect(asked).toEqual(['a', 'b', 'c'])
  })

  it('holds what was added and not removed, in rows that are used again', () => {
    const changes = fc.array(
      fc.record({ text: fc.constantFrom(...TEXTS), vector: fc.option(vectors, { nil: undefined }) }),
    )
    fc.assert(
      fc.property(changes, vectors, (list, query) => {
        const matrix = createVectorMatrix(DIMENSION)
        const model = new Map<string, Float32Array>()
        for (const { text, vector } of list) {
          if (vector) {
            matrix.add(text, vector)
            model.set(text, vector)
          } else {
            matrix.remove(text)
            model.delete(text)
          }
          expect(matrix.size).toBe(model.size)
        }
        expect([...matrix.texts()].toSorted()).toEqual([...model.keys()].toSorted())
        for (const text of TEXTS) {
          expect(matrix.has(text)).toBe(model.has(text))
          expect(matrix.get(text) === undefined).toBe(!model.has(text))
          expect(matrix.cosineOf(text, query) === undefined).toBe(!model.has(text))
        }
        expect(matrix.findNearest(query, TEXTS.length)).toEqual(fill(model).findNearest(query, TEXTS.length))
      }),
    )
  })

  it('takes a row back as it was copied', () => {
    fc.assert(
      fc.property(named, vectors, (texts, query) => {
        const matrix = fill(texts)
        const rows = new Map([...texts.keys()].map((text) => [text, matrix.get(text) ?? new Int8Array()]))
        expect(fill(rows).findNearest(query, 9)).toEqual(matrix.findNearest(query, 9))
      }),
    )
  })

  it('grows beyond a block, and takes no further rows while there are free ones', () => {
    let blocks = 0
    const matrix: VectorMatrix = createVectorMatrix(DIMENSION, (dimension) => {
      const kernel = createPlainKernel(dimension)
      return { ...kernel, grow: () => (blocks++, kernel.grow()) }
    })
    const add = (from: number) => {
      const last = from + BLOCK_ROWS
      for (let index = from; index <= last; index++) matrix.add(`text ${index}`, toVector(index < last ? 0 : 1))
    }
    add(0)
    expect(blocks).toBe(2)
    expect(matrix.findNearest(toVector(1), 1)[0]?.text).toBe(`text ${BLOCK_ROWS}`)
    for (const text of matrix.texts()) matrix.remove(text)
    expect([matrix.size, matrix.findNearest(toVector(0), 1)]).toEqual([0, []])
    add(1)
    expect([matrix.size, blocks]).toEqual([BLOCK_ROWS + 1, 2])
  })

  it('has a cosine of 0 with zeros', () => {
    const matrix = fill(new Map([['zeros', new Float32Array(DIMENSION)]]))
    expect(matrix.cosineOf('zeros', toVector(1))).toBe(0)
    expect(matrix.findNearest(new Float32Array(DIMENSION), 1)).toEqual([{ text: 'zeros', cosine: 0 }])
  })

  it('refuses vectors and queries of another dimension', () => {
    const matrix = fill(new Map([['a', toVector(0)]]))
    expect(() => matrix.add('b', new Float32Array(3))).toThrow(RangeError)
    expect(() => matrix.findNearest(new Float32Array(3), 1)).toThrow(RangeError)
    expect([matrix.size, matrix.has('b')]).toEqual([1, false])
  })
})
