import type { Task } from './child.ts'
import type { ModelChild } from './model-child.ts'

interface Job {
  readonly task: Task
  readonly settle: (vector?: Float32Array) => void
}

/** Tasks that wait for a model, which runs one at a time: all urgent ones before any other, each kind in order. */
export interface Queue {
  /** Resolves with the vector; undefined where the model fails or is off, or once the signal aborts. */
  readonly add: (task: Task, options?: AddOptions) => Promise<Float32Array | undefined>
  /** The number of urgent tasks that wait. */
  readonly urgent: () => number
  /** Goes on; to be called whenever the model's state has changed. */
  readonly proceed: () => void
}

export interface AddOptions {
  /** Whether a user waits for it. */
  readonly isUrgent?: boolean
  readonly signal?: AbortSignal
}

export function createQueue(child: ModelChild): Queue {
  const urgent = new Set<Job>()
  const others = new Set<Job>()
  let isRunning = false

  function proceed(): void {
    if (child.state() === 'off') dropAll()
    const [job] = urgent.size > 0 ? urgent : others
    if (job && !isRunning && child.state() === 'ready') void run(job)
    // Somebody may wait for what runs or waits.
    child.hold(isRunning || urgent.size + others.size > 0)
  }

  async function run(job: Job): Promise<void> {
    isRunning = true
    drop(job)
    job.settle(await child.run(job.task))
    isRunning = false
    proceed()
  }

  function add(task: Task, { isUrgent = false, signal }: AddOptions = {}): Promise<Float32Array | undefined> {
    return new Promise((settle) => {
      const job: Job = { task, settle }
      // The result of one that runs already is dropped.
      signal?.addEventListener('abort', () => {
        drop(job)
        settle(undefined)
      })
      ;(isUrgent ? urgent : others).add(job)
      proceed()
    })
  }

  function drop(job: Job): void {
    urgent.delete(job)
    others.delete(job)
  }

  function dropAll(): void {
    for (const job of [...urgent, ...others]) {
      drop(job)
      job.settle()
    }
  }

  return { add, urgent: () => urgent.size, proceed }
}
