import type { Call, CallOf, Method } from '../payloads/payloads.ts'

/** Milliseconds that a call is waited for: a busy machine takes its time. */
export const DEADLINE = 60_000

export interface WaitOptions {
  timeoutMs?: number
  /** A mark: only calls after it count; by default all calls do. */
  after?: number
}

export type CallTest = Method | ((call: Call) => boolean)

export type CallLog = ReturnType<typeof createCallLog>

/** Keeps the calls that were answered; a test can wait for one. */
export function createCallLog(faults: readonly string[]) {
  const calls: Call[] = []
  const watchers = new Set<(call: Call) => void>()

  function record(call: Call): void {
    calls.push(call)
    for (const watch of watchers) watch(call)
  }

  function nextCall<M extends Method>(method: M, options?: WaitOptions): Promise<CallOf<M>>
  function nextCall(test: CallTest, options?: WaitOptions): Promise<Call>
  async function nextCall(test: CallTest, { timeoutMs = DEADLINE, after = 0 }: WaitOptions = {}): Promise<Call> {
    const matches = typeof test === 'string' ? (call: Call) => call.method === test : test
    const found = calls.slice(after).find(matches) ?? (await arrival(matches, timeoutMs))
    if (found) return found
    const seen =
      calls
        .slice(after)
        .map((call) => call.method)
        .join(', ') || 'none'
    const wanted = typeof test === 'string' ? `call of ${test}` : 'matching call'
    throw new Error(
      `No ${wanted} within ${timeoutMs} ms. Calls since then: ${seen}. Faults: ${faults.join(' | ') || 'none'}`,
    )
  }

  function arrival(matches: (call: Call) => boolean, ms: number): Promise<Call | undefined> {
    return new Promise((resolve) => {
      const end = (call?: Call): void => {
        clearTimeout(timer)
        watchers.delete(watch)
        resolve(call)
      }
      const watch = (call: Call): void => {
        if (matches(call)) end(call)
      }
      const timer = setTimeout(end, ms)
      watchers.add(watch)
    })
  }

  return { calls: calls as readonly Call[], record, nextCall, mark: () => calls.length }
}
