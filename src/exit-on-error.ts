import { KnowledgeError } from './answer/knowledge-base.ts'
import { SettingsError } from './config.ts'

/**
 * Runs a command and ends the process: with status 0 when it is through, with 1 and the reason on stderr when it fails.
 * Wrong settings and wrong knowledge are told in their own sentences, a bug with its stack.
 */
export async function exitOnError(command: () => Promise<void>): Promise<void> {
  try {
    await command()
    process.exit()
  } catch (error) {
    const isTold = error instanceof SettingsError || error instanceof KnowledgeError
    console.error(isTold ? error.message : error)
    process.exit(1)
  }
}
