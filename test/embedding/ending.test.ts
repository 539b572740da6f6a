import { spawn } from 'node:child_process'
import { describe, expect, it, onTestFinished } from 'vitest'
import { watchProcess } from '../bot/start-process.ts'
import { isAlive } from './children.ts'
import { needRuntime } from './runtime.ts'
import { SLOW, WORKING, createTinyModel, toProgram } from './tiny-model.ts'

needRuntime()

/** Starts a process that ends in a way while its model runs. */
async function start(ending: string) {
  const dir = await createTinyModel(WORKING)
  const given = ['--import', 'tsx', 'test/embedding/end-amid-run.ts', dir, SLOW, ending, toProgram()]
  const started = watchProcess(spawn(process.execPath, given))
  onTestFinished(() => started.kill('SIGKILL'))
  return started
}

describe('a process that ends amid a run', () => {
  it.each([
    ['by process.exit', 'exit', { code: 3, signal: null }],
    ['by an error that is not caught', 'error', { code: 1, signal: null }],
    ['when its model has stopped', 'stop', { code: 0, signal: null }],
    ['when all else is done', 'naturally', { code: 0, signal: null }],
    ['when all else is done, with an idle model', 'idle', { code: 0, signal: null }],
  ])('%s ends as without a model, and leaves no process behind', async (_, ending, end) => {
    const { ended, printed } = await start(ending)
    expect(await ended).toEqual(end)
    const pid = Number.parseInt(printed.stdout, 10)
    expect(pid).toBeGreaterThan(0)
    await expect.poll(() => isAlive(pid)).toBe(false)
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)('by %s leaves no process behind', async (signal) => {
    const { ended, printed, seen, kill } = await start('signal')
    await seen('.')
    kill(signal)
    expect(await ended).toEqual({ code: null, signal })
    const pid = Number.parseInt(printed.stdout, 10)
    await expect.poll(() => isAlive(pid)).toBe(false)
  })
})
