import { OperatorError, stackFramesOf } from './errors.ts'

/**
 * Errors of grammY, whose messages say what Telegram answered; their other fields hold the request with a user's text.
 * Compared by name, so that `wenzheng check` does not load grammY.
 */
const OF_REQUESTS: readonly string[] = ['GrammyError', 'HttpError']

/**
 * Runs a command and ends the process: with status 0 when it finishes, with 1 (2 for wrong arguments) and the reason on
 * stderr when it fails or when an exception or a rejection is unhandled.
 *
 * An OperatorError (wrong settings, wrong knowledge, a port that is taken, a refusal by Telegram) is printed as its
 * message. A bug is printed as its name and stack frames only: its message may quote a user or the token.
 */
export async function exitOnError(command: () => Promise<void>): Promise<void> {
  // Unhandled rejections arrive here too; Node's default prints the whole error.
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
  process.exit(error instanceof OperatorError ? error.exitStatus : 1)
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `A value of type ${typeof error} was thrown`
  if (error instanceof OperatorError) return error.message
  // Messages of the system quote only paths and addresses.
  const isSafe = OF_REQUESTS.includes(error.name) || 'syscall' in error
  return [isSafe ? `${error.name}: ${error.message}` : error.name, ...stackFramesOf(error)].join('\n')
}
