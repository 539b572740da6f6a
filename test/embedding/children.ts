import { type ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { onTestFinished } from 'vitest'

/** Collects the processes that are started while the current test runs. */
export function watchChildren(): readonly ChildProcess[] {
  const children: ChildProcess[] = []
  const collect = (message: unknown): void => void children.push((message as { process: ChildProcess }).process)
  subscribe('child_process', collect)
  onTestFinished(() => void unsubscribe('child_process', collect))
  return children
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
