import type { Child, ChildListeners, Report, Task } from './child.ts'

/** How often a process that died is started again. What kills the run of one text seldom kills that of the next. */
const MOST_RESTARTS = 3

/** Whether a model answers; `off` is for good. */
export type State = 'loading' | 'ready' | 'off'

/** A model in a process of its own, which is started again where it dies. */
export interface ModelChild {
  readonly state: () => State
  readonly start: () => void
  /** Runs one task; undefined where it fails. Call it when `ready`, and once the task before is done. */
  readonly run: (task: Task) => Promise<Float32Array | undefined>
  /** Sets whether the calling process stays alive for this one; at first it does not. */
  readonly hold: (isHeld: boolean) => void
  /** Ends the process, whatever it does; resolves once it has ended. */
  readonly stop: () => Promise<void>
}

export interface StateListeners {
  /** Called when the state has changed. */
  readonly onState: () => void
  /** Called when a task, a load or the process has failed. */
  readonly onFailure: () => void
  /** Called when it is given up, with a clause that says why. */
  readonly onGivenUp: (why: string) => void
}

/** Creates a model of which `startChild` starts the process, or throws. */
export function createModelChild(
  startChild: (listeners: ChildListeners) => Child,
  listeners: StateListeners,
): ModelChild {
  let state: State = 'loading'
  let restarts = 0
  let isHeld = false
  let isStopping = false
  let child: Child | undefined
  let settle: (vector?: Float32Array) => void = () => {}

  function start(): void {
    try {
      child = startChild({ onReport, onEnd })
      child.hold(isHeld)
    } catch {
      giveUp('the system starts no process')
    }
  }

  function onReport(report: Report): void {
    if (state === 'off') return
    if (report.kind === 'ready') changeTo('ready')
    else if (report.kind === 'embedded') settle(report.vector)
    else if (state === 'ready') child?.kill(report.why)
    // What does not load will not load the next time.
    else giveUp(report.why)
  }

  function onEnd(why: string): void {
    if (state === 'off') return
    if (restarts === MOST_RESTARTS) return giveUp(why)
    restarts++
    listeners.onFailure()
    changeTo('loading')
    settle()
    start()
  }

  function giveUp(why: string): void {
    listeners.onFailure()
    listeners.onGivenUp(why)
    turnOff()
  }

  function turnOff(): void {
    child?.kill('it was stopped')
    changeTo('off')
    settle()
  }

  function changeTo(changed: State): void {
    state = changed
    listeners.onState()
  }

  function hold(held: boolean): void {
    isHeld = held
    child?.hold(held || isStopping)
  }

  function run(task: Task): Promise<Float32Array | undefined> {
    return new Promise((resolve) => {
      settle = resolve
      child?.send(task)
    })
  }

  async function stop(): Promise<void> {
    isStopping = true
    child?.hold(true)
    if (state !== 'off') turnOff()
    await child?.ended
  }

  return { state: () => state, start, run, hold, stop }
}
