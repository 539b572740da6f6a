import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { MODEL_FILES, ModelError, codeOf } from './model-files.ts'

/** The model that comes with the program, below the project. */
const OWN_MODEL = 'models/e5-small-zh-en'
/** The file of a model's folder that describes it. */
const DESCRIPTION = 'model.json'

const fileSchema = z.object({ bytes: z.int().positive(), sha256: z.string().regex(/^[\da-f]{64}$/u) })

const descriptionSchema = z.object({
  dimension: z.int().positive(),
  maxTokens: z.int().min(3),
  /** Which tokens a vector is made of: the mean of all, or the first. */
  pooling: z.enum(['mean', 'cls']),
  /** Vectors are compared by their inner product, which is the cosine only of unit vectors. */
  normalize: z.literal(true),
  prefix: z.object({ query: z.string(), passage: z.string() }),
  inputs: z.array(z.enum(['input_ids', 'attention_mask', 'token_type_ids'])).nonempty(),
  output: z.string(),
  files: z.object({ 'model.onnx': fileSchema, 'tokenizer.json': fileSchema }),
})

/** What a model's folder says of it: the files, what goes in, and what is made of what comes out. */
export type ModelDescription = z.infer<typeof descriptionSchema>

/** Finds the folder of the program's own model from this file, which lies in `src/` or in a bundle below the project. */
export function findOwnModel(dir = import.meta.dirname): string {
  const [model, parent] = [join(dir, OWN_MODEL), dirname(dir)]
  if (existsSync(model)) return model
  // Where it is nowhere, whoever opens it says so.
  return parent === dir ? OWN_MODEL : findOwnModel(parent)
}

/**
 * Reads the description in a model's folder; the files themselves are not looked at.
 * @throws ModelError if it is missing, or describes a model that cannot be run here
 */
export async function readDescription(dir: string): Promise<ModelDescription> {
  const path = join(dir, DESCRIPTION)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ModelError(`${path} cannot be read (${codeOf(error)})`)
  })
  const parsed = descriptionSchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [{ path: place, message } = { path: [], message: '' }] = parsed.error.issues
  throw new ModelError(`${path} does not describe a model that can be run${['', ...place].join(' ')}: ${message}`)
}

/** Digests all that decides on a vector: vectors of models with different identities are not comparable. */
export function toIdentity({ files, ...rest }: ModelDescription): string {
  const decisive = { ...rest, files: MODEL_FILES.map((name) => files[name].sha256) }
  return createHash('sha256').update(JSON.stringify(decisive)).digest('hex').slice(0, 16)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
