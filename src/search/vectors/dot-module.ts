/** The bytes of the memory that precede the rows: one page. */
export const PAGE = 65_536
/** Components that one step takes: a row's length in bytes is a multiple. */
export const STEP = 32
/** Components that one instruction takes. */
const LANES = 8

type Code = readonly number[]

/** The parameters of `dots`, all i32, and its locals, by their numbers. */
const PARAMETERS = { row: 0, length: 1, out: 2, outEnd: 3 }
const POINTERS = { rowEnd: 4, query: 5 }
const SUMS = [6, 7, 8, 9] as const

/** "\0asm", version 1. */
const HEADER: Code = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const I32 = 0x7f
const V128 = 0x7b

/**
 * Assembles a WebAssembly module that exports a memory `memory`, of one page at first, and a function
 * `dots(row, length, out, outEnd)`: the dot products of consecutive int8 rows, from the address `row` on and each of
 * `length` bytes, with the int16 query at address 0, as int32 from `out` to `outEnd`, exclusive. There is at least one
 * row, and `length` is a multiple of `STEP`.
 *
 * One row follows the other: with four at once, for one load of the query, 102,400 rows of 384 took 3.6 to 4.3 ms
 * instead of 1.7 to 1.9, as memory is read ahead of one stream, and 8,192 rows 0.12 ms by either.
 */
export function assembleDotModule(): Uint8Array<ArrayBuffer> {
  const name = (text: string) => withLength([...text].map((letter) => letter.charCodeAt(0)))
  const parameters = Object.keys(PARAMETERS).map(() => I32)
  const locals = list([
    [Object.keys(POINTERS).length, I32],
    [SUMS.length, V128],
  ])
  const exports = list([
    [...name('memory'), 2, 0],
    [...name('dots'), 0, 0],
  ])
  return new Uint8Array([
    ...HEADER,
    ...section(1, list([[0x60, ...withLength(parameters), 0]])), // the function's type: nothing is returned
    ...section(3, list([[0]])), // the function, of that type
    ...section(5, list([[0, 1]])), // the memory: no maximum, at least one page
    ...section(7, exports),
    ...section(10, list([withLength([...locals, ...dots(), ...END])])),
  ])
}

/** The body of `dots`. */
function dots(): Code {
  const { row, length, out, outEnd } = PARAMETERS
  const { rowEnd, query } = POINTERS
  const [sum0, sum1, sum2, sum3] = SUMS
  return loop(
    [
      ...set(rowEnd, add(get(row), get(length))),
      ...set(query, constant(0)),
      ...SUMS.flatMap((sum) => set(sum, ZEROS)),
      ...loop(multiplyStep(), differ(get(row), get(rowEnd))),
      ...set(sum0, addLanes(addLanes(get(sum0), get(sum1)), addLanes(get(sum2), get(sum3)))),
      ...store(get(out), add(add(lane(sum0, 0), lane(sum0, 1)), add(lane(sum0, 2), lane(sum0, 3)))),
      ...set(out, add(get(out), constant(4))),
    ],
    differ(get(out), get(outEnd)),
  )
}

/** Adds the products of a step's components, and moves the pointers behind them. */
function multiplyStep(): Code {
  const { row } = PARAMETERS
  const { query } = POINTERS
  return [
    ...SUMS.flatMap((sum, part) => {
      const products = dotPairs(loadBytes(get(row), part * LANES), load(get(query), part * LANES * 2))
      return set(sum, addLanes(get(sum), products))
    }),
    ...set(row, add(get(row), constant(STEP))),
    ...set(query, add(get(query), constant(STEP * 2))),
  ]
}

const END: Code = [0x0b]
const ZEROS: Code = [0xfd, 0x0c, ...Array<number>(16).fill(0)] // v128.const

function get(local: number): Code {
  return [0x20, local] // local.get
}

function set(local: number, value: Code): Code {
  return [...value, 0x21, local] // local.set
}

function constant(value: number): Code {
  return [0x41, ...(value < 0x40 ? [value] : [value | 0x80, 0])] // i32.const, of 0 to 127: bit 6 of a byte is the sign
}

function add(a: Code, b: Code): Code {
  return [...a, ...b, 0x6a] // i32.add
}

function differ(a: Code, b: Code): Code {
  return [...a, ...b, 0x47] // i32.ne
}

/** Repeats a body as long as a condition holds after it. */
function loop(body: Code, condition: Code): Code {
  return [0x03, 0x40, ...body, ...condition, 0x0d, 0, ...END] // loop, without a value; br_if to its start; end
}

function store(address: Code, value: Code): Code {
  return [...address, ...value, 0x36, 2, 0] // i32.store, aligned to 2 ** 2 bytes
}

/** Loads eight int16. */
function load(address: Code, offset: number): Code {
  return [...address, 0xfd, 0x00, 4, offset] // v128.load, aligned to 2 ** 4 bytes
}

/** Loads eight int8 as int16. */
function loadBytes(address: Code, offset: number): Code {
  return [...address, 0xfd, 0x01, 3, offset] // v128.load8x8_s, aligned to 2 ** 3 bytes
}

function lane(local: number, number: number): Code {
  return [...get(local), 0xfd, 0x1b, number] // i32x4.extract_lane
}

function addLanes(a: Code, b: Code): Code {
  return [...a, ...b, 0xfd, 0xae, 0x01] // i32x4.add
}

/** Multiplies eight int16 by eight, and adds the products in pairs: four int32. */
function dotPairs(a: Code, b: Code): Code {
  return [...a, ...b, 0xfd, 0xba, 0x01] // i32x4.dot_i16x8_s
}

function section(id: number, content: Code): Code {
  return [id, ...withLength(content)]
}

function list(items: readonly Code[]): Code {
  return [items.length, ...items.flat()]
}

function withLength(content: Code): Code {
  return [...toLeb128(content.length), ...content]
}

/** An unsigned number, seven bits a byte, the lowest first. */
function toLeb128(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...toLeb128(value >> 7)]
}
