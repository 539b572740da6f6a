import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import type { ModelDescription } from './model-description.ts'
import { ModelError, checkFiles } from './model-files.ts'

/**
 * Characters of a text that are looked at for each token that the model takes: more than its longest piece has (16), so
 * that a text of a megabyte is not cut into pieces for its first 512.
 */
const CHARACTERS_PER_TOKEN = 32

/** A model that is loaded into this process. */
export interface Model {
  /**
   * Turns a text, as it is, into a unit vector; the thread is blocked meanwhile.
   * @throws ModelError if what comes out is no such vector
   */
  readonly embed: (text: string) => Promise<Float32Array>
}

type Runtime = typeof import('onnxruntime-node')

/**
 * Loads a model whose files are those of its description, and tries it.
 * @throws ModelError if the runtime, the files, or what comes out do not fit
 */
export async function loadModel(dir: string, description: ModelDescription): Promise<Model> {
  await checkFiles(dir, description.files)
  const runtime = await loadRuntime()
  const encode = await loadTokenizer(join(dir, 'tokenizer.json'), description.maxTokens)
  const session = await loadSession(runtime, join(dir, 'model.onnx'), description)
  const model: Model = {
    embed: async (text) => {
      const ids = encode(text)
      const outputs = await session.run(toInputs(runtime, ids, description), [description.output])
      return toUnitVector(outputs[description.output], ids.length, description)
    },
  }
  await model.embed('')
  return model
}

/** The runtime is optional: there is none for some systems, and it does not load on others. */
async function loadRuntime(): Promise<Runtime> {
  try {
    return await import('onnxruntime-node')
  } catch (error) {
    throw new ModelError(`onnxruntime-node cannot be loaded here (${messageOf(error)})`)
  }
}

async function loadTokenizer(path: string, maxTokens: number): Promise<(text: string) => readonly number[]> {
  try {
    const tokenizer = new Tokenizer(JSON.parse(await readFile(path, 'utf8')) as object, {})
    return (text) => {
      const { ids } = tokenizer.encode(text.slice(0, maxTokens * CHARACTERS_PER_TOKEN))
      // The last one marks the end.
      return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ...ids.slice(-1)]
    }
  } catch (error) {
    throw new ModelError(`${path} cannot be loaded (${messageOf(error)})`)
  }
}

async function loadSession(
  { InferenceSession: Session }: Runtime,
  path: string,
  { inputs, output }: ModelDescription,
): Promise<InferenceSession> {
  const session = await Session.create(path, {
    // A second thread spins while it waits, and costs twice the processor time.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  }).catch((error: unknown) => {
    throw new ModelError(`${path} cannot be loaded (${messageOf(error)})`)
  })
  const missing = [
    ...session.inputNames.filter((name) => !inputs.some((input) => input === name)),
    ...inputs.filter((name) => !session.inputNames.includes(name)),
    ...[output].filter((name) => !session.outputNames.includes(name)),
  ]
  if (missing.length > 0) throw new ModelError(`${path} has other inputs or outputs: ${missing.join(', ')}`)
  return session
}

function toInputs(
  { Tensor: RuntimeTensor }: Runtime,
  ids: readonly number[],
  { inputs }: ModelDescription,
): Record<string, Tensor> {
  const values = {
    input_ids: () => BigInt64Array.from(ids, BigInt),
    attention_mask: () => new BigInt64Array(ids.length).fill(1n),
    token_type_ids: () => new BigInt64Array(ids.length),
  }
  return Object.fromEntries(
    inputs.map((name) => [name, new RuntimeTensor('int64', values[name](), [1, ids.length])] as const),
  )
}

function toUnitVector(
  output: Tensor | undefined,
  length: number,
  { dimension, pooling }: ModelDescription,
): Float32Array {
  const data = output?.data
  if (!(data instanceof Float32Array) || output?.dims.join() !== [1, length, dimension].join())
    throw new ModelError(`its output is ${output?.type} of ${output?.dims.join(' × ')}, not of dimension ${dimension}`)
  const sums = new Float64Array(dimension)
  const end = pooling === 'mean' ? data.length : dimension
  for (let place = 0; place < end; place++) {
    const index = place % dimension
    sums[index] = (sums[index] ?? 0) + (data[place] ?? 0)
  }
  const norm = Math.hypot(...sums)
  if (!(norm > 0 && norm < Infinity)) throw new ModelError('its output is not a number')
  return Float32Array.from(sums, (sum) => sum / norm)
}

/** The first line of an error's message: the runtime's and the loader's add stacks below. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n')[0] ?? ''
}
