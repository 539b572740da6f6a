import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const WRITTEN = '我家住在幸福路三号'

/** Runs a command to its end in a process of its own. */
function run(command: string) {
  const script = `
    import { exitOnError } from './src/exit-on-error.ts'
    import { OperatorError } from './src/errors.ts'
    import { GrammyError } from 'grammy'
    const refused = new GrammyError('Call to \\'sendMessage\\' failed!', { ok: false, error_code: 400, description: 'Bad Request: no' }, 'sendMessage', { chat_id: 1, text: '${WRITTEN}' })
    await exitOnError(async () => { ${command} })`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

describe('exitOnError', () => {
  it('ends a command that is through with 0', () => {
    expect(run('')).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it.each([
    ['a setting', 'throw new OperatorError("PORT is none")', /^PORT is none\n$/u],
    [
      'a file',
      'await (await import("node:fs/promises")).readFile("/none/at/all")',
      /^Error: ENOENT: no such file or directory, open '\/none\/at\/all'\n {4}at /u,
    ],
    [
      'a request that was refused',
      'throw refused',
      /^GrammyError: Call to 'sendMessage' failed! \(400: Bad Request: no\)\n {4}at /u,
    ],
  ])('tells what is wrong with %s', (_, command, told) => {
    const { status, stderr } = run(command)
    expect(stderr).toMatch(told)
    expect([status, stderr.includes(WRITTEN)]).toEqual([1, false])
  })

  it.each([
    ['thrown', `JSON.parse('${WRITTEN}')`, 'SyntaxError\n    at JSON.parse'],
    [
      'thrown with another for its cause',
      `throw new Error('${WRITTEN}', { cause: new Error('${WRITTEN}') })`,
      'Error\n    at ',
    ],
    [
      'thrown with a message like a stack',
      `throw new RangeError('no\\n    at ${WRITTEN}\\n    at ${WRITTEN}')`,
      'RangeError\n    at ',
    ],
    [
      'rejected where nobody waits',
      `void Promise.reject(refused); await new Promise(() => setInterval(() => {}, 1000))`,
      'GrammyError: Call to',
    ],
    [
      'thrown where nobody waits',
      `setTimeout(() => JSON.parse('${WRITTEN}')); await new Promise(() => setInterval(() => {}, 1000))`,
      'SyntaxError\n    at JSON.parse',
    ],
    ['no error', `throw '${WRITTEN}'`, 'A value of type string was thrown'],
  ])('tells where an error came from, and not what a user wrote: one %s', (_, command, told) => {
    const { status, stdout, stderr } = run(command)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(told)
    expect(stderr).not.toContain(WRITTEN)
  })
})
