import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'

export const MODEL_FILES = ['model.onnx', 'tokenizer.json'] as const

/** What tells the files of a model from any others. */
export type Files = Readonly<Record<(typeof MODEL_FILES)[number], { readonly bytes: number; readonly sha256: string }>>

/** A model cannot be used; the message is a clause that says why. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
}

/**
 * Checks that the files of a model are those of its description, byte by byte: one with flipped bits may load.
 * @throws ModelError naming the first that is missing or another
 */
export async function checkFiles(dir: string, files: Files): Promise<void> {
  for (const name of MODEL_FILES) {
    const path = join(dir, name)
    const { bytes, sha256 } = files[name]
    const { size } = await stat(path).catch((error: unknown) => {
      throw new ModelError(`${path} cannot be read (${codeOf(error)})`)
    })
    if (size !== bytes) throw new ModelError(`${path} has ${size} bytes instead of ${bytes}`)
    if ((await hashFile(path)) !== sha256) throw new ModelError(`${path} is not the file that the description means`)
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** The system's code of an error, such as ENOENT. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
