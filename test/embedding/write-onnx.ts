/** A field of a protobuf message: a number, bytes, or a message of fields. */
type Field = readonly [number: number, value: number | string | Uint8Array | readonly Field[]]

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]

/** Encodes a protobuf message. */
export function encode(fields: readonly Field[]): Uint8Array {
  const parts = fields.map(([number, value]) => {
    if (typeof value === 'number') return Uint8Array.from([...varint(number * 8), ...varint(value)])
    const bytes = toBytes(value)
    return Uint8Array.from([...varint(number * 8 + 2), ...varint(bytes.length), ...bytes])
  })
  return Buffer.concat(parts)
}

function toBytes(value: string | Uint8Array | readonly Field[]): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value)
  return value instanceof Uint8Array ? value : encode(value)
}

/** Numbers of ONNX's data types. */
const FLOAT = 1
const INT64 = 7

const node = (type: string, inputs: readonly string[], output: string, ...attributes: readonly Field[]): Field => [
  1,
  [...inputs.map((name): Field => [1, name]), [2, output], [4, type], ...attributes],
]
const int = (name: string, value: number): Field => [
  5,
  [
    [1, name],
    [3, value],
    [20, 2],
  ],
]

const floats = (name: string, dims: readonly number[], values: readonly number[]): Field => [
  5,
  [...dims.map((dim): Field => [1, dim]), [2, FLOAT], [8, name], [9, new Uint8Array(Float32Array.from(values).buffer)]],
]
const ints = (name: string, values: readonly number[]): Field => [
  5,
  [
    [1, values.length],
    [2, INT64],
    [8, name],
    [9, new Uint8Array(BigInt64Array.from(values, BigInt).buffer)],
  ],
]

const tensorOf = (name: string, type: number, dims: readonly (string | number)[]): readonly Field[] => {
  const shape = dims.map((dim): Field => [1, [typeof dim === 'string' ? [2, dim] : [1, dim]]])
  return [
    [1, name],
    [
      2,
      [
        [
          1,
          [
            [1, type],
            [2, shape],
          ],
        ],
      ],
    ],
  ]
}

/** What a model does besides its duty. */
export interface ModelTraits {
  readonly dimension: number
  /** Where a token's id is greater the output is not a number. */
  readonly lastGood: number
  /** The side, for each token, of two matrices that are multiplied: it takes the cube of the text's length. */
  readonly work: number
}

/**
 * Makes a model in ONNX's format: `input_ids` [1, n] become `last_hidden_state` [1, n, dimension], for each token
 * 1 + √(place · (`lastGood` − id)) at places from 1 on.
 */
export function toOnnx({ dimension, lastGood, work }: ModelTraits): Uint8Array {
  const nodes = [
    node('Cast', ['input_ids'], 'ids', int('to', FLOAT)),
    node('Unsqueeze', ['ids', 'two'], 'column'),
    node('Sub', ['lastGood', 'column'], 'left'),
    node('MatMul', ['left', 'weights'], 'products'),
    node('Sqrt', ['products'], 'roots'),
    node('Add', ['roots', 'bias'], 'sums'),
    node('Shape', ['input_ids'], 'shape'),
    node('Gather', ['shape', 'one'], 'length'),
    node('Mul', ['length', 'work'], 'side'),
    node('Concat', ['side', 'side'], 'sides', int('axis', 0)),
    node('ConstantOfShape', ['sides'], 'matrix'),
    node('MatMul', ['matrix', 'matrix'], 'product'),
    node('ReduceSum', ['product'], 'nothing'),
    node('Add', ['sums', 'nothing'], 'last_hidden_state'),
  ]
  const values = [
    ints('one', [1]),
    ints('two', [2]),
    ints('work', [work]),
    floats('lastGood', [1], [lastGood]),
    floats('bias', [1], [1]),
    floats(
      'weights',
      [1, dimension],
      Array.from({ length: dimension }, (_, place) => place + 1),
    ),
  ]
  const graph: Field[] = [
    ...nodes,
    [2, 'tiny'],
    ...values,
    [11, tensorOf('input_ids', INT64, [1, 'n'])],
    [12, tensorOf('last_hidden_state', FLOAT, [1, 'n', dimension])],
  ]
  const opset: Field = [8, [[2, 17]]]
  return encode([[1, 8], [7, graph], opset])
}
