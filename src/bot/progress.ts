import type { Writable } from 'node:stream'
import type { OnBuild } from '../answer/build-progress.ts'
import type { Log } from './log.ts'

/** Shows how far a build is, or nothing where it is short; `end` takes away what is shown. */
export interface BuildDisplay {
  readonly onBuild: OnBuild
  readonly end: () => void
}

/** The clock, and when a display shows something; all in milliseconds. */
export interface DisplayTiming {
  readonly now: () => number
  /** From the start: shorter builds show nothing. */
  readonly after: number
  /** Between two changes. */
  readonly every: number
}

const WIDTH = 24
const BAR_TIMING: DisplayTiming = { now: () => performance.now(), after: 1000, every: 100 }
const LOG_TIMING: DisplayTiming = { ...BAR_TIMING, every: 2000 }
/** The number of different states of a bar, and of different log lines. */
const STEPS = { bar: 100, log: 10 }

const CLEAR_LINE = '\u001b[2K'
const SAVE_CURSOR = '\u001b7'
const RESTORE_CURSOR = '\u001b8'

/** Creates the bar on the line of the cursor, which stays at its beginning: whatever is printed replaces the bar. */
export function createBar(screen: Writable, timing = BAR_TIMING): BuildDisplay {
  return createDisplay(timing, STEPS.bar, (share) => {
    screen.write(`${CLEAR_LINE}${share === undefined ? '' : renderBar(share)}\r`)
  })
}

/**
 * Creates the bar on the line above the one on which a user may be typing.
 *
 * @param countTyped counts the lines that were typed, below which the cursor is now
 */
export function createBarAbove(screen: Writable, countTyped: () => number, timing = BAR_TIMING): BuildDisplay {
  return createDisplay(timing, STEPS.bar, (share) => {
    const line = `\u001b[${1 + countTyped()}A\r${CLEAR_LINE}${share === undefined ? '' : renderBar(share)}`
    screen.write(`${SAVE_CURSOR}${line}${RESTORE_CURSOR}`)
  })
}

/** Creates the display in log lines. */
export function createProgressLog(log: Log, sentence: string, timing = LOG_TIMING): BuildDisplay {
  return createDisplay(timing, STEPS.log, (share) => {
    if (share !== undefined) log.info({ percent: toPercent(share) }, sentence)
  })
}

/** Rounds a share of a build that still runs. */
export function toPercent(share: number): number {
  return Math.min(99, Math.floor(100 * share))
}

/** @param draw draws a share; without one it takes away what it drew */
function createDisplay(
  { now, after, every }: DisplayTiming,
  steps: number,
  draw: (share?: number) => void,
): BuildDisplay {
  let next = now() + after
  let shown: number | undefined
  let hasEnded = false
  return {
    onBuild(share) {
      const step = Math.floor(steps * share)
      if (hasEnded || step === shown || now() < next) return
      next = now() + every
      shown = step
      draw(share)
    },
    end() {
      if (shown !== undefined && !hasEnded) draw()
      hasEnded = true
    },
  }
}

function renderBar(share: number): string {
  const filled = Math.round(WIDTH * share)
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${toPercent(share)} %`
}
