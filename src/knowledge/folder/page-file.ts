import { open, stat, writeFile } from 'node:fs/promises'
import { stdin } from 'node:process'
import { OperatorError } from '../../errors.ts'
import { toErrorCode } from './error-code.ts'

/** Reads a page that a person names, or standard input for `-`; of more than `limit` bytes one more is read. */
export async function readPageFile(path: string, limit: number): Promise<Uint8Array> {
  if (path === '-') return readStart(stdin, limit)
  try {
    if ((await stat(path)).isDirectory()) throw new OperatorError(`${path} is a folder; name a file.`)
    const file = await open(path)
    return await readStart(file.createReadStream({ end: limit }), limit)
  } catch (error) {
    if (error instanceof OperatorError) throw error
    throw new OperatorError(`${path} cannot be read: ${toErrorCode(error)}`)
  }
}

/** Writes a file; one that stands there is overwritten only where that is wanted. */
export async function writeNewFile(path: string, text: string, isForced: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: isForced ? 'w' : 'wx' })
  } catch (error) {
    const code = toErrorCode(error)
    if (code === 'EEXIST')
      throw new OperatorError(`${path} exists already. Name another file, or overwrite it by --force.`)
    throw new OperatorError(`${path} cannot be written: ${code}`)
  }
}

async function readStart(stream: AsyncIterable<unknown>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) continue
    chunks.push(chunk)
    length += chunk.length
    if (length > limit) break
  }
  return Buffer.concat(chunks)
}
