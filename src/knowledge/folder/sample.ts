import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OperatorError } from '../../errors.ts'
import { toErrorCode } from './error-code.ts'

/** The articles that come with the program, below the project. */
const SAMPLE = 'knowledge'

/** Finds the articles that come with the program, to be read where a folder of one's own does not exist. */
export function findSample(own: string): string | undefined {
  return existsSync(own) ? undefined : findAbove(import.meta.dirname)
}

/** Looks upwards from this file, which lies in `src/` or in a bundle below the project. */
function findAbove(dir: string): string | undefined {
  const [sample, parent] = [join(dir, SAMPLE), dirname(dir)]
  if (existsSync(join(sample, 'NOTICE.txt'))) return sample
  return parent === dir ? undefined : findAbove(parent)
}

/**
 * Copies the sample to where admins may change it; a process that is killed leaves no half of it there.
 *
 * @throws OperatorError if it cannot be written
 */
export async function copySample(sample: string, folder: string): Promise<void> {
  const temporary = join(dirname(folder), `.${SAMPLE}.${randomUUID()}`)
  try {
    await cp(sample, temporary, { recursive: true })
    await rename(temporary, folder)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw new OperatorError(`The sample articles cannot be copied to ${folder} (${toErrorCode(error)})`)
  }
}
