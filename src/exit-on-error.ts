import { OperatorError, stackFramesOf } from './errors.ts'

/** Errors of grammY: their message says what Telegram answered, their other fields hold the request with a user's text. */
const OF_REQUESTS: readonly string[] = ['GrammyError', 'HttpError']

/**
 * Runs a command and ends the process: with status 0 when it is through, with 1 and the reason on stderr when it fails, or
 * anything does that nobody waits for.
 *
 * Wrong settings, wrong knowledge, a port that is taken and a refusal by Telegram are told in their own sentences. Of a bug
 * its name and where it came from is told, and no more: its message may quote a user or the token.
 */
export async function exitOnError(command: () => Promise<void>): Promise<void> {
  // A promise that nobody waits for comes here too; Node's own way prints an error whole.
  process.on('uncaughtException', fail)
  try {
    await command()
    process.exit()
  } catch (error) {
    fail(error)
  }
}

function fail(error: unknown): never {
  console.error(describe(error))
  process.exit(1)
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `A value of type ${typeof error} was thrown`
  if (error instanceof OperatorError) return error.message
  // The system's own messages quote nothing but paths and addresses.
  const isSafe = OF_REQUESTS.includes(error.name) || 'syscall' in error
  return [isSafe ? `${error.name}: ${error.message}` : error.name, ...stackFramesOf(error)].join('\n')
}
