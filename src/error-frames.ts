/**
 * Lists where an error came from, a line for each call. Nothing of its message is among them: that may quote what somebody
 * wrote, over several lines that look like these.
 */
export function framesOf({ message, stack = '' }: Error): string[] {
  const start = stack.indexOf(message)
  return stack
    .slice(start < 0 ? 0 : start + message.length)
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
}
