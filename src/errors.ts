/**
 * An error whose message is a sentence for the person who started the command; it is printed whole and without a stack.
 * Base of the errors of settings, knowledge, ports and refusals by Telegram.
 */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError'
  /** The status with which it ends the process. */
  readonly exitStatus: number = 1
}

/** The arguments of a command are none of its own. */
export class UsageError extends OperatorError {
  override readonly name = 'UsageError'
  override readonly exitStatus = 2
}

/**
 * Lists the stack frames of an error, one line per call, without its message: the message may quote what a user wrote,
 * over several lines that look like frames.
 */
export function stackFramesOf({ message, stack = '' }: Error): string[] {
  const start = stack.indexOf(message)
  const frames = stack.slice(start < 0 ? 0 : start + message.length)
  return frames.split('\n').filter((line) => /^\s+at /u.test(line))
}
