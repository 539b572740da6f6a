import { KnowledgeError } from './answer/knowledge-base.ts'
import { RefusedError } from './bot/polling.ts'
import { SettingsError } from './config.ts'

/**
 * Runs a command and ends the process: with status 0 when it is through, with 1 and the reason on stderr when it fails.
 * Wrong settings, wrong knowledge and a refusal by Telegram are told in their own sentences, a bug with its stack.
 */
export async function exitOnError(command: () => Promise<void>): Promise<void> {
  try {
    await command()
    process.exit()
  } catch (error) {
    const isTold = error instanceof SettingsError || error instanceof KnowledgeError || error instanceof RefusedError
    console.error(isTold ? error.message : error)
    process.exit(1)
  }
}
