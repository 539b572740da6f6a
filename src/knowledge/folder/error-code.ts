/**
 * Extracts the file system's code from an error: ENOENT, EACCES, ...
 *
 * @throws the error itself if it does not come from a system call and so is a bug
 */
export function toErrorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && 'syscall' in error) return String(error.code)
  throw error
}
