import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { type BuildDisplay, createBar, createBarAbove, createProgressLog } from '../../src/bot/progress.ts'

/** Tells a display the shares at the times, in milliseconds, and gives what it printed. */
function show(create: (screen: PassThrough, now: () => number) => BuildDisplay, ...steps: readonly [number, number][]) {
  let time = 0
  const screen = new PassThrough({ encoding: 'utf8' })
  const display = create(screen, () => time)
  for (const [at, share] of steps) {
    time = at
    display.onBuild(share)
  }
  display.end()
  display.end()
  const printed: unknown = screen.read()
  return printed ?? ''
}

const timing = (now: () => number) => ({ now, after: 1000, every: 100 })
const bar = (screen: PassThrough, now: () => number) => createBar(screen, timing(now))

it('a short build has no bar', () => {
  expect(show(bar, [0, 0.1], [500, 0.5], [999, 0.9])).toBe('')
})

it('the bar of a longer one is drawn now and then, leaves the cursor at the beginning, and is cleared', () => {
  expect(show(bar, [0, 0], [1000, 0.5], [1050, 0.6], [1100, 0.751], [1300, 0.755], [1400, 1])).toBe(
    [
      `\u001b[2K${'█'.repeat(12)}${'░'.repeat(12)} 50 %\r`,
      `\u001b[2K${'█'.repeat(18)}${'░'.repeat(6)} 75 %\r`,
      `\u001b[2K${'█'.repeat(24)} 99 %\r`,
      '\u001b[2K\r',
    ].join(''),
  )
})

it('a bar above the prompt leaves the cursor where it is, and is found below typed lines', () => {
  let typed = 0
  const above = (screen: PassThrough, now: () => number) => createBarAbove(screen, () => typed++, timing(now))
  expect(show(above, [1000, 0])).toBe(
    `\u001b7\u001b[1A\r\u001b[2K${'░'.repeat(24)} 0 %\u001b8\u001b7\u001b[2A\r\u001b[2K\u001b8`,
  )
})

it('the log has a line for each tenth at most', () => {
  const lines: unknown[] = []
  const ignored = () => {}
  const log = { info: (line: unknown) => void lines.push(line), warn: ignored, error: ignored }
  const steps = Array.from({ length: 100 }, (_, place): [number, number] => [100 * place, place / 100])
  show((_, now) => createProgressLog(log, 'it goes on', timing(now)), ...steps)
  expect(lines).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90].map((percent) => ({ percent })))
})
