/** Milliseconds between two looks of a process at its parent. */
const LOOK = 500
const SCRIPT = `
  const parent = process.ppid
  setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), ${LOOK}).unref()`

/**
 * The argument that has a Node.js process end when its parent is gone: a test run that is interrupted or killed leaves
 * no process behind.
 */
export const END_WITH_PARENT = `--import=data:text/javascript,${encodeURIComponent(SCRIPT)}`
