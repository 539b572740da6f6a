import type { Task } from './messages.ts'
import type { ModelChild } from './model-child.ts'

interface Job {
  readonly task: Task
  readonly settle: (vector?: Float32Array) => void
}

/** Tasks that wait for a model, which runs one at a time: all queries before any passage, each kind in order. */
export interface Queue {
  /** Resolves with the vector; undefined where the model fails or is off, or once the signal aborts. */
  readonly add: (task: Task, signal?: AbortSignal) => Promise<Float32Array | undefined>
  /** The number of queries that wait. */
  readonly queries: () => number
  /** Goes on; to be called whenever the model's state has changed. */
  readonly proceed: () => void
}

export function createQueue(child: ModelChild): Queue {
  const queries = new Set<Job>()
  const passages = new Set<Job>()
  let isRunning = false

  function proceed(): void {
    if (child.state() === 'off') dropAll()
    const [job] = queries.size > 0 ? queries : passages
    if (job && !isRunning && child.state() === 'ready') void run(job)
    // Somebody may wait for what runs or waits.
    child.hold(isRunning || queries.size + passages.size > 0)
  }

  async function run(job: Job): Promise<void> {
    isRunning = true
    drop(job)
    job.settle(await child.run(job.task))
    isRunning = false
    proceed()
  }

  function add(task: Task, signal?: AbortSignal): Promise<Float32Array | undefined> {
    return new Promise((settle) => {
      const job: Job = { task, settle }
      // The result of one that runs already is dropped.
      signal?.addEventListener('abort', () => {
        drop(job)
        settle(undefined)
      })
      ;(task.role === 'query' ? queries : passages).add(job)
      proceed()
    })
  }

  function drop(job: Job): void {
    queries.delete(job)
    passages.delete(job)
  }

  function dropAll(): void {
    for (const job of [...queries, ...passages]) {
      drop(job)
      job.settle()
    }
  }

  return { add, queries: () => queries.size, proceed }
}
