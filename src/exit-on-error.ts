/** Errors whose message is written for whoever started the command. */
const TOLD: readonly string[] = ['SettingsError', 'KnowledgeError', 'RefusedError', 'PortError']

/**
 * Runs a command and ends the process: with status 0 when it is through, with 1 and the reason on stderr when it fails.
 * Wrong settings, wrong knowledge, a port that is taken and a refusal by Telegram are told in their own sentences, a bug with its stack.
 */
export async function exitOnError(command: () => Promise<void>): Promise<void> {
  try {
    await command()
    process.exit()
  } catch (error) {
    console.error(error instanceof Error && TOLD.includes(error.name) ? error.message : error)
    process.exit(1)
  }
}
